import { classOf, meet, type ObjectClass } from './object-class.ts';
import type { LifecycleRule } from './rule.ts';

/**
 * What one rule does to the objects of its class: after how many days it expires the current version, and after how
 * many more it deletes an old one. Infinity: it never does.
 */
export interface Term {
  readonly of: ObjectClass;
  readonly current: number;
  readonly noncurrent: number;
  /** The rule spares so many of the newest old versions. */
  readonly spares: number;
}

const toTerms = (rules: readonly LifecycleRule[], days: (rule: LifecycleRule) => Omit<Term, 'of' | 'spares'>): Term[] =>
  rules.flatMap((rule) => {
    const of = rule.enabled ? classOf(rule.filter) : undefined;
    return of ? [{ of, ...days(rule), spares: rule.newerNoncurrentVersions ?? 0 }] : [];
  });

/** Whether a rule's date has come at `asOf`; a date that can't be read has not. */
export const dateHasCome = (rule: LifecycleRule, asOf: Date): boolean =>
  rule.expirationDate !== undefined && new Date(rule.expirationDate).getTime() <= asOf.getTime();

/**
 * What the rules do for sure, for "how long can anything live at most".
 * A date that has passed goes on day by day, so an object is gone within one; one to come has no effect until then.
 * A rule that spares the newest N old versions bounds the life of none: each may be among the newest for ever.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
export const sureTerms = (rules: readonly LifecycleRule[], asOf: Date): Term[] =>
  toTerms(
    rules.filter(({ filter }) => filter.unknown !== true),
    (rule) => ({
      current: Math.min(rule.expirationDays ?? Infinity, dateHasCome(rule, asOf) ? 1 : Infinity),
      noncurrent: (rule.newerNoncurrentVersions ?? 0) > 0 ? Infinity : (rule.noncurrentDays ?? Infinity),
    }),
  );

/**
 * What the rules may do, for "how long does everything live at least". A date, past or to come, takes what was written
 * the moment before. An old version that N newer ones push out of the spared ones is deleted like any other.
 */
export const possibleTerms = (rules: readonly LifecycleRule[]): Term[] =>
  toTerms(rules, (rule) => ({
    current: Math.min(rule.expirationDays ?? Infinity, rule.expirationDate === undefined ? Infinity : 0),
    noncurrent: rule.noncurrentDays ?? (rule.newerNoncurrentVersions === undefined ? Infinity : 0),
  }));

/** The shortest life, in days, of any object of a class, and the objects of the class that have it. */
export interface LeastLife {
  readonly days: number;
  readonly of: ObjectClass;
}

/**
 * The shortest life that the terms give to an object within a class, exactly: the least sum of an expiry and, where
 * `oldVersions` are kept, a deletion of old versions that can meet on one object. (Further rules that act on the same
 * object only make it shorter, and are pairs of their own.)
 */
export const leastLife = (terms: readonly Term[], oldVersions: boolean, within: ObjectClass): LeastLife => {
  const deletions = oldVersions ? terms.filter(({ noncurrent }) => noncurrent < Infinity) : [{ of: within, noncurrent: 0 }];
  let least: LeastLife = { days: Infinity, of: within };
  for (const expiry of terms) {
    const expired = expiry.current < least.days ? meet(within, expiry.of) : undefined;
    if (!expired) continue;
    for (const deletion of deletions) {
      const days = expiry.current + deletion.noncurrent;
      const of = days < least.days ? meet(expired, deletion.of) : undefined;
      if (of) least = { days, of };
    }
  }
  return least;
};
