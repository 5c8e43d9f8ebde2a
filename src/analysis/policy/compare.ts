import { isAddressIn, isInternetIn } from './address.ts';
import { type Possible, UNKNOWN } from './context.ts';
import type { Comparison, Order } from './operator.ts';
import { arnGlob, covers, folded, glob, isArn, isEverything, literal, overlaps, type Pattern } from './pattern.ts';
import { canBeArnOf, canBeStranger } from './stranger.ts';
import { any, type Tri } from './tri.ts';
import { resolve, type Variables } from './variables.ts';

/** One value of a request under a key that is there. */
export type Present =
  | Exclude<Possible, { readonly absent: true } | { readonly values: readonly string[] } | { readonly chosen: true }>
  | string;

/** Whether a value that is there matches one of a condition's values. Negation isn't looked at here. */
export function matchesAny(comparison: Comparison, value: Present, wanted: readonly string[], variables: Variables): Tri {
  if (comparison.family === 'address') return address(value, wanted, variables);
  return any(wanted.map((want) => matchesOne(comparison, value, want, variables)));
}

function matchesOne(comparison: Exclude<Comparison, { family: 'address' }>, value: Present, want: string, variables: Variables): Tri {
  switch (comparison.family) {
    case 'string': {
      const read = (text: string) => fold(comparison, comparison.wildcards ? glob(text) : literal(text));
      return text(value, want, read, (set) => fold(comparison, set), variables);
    }
    case 'arn':
      // how AWS reads what isn't an ARN, it doesn't say
      return isArn(want) ? text(value, want, arnGlob, (set) => set, variables) : 'maybe';
    case 'binary':
      return text(value, want, literal, (set) => set, undefined);
    case 'bool':
      return bool(value, want);
    case 'number':
      return ordered(comparison.order, value, want, number);
    case 'date':
      return ordered(comparison.order, value, want, date);
  }
}

function fold({ fold }: { readonly fold: boolean }, pattern: Pattern): Pattern {
  return fold ? folded(pattern) : pattern;
}

/** Strings and ARNs: how the value's set lies to what the policy wants. A variable that isn't known makes that wider than the truth. */
function text(
  value: Present,
  want: string,
  read: (text: string) => Pattern,
  prepare: (set: Pattern) => Pattern,
  variables: Variables,
): Tri {
  const { pattern, exact } = resolve(want, variables, read);
  if (typeof value === 'object') {
    if ('other' in value) {
      // a star where wildcards mean nothing matches nobody, but its author meant it otherwise
      return upTo(pattern, exact ? canBeStranger(value.other, want) : 'maybe');
    }
    if ('arnOf' in value) return upTo(pattern, exact ? canBeArnOf(value.arnOf, want) : 'maybe');
    if ('anyBut' in value) return value.anyBut.some((but) => covers([prepare(glob(but))], pattern)) ? 'no' : 'maybe';
    if (!('like' in value)) return exact && isEverything(pattern) ? 'yes' : 'maybe';
  }
  const set = prepare(typeof value === 'string' ? literal(value) : glob(value.like));
  if (!overlaps(pattern, set)) return 'no';
  return exact && covers([pattern], set) ? 'yes' : 'maybe';
}

/** 'yes' only where the pattern is read as everything there is. */
function upTo(pattern: Pattern, can: Tri): Tri {
  return can === 'yes' && !isEverything(pattern) ? 'maybe' : can;
}

/** Whether all that the policy wants is known: no variable in it is open. */
export function isSettled(wanted: readonly string[], variables: Variables): boolean {
  return wanted.every((want) => resolve(want, variables, literal).exact);
}

function bool(value: Present, want: string): Tri {
  if (typeof value !== 'string' || !/^(true|false)$/i.test(want)) return 'maybe';
  return value.toLowerCase() === want.toLowerCase() ? 'yes' : 'no';
}

function ordered(order: Order, value: Present, want: string, read: (text: string) => number | undefined): Tri {
  const [ours, theirs] = [typeof value === 'string' ? read(value) : undefined, read(want)];
  if (ours === undefined || theirs === undefined) return 'maybe';
  return HOLDS[order](ours, theirs) ? 'yes' : 'no';
}

const HOLDS: Readonly<Record<Order, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

function number(text: string): number | undefined {
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

/** ISO 8601, or seconds since 1970; in milliseconds. */
function date(text: string): number | undefined {
  if (/^\d{5,}$/.test(text)) return Number(text) * 1000;
  const read = /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d))?)?)?$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(read) ? undefined : read;
}

function address(value: Present, wanted: readonly string[], variables: Variables): Tri {
  if (variables && wanted.some((want) => want.includes('${'))) return 'maybe';
  if (typeof value === 'string') return isAddressIn(value, wanted);
  return 'publicAddress' in value ? isInternetIn(wanted) : 'maybe';
}

/** A value that is there and of which nothing is known. */
export const SOMETHING: Present = UNKNOWN;
