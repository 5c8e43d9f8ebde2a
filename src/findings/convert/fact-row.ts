import type { Judged } from '../../engine/check.ts';
import type { Fact, FactTree, Leaf } from '../../facts/fact.ts';
import { isFact } from '../../facts/fact.ts';
import { remember } from '../../remember.ts';
import type { CheckRow, ResourceRow } from '../file.ts';

type FactRow = ResourceRow['facts'][string];
type Value = NonNullable<FactRow['value']>;

const leaf = (value: Leaf): Value => (value === Number.POSITIVE_INFINITY ? 'forever' : (value as Value));

const rows = new WeakMap<object, FactRow>();

/** A fact as the file has it; the same object for the same fact, so that findings share it with their resource. */
export function factRow(fact: Fact<Leaf>): FactRow {
  return remember(rows, fact, () => makeRow(fact));
}

function makeRow(fact: Fact<Leaf>): FactRow {
  if ('value' in fact) return { value: leaf(fact.value) };
  return {
    unknown: [...fact.unknown],
    ...(fact.atLeast !== undefined && { atLeast: leaf(fact.atLeast) }),
    ...(fact.atMost !== undefined && { atMost: leaf(fact.atMost) }),
  };
}

/** All facts of a resource by path, sorted. */
export function factRows(facts: FactTree): ResourceRow['facts'] {
  const flat: [string, FactRow][] = [];
  const walk = (tree: FactTree, prefix: string): void => {
    for (const [name, node] of Object.entries(tree)) {
      if (isFact(node)) flat.push([prefix + name, factRow(node)]);
      else walk(node, `${prefix}${name}.`);
    }
  };
  walk(facts, '');
  return Object.fromEntries(flat.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** One line of a rule as the file has it. */
export const checkRow = ({ check, holds, fact }: Judged): CheckRow => ({
  path: check.path,
  holds,
  expected: expectedRow(check.expected),
  found: factRow(fact),
  from: fact.from as string[],
});

const expectations = new WeakMap<object, unknown>();

/** A schema with "forever" for Infinity; the same object for the same line. */
function expectedRow(expected: object): unknown {
  return remember(expectations, expected, () =>
    JSON.parse(JSON.stringify(expected, (_, value) => (value === Number.POSITIVE_INFINITY ? 'forever' : value))),
  );
}
