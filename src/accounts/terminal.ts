import pc from 'picocolors';
import { plainText } from '../report/plain-text.ts';
import { cell, hang, shortened, widthOf, wrap } from '../report/terminal/columns.ts';
import type { TerminalOptions } from '../report/terminal/render.ts';
import { lineText } from '../report/verdict-line.ts';
import { timeWords } from '../report/words.ts';
import type { ReadRow, Summary } from './summary.ts';
import { rowsOf, shortAnswer, summaryLine, troubleWords } from './words.ts';

type Colours = ReturnType<typeof pc.createColors>;

const shapes = { bad: '✕', unsure: '?', part: '✓', good: '✓' } as const;
const longestName = 32;

const paint = (colours: Colours, tone: ReadRow['tone']): ((text: string) => string) =>
  tone === 'bad' ? colours.red : tone === 'unsure' ? colours.yellow : colours.green;

/** The summary of many accounts for a terminal: one line an account, what could not be read, what was left out. Names can't colour it. */
export function summaryTerminal(summary: Summary, { colour, width }: TerminalOptions): string {
  const colours = pc.createColors(colour);
  const columns = Math.max(40, Math.min(width, 120));
  const line = summaryLine(summary);
  const read = rowsOf(summary, 'read');
  const failed = rowsOf(summary, 'failed');
  const left = rowsOf(summary, 'left-out');
  const short = (name: string): string => shortened(name, Math.min(longestName, columns - 18));
  const names = Math.max(0, ...summary.accounts.map(({ name }) => widthOf(short(name))));
  const answers = Math.max(0, ...read.map((row) => widthOf(plainText(shortAnswer(row)))));
  const head = (id: string, name: string): string => `  ${cell(id, 12)}  ${names > 0 ? `${cell(short(name), names)}  ` : ''}`;
  const readLine = (row: ReadRow): string => {
    const answer = `${shapes[row.tone]} ${plainText(shortAnswer(row))}`;
    const verdict = paint(colours, row.tone)(answer) + ' '.repeat(Math.max(0, answers + 2 - widthOf(answer)));
    const start = head(row.id, row.name);
    const oneLine = widthOf(start) + answers + 4 + widthOf(troubleWords(row)) <= columns;
    return oneLine ? `${start}${verdict}  ${troubleWords(row)}` : `${start.trimEnd()}\n    ${answer}\n    ${troubleWords(row)}`;
  };
  const why = (mark: string, { id, name, why }: { id: string; name: string; why: string }): string =>
    hang(`${id}${name && ` ${name}`}: ${why}`, columns, '    ', `  ${mark} `);
  return [
    wrap(lineText(line), columns)
      .map((text) => colours.bold(paint(colours, line.tone)(text)))
      .join('\n'),
    colours.dim(timeWords(summary.asOf)),
    ...(read.length > 0 ? ['', ...read.map(readLine)] : []),
    ...(failed.length > 0 ? ['', colours.bold('What could not be read'), ...failed.map((row) => why('?', row))] : []),
    ...(left.length > 0 ? ['', colours.bold('Left out'), ...left.map((row) => why('–', row))] : []),
    '',
  ].join('\n');
}
