import type { Fact, FactTree, Leaf } from '../facts/fact.ts';
import { factAt } from '../facts/fact.ts';

/** The fact at a path such as `retention.maxDays`; undefined where a type has none. */
export const factOf = (facts: FactTree, path: string): Fact<Leaf> | undefined => factAt(facts, path.split('.'));

/** What is known of a fact in words; `not read` where it is not known, empty where there is no such fact. */
export function words(facts: FactTree, path: string, say: (value: Leaf) => string = String): string {
  const fact = factOf(facts, path);
  if (!fact) return '';
  if ('value' in fact) return say(fact.value);
  const least =
    fact.atLeast === undefined || (Array.isArray(fact.atLeast) && fact.atLeast.length === 0) ? '' : ` (at least ${say(fact.atLeast)})`;
  return `not read${least}`;
}

export const yesNo = (value: Leaf): string => (value === true ? 'yes' : 'no');

/** `30 days`, `for ever` */
export function daysWords(value: Leaf): string {
  if (value === Number.POSITIVE_INFINITY) return 'for ever';
  return `${String(value)} ${value === 1 ? 'day' : 'days'}`;
}

/** `today`, `12 days ago`, `never` */
export function agoWords(value: Leaf): string {
  if (value === Number.POSITIVE_INFINITY) return 'never';
  return value === 0 ? 'today' : `${daysWords(value)} ago`;
}
