import type { Summary } from '../findings/findings.ts';
import { reasonWords } from './check-words.ts';
import { listWords, numberWords, regionWords } from './words.ts';

/** What could not be read and what that leaves unknown, then the regions that were not looked at: a sentence each. */
export const unreadWords = ({ coverage, audit }: Pick<Summary, 'coverage' | 'audit'>): readonly string[] => [
  ...coverage.denied.map(({ operation, code, regions, leaves }) => {
    const where = regions.length === 0 ? '' : ` in ${regionWords(regions)}`;
    const known = leaves.length > 2 ? [...leaves.slice(0, 2), `and ${numberWords(leaves.length - 2)} more`] : leaves;
    return `${reasonWords({ operation, code })}${where}${leaves.length === 0 ? '' : `. Not known: ${known.join('; ')}`}`;
  }),
  ...(audit.regions.unread.length === 0 ? [] : [`Regions that could not be asked: ${listWords(audit.regions.unread)}`]),
  ...(audit.regions.leftOut.length === 0 ? [] : [`Regions left out: ${listWords(audit.regions.leftOut)}`]),
];
