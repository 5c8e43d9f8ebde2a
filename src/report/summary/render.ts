import { kinds } from '../../findings/compare/change.ts';
import type { Change, Comparison } from '../../findings/compare/compare.ts';
import type { RequirementRow } from '../../findings/file.ts';
import type { Summary } from '../../findings/findings.ts';
import { severities, verdicts } from '../../findings/verdict.ts';
import { waiverNotes } from '../../findings/waiver-notes.ts';
import { countWords, noteWords, standingOf } from '../comparison-words.ts';
import { clipped, escapeMarkdown, markdownTable } from '../markdown.ts';
import { named } from '../named.ts';
import { newestChanges, newestWords } from '../newest-words.ts';
import { foundSentences, type Priority, placeWords, priorities } from '../priorities.ts';
import { unreadWords } from '../unread-words.ts';
import { type VerdictLine, verdictLine } from '../verdict-line.ts';
import { accountWords, counted, dateWords, numberWords, severityWords, timeWords, verdictWords } from '../words.ts';

/** How many of each kind are shown; what is left is counted. */
const shown = 10;

const text = (given: string): string => escapeMarkdown(clipped(given));

const shapes: Readonly<Record<VerdictLine['tone'], string>> = { bad: '✕', unsure: '?', part: '–', good: '✓' };

/** A heading and what stands below it; nothing where there is nothing. `rest` says what is not shown. */
function section(heading: string, items: readonly string[], rest = ''): readonly string[] {
  if (items.length === 0) return [];
  return [`### ${text(heading)}`, items.join('\n'), ...(rest === '' ? [] : [`and ${rest} in the report`])];
}

const bullet = (item: string): string => `- ${text(item)}`;

/** A list of which `shown` are shown. */
const list = (heading: string, items: readonly string[]): readonly string[] =>
  section(heading, items.slice(0, shown).map(bullet), items.length > shown ? `${numberWords(items.length - shown)} more` : '');

/** `12 fail (3 critical, 9 high), 4 not read, 310 pass.` */
function verdictCounts({ findings }: Summary): string {
  const parts = verdicts.flatMap((verdict) => {
    const own = findings.filter((row) => row.verdict === verdict);
    if (own.length === 0) return [];
    const bySeverity = severities.flatMap((severity) => {
      const n = own.filter((row) => row.severity === severity).length;
      return n === 0 ? [] : [`${numberWords(n)} ${severityWords[severity].toLowerCase()}`];
    });
    return [
      `${numberWords(own.length)} ${verdictWords[verdict].word.toLowerCase()}${verdict === 'fail' ? ` (${bySeverity.join(', ')})` : ''}`,
    ];
  });
  return `${counted(findings.length, 'finding')}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}.`;
}

const requirement = ({ clause, title, verdict, failed, checked }: RequirementRow): readonly string[] => [
  clipped(clause),
  clipped(title),
  `${verdictWords[verdict].shape} ${verdictWords[verdict].word}`,
  checked === 0 ? '' : `${numberWords(failed)} of ${numberWords(checked)}`,
];

const toDo = (priority: Priority, i: number): string =>
  [
    `${i + 1}. **${text(priority.sentence)}**`,
    `    - ${text(placeWords(priority))}`,
    ...foundSentences(priority).map((sentence) => `    - ${text(sentence)}`),
  ].join('\n');

/** What fails, grouped by what mends it, the most worthwhile first. */
function worst(file: Summary): readonly string[] {
  const all = priorities(file, Number.POSITIVE_INFINITY);
  const rest = all.slice(shown).reduce((sum, { findings }) => sum + findings.length, 0);
  return section('What to do first', all.slice(0, shown).map(toDo), rest > 0 ? `${counted(rest, 'finding')} more` : '');
}

function change(row: Change): string {
  const { before, now, resource, region, message, rule, severity } = row;
  const where = [resource.name || resource.arn || resource.type, ...(region ? [region] : [])].join(', ');
  const said = message === '' || row.kind === 'fixed' ? '' : `: ${message}`;
  return `${standingOf(before, row)} → ${standingOf(now, row)}: ${where}${said} (${rule}, ${severityWords[severity].toLowerCase()})`;
}

/** Against a baseline: what is worse, one by one; the rest is counted. */
function differences(comparison: Comparison): readonly string[] {
  const worse = kinds.flatMap((kind) => comparison.changes.filter((row) => row.kind === kind && row.worse)).map(change);
  const said = [countWords(comparison), ...noteWords(comparison)].map(text).join(' ');
  const [heading = '', ...rows] = list(`New or worse since ${timeWords(comparison.before.asOf)}`, worse);
  return [heading === '' ? `### Nothing new or worse since ${text(timeWords(comparison.before.asOf))}` : heading, said, ...rows];
}

/** In a line: what else the newest edition asks, and what would fail there. */
function newest(file: Summary): readonly string[] {
  const changes = newestChanges(file);
  const { id, from, inForce } = file.newestEdition.edition;
  const when = inForce ? 'in force' : `in force from ${dateWords(from)}`;
  return list(
    `What ${id} (${when}) asks differently`,
    changes.map((row) => `${verdictWords[row.verdict].shape} ${newestWords(row)}`),
  );
}

/**
 * The summary of a run as Markdown, for the page of a CI job: the verdict line, the requirements by clause, with a comparison what is new or
 * worse, what to do first, what could not be read, which waivers end, what the newest edition asks differently. However large the account, it
 * stays far below the 1 MiB at which GitHub drops a step's summary. Text from the account acts as nothing.
 * docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary
 */
export function renderSummary(given: Summary, comparison?: Comparison): string {
  const file = named(given);
  const { audit, requirements } = file;
  const { before, lead, rest, after, tone } = verdictLine(file);
  const blocks = [
    "## Amazon's Data Protection Policy",
    ...(before === '' ? [] : [`**${text(before)}**`]),
    `${shapes[tone]} **${text(lead)}** ${text([rest, ...after].join(' '))}`,
    text(
      `${accountWords(audit.accounts)}, ${timeWords(audit.asOf)}, ${counted(audit.regions.read.length, 'region')} read, edition ${audit.edition.id}.`,
    ),
    text(verdictCounts(file)),
    markdownTable(['Clause', 'Requirement', 'Verdict', 'Failing'], requirements.map(requirement), 'No requirement was looked at.'),
    ...(comparison ? differences(comparison) : []),
    ...worst(file),
    ...list('What could not be read', unreadWords(file)),
    ...list('Waivers', waiverNotes(file)),
    ...newest(file),
  ];
  return `${blocks.join('\n\n')}\n`;
}
