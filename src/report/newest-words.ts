import type { Summary } from '../findings/findings.ts';
import { verdicts } from '../findings/verdict.ts';
import { verdictWords } from './words.ts';

type Change = Summary['newestEdition']['changes'][number];

/** What the newest edition asks differently, the worst verdict first; nothing where it is the one chosen. */
export const newestChanges = ({ audit, newestEdition }: Pick<Summary, 'audit' | 'newestEdition'>): readonly Change[] =>
  audit.edition.newest ? [] : newestEdition.changes.toSorted((a, b) => verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict));

/** One of them: `2.6.1 Logs kept 365 days: 365 days instead of 90 days (fail, here not provable)`. */
export function newestWords({ title, clause, verdict, verdictNow, figure, figureNow }: Change): string {
  const figures = figure === '' ? '' : figureNow === '' ? `: ${figure}` : `: ${figure} instead of ${figureNow}`;
  const now = verdictNow ? `, here ${verdictWords[verdictNow].word.toLowerCase()}` : ', not asked here';
  return `${clause} ${title}${figures} (${verdictWords[verdict].word.toLowerCase()}${now})`;
}
