import type { FindingRow } from '../findings/file.ts';
import type { Verdict } from '../findings/verdict.ts';
import { counted } from '../report/words.ts';
import type { Held } from './held.ts';
import type { Choice, Question } from './question.ts';
import type { Run } from './run.ts';
import { ruleOf } from './support.ts';

/** What to tick. `only-you`: the run neither supports a yes nor shows a no; `hint` says how far it goes. */
export type Answer = { readonly reasons: readonly string[] } & (
  | { readonly is: 'yes' | 'no' }
  | { readonly is: 'only-you'; readonly hint: string }
  | { readonly is: 'option'; readonly label: string }
);

const good: ReadonlySet<Verdict> = new Set(['pass', 'attested', 'not-applicable']);
const bad: ReadonlySet<Verdict> = new Set(['fail', 'attestation-expired', 'attestation-missing']);

/** The box to tick; none where a text is asked. */
export function answerOf(question: Question, held: readonly Held[], run: Run): Answer | undefined {
  if (question.kind === 'yes-no') return yesOrNo(question, held, run);
  return question.kind === 'choice' ? choose(question, held, run) : undefined;
}

/**
 * Yes: every part is supported, and every requirement behind it is good in full, in the newest edition too. No: the run shows that a part or
 * a requirement does not hold. Else only the user can say.
 */
function yesOrNo({ requirements }: Question, held: readonly Held[], run: Run): Answer {
  const reasons = requirementReasons(requirements, held, run);
  const rows = requirements.map((id) => run.requirement(id));
  if (held.some(({ standing }) => standing === 'broken') || rows.some((row) => row && bad.has(row.verdict))) return { is: 'no', reasons };
  if (held.every(({ standing }) => standing === 'holds') && inFull(requirements, run)) return { is: 'yes', reasons };
  const supported = held.filter(({ standing }) => standing === 'holds').length;
  return { is: 'only-you', hint: `${supported} of ${counted(held.length, 'part')} supported`, reasons };
}

/** Are the requirements good, aspect by aspect, in this edition, and no worse in the newest? One that the edition lacks was not looked at. */
const inFull = (requirements: readonly string[], { file, requirement }: Run): boolean =>
  requirements.every((id) => {
    const row = requirement(id);
    return row !== undefined && good.has(row.verdict) && row.aspects.every(({ verdict }) => good.has(verdict));
  }) && file.newestEdition.changes.every((change) => !requirements.includes(change.requirement) || good.has(change.verdict));

/** What else stands in the way of a yes: aspects that no sentence above is about, and requirements that the edition lacks. */
function requirementReasons(requirements: readonly string[], held: readonly Held[], run: Run): readonly string[] {
  const told = new Set(held.flatMap(({ part }) => ('says' in part ? part.by.map(ruleOf) : [])));
  return requirements.flatMap((id) => {
    const row = run.requirement(id);
    if (!row) return [`${run.file.audit.edition.id} does not ask \`${id}\`, so nothing was looked at`];
    return row.aspects
      .filter(({ id: aspect, by, verdict, rules }) => {
        const asked = by === 'attestation' ? [ruleOf({ document: `${id}/${aspect}` })] : rules;
        return !good.has(verdict) && !(asked.length > 0 && asked.every((rule) => told.has(rule)));
      })
      .map(({ title, sentence }) => `${row.title}: ${title}: ${sentence}`);
  });
}

/** The option that the longest measured number falls into. A higher one is sure at once; a lower one only where every part is supported. */
function choose(question: Choice, held: readonly Held[], run: Run): Answer {
  const { measured, options, requirements } = question;
  const reasons = requirementReasons(requirements, held, run);
  const findings = run.findings(measured.rule).filter(({ verdict }) => verdict !== 'not-applicable');
  const longest = Math.max(Number.NEGATIVE_INFINITY, ...findings.flatMap((finding) => numberIn(finding, measured.fact) ?? []));
  const option = findings.length === 0 ? undefined : options.find(({ most = Number.POSITIVE_INFINITY }) => longest <= most);
  if (!option || longest === Number.NEGATIVE_INFINITY) return { is: 'only-you', hint: 'nothing was measured', reasons };
  const failing = findings.some(({ verdict }) => verdict === 'fail' || verdict === 'waived');
  if (failing && option === options.at(-1)) return { is: 'option', label: option.label, reasons };
  if (held.every(({ standing }) => standing === 'holds') && inFull(requirements, run))
    return { is: 'option', label: option.label, reasons };
  const measuredPart = held.some(
    ({ standing, shown }) => standing === 'holds' && shown.some((one) => one.findings.some(({ rule }) => rule === measured.rule)),
  );
  if (measuredPart) return { is: 'only-you', hint: `what was measured falls into “${option.label}”`, reasons };
  return {
    is: 'only-you',
    hint: failing ? `what was measured falls into “${option.label}” at least` : 'not all could be measured',
    reasons,
  };
}

/** The number that a finding's check found, or the least that it can be; `forever` has no end. */
function numberIn({ checks }: FindingRow, path: string): number | undefined {
  const found = checks.find((check) => check.path === path)?.found;
  const value = found?.value ?? found?.atLeast;
  if (value === 'forever') return Number.POSITIVE_INFINITY;
  return typeof value === 'number' ? value : undefined;
}
