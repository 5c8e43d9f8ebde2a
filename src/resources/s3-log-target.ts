import { Type } from 'typebox';
import { accessLogDelivery } from '../analysis/access-log-delivery.ts';
import { NO_POLICY, type PolicyDocument, parsePolicy } from '../analysis/policy/index.ts';
import { s3 } from '../calls/s3.ts';
import { codes } from '../facts/codes.ts';
import type { Facts } from '../facts/fact.ts';
import { given, unknownFact } from '../facts/fact.ts';
import { block, couldBe } from '../facts/read.ts';
import { remember } from '../remember.ts';
import type { Aws } from './aws.ts';
import { type Bucket, bucketsByName, listBuckets } from './s3-index.ts';
import { objectLock } from './s3-life.ts';
import { bucketPolicy } from './s3-policy.ts';

const Arrival = Type.Object({ arrives: Type.Boolean(), why: Type.String() });

/**
 * Do the access logs of a bucket arrive in the bucket that they are meant for; and why not (empty where they do). S3 delivers within one account
 * and region alone.
 */
export function accessLogArrival(
  source: Bucket,
  to: { readonly bucket: string; readonly prefix: string },
  aws: Aws,
): Facts<typeof Arrival> {
  const { unread, refs } = listBuckets(aws);
  const target = bucketsByName(aws).get(to.bucket);
  if (target) return arrivalIn(target, source, to.prefix, aws);
  if (unread.length > 0) return { arrives: unknownFact(unread, refs), why: unknownFact(unread, refs) };
  return { arrives: given(false, refs), why: given(`there is no such bucket of this account in ${source.region}`, refs) };
}

type Settings = ReturnType<typeof settingsOf>;

const known = new WeakMap<Aws, Map<string, Settings>>();

/** The settings of a target, read once: many buckets log to the same one. */
const targetSettings = (target: Bucket, aws: Aws): Settings =>
  remember(
    remember(known, aws, () => new Map<string, Settings>()),
    target.name,
    // what another bucket's answers lack, or that it is gone, says nothing of this one
    () => aws.reading(() => settingsOf(target, aws)).result,
  );

/** Of each answer that is lacking: what lets the logs in, and what does not. */
function settingsOf({ name: Bucket, region }: Bucket, aws: Aws) {
  return [
    couldBe(bucketPolicy(Bucket, region, aws), all('Allow'), all('Deny')),
    couldBe(aws.answer(s3.GetBucketOwnershipControls, { Bucket }, region), undefined, {
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' as const }] },
    }),
    couldBe(
      aws.answer(s3.GetBucketAcl, { Bucket }, region),
      { Grants: [{ Grantee: { Type: 'Group' as const, URI: deliveryGroup }, Permission: 'FULL_CONTROL' as const }] },
      { Grants: [] },
    ),
    couldBe(aws.answer(s3.GetBucketEncryption, { Bucket }, region), undefined, {
      ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const } }] },
    }),
    couldBe(aws.answer(s3.GetObjectLockConfiguration, { Bucket }, region), undefined, {
      ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' as const },
    }),
  ] as const;
}

function arrivalIn(target: Bucket, source: Bucket, prefix: string, aws: Aws): Facts<typeof Arrival> {
  const { name: Bucket, arn, region } = target;
  return block(Arrival, targetSettings(target, aws), (document = NO_POLICY, o, a, e, l) => {
    const { arrives, why } = accessLogDelivery(
      { arn: source.arn, region: source.region, account: aws.account, prefix },
      {
        arn,
        region,
        policy: document,
        ownership: o?.OwnershipControls?.Rules?.[0]?.ObjectOwnership,
        grants: a?.Grants ?? [],
        encryption: e?.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm,
        locked: objectLock(l) !== undefined,
      },
    );
    if (arrives !== 'maybe') return { arrives: arrives === 'yes', why };
    const unknown = [{ operation: s3.GetBucketPolicy.id, code: codes.undecided, note: `access logs are meant for ${Bucket}, and ${why}` }];
    return { arrives: { unknown }, why: { unknown } };
  });
}

const deliveryGroup = 'http://acs.amazonaws.com/groups/s3/LogDelivery';

const all = (Effect: 'Allow' | 'Deny'): PolicyDocument =>
  parsePolicy(JSON.stringify({ Statement: [{ Effect, Principal: '*', Action: '*', Resource: '*' }] })) ?? NO_POLICY;
