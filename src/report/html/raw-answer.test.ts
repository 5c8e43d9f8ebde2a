import { expect, it } from 'vitest';
import { records } from '../../../test/browser/fixture.ts';
import type { RecordRow } from '../../findings/file.ts';
import { html } from './html.ts';
import { rawAnswer } from './raw-answer.ts';

const record = records[0] as RecordRow;
const shown = (answer: unknown): string => html`${[rawAnswer({ ...record, answer })]}`.toString();

it('marks secrets that were replaced, whole or inside a text', () => {
  const text = shown({ Endpoint: { redacted: 'endpoint', length: 31 }, Policy: '{"aws:Referer":"redacted:referer:9*"}' });
  expect(text.match(/<mark[^>]*>(.*?)<\/mark>/g)?.map((mark) => mark.replace(/<[^>]*>/g, ''))).toEqual([
    'redacted:endpoint:31',
    'redacted:referer:9',
    'redacted:endpoint:31',
    'redacted:referer:9',
  ]);
});

it('unfolds a policy, plain or URL-encoded, beside the raw answer', () => {
  const policy = '{"Statement":[{"Effect":"Allow"}]}';
  for (const given of [policy, encodeURIComponent(policy)])
    expect(shown({ Policy: given })).toContain('&quot;Effect&quot;: &quot;Allow&quot;');
  expect(shown({ Name: 'a' })).not.toContain('unfolded');
  expect(shown({ Name: '{not json' })).not.toContain('unfolded');
});

it('says what came back where no answer did', () => {
  const text = html`${[rawAnswer({ ...record, outcome: 'error', code: 'AccessDenied', message: 'no' })]}`.toString();
  expect(text).toContain('AccessDenied: no');
});

it('shows first what names the resource, out of a long list', () => {
  const users = Array.from({ length: 40 }, (_, i) => ({ Arn: `arn:aws:iam::111122223333:user/u${i}` }));
  const text = html`${[rawAnswer({ ...record, answer: { Users: users } }, 'arn:aws:iam::111122223333:user/u3')]}`.toString();
  expect(text.match(/user\/u3&quot;/g)).toHaveLength(2);
  expect(text.match(/user\/u30&quot;/g)).toHaveLength(1);
  expect(text).toContain('Of what came back, what names arn:aws:iam::111122223333:user/u3');
  expect(html`${[rawAnswer({ ...record, answer: { Users: users } }, 'arn:aws:iam::1:user/none')]}`.toString()).not.toContain(
    'Of what came back',
  );
});

it('cuts what would stall a browser, and says so', () => {
  const text = shown({ Body: 'x'.repeat(300_000) });
  expect(text.length).toBeLessThan(250_000);
  expect(text).toContain('characters more: see the snapshot');
});
