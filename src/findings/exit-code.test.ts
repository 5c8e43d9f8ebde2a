import { describe, expect, it } from 'vitest';
import { exitCode } from './exit-code.ts';
import type { Findings } from './findings.ts';
import { severities, type Verdict, verdicts, worst } from './verdict.ts';

type Row = Findings['findings'][number];
const finding = (verdict: Verdict, severity: Row['severity'] = 'high', more: Partial<Row> = {}): Row =>
  ({ verdict, severity, ...more }) as Row;
const code = (rows: readonly Row[], failOn: Row['severity'] = 'low', complete = true): number =>
  exitCode({ findings: [...rows], audit: { complete } as Findings['audit'] }, failOn);
const waiver = { waiver: { reason: 'r', approver: 'a', expires: '2026-04-01', was: 'unknown' } } as Partial<Row>;

describe('the exit code', () => {
  it.each<[string, readonly Row[], number]>([
    ['nothing found', [], 0],
    ['all pass', [finding('pass'), finding('not-applicable')], 0],
    ['a failure', [finding('pass'), finding('fail')], 1],
    ['a failure beats what is unread', [finding('unknown'), finding('fail')], 1],
    ['something unread', [finding('unknown'), finding('pass')], 3],
    ['an attestation that has expired', [finding('attestation-expired')], 1],
    ['an attestation that is missing', [finding('attestation-missing')], 1],
    ['guidance missed', [finding('warn')], 0],
    ['waived', [finding('waived')], 0],
    ['an unknown that is waived', [finding('unknown', 'high', waiver)], 0],
    ['not provable', [finding('not-provable')], 0],
  ])('of %s', (_, rows, expected) => {
    expect(code(rows)).toBe(expected);
  });

  it('counts what is severe enough', () => {
    const table = severities.flatMap((failOn) =>
      severities.map((severity) => [failOn, severity, code([finding('fail', severity)], failOn)]),
    );
    expect(table.filter(([, , found]) => found === 1).map(([failOn, severity]) => `${failOn}: ${severity}`)).toEqual([
      'critical: critical',
      ...['high: critical', 'high: high'],
      ...['medium: critical', 'medium: high', 'medium: medium'],
      ...['low: critical', 'low: high', 'low: medium', 'low: low'],
    ]);
    expect(code([finding('unknown', 'low')], 'high')).toBe(0);
  });

  it('of a run that was cut off is never clean', () => {
    expect(code([finding('pass')], 'low', false)).toBe(3);
    expect(code([finding('fail')], 'low', false)).toBe(1);
  });
});

describe('the worst of several verdicts', () => {
  it('is the first in the order of summing up', () => {
    expect(verdicts).toEqual([
      'fail',
      'attestation-expired',
      'attestation-missing',
      'unknown',
      'warn',
      'waived',
      'not-provable',
      'attested',
      'pass',
      'not-applicable',
    ]);
    expect(worst(['pass', 'not-applicable', 'unknown', 'warn'])).toBe('unknown');
    expect(worst(['pass', 'not-provable'])).toBe('not-provable');
    expect(worst([])).toBeUndefined();
  });
});
