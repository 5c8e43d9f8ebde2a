import { calls } from './catalogue.ts';

const gone = ['NoSuchBucket'];

/** Object Lock and replication both need versioning; once on, it is never off again, only suspended. */
const neverVersioned = {
  call: 'GetBucketVersioning',
  when: (answer: { Status?: string } | undefined) => answer !== undefined && answer.Status === undefined,
  reads: undefined,
} as const;

/** S3: buckets and their settings. Error names: docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export const s3 = calls<typeof import('@aws-sdk/client-s3')>()('s3', {
  ListBuckets: {
    action: 's3:ListAllMyBuckets',
    scope: 'global',
    always: ['Buckets'],
    page: { token: 'ContinuationToken', next: 'ContinuationToken', size: { MaxBuckets: 1000 } },
  },
  GetBucketLocation: { action: 's3:GetBucketLocation', scope: 'global', gone },
  GetBucketVersioning: { action: 's3:GetBucketVersioning', scope: 'bucket', gone },
  GetBucketOwnershipControls: {
    action: 's3:GetBucketOwnershipControls',
    scope: 'bucket',
    always: ['OwnershipControls'],
    absent: ['OwnershipControlsNotFoundError'],
    gone,
  },
  GetBucketEncryption: {
    action: 's3:GetEncryptionConfiguration',
    scope: 'bucket',
    always: ['ServerSideEncryptionConfiguration'],
    absent: ['ServerSideEncryptionConfigurationNotFoundError'],
    gone,
  },
  GetPublicAccessBlock: {
    action: 's3:GetBucketPublicAccessBlock',
    scope: 'bucket',
    always: ['PublicAccessBlockConfiguration'],
    absent: ['NoSuchPublicAccessBlockConfiguration'],
    gone,
  },
  GetBucketPolicy: { action: 's3:GetBucketPolicy', scope: 'bucket', absent: ['NoSuchBucketPolicy'], gone, secret: { Policy: 'policy' } },
  GetBucketAcl: {
    action: 's3:GetBucketAcl',
    scope: 'bucket',
    always: ['Grants'],
    gone,
    // Where the owner is enforced, ACLs have no effect: docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
    unless: {
      call: 'GetBucketOwnershipControls',
      when: (answer) => answer?.OwnershipControls?.Rules?.[0]?.ObjectOwnership === 'BucketOwnerEnforced',
      reads: { Grants: [] },
    },
  },
  GetBucketLifecycleConfiguration: {
    action: 's3:GetLifecycleConfiguration',
    scope: 'bucket',
    always: ['Rules'],
    absent: ['NoSuchLifecycleConfiguration'],
    gone,
  },
  GetObjectLockConfiguration: {
    action: 's3:GetBucketObjectLockConfiguration',
    scope: 'bucket',
    always: ['ObjectLockConfiguration'],
    absent: ['ObjectLockConfigurationNotFoundError'],
    gone,
    unless: neverVersioned,
  },
  GetBucketReplication: {
    action: 's3:GetReplicationConfiguration',
    scope: 'bucket',
    always: ['ReplicationConfiguration'],
    absent: ['ReplicationConfigurationNotFoundError'],
    gone,
    unless: neverVersioned,
  },
  GetBucketLogging: { action: 's3:GetBucketLogging', scope: 'bucket', gone },
  GetBucketTagging: {
    action: 's3:GetBucketTagging',
    scope: 'bucket',
    always: ['TagSet'],
    absent: ['NoSuchTagSet', 'NoSuchTagSetError'],
    gone,
  },
  GetBucketWebsite: { action: 's3:GetBucketWebsite', scope: 'bucket', absent: ['NoSuchWebsiteConfiguration'], gone },
});
