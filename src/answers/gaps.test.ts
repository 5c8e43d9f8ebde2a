import { describe, expect, it } from 'vitest';
import type { FindingRow } from '../findings/file.ts';
import { gaps } from './gaps.ts';
import type { AnsweredFile } from './run.ts';
import { perfectRun, withFindings } from './test-run.ts';

const newest = perfectRun('dpp-2026-08');
const changed = (rule: string, change: Partial<FindingRow>, file: AnsweredFile = newest): AnsweredFile =>
  withFindings(file, (finding) => (finding.rule === rule ? { ...finding, ...change } : finding));

describe('the plan of action', () => {
  it('is empty where all is well', () => {
    expect(gaps(newest)).toEqual([]);
  });

  it('has one line for what one cure mends, with clause, severity, what to do and the evidence', () => {
    const [gap, ...more] = gaps(changed('console-users-have-mfa', { verdict: 'fail', severity: 'critical' }));
    expect(more).toEqual([]);
    expect(gap).toEqual({
      clause: '1.4.1',
      requirement: 'MFA for every user',
      page: 'clauses/1.4.1.html#r-mfa',
      severity: 'critical',
      gap: 'one of console-users-have-mfa; two of console-users-have-mfa',
      todo: 'Register a second factor for the user, or delete the console password.',
      due: { day: '2026-11-27', because: '7 days by dpp-2026-08' },
      findings: ['console-users-have-mfa-iam.user-one', 'console-users-have-mfa-iam.user-two'],
    });
  });

  it.each([
    ['critical', 'dpp-2026-08', '2026-11-27'],
    ['high', 'dpp-2026-08', '2026-12-20'],
    ['medium', 'dpp-2026-08', undefined],
    ['low', 'dpp-2026-08', undefined],
    ['critical', 'dpp-2022-08', undefined],
  ] as const)('a deadline of %s by %s: %s', (severity, edition, day) => {
    expect(gaps(changed('root-has-mfa', { verdict: 'fail', severity }, perfectRun(edition)))[0]?.due?.day).toBe(day);
  });

  it('a document has its own day', () => {
    const [gap] = gaps(changed('attestation-access-review-review', { verdict: 'attestation-expired', message: 'too old' }));
    expect(gap).toMatchObject({ due: { day: '2026-12-24', because: 'the document is due' }, severity: 'high' });
    expect(gap?.gap).toContain('too old');
  });

  it('what is waived ends with its waiver', () => {
    const waiver = { reason: 'known', approver: 'Ada', expires: '2027-01-31', was: 'fail' as const };
    const [gap] = gaps(changed('root-has-mfa', { verdict: 'waived', waiver }));
    expect(gap?.due).toEqual({ day: '2027-01-31', because: 'the waiver ends' });
    expect(gap?.todo).toContain('Waived by Ada until 2027-01-31: known');
  });

  it('what AWS refused is to be let in; what could not be decided is found out by hand', () => {
    const unread = (code: string): Partial<FindingRow> => ({
      verdict: 'unknown',
      checks: [{ path: 'x', holds: 'unknown', expected: {}, found: { unknown: [{ operation: 'iam:ListUsers', code }] }, from: [] }],
    });
    expect(gaps(changed('root-has-mfa', unread('AccessDenied')))[0]?.todo).toBe(
      'Let the audit read it, then run it again: iam:ListUsers (AccessDenied).',
    );
    expect(gaps(changed('root-has-mfa', unread('undecided')))[0]?.todo).toBe('Find out by hand how it stands, and record what shows it.');
  });

  it('what nobody has shown stands last', () => {
    const requirements = newest.requirements.map((row) =>
      row.id === 'access-review'
        ? {
            ...row,
            aspects: row.aspects.map((aspect) => (aspect.by === 'attestation' ? { ...aspect, verdict: 'not-provable' as const } : aspect)),
          }
        : row,
    );
    const found = gaps({ ...changed('root-has-mfa', { verdict: 'fail', severity: 'low' }), requirements });
    expect(found.map(({ severity }) => severity)).toEqual(['low', undefined]);
    expect(found[1]?.todo).toBe('Write the document and record it: dpp-audit attest add --for access-review/review');
  });

  it('the most severe stands first', () => {
    const file = changed(
      'root-has-mfa',
      { verdict: 'fail', severity: 'low' },
      changed('stores-refuse-plain-http', { verdict: 'fail', severity: 'critical' }),
    );
    expect(gaps(file).map(({ severity }) => severity)).toEqual(['critical', 'low']);
  });
});
