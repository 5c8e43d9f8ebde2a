import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { rules } from '../../test/browser/fixture.ts';
import { hostile } from '../../test/browser/hostile.ts';
import type { RuleRow } from '../findings/file.ts';
import { fillCommand, firstSentence, remedy } from './remediation.ts';
import { waiverText } from './waiver-text.ts';

const target = (name: string) => ({ name, arn: `arn:aws:s3:::${name}`, region: 'eu-west-1', account: '111122223333' });
const rule = rules[0] as RuleRow;

describe('a command to copy', () => {
  it.each([
    ['a bucket', 'seller-reports', 'rm seller-reports eu-west-1'],
    ['a log group', '/ecs/worker', 'rm /ecs/worker eu-west-1'],
    ['a mail address', 'anna@acme.example', 'rm anna@acme.example eu-west-1'],
    ['what a shell would run', 'a$(id)', 'rm {name} eu-west-1'],
    ['a blank', 'a b', 'rm {name} eu-west-1'],
    ['what would be a flag', '--profile=evil', 'rm {name} eu-west-1'],
    ['what a JSON string would end at', 'a"', 'rm {name} eu-west-1'],
    ['nothing', '', 'rm {name} eu-west-1'],
  ])('%s', (_, name, expected) => {
    expect(fillCommand('rm {name} {region}', target(name))).toBe(expected);
  });

  it('leaves the braces of JSON and Terraform alone', () => {
    expect(fillCommand(`'{"Rules":[{"ID":"x"}]}' \${name.x} {other}`, target('b'))).toBe(`'{"Rules":[{"ID":"x"}]}' \${name.x} {other}`);
  });

  it.each(hostile)('never holds %j', (name) => {
    const found = remedy(rule, 's3.bucket', target(name));
    expect(found?.cli).not.toContain(name);
    expect(found?.byHand).toBe(true);
  });

  it('is none for a type without one', () => {
    expect(remedy(rule, 'iam.user', target('b'))).toBeUndefined();
  });
});

it.each([
  ['Do it. Then look.', 'Do it.'],
  ['Set s3.bucket to 1.5 days. Done.', 'Set s3.bucket to 1.5 days.'],
  ['No stop', 'No stop'],
])('the first sentence of %j', (text, expected) => {
  expect(firstSentence(text)).toBe(expected);
});

it.each(['arn:aws:s3:::b', ...hostile])('a waiver of %j is YAML that reads back as it was', (resource) => {
  const text = waiverText('stores-pii-retention', resource, '2026-11-24T09:12:00Z');
  expect(text.replaceAll('\n', '')).toMatch(/^[ -~]*$/);
  expect(parse(text)).toEqual({ waivers: [{ rule: 'stores-pii-retention', resource, reason: '', approver: '', expires: '2027-02-22' }] });
});
