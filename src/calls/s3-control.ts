import { calls } from './catalogue.ts';

/** S3 as seen from the account: its Block Public Access, and access points where a bucket policy delegates to them. */
export const s3control = calls<typeof import('@aws-sdk/client-s3-control')>()('s3control', {
  GetPublicAccessBlock: {
    action: 's3:GetAccountPublicAccessBlock',
    scope: 'global',
    always: ['PublicAccessBlockConfiguration'],
    absent: ['NoSuchPublicAccessBlockConfiguration'],
  },
  ListAccessPoints: {
    action: 's3:ListAccessPoints',
    scope: 'bucket',
    always: ['AccessPointList'],
    page: { token: 'NextToken', next: 'NextToken' },
  },
  // its own Block Public Access: docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html
  GetAccessPoint: { action: 's3:GetAccessPoint', scope: 'bucket', always: ['NetworkOrigin'], gone: ['NoSuchAccessPoint'] },
  // asked in us-west-2, wherever the buckets lie: docs.aws.amazon.com/AmazonS3/latest/API/API_control_ListMultiRegionAccessPoints.html
  ListMultiRegionAccessPoints: {
    action: 's3:ListMultiRegionAccessPoints',
    scope: 'bucket',
    always: ['AccessPoints'],
    page: { token: 'NextToken', next: 'NextToken' },
  },
  GetAccessPointPolicy: {
    action: 's3:GetAccessPointPolicy',
    scope: 'bucket',
    absent: ['NoSuchAccessPointPolicy'],
    gone: ['NoSuchAccessPoint'],
    secret: { Policy: 'policy' },
  },
});

/**
 * Where multi-Region access points are asked for; undefined in a partition that has none.
 * docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointRestrictions.html
 */
export const multiRegionHome = (partition: string): string | undefined => (partition === 'aws' ? 'us-west-2' : undefined);
