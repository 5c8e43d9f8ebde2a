import { leftOutWords } from '../report/region-words.ts';
import { accountWords, dateWords, listWords, replacedWords, timeWords } from '../report/words.ts';
import type { Answer } from './answer.ts';
import type { Draft } from './draft.ts';
import { characterLimit } from './question.ts';
import type { AnsweredFile } from './run.ts';

/** The headings of the draft, with the kinds of question that stand below each. */
export const sections = [
  { title: 'Yes or no', kinds: ['yes-no', 'choice'] },
  { title: `Free texts, at most ${characterLimit} characters each`, kinds: ['text'] },
  { title: 'What assessors ask to see', kinds: ['request'] },
] as const satisfies readonly { readonly title: string; readonly kinds: readonly Draft['kind'][] }[];

/** `Answers for acme-seller (111122223333)` */
export const heading = (what: string, { audit }: AnsweredFile): string => `${what} for ${accountWords(audit.accounts)}`;

/** What the run is, in a sentence. */
export const source = ({ audit, tool }: AnsweredFile): string =>
  `Drafted by ${tool.name} ${tool.version} from the run of ${timeWords(audit.asOf)}, by edition ${audit.edition.id}.`;

/** What to know before anything is sent, a sentence each. */
export function cautions({ audit, coverage, newestEdition }: AnsweredFile): readonly string[] {
  const { edition, regions, complete, inputs, holdsPii } = audit;
  const newest = newestEdition.edition;
  return [
    !complete && 'The run was cut off before everything was read, so nothing is claimed that AWS would have to show. Finish it first.',
    !edition.newest &&
      `${edition.id} ${edition.inForce ? 'is not the newest edition' : edition.from > audit.asOf.slice(0, 10) ? `is not in force until ${dateWords(edition.from)}` : `was replaced in ${replacedWords(edition.until)}`}, and figures below are its own. Evaluate by ${newest.id} (--edition latest) before you answer${newest.inForce ? '' : `; it is in force from ${dateWords(newest.from)}`}.`,
    regions.leftOut.length > 0 && `${leftOutWords({ audit, coverage })} Not looked at: ${listWords(regions.leftOut)}.`,
    inputs.attestations === undefined &&
      'There was no register of attestations, so no sentence rests on a document. dpp-audit attest add records one.',
    !holdsPii && 'The configuration says that there is no personal data (holdsPii: false), so what is asked of its holders is left out.',
  ].filter((text) => text !== false);
}

/** How to read a draft. */
export const manners: readonly string[] = [
  'What stands in [brackets] only you can say: put it in, or take it out, and leave no bracket.',
  'A sentence that names a document is only as true as the document: read there that it says so.',
  'Amazon asks about all your systems. The sentences below are about what was read of this AWS account.',
];

/** How to read a plan of action. */
export const planManners: readonly string[] = [
  'What stands in [brackets] only you can say: who does it, and by when where the edition sets no deadline.',
  'Deadlines that the edition sets are counted from the day of the run.',
];

/** What to tick, in words. */
export function answerWords(answer: Answer): string {
  if (answer.is === 'option') return answer.label;
  if (answer.is === 'only-you') return `[Only you can say: ${answer.hint}]`;
  return answer.is === 'yes' ? 'Yes' : 'No';
}

/** How many ids are named where a page has more of them. */
const fewIds = 6;

/** `a1b2, c3d4 and 7 more`; empty where there are none. */
export const idWords = (ids: readonly string[]): string =>
  ids.length > fewIds ? `${ids.slice(0, fewIds).join(', ')} and ${ids.length - fewIds} more` : listWords(ids);
