import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FindingRow } from '../findings/file.ts';
import type { Verdict } from '../findings/verdict.ts';
import { type Draft, drafts, fitting, textOf } from './draft.ts';
import type { Line } from './held.ts';
import { type Claim, characterLimit, type Question, questions, type Support } from './question.ts';
import type { AnsweredFile } from './run.ts';
import { ruleOf } from './support.ts';
import { perfectRun, withFindings } from './test-run.ts';

const all = questions();
const newest = perfectRun('dpp-2026-08');
const one = (file: AnsweredFile, question: Question): Draft => drafts(file, [question])[0] as Draft;
const byId = (id: string): Question => all.find((question) => question.id === id) as Question;
const claimsOf = ({ lines, leftOut }: Draft): readonly string[] =>
  [...lines, ...leftOut].filter(({ kind }) => kind === 'claim').map(({ text }) => text);
const isClaim = (part: Question['parts'][number]): part is Claim => 'says' in part;

/** Every way in which a finding can support nothing. */
const withheld: readonly (Verdict | 'removed')[] = [
  'fail',
  'unknown',
  'warn',
  'waived',
  'not-applicable',
  'not-provable',
  'attestation-expired',
  'attestation-missing',
  'removed',
];

/** The findings of a support, type by type: those of a document are one. */
function sharesOf(support: Support, file: AnsweredFile): readonly ((finding: FindingRow) => boolean)[] {
  const rule = ruleOf(support);
  const own = file.findings.filter((finding) => finding.rule === rule);
  const types = 'rule' in support && support.of ? support.of : [...new Set(own.map(({ resource }) => resource.type))];
  return types.map((type) => (finding) => finding.rule === rule && finding.resource.type === type);
}

const change =
  (concerns: (finding: FindingRow) => boolean, to: Verdict | 'removed') =>
  (finding: FindingRow): FindingRow | undefined =>
    !concerns(finding) ? finding : to === 'removed' ? undefined : { ...finding, verdict: to };

describe('nothing is claimed that the run does not support', () => {
  it.each(all.map((question) => [question.id, question] as const))('%s', (_, question) => {
    const whole = one(newest, question);
    const claims = question.parts.filter(isClaim);
    expect(claimsOf(whole)).toHaveLength(claims.length);

    for (const [n, { by }] of claims.entries()) {
      for (const support of by) {
        for (const concerns of sharesOf(support, newest)) {
          for (const to of withheld) {
            // nothing of one of several types: the others still show it, and are counted alone
            const several = 'rule' in support && (support.of?.length ?? 0) > 1;
            const draft = one(withFindings(newest, change(concerns, to)), question);
            if (!(several && to === 'not-applicable')) {
              expect(claimsOf(draft), `${to}: ${ruleOf(support)}`).not.toContain(claimsOf(whole)[n]);
              expect(claimsOf(draft).length).toBeLessThan(claims.length);
              expect(draft.answer?.is, `${to}: ${ruleOf(support)}`).not.toBe('yes');
              expect(draft.reasons.length).toBeGreaterThan(0);
            } else expect(claimsOf(draft)).not.toContain(claimsOf(whole)[n]);
          }
        }
        // one finding among several is enough, and all of them not applicable too
        const concerned = newest.findings.find(
          ({ rule, resource }) => rule === ruleOf(support) && ('document' in support || !support.of || support.of.includes(resource.type)),
        );
        for (const to of ['fail', 'unknown', 'warn', 'waived'] as const) {
          const single = one(
            withFindings(
              newest,
              change((finding) => finding === concerned, to),
            ),
            question,
          );
          expect(claimsOf(single).length, `one ${to}: ${ruleOf(support)}`).toBeLessThan(claims.length);
        }
        const none = one(
          withFindings(
            newest,
            change(({ rule }) => rule === ruleOf(support), 'not-applicable'),
          ),
          question,
        );
        expect(claimsOf(none).length).toBeLessThan(claims.length);
      }
    }
  });

  it('an empty run claims nothing: every line is in brackets', () => {
    const lines = drafts({ ...newest, findings: [] }, all).flatMap(({ lines: kept, leftOut }) => [...kept, ...leftOut]);
    expect(lines.filter(({ kind, text }) => kind !== 'prompt' || !/^\[.*\]$/.test(text))).toEqual([]);
  });

  it.each([
    ['cut off', { ...newest, audit: { ...newest.audit, complete: false } }],
    ['a region left out', { ...newest, audit: { ...newest.audit, regions: { ...newest.audit.regions, leftOut: ['eu-north-1'] } } }],
    ['a region unread', { ...newest, audit: { ...newest.audit, regions: { ...newest.audit.regions, unread: ['eu-north-1'] } } }],
  ] satisfies [string, AnsweredFile][])('a run with %s does not speak for the stores of the account', (_, file) => {
    expect(claimsOf(one(file, byId('encryption-settings')))).toEqual([]);
  });

  it('a region left out takes nothing from what is the same in all of them', () => {
    const file = { ...newest, audit: { ...newest.audit, regions: { ...newest.audit.regions, leftOut: ['eu-north-1'] } } };
    expect(textOf(one(file, byId('passwords')).lines)).toContain(
      'Every IAM user with access to the console signs in with a second factor (IAM users: 2).',
    );
  });

  it('a document that is recorded by its address alone is not said to be enclosed', () => {
    const plan = (where: object) => {
      const resources = newest.resources.map((row) => ({ ...row, facts: { ...row.facts, ...where } }));
      return textOf(one({ ...newest, resources }, byId('training-records')).lines);
    };
    expect(plan({ where: { value: 'documents/t.pdf' }, sha256: { value: 'f00d' } })).toMatch(/^“[^”]+” of 2026-05-04, enclosed\.$/);
    expect(plan({ where: { value: 'https://x.example/t' }, sha256: { value: '' } })).toMatch(
      /^“[^”]+” of 2026-05-04, at https:\/\/x\.example\/t\.$/,
    );
  });

  it('a sentence with a figure that the edition lacks is not said', () => {
    const draft = one(perfectRun('dpp-2022-08'), byId('scans-followed-up'));
    expect(textOf(draft.lines)).not.toContain('Critical weaknesses are mended');
    expect(textOf(one(newest, byId('scans-followed-up')).lines)).toContain(
      'Critical weaknesses are mended within 7 days, high ones within 30 days',
    );
  });
});

describe('yes or no', () => {
  const answers = (file: AnsweredFile, id: string): string | undefined => one(file, byId(id)).answer?.is;
  const rows = (change: (row: AnsweredFile['requirements'][number]) => AnsweredFile['requirements'][number]): AnsweredFile => ({
    ...newest,
    requirements: newest.requirements.map(change),
  });

  it('is yes where every part is supported, and never where one asks the user', () => {
    for (const question of all.filter(({ kind }) => kind === 'yes-no'))
      expect(answers(newest, question.id), question.id).toBe(question.parts.every(isClaim) ? 'yes' : 'only-you');
  });

  it.each([
    ['fail', 'no'],
    ['unknown', 'only-you'],
    ['waived', 'only-you'],
  ] as const)('a rule that says %s makes it %s', (verdict, answer) => {
    const file = withFindings(
      newest,
      change(({ rule }) => rule === 'root-has-mfa', verdict),
    );
    expect(answers(file, 'passwords')).toBe(answer);
  });

  it('a document that has expired makes it no', () => {
    const file = withFindings(
      newest,
      change(({ rule }) => rule === 'attestation-incident-response-plan', 'attestation-expired'),
    );
    expect(answers(file, 'incidents')).toBe('no');
  });

  it('an aspect that nobody looks at keeps it from yes, and is told', () => {
    const file = rows((row) =>
      row.id === 'mfa'
        ? { ...row, aspects: [{ id: 'x', title: 'Else', by: 'nobody-yet', verdict: 'not-provable', sentence: 'not audited', rules: [] }] }
        : row,
    );
    const draft = one(file, byId('passwords'));
    expect(draft.answer?.is).toBe('only-you');
    expect(draft.reasons).toContain('MFA for every user: Else: not audited');
  });

  it('a requirement that fails by a rule that no sentence names makes it no', () => {
    expect(
      answers(
        rows((row) => (row.id === 'mfa' ? { ...row, verdict: 'fail' } : row)),
        'passwords',
      ),
    ).toBe('no');
  });

  it("yes by an old edition is no yes where today's fails", () => {
    const changes = [
      { requirement: 'mfa', title: 'MFA', clause: '1', verdict: 'fail', verdictNow: 'pass', figure: '', figureNow: '', here: 'x has none' },
    ] as const;
    const file = { ...newest, newestEdition: { ...newest.newestEdition, changes: [...changes] } };
    expect(answers(file, 'passwords')).toBe('only-you');
    expect(one(file, byId('passwords')).reasons.join()).toContain('asks otherwise: MFA. x has none');
  });

  it('those without personal data are not asked about it', () => {
    const asked = drafts({ ...newest, audit: { ...newest.audit, holdsPii: false } }, all).map(({ id }) => id);
    expect(asked).toEqual(all.filter(({ pii }) => pii !== true).map(({ id }) => id));
  });
});

describe('how long PII is kept', () => {
  const kept = (verdict: Verdict, found: FindingRow['checks'][number]['found']): Draft['answer'] =>
    one(
      withFindings(newest, (finding) =>
        finding.rule === 'stores-delete-pii-in-time' && finding.resource.name === 'two'
          ? { ...finding, verdict, checks: [{ path: 'retention.maxDays', holds: 'no', expected: {}, found, from: [] }] }
          : finding,
      ),
      byId('pii-kept'),
    ).answer;

  it.each([
    [
      'within 30 days, and databases only the user knows',
      'pass',
      { value: 30 },
      { is: 'only-you', hint: 'what was measured falls into “Under 31 days”' },
    ],
    ['60 days', 'fail', { value: 60 }, { is: 'only-you', hint: 'what was measured falls into “31 to 90 days” at least' }],
    ['for ever', 'fail', { value: 'forever' }, { is: 'option', label: 'Over 180 days' }],
    ['at least 400 days', 'fail', { atLeast: 400 }, { is: 'option', label: 'Over 180 days' }],
    ['for ever by a waiver', 'waived', { value: 'forever' }, { is: 'option', label: 'Over 180 days' }],
    ['not read', 'unknown', {}, { is: 'only-you', hint: 'not all could be measured' }],
  ] as const)('%s', (_, verdict, found, answer) => {
    expect(kept(verdict, found)).toMatchObject(answer);
  });

  it('nothing measured', () => {
    const file = withFindings(
      newest,
      change(({ rule }) => rule === 'stores-delete-pii-in-time', 'removed'),
    );
    expect(one(file, byId('pii-kept')).answer).toMatchObject({ is: 'only-you', hint: 'nothing was measured' });
  });
});

describe('length', () => {
  it.each(['dpp-2022-08', 'dpp-2024-06', 'dpp-2025-11', 'dpp-2026-08'])('answers to the form stay within the limit: %s', (edition) => {
    for (const file of [perfectRun(edition), { ...perfectRun(edition), findings: [] }]) {
      const long = drafts(file, all).filter(({ kind, lines }) => kind !== 'request' && textOf(lines).length > characterLimit);
      expect(long.map(({ id }) => id)).toEqual([]);
    }
  });

  it('whole parts are left out, never the first where it fits, and none is lost', () => {
    const line = fc.string({ minLength: 1, maxLength: 300 }).map((text) => ({ kind: 'claim' as const, text }));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (parts) => {
        const { lines, leftOut } = fitting(parts, characterLimit);
        const place = (one: Line): number => (parts as readonly Line[]).indexOf(one);
        expect(textOf(lines).length).toBeLessThanOrEqual(characterLimit);
        expect([...lines, ...leftOut].toSorted((a, b) => place(a) - place(b))).toEqual(parts);
        if (parts[0]) expect(lines[0]).toBe(parts[0]);
        // a part is left out only for those that stand before it
        for (const left of leftOut) {
          const before = lines.filter((kept) => place(kept) < place(left));
          expect(textOf([...before, left]).length).toBeGreaterThan(characterLimit);
        }
      }),
    );
  });

  it('a title as long as the form takes goes whole, and is told', () => {
    const title = 'x'.repeat(600);
    const file = withFindings(newest, (finding) =>
      finding.rule === 'attestation-incident-response-plan' ? { ...finding, resource: { ...finding.resource, name: title } } : finding,
    );
    const { lines, leftOut } = one(file, byId('incidents'));
    expect(lines).toEqual([]);
    expect(leftOut[0]?.text).toContain(title);
  });
});

describe('what gets answers turned down', () => {
  const prompts = drafts({ ...newest, findings: [] }, all)
    .flatMap(({ lines, leftOut }) => [...lines, ...leftOut])
    .map(({ text }) => text);

  it.each([
    ['removal within 24 hours', /removed within 24 hours/],
    ['a key management service', /key management service, such as AWS KMS/],
    ['no PII in logs', /logs hold no PII/],
    ['no part of the name', /no part of the user's name/],
    ['deadlines by severity', /critical within 7 days and high within 30/],
    ['static analysis', /static analysis/],
    ['a web application firewall', /web application firewall/],
    ['a hot-fix', /hot-fix/],
    ["one's own domain", /on your own domain/],
    ['retention', /gone within 30 days of delivery/],
    ['the notice to Amazon', /within 24 hours at security@amazon.com/],
  ])('%s is asked where nothing shows it', (_, wanted) => {
    expect(prompts.some((text) => wanted.test(text))).toBe(true);
  });
});

describe('evidence', () => {
  it('names the page of the clause and the findings', () => {
    const draft = one(newest, byId('encrypted-in-transit'));
    expect(draft.evidence).toContainEqual({
      requirement: 'Encryption in transit',
      clause: '1.5',
      page: 'clauses/1.5.html#r-encryption-in-transit',
      findings: [
        'stores-refuse-plain-http-s3.bucket-one',
        'stores-refuse-plain-http-s3.bucket-two',
        'attestation-encryption-in-transit-messages',
      ],
    });
    expect(textOf(draft.lines)).toContain('Each store concerned refuses connections without TLS (S3 buckets: 2).');
    expect(textOf(draft.lines)).toContain('“Paper on encryption-in-transit/messages” of 2026-05-04');
  });
});
