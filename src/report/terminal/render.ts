import pc from 'picocolors';
import type { RequirementRow } from '../../findings/file.ts';
import type { Summary } from '../../findings/findings.ts';
import type { Verdict } from '../../findings/verdict.ts';
import { named } from '../named.ts';
import { newestChanges, newestWords } from '../newest-words.ts';
import { plainText } from '../plain-text.ts';
import { foundSentences, placeWords, priorities } from '../priorities.ts';
import { unreadWords } from '../unread-words.ts';
import { lineText, verdictLine } from '../verdict-line.ts';
import { accountWords, counted, numberWords, sectionWords, timeWords, verdictWords } from '../words.ts';
import { cell, hang, widthOf, wrap } from './columns.ts';

/** How a terminal shows it: colours only where asked for; `width` in columns. */
export interface TerminalOptions {
  readonly colour: boolean;
  readonly width: number;
}

type Colours = ReturnType<typeof pc.createColors>;

const paint = (colours: Colours, verdict: Verdict): ((text: string) => string) => {
  if (verdict === 'fail' || verdict === 'attestation-expired' || verdict === 'attestation-missing') return colours.red;
  if (verdict === 'unknown' || verdict === 'warn') return colours.yellow;
  return verdict === 'pass' || verdict === 'attested' ? colours.green : colours.dim;
};

const verdictColumns = Math.max(...Object.values(verdictWords).map(({ word, shape }) => widthOf(`${shape} ${word}`)));

function table(rows: readonly RequirementRow[], width: number, colours: Colours): string[] {
  const clause = Math.max(3, ...rows.map((row) => widthOf(plainText(row.clause))));
  const number = Math.max(1, ...rows.map((row) => numberWords(row.checked).length));
  const share = number * 2 + 9; // `12 of 345 fail`
  const narrow = width < 72;
  const title = Math.min(60, width - clause - 4 - (narrow ? 0 : verdictColumns + share + 4));
  const line = (row: RequirementRow): string => {
    const [first = '', ...more] = wrap(row.title, title);
    const { word, shape } = verdictWords[row.verdict];
    const seen =
      row.checked === 0
        ? ''
        : `${cell(numberWords(row.failed), number, 'right')} of ${cell(numberWords(row.checked), number, 'right')} fail`;
    const gap = seen === '' ? '' : ' '.repeat(verdictColumns - widthOf(`${shape} ${word}`) + 2);
    const verdict = `${paint(colours, row.verdict)(`${shape} ${word}`)}${gap}${seen}`;
    const below = `  ${' '.repeat(clause)}  `;
    const head = `  ${cell(plainText(row.clause), clause)}  `;
    if (narrow) return [head + first, ...[...more, verdict].map((rest) => below + rest)].join('\n');
    return [`${head}${cell(first, title)}  ${verdict}`, ...more.map((rest) => below + rest)].join('\n');
  };
  return (['1', '2', '3'] as const).flatMap((section) => {
    const own = rows.filter((row) => row.section === section);
    return own.length === 0 ? [] : ['', colours.bold(`${section} ${sectionWords[section]}`), ...own.map(line)];
  });
}

function toDo(file: Summary, width: number, colours: Colours): string[] {
  const first = priorities(file);
  if (first.length === 0) return [];
  const items = first.map((priority, i) =>
    [
      hang(priority.sentence, width, '     ', `  ${cell(`${i + 1}`, 2)} `),
      colours.dim(hang(placeWords(priority), width, '     ')),
      ...foundSentences(priority).map((message) => hang(message, width, '     ')),
    ].join('\n'),
  );
  return ['', colours.bold('What to do first'), ...items];
}

function newest(file: Summary, width: number, colours: Colours): string[] {
  const { edition } = file.newestEdition;
  const changes = newestChanges(file);
  if (changes.length === 0) return [];
  const rows = changes.map((change) =>
    paint(colours, change.verdict)(hang(newestWords(change), width, '    ', `  ${verdictWords[change.verdict].shape} `)),
  );
  return ['', colours.bold(`What ${plainText(edition.id)} asks differently`), ...rows];
}

function unread(file: Summary, width: number, colours: Colours): string[] {
  const rows = unreadWords(file);
  const most = 10;
  const rest = rows.length - most;
  if (rows.length === 0) return [];
  return [
    '',
    colours.bold('What could not be read'),
    ...rows.slice(0, most).map((row) => hang(row, width, '    ', '  ? ')),
    ...(rest > 0 ? [`    and ${numberWords(rest)} more: see the report`] : []),
  ];
}

/**
 * The summary for a terminal: the verdict line, the requirements by clause, what to do first, what the newest edition asks differently, what
 * could not be read. Text from the account can neither colour it nor move its cursor.
 */
export function renderTerminal(given: Summary, { colour, width }: TerminalOptions): string {
  const file = named(given);
  const colours = pc.createColors(colour);
  const columns = Math.max(40, Math.min(width, 120));
  const line = verdictLine(file);
  const tone =
    line.tone === 'bad' ? colours.red : line.tone === 'good' ? colours.green : line.tone === 'part' ? colours.bold : colours.yellow;
  const { audit } = file;
  return [
    wrap(lineText(line), columns)
      .map((text) => colours.bold(tone(text)))
      .join('\n'),
    colours.dim(
      hang(
        `${accountWords(audit.accounts)}, ${timeWords(audit.asOf)}, ${counted(audit.regions.read.length, 'region')} read, edition ${audit.edition.id}`,
        columns,
        '',
      ),
    ),
    ...table(file.requirements, columns, colours),
    ...toDo(file, columns, colours),
    ...newest(file, columns, colours),
    ...unread(file, columns, colours),
    '',
  ].join('\n');
}
