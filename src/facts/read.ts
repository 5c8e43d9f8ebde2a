import type { Static, TObject } from 'typebox';
import { codes } from './codes.ts';
import type { Answer, Fact, Facts, Leaf, Reason, Ref, Unknown } from './fact.ts';

/** What a reader may return for a leaf: its value; `undefined` where the answer lacks it (malformed); or that it is not known, and why. */
export type Reading<T> = T | undefined | Unknown<T>;

type Values<A extends readonly Answer<unknown>[]> = { readonly [K in keyof A]: A[K] extends Answer<infer T> ? T | undefined : never };
type Readings<S> = { readonly [K in keyof S]: Reading<S[K]> };

/** What an answer could be where it is lacking. The possibilities must cover the extremes. An answer that is there is left as it is. */
export function couldBe<T>(answer: Answer<T>, ...possible: readonly (T | undefined)[]): Answer<T> {
  return 'unknown' in answer ? { ...answer, could: possible } : answer;
}

/** The lack of one answer as the lack of another that rests on it. */
export const lacking = ({
  unknown,
  refs,
}: {
  readonly unknown: Reason;
  readonly refs: readonly Ref[];
}): { readonly unknown: Reason; readonly refs: readonly Ref[] } => ({
  unknown,
  refs,
});

/** The answer as something else: the same evidence, another value. A reader that stumbles, or gives `null`, has met a malformed answer. */
export function mapAnswer<T, U>(answer: Answer<T>, read: (value: T | undefined) => U | undefined | null): Answer<U> {
  if ('unknown' in answer) {
    const { could, ...rest } = answer;
    return could ? { ...rest, could: could.map((value) => read(value) ?? undefined) } : rest;
  }
  const result = safely(() => ({ value: read(answer.answer) }));
  if (result === undefined || result.value === null)
    return { unknown: { operation: answer.operation, code: codes.malformed }, refs: answer.refs };
  return { ...answer, answer: result.value };
}

/**
 * Reads one fact from answers. Where answers are lacking and say what they could have been, the reader runs for each combination:
 * equal results are known, numbers and lists give bounds; else the fact is unknown for the reasons of the lacking answers.
 */
export function fact<const A extends readonly Answer<unknown>[], T extends Leaf>(
  answers: A,
  read: (...values: Values<A>) => Reading<T>,
): Fact<T> {
  const { refs, lacking, combinations } = possibilities(answers);
  const readings = combinations.map((values) => safely(() => read(...(values as unknown as Values<A>))));
  return merge(readings, lacking, refs, operationOf(answers));
}

/** Reads all facts of a block (a trait, say) from the same answers at once. */
export function block<S extends TObject, const A extends readonly Answer<unknown>[]>(
  schema: S,
  answers: A,
  read: (...values: Values<A>) => Readings<Static<S>>,
): Facts<S> {
  const { refs, lacking, combinations } = possibilities(answers);
  const readings = combinations.map((values) => safely(() => read(...(values as unknown as Values<A>))) ?? {});
  const operation = operationOf(answers);
  const facts: Record<string, Fact<Leaf>> = {};
  for (const name of Object.keys(schema.properties)) {
    const leaves = readings.map((reading) => (reading as Record<string, Reading<Leaf>>)[name]);
    facts[name] = merge(leaves, lacking, refs, operation);
  }
  return facts as Facts<S>;
}

/** A reader that stumbles over an answer (a field of another kind than AWS documents) has met a malformed one. */
function safely<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

interface Possibilities {
  readonly refs: readonly Ref[];
  readonly lacking: readonly Reason[];
  /** One row of values a possible world; none where an answer is lacking altogether. */
  readonly combinations: readonly (readonly unknown[])[];
}

function possibilities(answers: readonly Answer<unknown>[]): Possibilities {
  let combinations: (readonly unknown[])[] = [[]];
  const lacking: Reason[] = [];
  const refs: Ref[] = [];
  for (const answer of answers) {
    for (const ref of answer.refs) if (!refs.includes(ref)) refs.push(ref);
    if ('unknown' in answer) lacking.push(answer.unknown);
    const values = 'unknown' in answer ? (answer.could ?? []) : [answer.answer];
    combinations = combinations.flatMap((row) => values.map((value) => [...row, value]));
  }
  return { refs, lacking, combinations };
}

const operationOf = (answers: readonly Answer<unknown>[]): string => {
  for (const answer of answers) if ('operation' in answer) return answer.operation;
  return '';
};

const isUnknown = (reading: Reading<Leaf>): reading is Unknown<Leaf> =>
  typeof reading === 'object' && reading !== null && !Array.isArray(reading) && 'unknown' in reading;

function merge<T extends Leaf>(
  readings: readonly Reading<T>[],
  lacking: readonly Reason[],
  from: readonly Ref[],
  operation: string,
): Fact<T> {
  if (readings.length === 0) return { unknown: lacking, from };
  const unknowns: Reason[] = [];
  const bounds: { atLeast: T | undefined; atMost: T | undefined }[] = [];
  for (const reading of readings) {
    if (reading === undefined) {
      unknowns.push({ operation, code: codes.malformed });
      bounds.push({ atLeast: undefined, atMost: undefined });
    } else if (isUnknown(reading)) {
      unknowns.push(...reading.unknown);
      bounds.push({ atLeast: reading.atLeast as T | undefined, atMost: reading.atMost as T | undefined });
    } else bounds.push({ atLeast: reading, atMost: reading });
  }
  const first = readings[0];
  const isOpen = readings.some((reading) => reading === undefined || isUnknown(reading));
  if (!isOpen && readings.every((reading) => same(reading as T, first as T))) return { value: first as T, from };
  const atLeast = lower(bounds.map((bound) => bound.atLeast));
  const atMost = upper(bounds.map((bound) => bound.atMost));
  return {
    unknown: distinct([...lacking, ...unknowns]),
    from,
    ...(atLeast !== undefined && { atLeast }),
    ...(atMost !== undefined && { atMost }),
  };
}

const same = (a: Leaf, b: Leaf): boolean =>
  Array.isArray(a) && Array.isArray(b) ? a.length === b.length && a.every((item, i) => item === b[i]) : a === b;

/** The greatest value that all possibilities reach: the least number, or what all lists share. */
function lower<T extends Leaf>(values: readonly (T | undefined)[]): T | undefined {
  if (values.some((value) => value === undefined)) return undefined;
  if (values.every((value) => typeof value === 'number')) return Math.min(...(values as unknown as number[])) as T;
  if (!values.every((value) => Array.isArray(value))) return undefined;
  const [first = [], ...rest] = values as unknown as string[][];
  const shared = first.filter((item) => rest.every((list) => list.includes(item)));
  return shared.length > 0 ? (shared as unknown as T) : undefined;
}

/** The least value that no possibility exceeds: the greatest number, or all that stands in any list. */
function upper<T extends Leaf>(values: readonly (T | undefined)[]): T | undefined {
  if (values.some((value) => value === undefined)) return undefined;
  if (values.every((value) => typeof value === 'number')) return Math.max(...(values as unknown as number[])) as T;
  if (!values.every((value) => Array.isArray(value))) return undefined;
  return [...new Set((values as unknown as string[][]).flat())] as unknown as T;
}

function distinct(reasons: readonly Reason[]): readonly Reason[] {
  const seen = new Map<string, Reason>();
  for (const reason of reasons) seen.set(`${reason.operation} ${reason.code} ${reason.region ?? ''} ${reason.note ?? ''}`, reason);
  return [...seen.values()];
}
