import { aclLetsOthersWrite } from '../analysis/exposure/index.ts';
import { writersOf } from '../analysis/log-evidence.ts';
import { s3 } from '../calls/s3.ts';
import type { Answer, Ref } from '../facts/fact.ts';
import { couldBe, lacking, mapAnswer } from '../facts/read.ts';
import type { Aws } from './aws.ts';
import type { ClassEvidence } from './resource.ts';
import { type Bucket, bucketIndex, type Deliveries } from './s3-index.ts';
import { bucketPolicy } from './s3-policy.ts';
import { tagsOf } from './tags.ts';

/** What speaks for a bucket's class: its tags, who delivers logs to it, and which buckets copy into it. */
export function bucketClass(bucket: Bucket, aws: Aws): ClassEvidence {
  const tagging = aws.answer(s3.GetBucketTagging, { Bucket: bucket.name }, bucket.region);
  return {
    tags: mapAnswer(tagging, (answer) => (answer === undefined ? {} : answer.TagSet ? tagsOf(answer.TagSet) : null)),
    log: isEvidentlyLog(bucket, aws),
    copiesOf: copiesInto(bucket, aws),
  };
}

/** CloudTrail, S3 from other buckets, or a load balancer delivers to it, and neither its policy nor its ACL lets anyone else write. */
function isEvidentlyLog({ name, region }: Bucket, aws: Aws): Answer<string> {
  const operation = s3.GetBucketPolicy.id;
  const policy = bucketPolicy(name, region, aws);
  const logging = aws.answer(s3.GetBucketLogging, { Bucket: name }, region);
  if ('unknown' in policy) return lacking(policy);
  const { loadBalancer, others } = writersOf(policy.answer as NonNullable<typeof policy.answer>);
  if (others.length > 0) return { answer: undefined, refs: policy.refs, operation };
  if ('unknown' in logging) return lacking(logging);
  const refs: Ref[] = [...policy.refs, ...logging.refs];
  if (logging.answer?.LoggingEnabled?.TargetBucket === name) return { answer: undefined, refs, operation };
  const { trails, accessLogs } = bucketIndex(aws);
  const found = [
    says(trails, name, 'CloudTrail delivers to it'),
    says(accessLogs, name, 'S3 delivers access logs of other buckets to it'),
    loadBalancer ? { because: 'a load balancer delivers to it', refs: [] } : undefined,
  ].find((one) => one !== undefined);
  if (found) {
    const byAcl = othersWriteByAcl(name, region, aws);
    if ('unknown' in byAcl) return lacking(byAcl);
    return { answer: byAcl.answer ? undefined : found.because, refs: [...refs, ...found.refs, ...byAcl.refs], operation };
  }
  const unread = [...trails.unread, ...accessLogs.unread][0];
  return unread ? { unknown: unread, refs } : { answer: undefined, refs, operation };
}

/** Does the bucket's access control list let somebody else write? Where the owner is enforced, it has no effect. */
function othersWriteByAcl(Bucket: string, region: string, aws: Aws): Answer<boolean> {
  const others = mapAnswer(aws.answer(s3.GetBucketAcl, { Bucket }, region), (acl) =>
    acl?.Grants ? aclLetsOthersWrite(acl.Grants, acl.Owner?.ID) : null,
  );
  if ('unknown' in others || !others.answer) return others;
  const ownership = aws.answer(s3.GetBucketOwnershipControls, { Bucket }, region);
  return mapAnswer(ownership, (controls) => controls?.OwnershipControls?.Rules?.[0]?.ObjectOwnership !== 'BucketOwnerEnforced');
}

function says({ to }: Deliveries, name: string, because: string): { because: string; refs: readonly Ref[] } | undefined {
  const deliveries = to.get(name);
  return deliveries && { because, refs: deliveries.flatMap((delivery) => delivery.refs) };
}

/** The buckets that replicate into this one. Nothing can be replicated into what was never versioned, whatever is set elsewhere. */
function copiesInto({ name, region }: Bucket, aws: Aws): Answer<readonly string[]> {
  const versioning = aws.answer(s3.GetBucketVersioning, { Bucket: name }, region);
  const { to, unread } = bucketIndex(aws).copies;
  const sources = to.get(name) ?? [];
  const refs = sources.flatMap((source) => source.refs);
  const operation = s3.GetBucketReplication.id;
  const known = sources.map((source) => source.from);
  if ('unknown' in versioning) {
    const lack = unread[0] ?? (known.length > 0 ? versioning.unknown : undefined);
    return lack ? { unknown: lack, refs } : { answer: [], refs, operation };
  }
  if (versioning.answer?.Status === undefined) return { answer: [], refs: versioning.refs, operation };
  return unread[0] ? couldBe({ unknown: unread[0], refs }, known) : { answer: known, refs, operation };
}
