import { severities } from '../verdict.ts';
import { type Kind, kinds, stepOf } from './change.ts';
import type { Run, Subject } from './run.ts';
import { type Standing, standingIn } from './standing.ts';

/** One finding that is not as it was. */
export interface Change extends Subject {
  readonly kind: Kind;
  /** Does it make the second run worse than the first? */
  readonly worse: boolean;
  readonly before: Standing;
  readonly now: Standing;
  /** The second run's sentence; empty where it has no such finding. */
  readonly message: string;
}

export interface Comparison {
  readonly account: string;
  /** ISO 8601, UTC. */
  readonly before: { readonly asOf: string; readonly edition: string };
  readonly now: { readonly asOf: string; readonly edition: string };
  /** Is anything worse? */
  readonly worse: boolean;
  /** The most severe first. */
  readonly changes: readonly Change[];
  /** Findings that were known before and that the second run did not look at. */
  readonly leftOut: number;
  /** Findings of the first run that the second has no rule for, or no such type. */
  readonly notAsked: number;
  /** What beside the account differs between the runs, a sentence each. */
  readonly notes: readonly string[];
}

/** The account of a run; several joined. */
export const accountOf = ({ audit }: Pick<Run, 'audit'>): string =>
  audit.accounts
    .map(({ id }) => id)
    .sort()
    .join(', ');

/** What is new, fixed, changed, and worse only because it could not be read, from one run to another of the same account. Pure. */
export function compare(before: Run, now: Run): Comparison {
  const changes: Change[] = [];
  let leftOut = 0;
  let notAsked = 0;
  for (const subject of subjects(before, now)) {
    const was = standingIn(before, subject);
    const is = standingIn(now, subject);
    if (was.is === 'known' && is.is === 'left-out') leftOut += 1;
    if (was.is === 'known' && is.is === 'not-asked') notAsked += 1;
    const step = stepOf(was, is);
    if (step) changes.push({ ...subject, ...step, before: was, now: is, message: now.findings.get(subject.id)?.message ?? '' });
  }
  return {
    account: accountOf(now),
    before: { asOf: before.audit.asOf, edition: before.audit.edition.id },
    now: { asOf: now.audit.asOf, edition: now.audit.edition.id },
    worse: changes.some((change) => change.worse),
    changes: changes.sort(bySeverity),
    leftOut,
    notAsked,
    notes: notes(before, now),
  };
}

/** Everything that either run says something of, or remembers; as the later run has it. */
function subjects(before: Run, now: Run): Iterable<Subject> {
  const all = new Map<string, Subject>();
  for (const rows of [before.unseen, before.findings, now.unseen, now.findings]) {
    for (const { id, rule, severity, region, resource } of rows.values()) all.set(id, { id, rule, severity, region, resource });
  }
  return all.values();
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const bySeverity = (a: Change, b: Change): number =>
  kinds.indexOf(a.kind) - kinds.indexOf(b.kind) ||
  Number(b.worse) - Number(a.worse) ||
  severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
  compareText(a.rule, b.rule) ||
  compareText(a.resource.arn, b.resource.arn) ||
  compareText(a.id, b.id);

function notes(before: Run, now: Run): string[] {
  const was = before.audit;
  const is = now.audit;
  return [
    ...(Date.parse(is.asOf) < Date.parse(was.asOf) ? ['The second run is older than the first.'] : []),
    ...(is.edition.id === was.edition.id
      ? []
      : [`The runs go by different editions (${was.edition.id}, then ${is.edition.id}): what differs may be the policy's.`]),
    ...(is.inputs.rules === was.inputs.rules
      ? []
      : [`The rules are not the same (${before.tool.version}, then ${now.tool.version}): what differs may be theirs.`]),
    ...(is.inputs.configuration === was.inputs.configuration ? [] : ['The configuration is not the same in both runs.']),
  ];
}
