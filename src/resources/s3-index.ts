import { bucketRegion } from '../analysis/bucket-region.ts';
import { cloudtrail } from '../calls/cloudtrail.ts';
import { s3 } from '../calls/s3.ts';
import type { Answer, Reason, Ref } from '../facts/fact.ts';
import { remember } from '../remember.ts';
import type { Aws, Listing } from './aws.ts';
import type { Identity } from './resource.ts';

export interface Bucket extends Identity {
  /** ISO time; AWS moves it when a bucket's policy is edited. */
  readonly created?: string;
}

const lists = new WeakMap<Aws, Listing<Bucket>>();

/** Every bucket of the regions that are looked at, in its own region; one whose region can't be told is unread. */
export const listBuckets = (aws: Aws): Listing<Bucket> => remember(lists, aws, () => readBuckets(aws));

function readBuckets(aws: Aws): Listing<Bucket> {
  const { found, unread, refs } = aws.list(s3.ListBuckets, {}, (page) => page.Buckets ?? []);
  const lost: Reason[] = [];
  const buckets = found.flatMap(({ Name: name = '', BucketRegion, CreationDate: created }): Bucket[] => {
    const location = BucketRegion === undefined ? aws.answer(s3.GetBucketLocation, { Bucket: name }) : undefined;
    if (location && 'unknown' in location) {
      if (s3.GetBucketLocation.gone.includes(location.unknown.code)) return [];
      lost.push({
        ...location.unknown,
        note: `where the bucket ${name} lies could not be read (${location.unknown.operation}: ${location.unknown.code})`,
      });
      return [];
    }
    const region = BucketRegion ?? bucketRegion(location?.answer ?? {}) ?? '';
    if (aws.scope.leftOut.includes(region)) return [];
    return [{ arn: `arn:${aws.partition}:s3:::${name}`, name, region, ...(created && { created }) }];
  });
  return { found: buckets, unread: [...unread, ...lost], refs };
}

/** Which buckets something is delivered to, by bucket name. `unread`: answers that could have named more. */
export interface Deliveries {
  readonly to: ReadonlyMap<string, readonly { readonly from: string; readonly refs: readonly Ref[] }[]>;
  readonly unread: readonly Reason[];
}

const byName = new WeakMap<Aws, ReadonlyMap<string, Bucket>>();

/** The account's own buckets by name. */
export const bucketsByName = (aws: Aws): ReadonlyMap<string, Bucket> =>
  remember(byName, aws, () => new Map(listBuckets(aws).found.map((bucket) => [bucket.name, bucket])));

interface BucketIndex {
  readonly trails: Deliveries;
  readonly accessLogs: Deliveries;
  readonly copies: Deliveries;
}

const indexes = new WeakMap<Aws, BucketIndex>();

/** What every bucket of the account says about other buckets, read once a snapshot. */
export function bucketIndex(aws: Aws): BucketIndex {
  return remember(indexes, aws, () => {
    // that another bucket is gone says nothing of the one that is being read
    const { result } = aws.reading(() => ({ trails: trails(aws), accessLogs: accessLogs(aws), copies: copies(aws) }));
    return result;
  });
}

class Gathering {
  readonly to = new Map<string, { from: string; refs: readonly Ref[] }[]>();
  readonly unread: Reason[] = [];

  add(bucket: string | undefined, from: string, refs: readonly Ref[]): void {
    if (bucket === undefined || bucket === '') return;
    const known = this.to.get(bucket);
    if (known) known.push({ from, refs });
    else this.to.set(bucket, [{ from, refs }]);
  }
}

function trails(aws: Aws): Deliveries {
  const gathered = new Gathering();
  for (const region of aws.scope.regions) {
    const seen = aws.answer(cloudtrail.DescribeTrails, {}, region);
    if ('unknown' in seen) gathered.unread.push(seen.unknown);
    else for (const { S3BucketName, TrailARN = '' } of seen.answer?.trailList ?? []) gathered.add(S3BucketName, TrailARN, seen.refs);
  }
  gathered.unread.push(...aws.unaskedRegions());
  return gathered;
}

function accessLogs(aws: Aws): Deliveries {
  return eachBucket(aws, ({ name, region, arn }, gathered) => {
    const logging = aws.answer(s3.GetBucketLogging, { Bucket: name }, region);
    if (told(logging, gathered)) gathered.add(logging.answer?.LoggingEnabled?.TargetBucket, arn, logging.refs);
  });
}

function copies(aws: Aws): Deliveries {
  return eachBucket(aws, ({ name, region, arn }, gathered) => {
    const replication = aws.answer(s3.GetBucketReplication, { Bucket: name }, region);
    if (!told(replication, gathered)) return;
    for (const { Status, Destination } of replication.answer?.ReplicationConfiguration?.Rules ?? []) {
      if (Status === 'Enabled') gathered.add(Destination?.Bucket?.split(':::')[1], arn, replication.refs);
    }
  });
}

function eachBucket(aws: Aws, visit: (bucket: Bucket, gathered: Gathering) => void): Deliveries {
  const gathered = new Gathering();
  const { found, unread } = listBuckets(aws);
  gathered.unread.push(...unread);
  for (const bucket of found) visit(bucket, gathered);
  return gathered;
}

/** Notes an answer that is lacking; one that is lacking because its bucket is gone says nothing any more. */
function told<T>(answer: Answer<T>, gathered: Gathering): answer is Extract<Answer<T>, { answer: T | undefined }> {
  if (!('unknown' in answer)) return true;
  if (!s3.GetBucketLogging.gone.includes(answer.unknown.code)) gathered.unread.push(answer.unknown);
  return false;
}
