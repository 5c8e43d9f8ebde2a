import type { Fact, FactTree, Leaf } from '../../src/facts/fact.ts';
import { isFact } from '../../src/facts/fact.ts';
import { readAccount } from '../../src/read.ts';
import { Aws } from '../../src/resources/aws.ts';
import type { SnapshotRecord } from '../../src/snapshot/record.ts';
import { snapshotOf } from './snapshot-builder.ts';

/** The facts of a resource by its name, as a whole audit reads them from these records. */
export function factsOf(records: Iterable<SnapshotRecord>, type: string, name: string, regions = ['eu-west-1']): FactTree {
  const types = readAccount(new Aws(snapshotOf(records, { regions })), {});
  const found = types.find((one) => one.type.type === type)?.resources.find(({ identity }) => identity.name === name);
  if (!found) throw new Error(`there is no ${type} ${name}`);
  return found.facts;
}

/** A leaf by its path. */
export function leafAt(facts: FactTree, path: string): Fact<Leaf> {
  let node: FactTree | Fact<Leaf> | undefined = facts;
  for (const step of path.split('.')) node = node && !isFact(node) ? node[step] : undefined;
  if (!node || !isFact(node)) throw new Error(`there is no fact ${path}`);
  return node;
}

/** A leaf as a table says it: its value; `≥ 20`, `≤ 20` or `?` where it is not known. */
export function shown(fact: Fact<Leaf>): unknown {
  if ('value' in fact) return fact.value;
  if (fact.atLeast !== undefined && typeof fact.atLeast === 'number') return `≥ ${fact.atLeast}`;
  return fact.atMost !== undefined && typeof fact.atMost === 'number' ? `≤ ${fact.atMost}` : '?';
}
