import type { LifecycleFilter } from './rule.ts';

/** Some objects of a bucket: keys that start so, with at least these tags, of `from` to `to` bytes (both included). */
export interface ObjectClass {
  readonly prefix: string;
  readonly tags: ReadonlyMap<string, string>;
  readonly from: number;
  readonly to: number;
}

/**
 * No object is larger, in bytes: 10,000 parts of at most 5 GiB.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
 */
export const MAX_BYTES = 10_000 * 5 * 1024 ** 3;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html */
const MAX_TAGS = 10;

/** Every object there can be. */
export const EVERYTHING: ObjectClass = { prefix: '', tags: new Map(), from: 0, to: MAX_BYTES };

/** The objects that a filter is for, or undefined if there can be none. An unknown condition is left out of it. */
export const classOf = (filter: LifecycleFilter): ObjectClass | undefined => {
  const tags = new Map<string, string>();
  for (const { key, value } of filter.tags ?? []) {
    if ((tags.get(key) ?? value) !== value) return undefined; // a key has one value
    tags.set(key, value);
  }
  const from = filter.sizeGreaterThan === undefined ? 0 : Math.max(0, filter.sizeGreaterThan + 1);
  const to = filter.sizeLessThan === undefined ? MAX_BYTES : Math.min(MAX_BYTES, filter.sizeLessThan - 1);
  return from > to || tags.size > MAX_TAGS ? undefined : { prefix: filter.prefix ?? '', tags, from, to };
};

/** The objects that are in both classes, or undefined if there can be none. */
export const meet = (a: ObjectClass, b: ObjectClass): ObjectClass | undefined => {
  const [short, long] = a.prefix.length < b.prefix.length ? [a.prefix, b.prefix] : [b.prefix, a.prefix];
  if (!long.startsWith(short)) return undefined;
  const from = Math.max(a.from, b.from);
  const to = Math.min(a.to, b.to);
  if (from > to) return undefined;
  if (b.tags.size === 0) return { prefix: long, tags: a.tags, from, to };
  const tags = new Map(a.tags);
  for (const [key, value] of b.tags) {
    if ((tags.get(key) ?? value) !== value) return undefined;
    tags.set(key, value);
  }
  return tags.size > MAX_TAGS ? undefined : { prefix: long, tags, from, to };
};

/** Whether a rule with this filter is for keys and tags of any kind (its size may still be limited). */
export const isBare = ({ prefix, tags }: ObjectClass): boolean => prefix === '' && tags.size === 0;
