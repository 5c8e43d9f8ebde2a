import { describe, expect, it } from 'vitest';
import { editions, fixture } from '../../../test/browser/fixture.ts';
import { hostile } from '../../../test/browser/hostile.ts';
import type { Change, Comparison } from '../../findings/compare/compare.ts';
import type { Summary } from '../../findings/findings.ts';
import { renderSummary } from './render.ts';

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
const comparison = (changes: readonly Change[]): Comparison => ({
  account: '111122223333',
  before: { asOf: '2026-11-01T09:00:00.000Z', edition: 'dpp-2022-08' },
  now: { asOf: '2026-11-24T09:12:00.000Z', edition: 'dpp-2022-08' },
  worse: changes.some(({ worse }) => worse),
  changes,
  leftOut: 0,
  notAsked: 0,
  notes: [],
});

/** What is left when code spans and escaped characters are taken out. */
const left = (markdown: string): string => markdown.replace(/\\[!-/:-@[-`{-~]|`[^`\\|\s]+`/g, '');

describe('the summary of a job', () => {
  const text = renderSummary(fixture());

  it('begins with the verdict, whose account, when, and how much', () => {
    const [title, verdict, about, counts] = text.split('\n\n');
    expect(title).toBe("## Amazon's Data Protection Policy");
    expect(verdict).toMatch(/^✕ \*\*Not ready:\*\* \d of 22 requirements of dpp-2022-08, replaced in June 2024, fail/);
    expect(about).toMatch(/\(111122223333\), 24 November 2026, 09:12 UTC, \d+ regions? read, edition dpp-2022-08\.$/);
    expect(counts).toMatch(/^\d+ findings: \d+ fail \(\d+ critical, \d+ high.*\), \d+ not read, .*\d+ pass/);
  });

  it('says first that a run was cut off', () => {
    const { audit } = fixture();
    expect(renderSummary(fixture({ audit: { ...audit, complete: false } })).split('\n\n')[1]).toBe(
      '**This run is not complete: it was cut off before everything was read.**',
    );
  });

  it('has a row for each requirement, with word, shape and counts', () => {
    const rows = text.split('\n').filter((line) => line.startsWith('| '));
    expect(rows).toHaveLength(fixture().requirements.length + 2);
    expect(rows).toContain('| 2.1 | PII gone within 30 days | ✕ Fail | 10 of 12 |');
    expect(rows).toContain('| 1.1 | Security training | – Not provable |  |');
  });

  it('says what to do, on what, and what was found', () => {
    expect(text).toContain(
      '. **Give `anna@acme.example` an MFA device.**\n    - `anna@acme.example` (high, minutes)\n    - `anna@acme.example` has a console password and no MFA',
    );
  });

  it('says what could not be read, and what the newest edition asks differently', () => {
    expect(text).toContain(
      '### What could not be read\n\n- kms:GetKeyRotationStatus was denied (AccessDeniedException) in eu-west-1. Not known',
    );
    expect(text).toContain('### What dpp-2026-08 (in force) asks differently\n\n- ');
    expect(text).toContain('2.6.1 Logs kept 365 days: 365 days instead of 90 days (fail, here not provable)');
    const { audit } = fixture();
    expect(renderSummary(fixture({ audit: { ...audit, edition: editions.newest } }))).not.toContain('asks differently');
  });

  it('counts documents that are missing among what is to be done', () => {
    const base = fixture();
    const [first] = base.findings;
    if (!first) throw new Error('the fixture has no findings');
    const missing = { ...first, verdict: 'attestation-missing' as const, message: 'No plan for incidents is recorded' };
    expect(renderSummary({ ...base, findings: [missing] })).toMatch(
      /### What to do first\n\n1\. .*\n.*\n {4}- No plan for incidents is recorded\n/,
    );
  });

  it('names waivers that end soon', () => {
    const base = fixture();
    const waiver = { rule: 'users-mfa', resource: 'ben', reason: 'r', approver: 'Anna', expires: '2026-12-01', findings: 1 };
    const waivers = [{ ...waiver, state: 'in force' as const }];
    expect(renderSummary({ ...base, coverage: { ...base.coverage, waivers } })).toContain(
      '### Waivers\n\n- The waiver of users-mfa for ben ends in 7 days, on 2026-12-01 (approved by Anna).',
    );
  });

  it('against a baseline names what is new or worse, and counts the rest', () => {
    const fixed: Change = { ...change, id: '2', kind: 'fixed', worse: false, resource: { ...change.resource, name: 'mended' } };
    const compared = renderSummary(fixture(), comparison([change, fixed]));
    expect(compared).toContain(`### New or worse since 1 November 2026, 09:00 UTC

1 new, 0 worse only because not read, 0 changed, 1 fixed.

- Pass → Fail: orders, eu-west-1: Objects can live 60 days; the limit is 30 (stores-pii-retention, critical)
`);
    expect(compared).not.toContain('mended');
    expect(renderSummary(fixture(), comparison([fixed]))).toContain('### Nothing new or worse since 1 November 2026, 09:00 UTC\n\n0 new');
    expect(text).not.toContain('since');
  });

  /** Every text that an account can have a hand in, hostile and long. */
  function attacked(name: string): Summary {
    const base = fixture();
    const [rule] = base.rules;
    const [first] = base.findings;
    if (!rule || !first) throw new Error('the fixture is empty');
    const many = Array.from({ length: 2000 }, (_, i) => i);
    return {
      ...base,
      audit: { ...base.audit, accounts: [{ id: '1', alias: name }], regions: { ...base.audit.regions, leftOut: [name], unread: [name] } },
      requirements: base.requirements.map((row) => ({ ...row, title: name })),
      rules: many.map((i) => ({ ...rule, id: `rule-${i}`, remediation: { [`${i}`]: { text: name } } })),
      findings: many.flatMap((i) =>
        (['fail', 'attestation-missing'] as const).map((verdict) => ({
          ...first,
          rule: `rule-${i}`,
          verdict,
          message: name,
          resource: { ...first.resource, type: `${i}`, arn: name, name },
        })),
      ),
      coverage: {
        ...base.coverage,
        denied: many.map(() => ({ operation: name, code: name, regions: [name], calls: 1, leaves: [name] })),
        waivers: many.map(() => ({
          rule: name,
          resource: name,
          reason: name,
          approver: name,
          expires: name,
          state: 'expired',
          findings: 0,
        })),
      },
      newestEdition: { ...base.newestEdition, changes: base.newestEdition.changes.map((row) => ({ ...row, title: name })) },
    };
  }

  it.each([...hostile, '![x](https://evil.example/p)', 'a|b\n| c | d |', '@everyone #1 <!-- ', '```\n# x'])('%j acts nowhere', (name) => {
    const changes = Array.from({ length: 50 }, () => ({ ...change, message: name, region: name, resource: { ...change.resource, name } }));
    const own = renderSummary(attacked(name), comparison(changes));
    const plain = left(own);
    expect(plain.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}`<>~&@$]|!\[|\]\(/u);
    for (const line of plain.split('\n')) {
      if (line.includes('|')) expect([...line.matchAll(/\|/g)]).toHaveLength(5);
      if (line.includes('#')) expect(line).toMatch(/^###? [A-Z]/);
      if (line.includes('*')) expect([...line.matchAll(/\*\*/g)]).toHaveLength(2);
    }
    expect(own).toContain('and 3,980 findings more in the report');
  });

  it('stays far below what GitHub takes, however large the account and long its names', () => {
    const most = renderSummary(attacked('\u{e0041}|'.repeat(5000)), comparison(Array(500).fill(change)));
    expect(Buffer.byteLength(most)).toBeLessThan(500_000);
  });
});
