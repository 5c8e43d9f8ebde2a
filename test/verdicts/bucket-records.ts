import { s3 } from '../../src/calls/s3.ts';
import { s3control } from '../../src/calls/s3-control.ts';
import type { SnapshotRecord } from '../../src/snapshot/record.ts';
import { absent, account, answered } from '../wire/snapshot-builder.ts';
import { home, type Loose, loose, text } from './settings.ts';

/** A bucket as S3 makes it today, but for what is said here: made in 2024, the owner enforced, plain HTTP denied. */
export interface BucketOf {
  readonly region?: string;
  readonly created?: string;
  readonly tag?: string;
  readonly lifecycle?: readonly Loose[];
  readonly versioning?: 'Enabled' | 'Suspended';
  readonly lock?: Loose | true;
  readonly copiesTo?: string;
  /** Statements beside the one that denies plain HTTP; null: no policy at all. */
  readonly policy?: readonly Loose[] | null;
  readonly acl?: readonly Loose[];
  readonly ownership?: string | null;
  readonly block?: Loose;
  readonly kms?: string;
  readonly logsTo?: string;
  readonly website?: true;
  readonly points?: Readonly<Record<string, readonly Loose[] | null>>;
  readonly pointSettings?: Loose;
}

const httpsOnly = (name: string): Loose => ({
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
});

/** All that S3 would answer of a bucket. */
export function bucketRecords(name: string, of: BucketOf): readonly SnapshotRecord[] {
  const region = of.region ?? home;
  const Bucket = { Bucket: name };
  const either = (call: object, answer: unknown): SnapshotRecord =>
    answer === undefined ? absent(loose(call), Bucket, region) : answered(loose(call), loose(Bucket), loose(answer), region);
  const { ownership = 'BucketOwnerEnforced' } = of;
  const policy = of.policy === null ? undefined : { Policy: text([httpsOnly(name), ...(of.policy ?? [])]) };
  const versioned = of.versioning ?? (of.lock ? 'Enabled' : undefined);
  const AccountId = account;
  return [
    either(s3.GetBucketVersioning, versioned ? { Status: versioned } : {}),
    either(
      s3.GetBucketOwnershipControls,
      ownership === null ? undefined : { OwnershipControls: { Rules: [{ ObjectOwnership: ownership }] } },
    ),
    either(s3.GetBucketEncryption, {
      ServerSideEncryptionConfiguration: {
        Rules: [
          { ApplyServerSideEncryptionByDefault: of.kms ? { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: of.kms } : { SSEAlgorithm: 'AES256' } },
        ],
      },
    }),
    either(s3.GetPublicAccessBlock, of.block && { PublicAccessBlockConfiguration: of.block }),
    either(s3.GetBucketPolicy, policy),
    either(s3.GetBucketAcl, {
      Owner: { ID: 'us' },
      Grants: [{ Grantee: { Type: 'CanonicalUser', ID: 'us' }, Permission: 'FULL_CONTROL' }, ...(of.acl ?? [])],
    }),
    either(
      s3.GetBucketLifecycleConfiguration,
      of.lifecycle && { Rules: of.lifecycle.map((rule, i) => ({ ID: `r${i}`, Status: 'Enabled', Filter: {}, ...rule })) },
    ),
    either(
      s3.GetObjectLockConfiguration,
      of.lock && {
        ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', ...(of.lock !== true && { Rule: { DefaultRetention: of.lock } }) },
      },
    ),
    either(
      s3.GetBucketReplication,
      of.copiesTo && {
        ReplicationConfiguration: { Role: 'r', Rules: [{ Status: 'Enabled', Destination: { Bucket: `arn:aws:s3:::${of.copiesTo}` } }] },
      },
    ),
    either(s3.GetBucketLogging, of.logsTo ? { LoggingEnabled: { TargetBucket: of.logsTo, TargetPrefix: 'a/' } } : {}),
    either(s3.GetBucketTagging, of.tag && { TagSet: [{ Key: 'amazon-data-class', Value: of.tag }] }),
    either(s3.GetBucketWebsite, of.website && { IndexDocument: { Suffix: 'index.html' } }),
    answered(
      s3control.ListAccessPoints,
      { AccountId, Bucket: name },
      {
        AccessPointList: Object.keys(of.points ?? {}).map((Name) => ({
          Name,
          Bucket: name,
          AccessPointArn: `arn:aws:s3:${region}:${account}:accesspoint/${Name}`,
        })),
      },
      region,
    ),
    ...Object.keys(of.points ?? {}).map((Name) =>
      answered(s3control.GetAccessPoint, { AccountId, Name }, loose(of.pointSettings ?? { NetworkOrigin: 'Internet' }), region),
    ),
    ...Object.entries(of.points ?? {}).map(([Name, statements]) =>
      statements
        ? answered(s3control.GetAccessPointPolicy, { AccountId, Name }, { Policy: text(statements) }, region)
        : absent(s3control.GetAccessPointPolicy, { AccountId, Name }, region),
    ),
  ];
}
