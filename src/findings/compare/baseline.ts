import type { FindingRow } from '../file.ts';
import type { Findings } from '../findings.ts';
import { stepOf } from './change.ts';
import { type LastKnown, listKey, type Run, runOf, type Subject } from './run.ts';
import { type Standing, standingIn, weights } from './standing.ts';

/** An earlier run of the same account, and the hash of its file. */
export interface Baseline {
  readonly run: Run;
  readonly sha256: string;
}

/**
 * The findings with what the baseline last knew of those that are unknown now, and of what was not seen at all: the next run that takes
 * these for its baseline still knows. Verdicts stay as they are.
 */
export function withBaseline(file: Findings, { run, sha256 }: Baseline): Findings {
  const now = runOf(file);
  const remembered = (subject: Subject): LastKnown | undefined => lastKnownOf(standingIn(run, subject), run.audit.asOf);
  const findings = file.findings.map((row): FindingRow => {
    const lastKnown = row.verdict === 'unknown' ? remembered(row) : undefined;
    return lastKnown ? { ...row, lastKnown } : row;
  });
  const unseen = [...new Map<string, Subject>([...run.unseen, ...run.findings]).values()].flatMap(
    ({ id, rule, severity, region, resource }) => {
      const subject = { id, rule, severity, region, resource };
      const { is } = standingIn(now, subject);
      const lastKnown = !now.findings.has(id) && (is === 'unread' || is === 'left-out') ? remembered(subject) : undefined;
      return lastKnown ? [{ ...subject, lastKnown }] : [];
    },
  );
  const sorted = unseen.sort((a, b) => (a.id < b.id ? -1 : 1));
  return { ...file, findings, baseline: { asOf: run.audit.asOf, sha256, unseen: sorted } };
}

function lastKnownOf(standing: Standing, asOf: string): LastKnown | undefined {
  if (standing.is === 'known') return { verdict: standing.verdict, asOf };
  return standing.is === 'unread' || standing.is === 'left-out' ? standing.lastKnown : undefined;
}

const isBetterThanUnread = ({ verdict }: LastKnown): boolean => weights[verdict] < weights.unread;

/**
 * The findings that count for the exit code: what is worse than the baseline's last known state. What could not be read counts for as long
 * as it was last known to be in order; what the baseline never knew, or knew to fail, does not.
 * @param file findings made by `withBaseline` of the same baseline
 */
export function countedAgainst(file: Findings, { run }: Baseline): Findings['findings'] {
  const now = runOf(file);
  const lost = new Set((file.baseline?.unseen ?? []).filter(isLost(now)).map(listKey));
  return file.findings.filter((row) => {
    if (stepOf(standingIn(run, row), standingIn(now, row))?.worse) return true;
    if (row.verdict !== 'unknown') return false;
    return row.resource.arn === '' ? lost.has(listKey(row)) : row.lastKnown !== undefined && isBetterThanUnread(row.lastKnown);
  });
}

/** Was it in order when it was last seen, and is it on a list that could not be read? A region that was left out is the user's choice. */
const isLost =
  (now: Run) =>
  (row: Subject & { readonly lastKnown: LastKnown }): boolean =>
    isBetterThanUnread(row.lastKnown) && standingIn(now, row).is === 'unread';
