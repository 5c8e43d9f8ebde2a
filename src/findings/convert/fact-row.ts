import type { Judged } from '../../engine/check.ts';
import type { Fact, FactTree, Leaf, Reason } from '../../facts/fact.ts';
import { isFact } from '../../facts/fact.ts';
import { remember } from '../../remember.ts';
import type { CheckRow, ResourceRow } from '../file.ts';

type FactRow = ResourceRow['facts'][string];
type Value = NonNullable<FactRow['value']>;

const leaf = (value: Leaf): Value => (value === Number.POSITIVE_INFINITY ? 'forever' : (value as Value));

/** A fact as the file has it. */
function factRow(fact: Fact<Leaf>): FactRow {
  if ('value' in fact) return { value: leaf(fact.value) };
  // keys in the order of the file: what is sorted already is not sorted again
  return {
    ...(fact.atLeast !== undefined && { atLeast: leaf(fact.atLeast) }),
    ...(fact.atMost !== undefined && { atMost: leaf(fact.atMost) }),
    unknown: fact.unknown.map(reasonRow),
  };
}

const reasons = new WeakMap<Reason, Reason>();

/** A reason as the file has it; the same object for the same reason, which may stand with every resource of a type. */
const reasonRow = (reason: Reason): Reason =>
  remember(reasons, reason, () => {
    const { code, note, operation, region } = reason;
    return { code, ...(note !== undefined && { note }), operation, ...(region !== undefined && { region }) };
  });

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

/** One line of a rule as the file has it; what was found is the very object that stands with its resource. */
export const checkRow = ({ check, holds, fact }: Judged, facts: ResourceRow['facts']): CheckRow => ({
  expected: expectedRow(check.expected),
  found: facts[check.path] ?? factRow(fact),
  from: fact.from as string[],
  holds,
  path: check.path,
});

const expectations = new WeakMap<object, unknown>();

/** A schema with "forever" for Infinity; the same object for the same line. */
function expectedRow(expected: object): unknown {
  return remember(expectations, expected, () =>
    JSON.parse(JSON.stringify(expected, (_, value) => (value === Number.POSITIVE_INFINITY ? 'forever' : value))),
  );
}
