import { escapeMarkdown, markdownList, markdownTable } from '../report/markdown.ts';
import { plainLines } from '../report/plain-text.ts';
import { severityWords } from '../report/words.ts';
import { type Draft, textOf } from './draft.ts';
import type { Gap } from './gaps.ts';
import { characterLimit } from './question.ts';
import type { AnsweredFile } from './run.ts';
import { answerWords, cautions, heading, idWords, manners, planManners, sections, source } from './wording.ts';

/** Text to copy as it is: a block whose fence is longer than any within. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${plainLines(text)}\n${fence}`;
}

const head = (what: string, file: AnsweredFile, how: readonly string[]): readonly string[] => [
  `# ${escapeMarkdown(heading(what, file))}`,
  escapeMarkdown(source(file)),
  markdownList([...cautions(file), ...how]),
];

/** The drafts as Markdown; each answer stands in a block of its own to copy. */
export function answersMarkdown(file: AnsweredFile, drafts: readonly Draft[]): string {
  const body = sections.flatMap(({ title, kinds }) => {
    const own = drafts.filter(({ kind }) => kinds.some((one) => one === kind));
    return own.length === 0 ? [] : [`## ${title}`, ...own.flatMap(draftLines)];
  });
  return `${[...head('Answers', file, manners), ...body].join('\n\n')}\n`;
}

function draftLines({ asked, kind, answer, lines, leftOut, reasons, evidence }: Draft): readonly string[] {
  const text = textOf(lines);
  const pages = evidence.map(
    ({ clause, requirement, page, findings }) =>
      `- \`${page}\` (clause ${escapeMarkdown(clause)}, ${escapeMarkdown(requirement)})${findings.length > 0 ? `: findings ${idWords(findings)}` : ''}`,
  );
  return [
    `### ${escapeMarkdown(asked)}`,
    ...(answer ? [`**${escapeMarkdown(answerWords(answer))}**`] : []),
    ...(lines.length > 0 ? [fenced(text)] : []),
    ...(kind === 'request' ? [] : [`${text.length} of ${characterLimit} characters.`]),
    ...(leftOut.length > 0 ? ['Left out for want of room:', markdownList(leftOut.map((line) => line.text))] : []),
    ...(reasons.length > 0 ? [answer?.is === 'no' ? 'Why:' : 'Why no more is claimed:', markdownList(reasons)] : []),
    ...(pages.length > 0 ? ['Evidence, in the bundle:', pages.join('\n')] : []),
  ];
}

/** The plan of action as Markdown: one table. */
export function gapsMarkdown(file: AnsweredFile, gaps: readonly Gap[]): string {
  const rows = gaps.map(({ clause, requirement, severity, gap, todo, due, page, findings }) => [
    clause,
    requirement,
    severity === undefined ? '–' : severityWords[severity],
    gap,
    todo,
    '[who]',
    due ? `${due.day} (${due.because})` : '[date]',
    `${page}${findings.length > 0 ? `: ${idWords(findings)}` : ''}`,
  ]);
  const table = markdownTable(gapColumns, rows, 'No gaps were found, and every aspect is shown.');
  return `${[...head('Plan of action', file, planManners), table].join('\n\n')}\n`;
}

export const gapColumns = ['Clause', 'Requirement', 'Severity', 'Gap', 'What to do', 'Owner', 'Due', 'Evidence'] as const;
