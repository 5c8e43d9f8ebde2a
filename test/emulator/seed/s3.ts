import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  type LifecycleRule,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketLoggingCommand,
  PutBucketPolicyCommand,
  PutBucketReplicationCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutBucketWebsiteCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { policy, type SeedAws, seedAccount } from './aws.ts';

export interface BucketSeed {
  readonly name: string;
  readonly region: string;
  /** The value of its tag `amazon-data-class`. */
  readonly dataClass?: string;
  readonly versioned?: boolean;
  /** With Object Lock, which needs versions. */
  readonly locked?: boolean;
  readonly lifecycle?: readonly Partial<LifecycleRule>[];
  /** ARN of the KMS key that encrypts what is written; without one S3 keeps the key. */
  readonly keyArn?: string;
  readonly statements?: readonly object[];
  /** Four flags on, unless false. */
  readonly blocked?: boolean;
  readonly logsTo?: string;
  readonly website?: boolean;
  /** ACLs count, as in buckets from before April 2023. */
  readonly acls?: boolean;
  /** The bucket that it is copied to. */
  readonly copiesTo?: string;
}

/** Makes a bucket, and sets what is given. */
export async function bucket(aws: SeedAws, seed: BucketSeed): Promise<void> {
  const { name: Bucket, region } = seed;
  const s3 = aws.client(S3Client, region);
  await s3.send(
    new CreateBucketCommand({
      Bucket,
      ...(region !== 'us-east-1' && { CreateBucketConfiguration: { LocationConstraint: region as BucketLocationConstraint } }),
      ...(seed.locked && { ObjectLockEnabledForBucket: true }),
      ...(!seed.acls && { ObjectOwnership: 'BucketOwnerEnforced' as const }),
    }),
  );
  if (seed.blocked !== false) {
    const all = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };
    await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: all }));
  }
  const by = seed.keyArn ? { SSEAlgorithm: 'aws:kms' as const, KMSMasterKeyID: seed.keyArn } : { SSEAlgorithm: 'AES256' as const };
  await s3.send(
    new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: by }] } }),
  );
  if (seed.dataClass)
    await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [{ Key: 'amazon-data-class', Value: seed.dataClass }] } }));
  if (seed.versioned) await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  if (seed.lifecycle) {
    const Rules = seed.lifecycle.map(
      (rule, i): LifecycleRule => ({ ID: `rule-${i + 1}`, Status: 'Enabled', Filter: { Prefix: '' }, ...rule }),
    );
    await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
  }
  if (seed.statements) await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policy(...seed.statements) }));
  if (seed.logsTo) {
    await s3.send(
      new PutBucketLoggingCommand({
        Bucket,
        BucketLoggingStatus: { LoggingEnabled: { TargetBucket: seed.logsTo, TargetPrefix: `${Bucket}/` } },
      }),
    );
  }
  if (seed.website)
    await s3.send(new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration: { IndexDocument: { Suffix: 'index.html' } } }));
  if (seed.copiesTo) {
    const Rules = [
      {
        ID: 'copy',
        Priority: 1,
        Status: 'Enabled' as const,
        Filter: { Prefix: '' },
        DeleteMarkerReplication: { Status: 'Disabled' as const },
        Destination: { Bucket: `arn:aws:s3:::${seed.copiesTo}` },
      },
    ];
    await s3.send(
      new PutBucketReplicationCommand({
        Bucket,
        ReplicationConfiguration: { Role: `arn:aws:iam::${seedAccount}:role/replication`, Rules },
      }),
    );
  }
}

/** Refuses every request without TLS: the whole bucket, every action, everybody. */
export const tlsOnly = (bucket: string): object => ({
  Sid: 'TlsOnly',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
});

/** Lets CloudTrail deliver to a bucket, and nobody else. docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
export const trailDelivers = (bucket: string, trailArn: string): readonly object[] => {
  const Principal = { Service: 'cloudtrail.amazonaws.com' };
  const onlyThat = { 'aws:SourceArn': trailArn };
  return [
    { Effect: 'Allow', Principal, Action: 's3:GetBucketAcl', Resource: `arn:aws:s3:::${bucket}`, Condition: { StringEquals: onlyThat } },
    {
      Effect: 'Allow',
      Principal,
      Action: 's3:PutObject',
      Resource: `arn:aws:s3:::${bucket}/AWSLogs/${seedAccount}/*`,
      Condition: { StringEquals: { ...onlyThat, 's3:x-amz-acl': 'bucket-owner-full-control' } },
    },
  ];
};

/** Lets S3 deliver access logs to a bucket. docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html */
export const accessLogsDelivered = (bucket: string): object => ({
  Effect: 'Allow',
  Principal: { Service: 'logging.s3.amazonaws.com' },
  Action: 's3:PutObject',
  Resource: `arn:aws:s3:::${bucket}/*`,
  Condition: { StringEquals: { 'aws:SourceAccount': seedAccount } },
});
