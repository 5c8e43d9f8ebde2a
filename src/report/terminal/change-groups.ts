import type { Change } from '../../findings/compare/compare.ts';
import { standingOf } from '../comparison-words.ts';
import { regionWords } from '../words.ts';

export type ChangeGroup = readonly [Change, ...Change[]];

/** What a change says, without the resource and the region that it says it of. */
function reasonOf({ message, region, resource }: Change): string {
  const anywhere = region === '' ? message : message.replaceAll(`(${region})`, '({region})');
  return resource.name === '' ? anywhere : anywhere.replaceAll(resource.name, '{name}');
}

/**
 * Changes that read alike, in the order of the first of each: the same step, in the same words but for the resource. What could not be read is
 * one thing, whatever rules wanted it; all else is of one rule.
 */
export function changeGroups(changes: readonly Change[]): readonly ChangeGroup[] {
  const groups = new Map<string, [Change, ...Change[]]>();
  for (const change of changes) {
    const rule = change.now.is === 'unread' ? '' : change.rule;
    const key = [change.worse, standingOf(change.before, change), standingOf(change.now, change), rule, reasonOf(change)].join('\n');
    const group = groups.get(key);
    if (group) group.push(change);
    else groups.set(key, [change]);
  }
  return [...groups.values()];
}

/** What is said of all of a group: `each` for the resource, and the regions, where they are several. */
export function groupSentence(group: ChangeGroup): string {
  const [first] = group;
  if (group.length === 1) return first.message;
  const names = [...new Set(group.map(({ resource }) => resource.name))];
  const regions = [...new Set(group.map(({ region }) => region))].sort();
  return reasonOf(first)
    .replaceAll('{region}', regionWords(regions))
    .replaceAll('{name}', names.length === 1 ? first.resource.name : 'each');
}
