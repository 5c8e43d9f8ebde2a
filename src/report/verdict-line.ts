import type { Summary } from '../findings/findings.ts';
import type { Verdict } from '../findings/verdict.ts';
import { leftOutWords } from './region-words.ts';
import { counted, dateWords, numberWords, replacedWords } from './words.ts';

/** The answer to "would we pass?", in words. */
export interface VerdictLine {
  /** `part`: nothing fails, and not all of it could be shown. */
  readonly tone: 'bad' | 'unsure' | 'part' | 'good';
  /** What must be known before anything else: that the run is not complete. Empty where it is. */
  readonly before: string;
  /** `Not ready:` */
  readonly lead: string;
  /** The rest of the sentence. */
  readonly rest: string;
  /** What limits it, a sentence each. */
  readonly after: readonly string[];
}

/** The line as one text. */
export const lineText = ({ before, lead, rest, after }: VerdictLine): string =>
  [before, lead, rest, ...after].filter((part) => part !== '').join(' ');

const breaks: readonly Verdict[] = ['fail', 'attestation-expired', 'attestation-missing'];
const shown: readonly Verdict[] = ['pass', 'attested', 'warn', 'waived'];

/** What the chosen edition is, where it is not simply the one that binds today: `dpp-2022-08, replaced in June 2024`. */
function editionWords({ edition, asOf }: Summary['audit']): string {
  if (!edition.inForce && edition.from > asOf.slice(0, 10)) return `${edition.id}, not in force until ${dateWords(edition.from)}`;
  if (!edition.inForce) return `${edition.id}, replaced in ${replacedWords(edition.until)}`;
  return edition.newest ? '' : edition.id;
}

/** What the newest edition asks more, where another was chosen: `3 requirements more fail today's`. */
function newestWords({ audit, newestEdition: { edition, changes } }: Summary): string {
  if (audit.edition.newest) return '';
  const todays = edition.inForce ? "today's" : `${edition.id}, in force from ${dateWords(edition.from)}`;
  const worse = changes.filter(
    ({ verdict, verdictNow }) => breaks.includes(verdict) && !(verdictNow && breaks.includes(verdictNow)),
  ).length;
  const unread = changes.filter(({ verdict, verdictNow }) => verdict === 'unknown' && verdictNow !== 'unknown').length;
  return [
    worse > 0 ? `${counted(worse, 'requirement')} more ${worse === 1 ? 'fails' : 'fail'} ${todays}` : `none more fails ${todays}`,
    unread > 0 ? `${numberWords(unread)} more could not be read in full for it` : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** What went wrong, worst first: `4 of 31 requirements fail`, `2 could not be read in full`. */
function troubles(file: Summary): string[] {
  const { requirements } = file;
  const has = (verdict: Verdict): number => requirements.filter((row) => row.verdict === verdict).length;
  const edition = editionWords(file.audit);
  const of = ` of ${counted(requirements.length, 'requirement')}${edition && ` of ${edition}${edition.includes(',') ? ',' : ''}`}`;
  const parts: (readonly [number, string, string])[] = [
    [has('fail'), 'fails', 'fail'],
    [has('attestation-expired'), 'rests on a document that has expired', 'rest on documents that have expired'],
    [has('attestation-missing'), 'lacks its document', 'lack their documents'],
    [has('unknown'), 'could not be read in full', 'could not be read in full'],
  ];
  return parts.filter(([n]) => n > 0).map(([n, one, many], i) => `${numberWords(n)}${i === 0 ? of : ''} ${n === 1 ? one : many}`);
}

/** What limits even a good answer. */
function limits({ audit, coverage, requirements }: Summary): string[] {
  const has = (verdict: Verdict): number => requirements.filter((row) => row.verdict === verdict).length;
  const { unread } = audit.regions;
  return [
    unread.length > 0 ? `${counted(unread.length, 'region')} could not be read.` : '',
    leftOutWords({ audit, coverage }),
    has('waived') > 0 ? `${numberWords(has('waived'))} ${has('waived') === 1 ? 'holds' : 'hold'} only by a waiver.` : '',
    has('not-provable') > 0
      ? `${numberWords(has('not-provable'))} of ${counted(requirements.length, 'requirement')} ${has('not-provable') === 1 ? 'is' : 'are'} not shown in full by this audit.`
      : '',
  ].filter(Boolean);
}

/**
 * The first sentence of every report. `Ready` alone belongs to the newest edition, in force, read in full; an edition that was replaced
 * is named so in the same sentence, with what today's would fail; a run that is not complete says that first, and never passes.
 */
export function verdictLine(file: Summary): VerdictLine {
  const { audit, requirements } = file;
  const before = audit.complete ? '' : 'This run is not complete: it was cut off before everything was read.';
  const trouble = troubles(file);
  const newest = newestWords(file);
  const ending = newest === '' ? '.' : `; ${newest}.`;
  const line = (tone: VerdictLine['tone'], lead: string, rest: string): VerdictLine => ({ tone, before, lead, rest, after: limits(file) });

  if (requirements.some(({ verdict }) => breaks.includes(verdict))) return line('bad', 'Not ready:', `${trouble.join(', ')}${ending}`);
  if (trouble.length > 0) return line('unsure', 'Cannot say yet:', `${trouble.join(', ')}; nothing that was read fails${ending}`);
  if (!audit.complete) return line('unsure', 'Cannot say yet:', `nothing that was read fails${ending}`);
  if (!requirements.some(({ verdict }) => shown.includes(verdict))) {
    const nothing =
      requirements.length === 0
        ? 'no requirement was looked at'
        : `nothing was shown for any of ${counted(requirements.length, 'requirement')}`;
    return line('unsure', 'Cannot say:', `${nothing}${ending}`);
  }

  const part = requirements.some(({ verdict }) => verdict === 'not-provable') || audit.regions.unread.length > 0;
  const tone = part ? 'part' : 'good';
  const edition = editionWords(audit);
  if (edition !== '') return line(tone, 'Passes', `${edition}${ending}`);
  const none = `none of ${counted(requirements.length, 'requirement')} fails${ending}`;
  return part ? line(tone, 'Ready as far as AWS can show:', none) : line(tone, 'Ready:', none);
}
