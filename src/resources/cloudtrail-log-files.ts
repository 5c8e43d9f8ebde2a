import { type LifecycleRule, lifecycleRule, minDaysUnder, s3Life, type Versioning } from '../analysis/retention/s3.ts';
import { s3 } from '../calls/s3.ts';
import { codes } from '../facts/codes.ts';
import type { Facts, Reason, Ref } from '../facts/fact.ts';
import { unknownFact } from '../facts/fact.ts';
import { block, couldBe } from '../facts/read.ts';
import type { Aws } from './aws.ts';
import { bucketsByName, listBuckets } from './s3-index.ts';
import { objectLock } from './s3-life.ts';
import { Retention } from './traits.ts';

/** Where a trail's log files lie. */
interface LogFiles {
  readonly bucket: string;
  readonly prefix: string;
}

/**
 * How long a trail's log files live: by the lifecycle of their bucket, as far as it acts on their keys. A bucket that is not among the
 * account's own lies where it can't be looked at.
 */
export function logFileLife({ bucket: Bucket, prefix }: LogFiles, aws: Aws): Facts<typeof Retention> {
  const { unread, refs } = listBuckets(aws);
  const bucket = bucketsByName(aws).get(Bucket);
  if (!bucket) {
    const elsewhere = {
      operation: s3.ListBuckets.id,
      code: codes.elsewhere,
      note: `its log files are in the bucket ${Bucket}, which is not in this account`,
    };
    return nothingKnown(unread.length > 0 ? unread : [elsewhere], refs);
  }
  const lifecycle = aws.answer(s3.GetBucketLifecycleConfiguration, { Bucket }, bucket.region);
  const versioning = aws.answer(s3.GetBucketVersioning, { Bucket }, bucket.region);
  const lock = aws.answer(s3.GetObjectLockConfiguration, { Bucket }, bucket.region);
  return block(
    Retention,
    [lifecycle, couldBe(versioning, {}, { Status: 'Enabled' }, { Status: 'Suspended' }), couldBe(lock, undefined, lockedForEver)],
    (l, v, o) => {
      const rules = (l?.Rules ?? []).map(lifecycleRule);
      const versions: Versioning = v?.Status ?? 'Off';
      const locked = objectLock(o);
      const { maxDays, maxUnknown, witness } = s3Life(rulesUnder(prefix, rules), versions, locked, aws.asOf);
      const undecided = { operation: s3.GetObjectLockConfiguration.id, code: codes.undecided, note: maxUnknown ?? '' };
      return {
        maxDays: maxUnknown === undefined ? maxDays : { unknown: [undecided], atLeast: maxDays },
        witness,
        ...minDaysUnder(prefix, rules, versions, locked),
      };
    },
  );
}

/** Object Lock at its longest: what an answer that was not read could be. */
const lockedForEver = { ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Years: 100 } } } } as const;

/** The rules that act on keys under a prefix, as rules over what follows it. */
function rulesUnder(prefix: string, rules: readonly LifecycleRule[]): readonly LifecycleRule[] {
  return rules.flatMap((rule) => {
    const own = rule.filter.prefix ?? '';
    if (prefix.startsWith(own)) return [{ ...rule, filter: { ...rule.filter, prefix: '' } }];
    return own.startsWith(prefix) ? [{ ...rule, filter: { ...rule.filter, prefix: own.slice(prefix.length) } }] : [];
  });
}

function nothingKnown(reasons: readonly Reason[], refs: readonly Ref[]): Facts<typeof Retention> {
  const unknown = <T>() => unknownFact<T>(reasons, refs);
  return { maxDays: unknown(), witness: unknown(), minDays: unknown(), minWitness: unknown() };
}
