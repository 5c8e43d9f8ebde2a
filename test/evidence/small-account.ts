import { gzipSync } from 'node:zlib';
import { ec2 } from '../../src/calls/ec2.ts';
import { iam } from '../../src/calls/iam.ts';
import { s3 } from '../../src/calls/s3.ts';
import { sts } from '../../src/calls/sts.ts';
import { canonical } from '../../src/snapshot/canonical.ts';
import type { SnapshotRecord } from '../../src/snapshot/record.ts';
import { describeRegionsInput } from '../../src/snapshot/regions.ts';
import { absent, account, answered, asOf, header } from '../wire/snapshot-builder.ts';

const region = 'eu-west-1';
const names = ['acme-orders', 'acme-exports'] as const;

/** A bucket that keeps orders for 20 days, encrypted, for nobody outside; or one that keeps everything. */
function bucket(name: string, good: boolean): readonly SnapshotRecord[] {
  const input = { Bucket: name };
  const deny = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`] };
  const https = { Version: '2012-10-17', Statement: [{ ...deny, Condition: { Bool: { 'aws:SecureTransport': 'false' } } }] };
  const blocks = { BlockPublicAcls: good, BlockPublicPolicy: good, IgnorePublicAcls: good, RestrictPublicBuckets: good };
  return [
    answered(s3.GetBucketLocation, input, { LocationConstraint: region }),
    answered(s3.GetBucketVersioning, input, {}, region),
    answered(s3.GetBucketOwnershipControls, input, { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } }, region),
    answered(
      s3.GetBucketEncryption,
      input,
      { ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] } },
      region,
    ),
    answered(s3.GetPublicAccessBlock, input, { PublicAccessBlockConfiguration: blocks }, region),
    good ? answered(s3.GetBucketPolicy, input, { Policy: JSON.stringify(https) }, region) : absent(s3.GetBucketPolicy, input, region),
    good
      ? answered(
          s3.GetBucketLifecycleConfiguration,
          input,
          {
            Rules: [
              { ID: 'days', Status: 'Enabled', Filter: {}, Expiration: { Days: 20 } },
              { ID: 'parts', Status: 'Enabled', Filter: {}, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } },
            ],
          },
          region,
        )
      : absent(s3.GetBucketLifecycleConfiguration, input, region),
    answered(s3.GetBucketTagging, input, { TagSet: [{ Key: 'amazon-data-class', Value: 'pii' }] }, region),
  ];
}

const records: readonly SnapshotRecord[] = [
  answered(sts.GetCallerIdentity, {}, { Account: account, Arn: `arn:aws:sts::${account}:assumed-role/audit/ci`, UserId: 'AROAEXAMPLE:ci' }),
  answered(ec2.DescribeRegions, describeRegionsInput, { Regions: [{ RegionName: region, OptInStatus: 'opt-in-not-required' }] }),
  answered(iam.ListAccountAliases, {}, { AccountAliases: ['acme <b>seller</b>'] }),
  absent(iam.GetAccountPasswordPolicy, {}),
  answered(s3.ListBuckets, {}, { Buckets: names.map((Name) => ({ Name, BucketRegion: region })) }),
  ...names.flatMap((name, i) => bucket(name, i === 0)),
];

/** The snapshot of a small account: a good store of PII and a bad one, no password policy, and the rest not asked. Packed. */
export const smallSnapshot = (): Uint8Array =>
  gzipSync(
    [header({ regions: null }), ...records, { complete: true, time: asOf, clockOffset: 0 }].map((line) => `${canonical(line)}\n`).join(''),
    { level: 9 },
  );
