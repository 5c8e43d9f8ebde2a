import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { canonical } from '../../src/snapshot/canonical.ts';
import { packedName } from '../../src/snapshot/read.ts';
import type { End, Header, Outcome, SnapshotRecord } from '../../src/snapshot/record.ts';
import { tool } from '../../src/tool.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-11-20T09:12:00.000Z';

/** The bucket that all others log to. */
const logs = 'bucket-0';
const delivery = {
  Sid: 'Logs',
  Effect: 'Allow',
  Principal: { Service: 'logging.s3.amazonaws.com' },
  Action: 's3:PutObject',
  Resource: `arn:aws:s3:::${logs}/*`,
};

const policyOf = (bucket: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'OnlyTls',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
      {
        Sid: 'Points',
        Effect: 'Allow',
        Principal: '*',
        Action: 's3:GetObject',
        Resource: `arn:aws:s3:::${bucket}/*`,
        Condition: { StringEquals: { 's3:DataAccessPointAccount': account } },
      },
      ...(bucket === logs ? [delivery] : []),
    ],
  });

/** Everything that can be asked of one bucket: 14 records, of a bucket that is versioned, has ACLs, and delegates to its access points. */
const settings = (bucket: string): readonly (readonly [service: string, operation: string, outcome: Outcome])[] => [
  ['s3', 'GetBucketLocation', { answer: { LocationConstraint: region } }],
  ['s3', 'GetBucketVersioning', { answer: { Status: 'Enabled' } }],
  ['s3', 'GetBucketOwnershipControls', { answer: { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' }] } } }],
  [
    's3',
    'GetBucketEncryption',
    { answer: { ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] } } },
  ],
  [
    's3',
    'GetPublicAccessBlock',
    {
      answer: {
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      },
    },
  ],
  ['s3', 'GetBucketPolicy', { answer: { Policy: policyOf(bucket) } }],
  [
    's3',
    'GetBucketAcl',
    { answer: { Grants: [{ Grantee: { ID: 'owner', Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' }], Owner: { ID: 'owner' } } },
  ],
  [
    's3',
    'GetBucketLifecycleConfiguration',
    {
      answer: {
        Rules: [
          {
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 3 },
            Expiration: { Days: 20 },
            Filter: { Prefix: '' },
            ID: 'all',
            NoncurrentVersionExpiration: { NoncurrentDays: 7 },
            Status: 'Enabled',
          },
        ],
      },
    },
  ],
  ['s3', 'GetObjectLockConfiguration', { absent: 'ObjectLockConfigurationNotFoundError' }],
  ['s3', 'GetBucketReplication', { absent: 'ReplicationConfigurationNotFoundError' }],
  ['s3', 'GetBucketLogging', { answer: { LoggingEnabled: { TargetBucket: logs, TargetPrefix: bucket } } }],
  ['s3', 'GetBucketTagging', { answer: { TagSet: [{ Key: 'amazon-data-class', Value: 'pii' }] } }],
  ['s3', 'GetBucketWebsite', { absent: 'NoSuchWebsiteConfiguration' }],
  ['s3control', 'ListAccessPoints', { answer: { AccessPointList: [] } }],
];

/** Writes the snapshot of an account with so many buckets into a folder, as a run would. Returns how many records it has. */
export function writeManyBuckets(folder: string, count: number): number {
  const header: Header = { snapshot: 1, tool, asOf: time, account, partition: 'aws', regions: [region], credentials: 'environment' };
  const end: End = { complete: true, time, clockOffset: 0 };
  const names = Array.from({ length: count }, (_, i) => `bucket-${i}`);
  const ask = (service: string, operation: string, where: string, input: Readonly<Record<string, unknown>>, outcome: Outcome): string =>
    canonical({
      account,
      region: where,
      service,
      operation,
      input,
      page: 0,
      ...outcome,
      time,
      requestId: 'EXAMPLE0000000000',
    } satisfies SnapshotRecord);
  const lines = [
    canonical(header),
    ask(
      'sts',
      'GetCallerIdentity',
      '',
      {},
      { answer: { Account: account, Arn: `arn:aws:iam::${account}:role/auditor`, UserId: 'AROAEXAMPLE' } },
    ),
    ask(
      'ec2',
      'DescribeRegions',
      '',
      { AllRegions: true },
      { answer: { Regions: [{ RegionName: region, OptInStatus: 'opt-in-not-required' }] } },
    ),
    ask('s3control', 'GetPublicAccessBlock', '', { AccountId: account }, { absent: 'NoSuchPublicAccessBlockConfiguration' }),
    ask('s3control', 'ListMultiRegionAccessPoints', 'us-west-2', { AccountId: account }, { answer: { AccessPoints: [] } }),
    ask('organizations', 'DescribeOrganization', '', {}, { absent: 'AWSOrganizationsNotInUseException' }),
    ...names
      .map((_, page) => page)
      .filter((page) => page % 1000 === 0)
      .map((from, page) =>
        canonical({
          ...JSON.parse(ask('s3', 'ListBuckets', '', {}, { answer: bucketPage(names, from) })),
          page,
        }),
      ),
    ...names.flatMap((Bucket) =>
      settings(Bucket).map(([service, operation, outcome]) =>
        ask(
          service,
          operation,
          operation === 'GetBucketLocation' ? '' : region,
          service === 's3control' ? { AccountId: account, Bucket } : { Bucket },
          outcome,
        ),
      ),
    ),
    canonical(end),
  ];
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, packedName), gzipSync(`${lines.join('\n')}\n`));
  return lines.length - 2;
}

function bucketPage(names: readonly string[], from: number): object {
  const until = from + 1000;
  const Buckets = names.slice(from, until).map((Name) => ({ Name, BucketRegion: region, CreationDate: '2025-03-01T00:00:00.000Z' }));
  return { Buckets, ...(until < names.length && { ContinuationToken: String(until) }) };
}
