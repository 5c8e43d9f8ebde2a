import type { Change } from '../../findings/compare/compare.ts';
import { standingOf } from '../comparison-words.ts';

export type ChangeGroup = readonly [Change, ...Change[]];

/** What a change says, without the resource that it says it of. */
const reasonOf = ({ message, resource }: Change): string => (resource.name === '' ? message : message.replaceAll(resource.name, '{name}'));

/**
 * Changes that read alike, in the order of the first of each: the same step, in the same words but for the resource. What could not be read is
 * one thing, whatever rules wanted it; all else is of one rule.
 */
export function changeGroups(changes: readonly Change[]): readonly ChangeGroup[] {
  const groups = new Map<string, [Change, ...Change[]]>();
  for (const change of changes) {
    const rule = change.kind === 'unread' ? '' : change.rule;
    const key = [change.worse, standingOf(change.before, change), standingOf(change.now, change), rule, reasonOf(change)].join('\n');
    const group = groups.get(key);
    if (group) group.push(change);
    else groups.set(key, [change]);
  }
  return [...groups.values()];
}

/** What is said of all of a group: the sentence with `it` for each resource where they are several. */
export function groupSentence(group: ChangeGroup): string {
  const [first] = group;
  const names = new Set(group.map(({ resource }) => resource.name));
  return names.size === 1 ? first.message : reasonOf(first).replaceAll('{name}', 'each');
}
