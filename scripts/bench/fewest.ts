import { hasAcls, hasRetention, inRegion, isVersioned, keys, pageOf, regions, type Size, users } from './account.ts';

/** Calls that no way of asking can do without, for the same facts. */
export interface Need {
  readonly operation: string;
  readonly calls: number;
}

const numbered = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const pages = (count: number, size: number): number => Math.max(1, Math.ceil(count / size));

/**
 * The fewest calls that carry the same information about the bench's account.
 *
 * AWS tells a bucket's settings, a log group's tags and subscriptions, and a key's policy one resource at a time, so each is one call. (The
 * tagging API tells tags a hundred resources at a time, but nothing of a resource that never had one, and late: no class can rest on it.)
 * Not counted, because another answer settles them: the ACL where the owner is enforced, Object Lock and replication where there never was
 * versioning, a bucket's location where the list tells it, subscriptions of a group that keeps its events for ever, everything but the
 * description of a key that AWS manages, alarms where the trail's log group has no filter.
 */
export function fewest({ buckets, roles, groups }: Size): readonly Need[] {
  const each = (operations: readonly string[], calls: number): Need[] => operations.map((operation) => ({ operation, calls }));
  const ownKeys = numbered(keys).filter((i) => i % 2 === 1).length * regions.length;
  const settings = ['Versioning', 'OwnershipControls', 'Encryption', 'Policy', 'LifecycleConfiguration', 'Logging', 'Tagging', 'Website'];
  const lists = [
    'kms:ListKeys',
    'kms:ListAliases',
    'logs:DescribeExportTasks',
    'logs:DescribeAccountPolicies',
    'cloudtrail:DescribeTrails',
    'cloudtrail:ListEventDataStores',
  ];
  const once = [
    'sts:GetCallerIdentity',
    'ec2:DescribeRegions',
    'account:GetAlternateContact',
    'organizations:DescribeOrganization',
    's3control:GetPublicAccessBlock',
    's3:ListBuckets',
    'iam:GetAccountSummary',
    'iam:GetAccountPasswordPolicy',
    'iam:GenerateCredentialReport',
    'iam:GetCredentialReport',
    'iam:ListServerCertificates',
    'iam:ListSAMLProviders',
    'iam:ListOpenIDConnectProviders',
    'iam:ListAccountAliases',
    'cloudtrail:GetTrailStatus',
    'cloudtrail:GetEventSelectors',
    'logs:DescribeMetricFilters',
  ];
  return [
    ...each(once, 1),
    ...each(lists, regions.length),
    ...each(['iam:GetAccountAuthorizationDetails'], pages(roles + users, pageOf.identities)),
    ...each(['iam:ListMFADevices', 'iam:ListAccessKeys'], users),
    ...each(['kms:DescribeKey'], keys * regions.length),
    ...each(['kms:GetKeyRotationStatus', 'kms:GetKeyPolicy', 'kms:ListGrants', 'kms:ListResourceTags'], ownKeys),
    ...each([...settings.map((setting) => `s3:GetBucket${setting}`), 's3:GetPublicAccessBlock'], buckets),
    ...each(['s3:GetBucketAcl'], numbered(buckets).filter(hasAcls).length),
    ...each(['s3:GetObjectLockConfiguration', 's3:GetBucketReplication'], numbered(buckets).filter(isVersioned).length),
    ...each(
      ['logs:DescribeLogGroups'],
      regions.reduce((sum, region) => sum + pages(inRegion(groups, region).length, pageOf.groups), 0),
    ),
    ...each(['logs:ListTagsForResource'], groups),
    ...each(['logs:DescribeSubscriptionFilters'], numbered(groups).filter(hasRetention).length),
  ];
}
