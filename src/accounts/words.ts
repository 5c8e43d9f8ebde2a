import type { VerdictLine } from '../report/verdict-line.ts';
import { counted, listWords, numberWords, regionWords, replacedWords } from '../report/words.ts';
import type { AccountRow, ReadRow, Summary } from './summary.ts';

/** What an account is called: `shop (111122223333)`. */
export const accountName = ({ id, name }: Pick<AccountRow, 'id' | 'name'>): string => (name === '' ? id : `${name} (${id})`);

export const rowsOf = <S extends AccountRow['state']>({ accounts }: Summary, state: S): readonly Extract<AccountRow, { state: S }>[] =>
  accounts.filter((row): row is Extract<AccountRow, { state: S }> => row.state === state);

/** An account's answer in a word or two, for a table. */
export const answerWords: Readonly<Record<ReadRow['tone'], string>> = {
  bad: 'Not ready',
  unsure: 'Cannot say yet',
  part: 'Ready as far as AWS can show',
  good: 'Ready',
};

/** The answer in a few words; `Ready` alone belongs to the newest edition, in force. */
export const shortAnswer = ({ tone, edition }: ReadRow): string =>
  (tone === 'good' || tone === 'part') && !(edition.newest && edition.inForce) ? `Passes ${edition.id}` : answerWords[tone];

/** How many requirements of an account fail and how many could not be read, in words. */
export function troubleWords({ requirements }: ReadRow): string {
  const all = Object.values(requirements).reduce((sum, n) => sum + n, 0);
  const documents = requirements['attestation-expired'] + requirements['attestation-missing'];
  return [
    `${numberWords(requirements.fail)} of ${numberWords(all)} fail`,
    documents > 0 ? `${counted(documents, 'lacks its document', 'lack their documents')}` : '',
    requirements.unknown > 0 ? `${numberWords(requirements.unknown)} not read in full` : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** What was not looked at in accounts that were read: said once of all. */
function regionsLeftOut(read: readonly ReadRow[]): readonly string[] {
  const some = read.filter((row) => row.regionsLeftOut.length > 0);
  const names = [...new Set(some.flatMap((row) => row.regionsLeftOut))].sort();
  return some.length === 0 ? [] : [`In ${counted(some.length, 'account')} enabled regions were left out: ${regionWords(names)}.`];
}

/** Editions that no longer bind, once each. */
function replaced(read: readonly ReadRow[]): readonly string[] {
  const ended = new Map(read.flatMap(({ edition: { id, inForce, until } }) => (!inForce && until !== '' ? [[id, until] as const] : [])));
  return [...ended].sort().map(([id, until]) => `${id} was replaced in ${replacedWords(until)}.`);
}

/** The answer to "would all of them pass?": an account that could not be read is never ready, and one that was left out is said. */
export function summaryLine(summary: Summary): VerdictLine {
  const read = rowsOf(summary, 'read');
  const failed = rowsOf(summary, 'failed');
  const left = rowsOf(summary, 'left-out');
  const all = counted(read.length + failed.length, 'account');
  const bad = read.filter(({ tone }) => tone === 'bad').length;
  const unsure = read.filter(({ tone }) => tone === 'unsure').length;
  const after = [
    ...(left.length === 0 ? [] : [`${counted(left.length, 'account')} ${left.length === 1 ? 'was' : 'were'} left out.`]),
    ...regionsLeftOut(read),
    ...replaced(read),
  ];
  const line = (tone: VerdictLine['tone'], lead: string, rest: string): VerdictLine => ({ tone, before: '', lead, rest, after });
  if (read.length === 0) return line('unsure', 'Cannot say:', `none of ${all} could be read.`);
  const trouble = [
    bad > 0 ? [bad, bad === 1 ? 'is not ready' : 'are not ready'] : [],
    unsure > 0 ? [unsure, 'could not be read in full'] : [],
    failed.length > 0 ? [failed.length, 'could not be read at all'] : [],
  ]
    .filter((part) => part.length > 0)
    .map(([n, words], i) => `${numberWords(Number(n))}${i === 0 ? ` of ${all}` : ''} ${words}`);
  if (bad > 0) return line('bad', 'Not ready:', `${trouble.join(', ')}.`);
  if (trouble.length > 0) return line('unsure', 'Cannot say yet:', `${trouble.join(', ')}; nothing that was read fails.`);
  const older = [...new Set(read.filter(({ edition }) => !(edition.newest && edition.inForce)).map(({ edition }) => edition.id))].sort();
  const part = left.length > 0 || read.some(({ tone }) => tone === 'part');
  const none = `no requirement fails in any of ${all}`;
  if (older.length > 0)
    return line(part ? 'part' : 'good', 'Passes', `${listWords(older)}: ${none}; what the newest edition asks stands in each report.`);
  return part ? line('part', 'Ready as far as AWS can show:', `${none}.`) : line('good', 'Ready:', `${none}.`);
}
