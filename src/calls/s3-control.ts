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
  GetAccessPointPolicy: {
    action: 's3:GetAccessPointPolicy',
    scope: 'bucket',
    absent: ['NoSuchAccessPointPolicy'],
    gone: ['NoSuchAccessPoint'],
    secret: { Policy: 'policy' },
  },
});
