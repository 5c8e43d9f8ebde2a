export { type Bucket, type BucketExposure, bucketExposure, isPublicToS3, type PublicAccessBlock } from './bucket-exposure.ts';
export { type Opening, type Outsider, type Own, outsiderName } from './own.ts';
export { type Exposed, type PolicyOutsiders, policyOutsiders } from './policy-outsiders.ts';
export { type AclGrant, type AclOutsiders, aclLetsOthersWrite, aclOutsiders } from './s3-acl.ts';
