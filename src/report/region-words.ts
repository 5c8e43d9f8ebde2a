import type { Summary } from '../findings/findings.ts';
import { counted } from './words.ts';

type Read = Pick<Summary, 'audit'> & { readonly coverage: Pick<Summary['coverage'], 'denied'> };

/** How many regions the user left out: enabled ones, unless AWS did not say which are. Empty where there are none. */
export function leftOutWords({ audit, coverage }: Read): string {
  const n = audit.regions.leftOut.length;
  if (n === 0) return '';
  const verb = n === 1 ? 'was' : 'were';
  return coverage.denied.some(({ operation }) => operation === 'ec2:DescribeRegions')
    ? `${counted(n, 'other region')} ${verb} left out; which regions are enabled could not be read.`
    : `${counted(n, 'enabled region')} ${verb} left out.`;
}
