import type { KnownVerdict } from '../verdict.ts';
import { type LastKnown, listKey, type Run, type Subject } from './run.ts';

/**
 * Where a finding stands in one run. `gone`: everything was listed, and it is not there. `unread`: it, or the list that it would be on, could
 * not be read. `left-out`: its region was not looked at. `not-asked`: the run had no such rule, or did not know the type.
 */
export type Standing =
  | { readonly is: 'known'; readonly verdict: KnownVerdict }
  | { readonly is: 'gone' }
  | { readonly is: 'unread'; readonly waived: boolean; readonly lastKnown?: LastKnown }
  | { readonly is: 'left-out'; readonly lastKnown?: LastKnown }
  | { readonly is: 'not-asked' };

/** What is known of a finding, now or last. */
export type Known = KnownVerdict | 'gone';

/** How bad something is; more is worse. A waived failure is accepted, and so no worse than none. */
export const weights: Readonly<Record<Known | 'unread', number>> = {
  gone: 0,
  'not-applicable': 0,
  pass: 0,
  attested: 0,
  waived: 0,
  'not-provable': 1,
  warn: 2,
  unread: 3,
  'attestation-missing': 4,
  'attestation-expired': 4,
  fail: 4,
};

/** Where a finding stands in a run. What is missing from it is gone only where the run would have seen it. */
export function standingIn(run: Run, subject: Subject): Standing {
  const row = run.findings.get(subject.id);
  if (row) {
    if (row.verdict !== 'unknown') return { is: 'known', verdict: row.verdict };
    return { is: 'unread', waived: row.waiver !== undefined, ...(row.lastKnown && { lastKnown: row.lastKnown }) };
  }
  const unread = run.types.get(subject.resource.type);
  if (!unread || !run.rules.has(subject.rule)) return { is: 'not-asked' };
  // about a type as a whole: said only where it was not found or not listed
  if (subject.resource.arn === '') return { is: 'gone' };
  const { region } = subject;
  const lastKnown = run.unseen.get(subject.id)?.lastKnown;
  const carried = lastKnown ? { lastKnown } : {};
  if (unread.some((reason) => !reason.region || region === '' || reason.region === region)) {
    return { is: 'unread', waived: run.lists.get(listKey(subject))?.waiver !== undefined, ...carried };
  }
  return region !== '' && !run.regions.has(region) ? { is: 'left-out', ...carried } : { is: 'gone' };
}

/** What was last known; undefined where nothing ever was. */
export function knownOf(standing: Standing): Known | undefined {
  if (standing.is === 'known') return standing.verdict;
  if (standing.is === 'gone') return 'gone';
  return standing.is === 'not-asked' ? undefined : standing.lastKnown?.verdict;
}
