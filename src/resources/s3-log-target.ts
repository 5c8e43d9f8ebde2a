import { Type } from 'typebox';
import { accessLogDelivery } from '../analysis/access-log-delivery.ts';
import { NO_POLICY, type PolicyDocument, parsePolicy } from '../analysis/policy/index.ts';
import { s3 } from '../calls/s3.ts';
import { codes } from '../facts/codes.ts';
import type { Facts } from '../facts/fact.ts';
import { given, unknownFact } from '../facts/fact.ts';
import { block, couldBe } from '../facts/read.ts';
import type { Aws } from './aws.ts';
import { type Bucket, listBuckets } from './s3-index.ts';
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
  const { found, unread, refs } = listBuckets(aws);
  const target = found.find(({ name }) => name === to.bucket);
  // what another bucket's answers lack, or that it is gone, says nothing of this one
  if (target) return aws.reading(() => arrivalIn(target, source, to.prefix, aws)).result;
  if (unread.length > 0) return { arrives: unknownFact(unread, refs), why: unknownFact(unread, refs) };
  return { arrives: given(false, refs), why: given(`there is no such bucket of this account in ${source.region}`, refs) };
}

function arrivalIn({ name: Bucket, arn, region }: Bucket, source: Bucket, prefix: string, aws: Aws): Facts<typeof Arrival> {
  const policy = bucketPolicy(Bucket, region, aws);
  const ownership = aws.answer(s3.GetBucketOwnershipControls, { Bucket }, region);
  const acl = aws.answer(s3.GetBucketAcl, { Bucket }, region);
  const encryption = aws.answer(s3.GetBucketEncryption, { Bucket }, region);
  const lock = aws.answer(s3.GetObjectLockConfiguration, { Bucket }, region);
  // of each answer that is lacking: what lets the logs in, and what does not
  return block(
    Arrival,
    [
      couldBe(policy, all('Allow'), all('Deny')),
      couldBe(ownership, undefined, { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' as const }] } }),
      couldBe(
        acl,
        { Grants: [{ Grantee: { Type: 'Group' as const, URI: deliveryGroup }, Permission: 'FULL_CONTROL' as const }] },
        { Grants: [] },
      ),
      couldBe(encryption, undefined, {
        ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const } }] },
      }),
      couldBe(lock, undefined, { ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' as const } }),
    ],
    (document = NO_POLICY, o, a, e, l) => {
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
      const unknown = [
        { operation: s3.GetBucketPolicy.id, code: codes.undecided, note: `access logs are meant for ${Bucket}, and ${why}` },
      ];
      return { arrives: { unknown }, why: { unknown } };
    },
  );
}

const deliveryGroup = 'http://acs.amazonaws.com/groups/s3/LogDelivery';

const all = (Effect: 'Allow' | 'Deny'): PolicyDocument =>
  parsePolicy(JSON.stringify({ Statement: [{ Effect, Principal: '*', Action: '*', Resource: '*' }] })) ?? NO_POLICY;
