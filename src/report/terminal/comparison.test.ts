import { describe, expect, it } from 'vitest';
import { hostile } from '../../../test/browser/hostile.ts';
import type { Change, Comparison } from '../../findings/compare/compare.ts';
import { widthOf } from './columns.ts';
import { renderComparison } from './comparison.ts';

const change: Change = {
  id: '1',
  rule: 'stores-pii-retention',
  severity: 'critical',
  region: 'eu-west-1',
  resource: { type: 's3.bucket', arn: 'arn:aws:s3:::orders', name: 'orders', dataClass: 'pii' },
  kind: 'new',
  worse: true,
  before: { is: 'known', verdict: 'pass' },
  now: { is: 'known', verdict: 'fail' },
  message: 'Objects can live 60 days; the limit is 30',
};
const comparison = (more: Partial<Comparison> = {}): Comparison => ({
  account: '111122223333',
  before: { asOf: '2026-11-01T09:00:00.000Z', edition: 'dpp-2022-08' },
  now: { asOf: '2026-11-24T09:00:00.000Z', edition: 'dpp-2022-08' },
  worse: true,
  changes: [change],
  leftOut: 0,
  notAsked: 0,
  notes: [],
  ...more,
});
const plain = (more?: Partial<Comparison>, width = 100): string => renderComparison(comparison(more), { colour: false, width });

describe('a comparison on a terminal', () => {
  it('says between which runs, how much, and what', () => {
    expect(plain()).toBe(`Account 111122223333: 1 November 2026, 09:00 UTC, then 24 November 2026, 09:00 UTC
1 new, 0 worse only because not read, 0 changed, 0 fixed.

New: 1
  ✕ Pass → Fail: orders, eu-west-1
    Objects can live 60 days; the limit is 30
    stores-pii-retention, critical
`);
  });

  it('says what was last known of what could not be read', () => {
    const lastKnown = { verdict: 'pass', asOf: '2026-11-01T09:00:00.000Z' } as const;
    expect(plain({ changes: [{ ...change, kind: 'unread', now: { is: 'unread', waived: false, lastKnown } }] })).toContain(
      'Pass → Not read (last known: Pass, 1 November 2026): orders',
    );
  });

  it('calls a list that could not be read by its name', () => {
    const list = { ...change, resource: { type: 'logs.group', arn: '', name: 'log groups', dataClass: '' }, region: '' };
    const unread = { ...list, kind: 'unread', before: { is: 'gone' }, now: { is: 'unread', waived: false } } as const;
    expect(plain({ changes: [unread] })).toContain('All listed → Not read: log groups\n');
  });

  it('says that nothing differs, and what was not looked at', () => {
    const text = plain({ changes: [], worse: false, leftOut: 2, notAsked: 1, notes: ['The configuration is not the same in both runs.'] });
    expect(text).toContain('Nothing differs.\n');
    expect(text).toContain('2 findings of the first run lie in regions that the second left out: neither fixed nor worse.');
    expect(text).toContain('1 finding of the first run is not asked for by the second');
    expect(text).toContain('The configuration is not the same in both runs.');
  });

  it('counts what it does not show', () => {
    const changes = Array.from({ length: 23 }, (_, i) => ({ ...change, id: String(i), rule: `rule-${i}` }));
    expect(plain({ changes })).toContain('and 3 findings more: `dpp-audit diff --json` lists them all');
  });

  it('says once what one refusal leaves unread', () => {
    const changes = Array.from({ length: 54 }, (_, i): Change => {
      const name = `bucket-${i % 18}`;
      const resource = { ...change.resource, arn: `arn:aws:s3:::${name}`, name };
      const region = i % 2 === 0 ? 'eu-west-1' : 'us-east-1';
      const message = `${name} could not be judged: s3:GetBucketPolicy: AccessDenied (${region})`;
      const now = { is: 'unread', waived: false } as const;
      return { ...change, id: String(i), kind: 'unread', rule: `rule-${Math.floor(i / 18)}`, region, resource, message, now };
    });
    expect(plain({ changes })).toContain(`Worse only because it could not be read: 54
  ✕ Pass → Not read: 54 findings on bucket-0, bucket-1, bucket-2 and 15 more
    each could not be judged: s3:GetBucketPolicy: AccessDenied (eu-west-1 and us-east-1)
    rule-0, rule-1 and rule-2, critical
`);
  });

  it('keeps apart what another rule says, and what is said in other words', () => {
    const other = { ...change, id: '2', message: 'Objects can live 90 days; the limit is 30' };
    const third = { ...change, id: '3', rule: 'another' };
    expect(plain({ changes: [change, other, third] }).match(/Pass → Fail: orders, eu-west-1/g)).toHaveLength(3);
  });

  it.each([40, 80])('fits %i columns, and sends no control character of the account', (width) => {
    const changes = hostile.map((name, i) => ({ ...change, id: String(i), message: name, resource: { ...change.resource, name } }));
    const text = plain({ changes }, width);
    for (const line of text.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(width);
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});
