import type { ObjectLock } from '../analysis/retention/s3.ts';
import type { Call } from '../calls/catalogue.ts';
import type { s3 } from '../calls/s3.ts';
import type { Answer } from '../facts/fact.ts';
import { mapAnswer } from '../facts/read.ts';
import type { Aws } from './aws.ts';
import { bucketsByName } from './s3-index.ts';

type OutputOf<C> = C extends Call<infer _, infer O> ? O : never;
type LockAnswer = OutputOf<typeof s3.GetObjectLockConfiguration>;
type ReplicationAnswer = OutputOf<typeof s3.GetBucketReplication>;

const daysOfYear = 365;

/** Object Lock in the proof's form; a year is 365 days. docs.aws.amazon.com/AmazonS3/latest/API/API_DefaultRetention.html */
export function objectLock(answer: LockAnswer | undefined): ObjectLock | undefined {
  const lock = answer?.ObjectLockConfiguration;
  if (lock?.ObjectLockEnabled !== 'Enabled') return undefined;
  const { Mode, Days, Years } = lock.Rule?.DefaultRetention ?? {};
  const defaultDays = Days ?? (Years === undefined ? undefined : Years * daysOfYear);
  return { enabled: true, ...(Mode && { defaultMode: Mode }), ...(defaultDays !== undefined && { defaultDays }) };
}

/** Buckets that get copies and are not among the account's own: how long copies live there can't be seen. */
export function copiesAbroad(replication: Answer<ReplicationAnswer>, aws: Aws): Answer<readonly string[]> {
  const known = bucketsByName(aws);
  return mapAnswer(replication, (answer) =>
    (answer?.ReplicationConfiguration?.Rules ?? []).flatMap(({ Status, Destination }) => {
      const name = Destination?.Bucket?.split(':::')[1] ?? '';
      return Status === 'Enabled' && !known.has(name) ? [Destination?.Bucket ?? 'another bucket'] : [];
    }),
  );
}
