import type { Change, Comparison } from '../findings/compare/compare.ts';
import type { Standing } from '../findings/compare/standing.ts';
import { counted, dateWords, verdictWords } from './words.ts';

/** Where a finding stands, as it reads; of a type as a whole, nothing to say means that its list was read. */
export const standingOf = (standing: Standing, { resource }: Pick<Change, 'resource'>): string =>
  standing.is === 'gone' && resource.arn === '' ? 'All listed' : standingWords(standing);

/** A standing as it reads: "Fail", "Not read (last known: Pass, 1 November 2026)". */
function standingWords(standing: Standing): string {
  const last = 'lastKnown' in standing && standing.lastKnown;
  const known = last ? `last known: ${verdictWords[last.verdict].word}, ${dateWords(last.asOf)}` : '';
  switch (standing.is) {
    case 'known':
      return verdictWords[standing.verdict].word;
    case 'gone':
      return 'Not there';
    case 'unread': {
      const beside = [...(standing.waived ? ['waived'] : []), ...(known ? [known] : [])].join('; ');
      return `Not read${beside ? ` (${beside})` : ''}`;
    }
    case 'left-out':
      return `Not looked at${known ? ` (${known})` : ''}`;
    case 'not-asked':
      return 'Not asked';
  }
}

/** How a change is headed. */
export const kindWords: Readonly<Record<Change['kind'], string>> = {
  new: 'New',
  unread: 'Worse only because it could not be read',
  changed: 'Changed',
  fixed: 'Fixed',
};

/** `2 new, 1 fixed, …`; one sentence, also where nothing differs. */
export function countWords({ changes }: Pick<Comparison, 'changes'>): string {
  const of = (kind: Change['kind']): number => changes.filter((change) => change.kind === kind).length;
  if (changes.length === 0) return 'Nothing differs.';
  return `${of('new')} new, ${of('unread')} worse only because not read, ${of('changed')} changed, ${of('fixed')} fixed.`;
}

/** What else a reader has to know, a sentence each. */
export const noteWords = ({ leftOut, notAsked, notes }: Comparison): readonly string[] => [
  ...(leftOut > 0
    ? [
        `${counted(leftOut, 'finding')} of the first run ${leftOut === 1 ? 'lies' : 'lie'} in regions that the second left out: neither fixed nor worse.`,
      ]
    : []),
  ...(notAsked > 0
    ? [
        `${counted(notAsked, 'finding')} of the first run ${notAsked === 1 ? 'is' : 'are'} not asked for by the second: neither fixed nor worse.`,
      ]
    : []),
  ...notes,
];
