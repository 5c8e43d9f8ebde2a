import type { FindingRow } from '../findings/file.ts';
import type { Verdict } from '../findings/verdict.ts';
import { counted, listWords } from '../report/words.ts';
import type { Support } from './question.ts';
import type { Run } from './run.ts';

/** How a sentence stands: shown, shown to be false, or neither. */
export type Standing = 'holds' | 'broken' | 'open';

/** What the run says of one thing that a sentence rests on. */
export interface Shown {
  readonly standing: Standing;
  /** Why it does not hold, a sentence each; none where it does. */
  readonly reasons: readonly string[];
  /** The findings that show it, or that stand against it. */
  readonly findings: readonly FindingRow[];
  /** The types that a rule was asked of; none for a document. */
  readonly types: readonly string[];
}

/** The id that stands for a rule in the findings of what a document shows: see findings/attested.ts. */
const documentRule = (document: string): string => `attestation-${document.replace('/', '-')}`;

/** The rule, or what stands for one, whose findings a support looks at. */
export const ruleOf = (support: Support): string => ('rule' in support ? support.rule : documentRule(support.document));

const open = (reason: string, findings: readonly FindingRow[] = []): Shown => ({
  standing: 'open',
  reasons: [reason],
  findings,
  types: [],
});

/**
 * Does the run show it? A rule: it passes, at least once, on what it concerns, everywhere, in a run that was not cut off and left no region
 * out. A document: all that is said of its part is that it is attested. Waivers, advice that is missed and what could not be read support nothing.
 */
export const shownBy = (support: Support, run: Run): Shown =>
  'rule' in support ? byRule(support.rule, support.of, run) : byDocument(support.document, run);

function byDocument(document: string, run: Run): Shown {
  const findings = run.findings(documentRule(document));
  const [id = '', part] = document.split('/');
  const row = run.requirement(id);
  const name = row ? `${row.title}: ${row.aspects.find((aspect) => aspect.id === part)?.title ?? part}` : document;
  const against = findings.filter(({ verdict }) => verdict !== 'attested');
  if (findings.length === 0) return open(`No document is recorded for ${document} (${name})`);
  if (against.length === 0) return { standing: 'holds', reasons: [], findings, types: [] };
  const broken = against.some(({ verdict }) => verdict === 'attestation-expired' || verdict === 'attestation-missing');
  return {
    standing: broken ? 'broken' : 'open',
    reasons: against.map(({ message }) => `${name}: ${message}`),
    findings: against,
    types: [],
  };
}

/** What stands in the way of a claim, the worst first. A finding without a resource is about a list that was not read. */
const against: readonly (readonly [verdicts: readonly Verdict[], words: string])[] = [
  [['fail'], 'Does not hold for'],
  [['unknown'], 'Could not be read for'],
  [['warn'], 'Advice is missed for'],
  [['waived'], 'Is waived, and not shown, for'],
  [['not-provable', 'attested', 'attestation-missing', 'attestation-expired'], 'Is not shown by AWS for'],
];

function byRule(rule: string, of: readonly string[] | undefined, run: Run): Shown {
  const all = run.findings(rule);
  const findings = of === undefined ? all : all.filter(({ resource }) => of.includes(resource.type));
  const title = `“${run.ruleTitle(rule)}”`;
  const types = of ?? [...new Set(findings.map(({ resource }) => resource.type))];
  const unasked = types.filter((type) => !findings.some(({ resource }) => resource.type === type));
  const reasons = against.flatMap(([verdicts, words]) => {
    const found = findings.filter(({ verdict }) => verdicts.includes(verdict));
    return found.length === 0 ? [] : [`${words} ${whatOf(found, findings, run)}: ${title}`];
  });
  const fails = findings.filter(({ verdict }) => verdict === 'fail');
  if (fails.length > 0) return { standing: 'broken', reasons, findings: fails, types };
  const doubtful = findings.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'not-applicable');
  if (reasons.length > 0) return { standing: 'open', reasons, findings: doubtful, types };

  const { complete, regions } = run.file.audit;
  const left = [...regions.leftOut, ...regions.unread];
  if (findings.length === 0) return open(`Nothing was found out about it in this run: ${title}`);
  if (unasked.length > 0) return open(`Nothing was found out about ${listWords(unasked.map(run.typeTitle))}: ${title}`, findings);
  if (!complete) return open(`The run was cut off before everything was read: ${title}`, findings);
  // users and roles are the same in every region
  if (left.length > 0 && !types.every((type) => type.startsWith('iam.')))
    return open(`${counted(left.length, 'enabled region')} not looked at (${listWords(left)}): ${title}`, findings);
  const passing = findings.filter(({ verdict }) => verdict === 'pass');
  if (passing.length === 0) return open(`There is nothing that it concerns: ${title}`, findings);
  return { standing: 'holds', reasons: [], findings: passing, types };
}

/** `3 of 9 S3 buckets`, several types joined; of a list that was not read, its name alone. */
function whatOf(found: readonly FindingRow[], all: readonly FindingRow[], run: Run): string {
  const concerned = all.filter(({ verdict, resource }) => verdict !== 'not-applicable' && resource.arn !== '');
  return listWords(
    [...new Set(found.map(({ resource }) => resource.type))].map((type) => {
      const count = (rows: readonly FindingRow[]): number =>
        rows.filter(({ resource }) => resource.type === type && resource.arn !== '').length;
      const title = run.typeTitle(type);
      return count(found) === 0 ? `the list of ${title}` : `${count(found)} of ${count(concerned)} ${title}`;
    }),
  );
}
