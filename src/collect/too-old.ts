import { Problem } from '../problem.ts';

const resumeWithin = 24 * 3_600_000;

/** Throws a usage Problem for a run that began (ISO 8601) too long ago to go on with, unless that is forced. */
export function refuseTooOld(dir: string, asOf: string, now: Date, force: boolean): void {
  if (force || now.getTime() - Date.parse(asOf) <= resumeWithin) return;
  throw new Problem(
    'usage',
    `The run in ${dir} began ${asOf}, more than 24 hours ago: start anew, or mix old answers with new ones by --force.`,
  );
}
