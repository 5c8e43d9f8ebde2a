import { describe, expect, it } from 'vitest';
import { fixture, rules } from '../../test/browser/fixture.ts';
import type { FindingRow, FindingsFile, RuleRow } from '../findings/file.ts';
import { priorities } from './priorities.ts';

const rule = (id: string, more: Partial<RuleRow>): RuleRow => ({ ...(rules[0] as RuleRow), id, remediation: {}, ...more });

function fails(rule: RuleRow, classes: readonly string[], type = 's3.bucket'): FindingRow[] {
  return classes.map((dataClass, i) => ({
    id: `${rule.id}-${i}`,
    rule: rule.id,
    requirement: rule.requirement,
    clause: '2.1',
    verdict: 'fail',
    severity: rule.severity,
    account: '111122223333',
    region: 'eu-west-1',
    resource: { type, arn: `arn:aws:s3:::b${i}`, name: `b${i}`, dataClass },
    message: 'It fails',
    checks: [],
  }));
}

const of = (rules: readonly RuleRow[], findings: readonly FindingRow[]): FindingsFile =>
  fixture({ rules: [...rules], findings: [...findings] });

describe('what to do first', () => {
  it('orders by severity × stores of PII ÷ effort', () => {
    const quick = rule('quick', { severity: 'high', effort: 'minutes' }); // 4 × 1 ÷ 1
    const slow = rule('slow', { severity: 'critical', effort: 'days' }); // 8 × 1 ÷ 16
    const many = rule('many', { severity: 'medium', effort: 'minutes' }); // 2 × 3 ÷ 1
    const found = priorities(
      of([quick, slow, many], [...fails(quick, ['']), ...fails(slow, ['']), ...fails(many, ['pii', 'pii', 'pii', 'log'])]),
    );
    expect(found.map(({ rules: [{ id }], score, piiStores }) => [id, score, piiStores])).toEqual([
      ['many', 6, 3],
      ['quick', 4, 0],
      ['slow', 0.5, 0],
    ]);
  });

  it('says one thing to do for each rule and type, as its remediation begins', () => {
    const one = rule('one', {
      remediation: { 's3.bucket': { text: 'Empty {name} after 20 days. Then look.' }, 'logs.group': { text: 'Set a retention.' } },
    });
    const found = priorities(of([one], [...fails(one, ['pii']), ...fails(one, ['pii', 'pii'], 'logs.group')]));
    expect(found.map(({ type, sentence }) => [type, sentence])).toEqual([
      ['logs.group', 'Set a retention.'],
      ['s3.bucket', 'Empty b0 after 20 days.'],
    ]);
  });

  it('counts a document that is missing or too old, and no unknown or waived finding', () => {
    const verdicts = ['attestation-missing', 'attestation-expired', 'unknown', 'waived', 'warn'] as const;
    const all = verdicts.map((verdict) => ({ own: rule(verdict, {}), verdict }));
    const found = priorities(
      of(
        all.map(({ own }) => own),
        all.flatMap(({ own, verdict }) => fails(own, [''], 'attestation').map((finding) => ({ ...finding, verdict }))),
      ),
    );
    expect(found.map(({ rules: [{ id }] }) => id)).toEqual(['attestation-expired', 'attestation-missing']);
  });

  it('is one thing where one cure mends several rules', () => {
    const remediation = { account: { text: 'Set a password policy.' } };
    const long = rule('long', { severity: 'medium', remediation });
    const mixed = rule('mixed', { severity: 'high', effort: 'hours', remediation });
    const [found, ...others] = priorities(of([long, mixed], [...fails(long, [''], 'account'), ...fails(mixed, [''], 'account')]));
    expect(others).toEqual([]);
    expect(found).toMatchObject({ severity: 'high', effort: 'hours', score: 1, sentence: 'Set a password policy.' });
    expect(found?.rules.map(({ id }) => id)).toEqual(['mixed', 'long']);
    expect([found?.findings.length, found?.resources.length]).toEqual([2, 1]);
  });

  it('names each where there are several', () => {
    const one = rule('one', { remediation: { 's3.bucket': { text: 'Empty {name}.' } } });
    expect(priorities(of([one], fails(one, ['', ''])))[0]?.sentence).toBe('Empty each of them.');
  });

  it('says the wanted state where a rule has no remediation', () => {
    const bare = rule('bare', { title: 'All is well' });
    expect(priorities(of([bare], fails(bare, [''])))[0]?.sentence).toBe('See to it that this holds: All is well.');
  });

  it('gives seven at most, and of failures alone', () => {
    const all = Array.from({ length: 9 }, (_, i) => rule(`r${i}`, {}));
    const findings = all.flatMap((each) => fails(each, ['']));
    expect(priorities(of(all, findings)).map(({ rules: [{ id }] }) => id)).toEqual(['r0', 'r1', 'r2', 'r3', 'r4', 'r5', 'r6']);
    const others = findings.map((finding) => ({ ...finding, verdict: 'unknown' as const }));
    expect(priorities(of(all, others))).toEqual([]);
  });
});
