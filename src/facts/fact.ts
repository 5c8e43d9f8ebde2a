import type { Static, TObject, TSchema } from 'typebox';

/** A record's id in the snapshot: the hash of its key. */
export type Ref = string;

/** Why something is not known: which call did not say it, and with which of AWS's codes (or one of ours: see `codes.ts`). */
export interface Reason {
  readonly operation: string;
  readonly code: string;
  readonly region?: string;
  /** A sentence, where operation and code do not explain themselves. */
  readonly note?: string;
}

/** What a leaf can hold. Numbers have their unit in the schema; for ever is `Infinity`. */
export type Leaf = boolean | number | string | readonly string[];

/** Something that is not known, with bounds where what is known narrows it (lists: elements that are surely or possibly there). */
export interface Unknown<T> {
  readonly unknown: readonly Reason[];
  readonly atLeast?: T;
  readonly atMost?: T;
}

/** One thing known, or not known, about a resource, with the records that it rests on. */
export type Fact<T> = { readonly value: T; readonly from: readonly Ref[] } | (Unknown<T> & { readonly from: readonly Ref[] });

/** A schema's objects stay objects, and each of its leaves is a Fact. */
export type Facts<S extends TSchema> = S extends TObject<infer P> ? { readonly [K in keyof P]: Facts<P[K]> } : Fact<Static<S>>;

/** Facts as the engine walks them, whatever their schema. */
export interface FactTree {
  readonly [name: string]: FactTree | Fact<Leaf>;
}

/** What one call came to: an answer (`undefined`: the service says that nothing is configured), or none, and what it could have been. */
export type Answer<T> =
  | { readonly answer: T | undefined; readonly refs: readonly Ref[]; readonly operation: string }
  | { readonly unknown: Reason; readonly refs: readonly Ref[]; readonly could?: readonly (T | undefined)[] };

export const isFact = (node: FactTree | Fact<Leaf>): node is Fact<Leaf> => Array.isArray((node as { from?: unknown }).from);

/** The fact at a path's steps, `['retention', 'maxDays']`; undefined where there is none. */
export function factAt(facts: FactTree, steps: readonly string[]): Fact<Leaf> | undefined {
  let node: FactTree | Fact<Leaf> | undefined = facts;
  for (const step of steps) node = node && !isFact(node) ? node[step] : undefined;
  return node && isFact(node) ? node : undefined;
}

export const isKnown = <T>(fact: Fact<T>): fact is { readonly value: T; readonly from: readonly Ref[] } => 'value' in fact;

/** The value of a fact if it is known. */
export const valueOf = <T>(fact: Fact<T>): T | undefined => (isKnown(fact) ? fact.value : undefined);

/** A fact that needs no call to be known, such as what an earlier fact implies. */
export const given = <T>(value: T, from: readonly Ref[] = []): Fact<T> => ({ value, from });

/** A fact that is not known. */
export const unknownFact = <T>(
  reasons: readonly Reason[],
  from: readonly Ref[] = [],
  bounds: { atLeast?: T; atMost?: T } = {},
): Fact<T> => ({
  unknown: reasons,
  from,
  ...bounds,
});
