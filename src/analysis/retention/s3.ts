import { longestObject, longestUpload } from './s3/longest.ts';
import { s3Notes } from './s3/notes.ts';
import { EVERYTHING } from './s3/object-class.ts';
import type { LifecycleRule, ObjectLock, Versioning } from './s3/rule.ts';
import { leastLife, possibleTerms } from './s3/term.ts';
import { sayClass } from './s3/wording.ts';

export {
  type LifecycleFilter,
  type LifecycleRule,
  lifecycleRule,
  type ObjectLock,
  type ObjectTag,
  type RawLifecycleRule,
  type Versioning,
} from './s3/rule.ts';

/** The shortest life that the rules allow, in days (Infinity: nothing is ever deleted), and what has it. */
export interface ShortestLife {
  readonly minDays: number;
  readonly minWitness: string;
}

/** How long what a bucket holds can live, in days; Infinity is for ever. */
export interface S3Life extends ShortestLife {
  /** The longest life of any object, version or upload. With `maxUnknown` it is only a lower bound. */
  readonly maxDays: number;
  /** Why the longest life can't be known. */
  readonly maxUnknown?: string;
  /** The simplest thing that lives `maxDays`. */
  readonly witness: string;
  readonly notes: readonly string[];
}

/**
 * How long anything in a bucket can live, at most and at least, when its lifecycle rules alone delete. `asOf` is the only
 * clock: an expiration date is past or to come by it.
 *
 * Most: objects, their old versions and unfinished multipart uploads; what a person restores or copies starts anew and is
 * not counted. Suspended versioning counts like enabled: versions with an id of their own may be there, current ones too.
 * Object Lock beats expiry, and any version may carry a longer retention or a legal hold: on, the longest is unknown.
 * Least: until an object's version is really gone; a delete marker loses nothing. What people delete is no matter of settings.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-conflicts.html (of two that overlap the shorter wins)
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html
 */
export const s3Life = (
  rules: readonly LifecycleRule[],
  versioning: Versioning,
  lock: ObjectLock | undefined,
  asOf: Date | string,
): S3Life => {
  const now = new Date(asOf);
  const object = longestObject(rules, versioning, now);
  const upload = longestUpload(rules);
  const ruled = upload.days > object.days ? upload : object;
  const held = heldFor(lock);
  const longest = held > ruled.days ? { days: held, witness: 'any object, held by Object Lock' } : ruled;
  return {
    maxDays: longest.days,
    ...(lock?.enabled ? { maxUnknown: 'Object Lock is on: any object may carry a longer retention or a legal hold' } : {}),
    witness: longest.witness,
    ...minDaysUnder('', rules, versioning, lock),
    notes: s3Notes(rules, versioning, lock, now),
  };
};

/**
 * The shortest life, in days, of any object whose key starts with `prefix` (a trail's log prefix; "" for the whole bucket),
 * exactly: over every combination of prefix, tags and size.
 *
 * A versioned bucket keeps what expires as an old version; one where versioning is suspended does not: the delete marker
 * that expiry puts there has the version id "null" and replaces the object that has it, which is how all are written now.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-expire-general-considerations.html
 */
export const minDaysUnder = (prefix: string, rules: readonly LifecycleRule[], versioning: Versioning, lock?: ObjectLock): ShortestLife => {
  const { days, of } = leastLife(possibleTerms(rules), versioning === 'Enabled', { ...EVERYTHING, prefix });
  const held = heldFor(lock);
  return held > days ? { minDays: held, minWitness: 'any object, held by Object Lock' } : { minDays: days, minWitness: sayClass(of) };
};

/** How many days Object Lock's default retention holds each new version. */
const heldFor = (lock: ObjectLock | undefined): number => (lock?.enabled ? (lock.defaultDays ?? 0) : 0);
