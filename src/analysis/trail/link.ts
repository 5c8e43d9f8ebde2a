import { codes } from '../../facts/codes.ts';
import type { Answer, Fact, Reason, Ref, Unknown } from '../../facts/fact.ts';
import { isKnown } from '../../facts/fact.ts';
import { all, any, type Tri } from '../policy/tri.ts';

/**
 * One link of a chain: it holds, it is broken and why (sentences), or it can't be told and what did not tell it; with the records that say so.
 * A chain holds where each of its links does; what has several chains, where one of them does.
 */
export interface Link {
  readonly holds: Tri;
  readonly because: readonly string[];
  readonly unknown: readonly Reason[];
  readonly refs: readonly Ref[];
}

export const holding = (refs: readonly Ref[] = []): Link => ({ holds: 'yes', because: [], unknown: [], refs });
export const broken = (because: readonly string[], refs: readonly Ref[] = []): Link => ({ holds: 'no', because, unknown: [], refs });
export const unclear = (unknown: readonly Reason[], refs: readonly Ref[] = []): Link => ({ holds: 'maybe', because: [], unknown, refs });

/** What holds or is broken, by a condition. */
export const linkIf = (condition: boolean, otherwise: string): Link => (condition ? holding() : broken([otherwise]));

/** Every link must hold. A chain is as broken as its first broken link; the others are not worth a word. */
export function chain(links: readonly Link[]): Link {
  const refs = distinct(links.flatMap((link) => link.refs));
  const first = links.find((link) => link.holds === 'no');
  if (first) return broken(first.because, refs);
  return { holds: all(links.map((link) => link.holds)), because: [], unknown: links.flatMap((link) => link.unknown), refs };
}

/** One of several must hold; where none is there, `otherwise` says so. Broken, it says what is wrong with the first. */
export function oneOf(links: readonly Link[], otherwise: string): Link {
  const refs = distinct(links.flatMap((link) => link.refs));
  const holds = any(links.map((link) => link.holds));
  if (holds === 'no') return broken(links[0]?.because ?? [otherwise], refs);
  return { holds, because: [], unknown: holds === 'yes' ? [] : links.flatMap((link) => link.unknown), refs };
}

/** A fact that must be true. */
export const linkOf = (fact: Fact<boolean>, otherwise: string): Link =>
  isKnown(fact) ? { ...linkIf(fact.value, otherwise), refs: fact.from } : unclear(fact.unknown, fact.from);

/** A fact that must be an empty list. What is surely in it breaks the link, even where there may be more. */
export function linkOfFaults(fact: Fact<readonly string[]>): Link {
  if (isKnown(fact)) return fact.value.length === 0 ? holding(fact.from) : broken(fact.value, fact.from);
  const sure = fact.atLeast ?? [];
  return sure.length > 0 ? broken(sure, fact.from) : unclear(fact.unknown, fact.from);
}

/** What an answer says; lacking, nothing can be told. A reader that stumbles has met a malformed answer. */
export function linkOfAnswer<T>(answer: Answer<T>, read: (value: T | undefined) => Link): Link {
  if ('unknown' in answer) return unclear([answer.unknown], answer.refs);
  const link = attempt(() => read(answer.answer)) ?? unclear([{ operation: answer.operation, code: codes.malformed }]);
  return { ...link, refs: distinct([...answer.refs, ...link.refs]) };
}

/** A boolean that a reader may not find (`undefined`: the answer lacks what was asked for), as a link. */
export const linkOfField = (field: boolean | undefined, otherwise: string, operation: string): Link =>
  field === undefined ? unclear([{ operation, code: codes.malformed }]) : linkIf(field, otherwise);

/** That something is not known, as a reader says it. */
export const unknownBecause = (operation: string, note: string): Unknown<never> => ({
  unknown: [{ operation, code: codes.undecided, note }],
});

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

const distinct = <T>(items: readonly T[]): readonly T[] => [...new Set(items)];
