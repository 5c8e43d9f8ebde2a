import pc from 'picocolors';
import { kinds } from '../../findings/compare/change.ts';
import type { Comparison } from '../../findings/compare/compare.ts';
import { countWords, kindWords, noteWords, standingOf } from '../comparison-words.ts';
import { namesOf } from '../names.ts';
import { counted, listWords, numberWords, severityWords, timeWords } from '../words.ts';
import { type ChangeGroup, changeGroups, groupSentence } from './change-groups.ts';
import { hang, wrap } from './columns.ts';
import type { TerminalOptions } from './render.ts';

/** How many changes of a kind are shown, those that read alike as one; what is left is counted. */
const shown = 20;

type Colours = ReturnType<typeof pc.createColors>;

/** The most names on the line of a group. */
const fewNames = 3;

/** On what: one resource and its region, or how many findings and on what the first of them are. */
function whereWords(group: ChangeGroup): string {
  const [{ region, resource }] = group;
  if (group.length === 1) return [resource.name || resource.arn || resource.type, ...(region ? [region] : [])].join(', ');
  const names = [...new Set(namesOf(group).map((name, n) => name || group[n]?.resource.arn || group[n]?.resource.type || ''))];
  const more = names.length - fewNames;
  const shownNames = more > 0 ? [...names.slice(0, fewNames), `${numberWords(more)} more`] : names;
  return `${counted(group.length, 'finding')} on ${listWords(shownNames)}`;
}

/** The rules of a group, the most severe first. */
function ruleWords(group: ChangeGroup): string {
  const rules = [...new Set(group.map(({ rule }) => rule))];
  const more = rules.length - fewNames;
  return listWords(more > 0 ? [...rules.slice(0, fewNames), `${numberWords(more)} more`] : rules);
}

function row(group: ChangeGroup, width: number, colours: Colours): string {
  const [change] = group;
  const { severity, before, now, worse } = change;
  const where = whereWords(group);
  const message = groupSentence(group);
  const tone = worse ? colours.red : change.kind === 'fixed' ? colours.green : (text: string) => text;
  return [
    tone(hang(`${standingOf(before, change)} → ${standingOf(now, change)}: ${where}`, width, '    ', worse ? '  ✕ ' : '  · ')),
    ...(message === '' || change.kind === 'fixed' ? [] : [hang(message, width, '    ')]),
    colours.dim(hang(`${ruleWords(group)}, ${severityWords[severity].toLowerCase()}`, width, '    ')),
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
      const groups = changeGroups(own);
      const rest = groups.slice(shown).reduce((sum, group) => sum + group.length, 0);
      return [
        '',
        colours.bold(`${kindWords[kind]}: ${own.length}`),
        ...groups.slice(0, shown).map((group) => row(group, columns, colours)),
        ...(rest > 0 ? [`    and ${counted(rest, 'finding')} more: \`dpp-audit diff --json\` lists them all`] : []),
      ];
    }),
    '',
  ].join('\n');
}
