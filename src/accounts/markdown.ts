import { clipped, escapeMarkdown, markdownList, markdownTable } from '../report/markdown.ts';
import { counted, numberWords, timeWords, verdictWords } from '../report/words.ts';
import type { RequirementOfAll, Summary } from './summary.ts';
import { rowsOf, shortAnswer, summaryLine, troubleWords } from './words.ts';

/** How many accounts are named of each kind; the rest is counted. A service cuts the whole page off at 1 MiB. */
const shown = 200;

/** In how many of the accounts that were read it fails. */
const failing = ({ accounts }: RequirementOfAll): string => {
  const verdicts = Object.values(accounts);
  return `${numberWords(verdicts.filter((verdict) => verdict === 'fail').length)} of ${numberWords(verdicts.length)}`;
};

const rest = (all: readonly unknown[]): readonly string[] =>
  all.length > shown ? [`and ${counted(all.length - shown, 'account')} more in the summary`] : [];

/** Accounts of which nothing more is known than why. */
const list = (heading: string, rows: readonly { readonly id: string; readonly name: string; readonly why: string }[]): readonly string[] =>
  rows.length === 0
    ? []
    : [
        `### ${heading}`,
        markdownList(rows.slice(0, shown).map(({ id, name, why }) => clipped(`${id}${name && ` ${name}`}: ${why}`))),
        ...rest(rows),
      ];

/** The summary of many accounts as Markdown, for the page of a CI job. What an account is called acts as nothing. */
export function summaryMarkdown(summary: Summary): string {
  const { lead, rest: said, after } = summaryLine(summary);
  const read = rowsOf(summary, 'read');
  const accounts = read.slice(0, shown).map((row) => [row.id, clipped(row.name), shortAnswer(row), troubleWords(row)]);
  const requirements = summary.requirements.map((row) => {
    const { word, shape } = verdictWords[row.verdict];
    return [row.clause, clipped(row.title), `${shape} ${word}`, failing(row)];
  });
  const blocks = [
    "## Amazon's Data Protection Policy",
    `**${escapeMarkdown(lead)}** ${escapeMarkdown([said, ...after].join(' '))}`,
    `${counted(summary.accounts.length, 'account')}, ${timeWords(summary.asOf)}`,
    markdownTable(['Account', 'Name', 'Answer', 'Requirements'], accounts, 'No account could be read.'),
    ...rest(read),
    ...list('What could not be read', rowsOf(summary, 'failed')),
    ...list('Left out', rowsOf(summary, 'left-out')),
    ...(requirements.length === 0
      ? []
      : ['### Requirements', markdownTable(['Clause', 'Requirement', 'Worst verdict', 'Fails in accounts'], requirements, '')]),
  ];
  return `${blocks.join('\n\n')}\n`;
}
