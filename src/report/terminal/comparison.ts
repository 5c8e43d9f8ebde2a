import pc from 'picocolors';
import { kinds } from '../../findings/compare/change.ts';
import type { Change, Comparison } from '../../findings/compare/compare.ts';
import { countWords, kindWords, noteWords, standingOf } from '../comparison-words.ts';
import { counted, severityWords, timeWords } from '../words.ts';
import { hang, wrap } from './columns.ts';
import type { TerminalOptions } from './render.ts';

/** How many changes of a kind are shown; what is left is counted. */
const shown = 20;

type Colours = ReturnType<typeof pc.createColors>;

function row(change: Change, width: number, colours: Colours): string {
  const { rule, resource, region, severity, before, now, worse, message } = change;
  const where = [resource.name || resource.arn || resource.type, ...(region ? [region] : [])].join(', ');
  const tone = worse ? colours.red : change.kind === 'fixed' ? colours.green : (text: string) => text;
  return [
    tone(hang(`${standingOf(before, change)} → ${standingOf(now, change)}: ${where}`, width, '    ', worse ? '  ✕ ' : '  · ')),
    ...(message === '' || change.kind === 'fixed' ? [] : [hang(message, width, '    ')]),
    colours.dim(hang(`${rule}, ${severityWords[severity].toLowerCase()}`, width, '    ')),
  ].join('\n');
}

/**
 * A comparison for a terminal: between which runs, how much, then each kind with its findings, the most severe first. Text from the account
 * can neither colour it nor move its cursor.
 */
export function renderComparison(comparison: Comparison, { colour, width }: TerminalOptions): string {
  const colours = pc.createColors(colour);
  const columns = Math.max(40, Math.min(width, 120));
  const { account, before, now, changes } = comparison;
  const lines = (text: string): string => wrap(text, columns).join('\n');
  return [
    colours.bold(lines(`Account ${account}: ${timeWords(before.asOf)}, then ${timeWords(now.asOf)}`)),
    lines(countWords(comparison)),
    ...noteWords(comparison).map((note) => colours.dim(lines(note))),
    ...kinds.flatMap((kind) => {
      const own = changes.filter((change) => change.kind === kind);
      if (own.length === 0) return [];
      const rest = own.length - shown;
      return [
        '',
        colours.bold(`${kindWords[kind]}: ${own.length}`),
        ...own.slice(0, shown).map((change) => row(change, columns, colours)),
        ...(rest > 0 ? [`    and ${counted(rest, 'finding')} more: \`dpp-audit diff --json\` lists them all`] : []),
      ];
    }),
    '',
  ].join('\n');
}
