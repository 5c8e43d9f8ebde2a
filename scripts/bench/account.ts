import type { Operation } from '../../test/emulator/operation.ts';
import type { Reply } from '../../test/emulator/reply.ts';

/** How large an account is. */
export interface Size {
  readonly buckets: number;
  readonly roles: number;
  readonly groups: number;
}

const account = '111122223333';
export const regions = ['eu-west-1', 'us-east-1'] as const;
/** People, each with a password, a device and a key: not what an account grows by. */
export const users = 10;
/** Keys in each region: every other one is AWS's own. */
export const keys = 6;

export const isVersioned = (i: number): boolean => i % 10 === 0;
/** ACLs count where the owner is not enforced: buckets older than April 2023 that nobody changed. */
export const hasAcls = (i: number): boolean => i % 10 === 1;
export const hasRetention = (i: number): boolean => i % 3 === 0;
/** Of numbered things, those of one region. */
export const inRegion = (count: number, region: string): number[] =>
  Array.from({ length: count }, (_, i) => i).filter((i) => regions[i % regions.length] === region);

export const pageOf = { identities: 1000, groups: 50 } as const;

const trail = `arn:aws:cloudtrail:${regions[0]}:${account}:trail/main`;
const numberOf = (name: unknown): number => Number(String(name).split('-').at(-1));
const iso = '2025-03-01T00:00:00Z';
const policy = (statement: object): string => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });

/** What the account answers. Names are those of the wire: see the emulator's replies. Unknown operations are refused. */
export const answers = (size: Size): Readonly<Record<string, (asked: Operation) => Reply>> => ({
  'sts:GetCallerIdentity': () => ok({ Account: account, Arn: `arn:aws:iam::${account}:user/auditor`, UserId: 'AIDAEXAMPLE' }),
  'ec2:DescribeRegions': () => ok({ regionInfo: regions.map((regionName) => ({ regionName, optInStatus: 'opt-in-not-required' })) }),
  'account:GetAlternateContact': () => ({ error: 'ResourceNotFoundException', status: 404 }),
  'organizations:DescribeOrganization': () => ({ error: 'AWSOrganizationsNotInUseException' }),
  's3control:GetPublicAccessBlock': () => ok({ PublicAccessBlockConfiguration: blocked }),
  ...identities(size),
  ...buckets(size),
  ...logGroups(size),
  ...keysAndTrails,
});

const ok = (answer: object): Reply => ({ answer });

function identities({ roles }: Size): Readonly<Record<string, (asked: Operation) => Reply>> {
  const trust = encodeURIComponent(policy({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }));
  const own = encodeURIComponent(policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::bucket-1/*' }));
  const role = (i: number): object => ({
    RoleName: `role-${i}`,
    Arn: `arn:aws:iam::${account}:role/role-${i}`,
    RoleId: `AROA${i}`,
    Path: '/',
    CreateDate: iso,
    AssumeRolePolicyDocument: trust,
    RolePolicyList: [{ PolicyName: 'own', PolicyDocument: own }],
    AttachedManagedPolicies: [],
    RoleLastUsed: { LastUsedDate: iso, Region: regions[0] },
  });
  const user = (i: number): object => ({
    UserName: `user-${i}`,
    Arn: `arn:aws:iam::${account}:user/user-${i}`,
    UserId: `AIDA${i}`,
    Path: '/',
    CreateDate: iso,
    UserPolicyList: [{ PolicyName: 'own', PolicyDocument: own }],
    GroupList: [],
    AttachedManagedPolicies: [],
  });
  return {
    'iam:GetAccountAuthorizationDetails': ({ input }) => {
      const from = Number(input.Marker ?? 0);
      const until = Math.min(from + pageOf.identities, roles + users);
      const here = Array.from({ length: until - from }, (_, i) => from + i);
      return ok({
        UserDetailList: here.filter((i) => i < users).map(user),
        RoleDetailList: here.filter((i) => i >= users).map((i) => role(i - users)),
        IsTruncated: until < roles + users,
        ...(until < roles + users && { Marker: String(until) }),
      });
    },
    'iam:GetAccountSummary': () => ok({ SummaryMap: { entry: { key: 'AccountMFAEnabled', value: 1 } } }),
    'iam:GetAccountPasswordPolicy': () => ({ error: 'NoSuchEntity', status: 404 }),
    'iam:GenerateCredentialReport': () => ok({ State: 'COMPLETE' }),
    'iam:GetCredentialReport': () => ok({ Content: report(), ReportFormat: 'text/csv', GeneratedTime: new Date().toISOString() }),
    'iam:ListMFADevices': ({ input }) =>
      ok({
        MFADevices: [{ UserName: input.UserName, SerialNumber: `arn:aws:iam::${account}:mfa/${input.UserName}`, EnableDate: iso }],
        IsTruncated: false,
      }),
    'iam:ListAccessKeys': ({ input }) =>
      ok({
        AccessKeyMetadata: [
          { UserName: input.UserName, AccessKeyId: `AKIAEXAMPLE0000000${numberOf(input.UserName)}`, Status: 'Active', CreateDate: iso },
        ],
        IsTruncated: false,
      }),
    'iam:ListServerCertificates': () => ok({ ServerCertificateMetadataList: [], IsTruncated: false }),
    'iam:ListSAMLProviders': () => ok({ SAMLProviderList: [] }),
    'iam:ListOpenIDConnectProviders': () => ok({ OpenIDConnectProviderList: [] }),
    'iam:ListAccountAliases': () => ok({ AccountAliases: ['bench'], IsTruncated: false }),
  };
}

const columns =
  'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated';

function report(): string {
  const row = (user: string, arn: string, key: boolean): string =>
    `${user},${arn},${iso},true,${iso},${iso},N/A,true,${key},${key ? iso : 'N/A'},${key ? iso : 'N/A'},N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A`;
  const people = Array.from({ length: users }, (_, i) => row(`user-${i}`, `arn:aws:iam::${account}:user/user-${i}`, true));
  return Buffer.from([columns, row('<root_account>', `arn:aws:iam::${account}:root`, false), ...people].join('\n')).toString('base64');
}

const blocked = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };

function buckets({ buckets: count }: Size): Readonly<Record<string, (asked: Operation) => Reply>> {
  const all = regions.flatMap((region) =>
    inRegion(count, region).map((i) => ({ Name: `bucket-${i}`, CreationDate: iso, BucketRegion: region })),
  );
  const refused = (error: string): Reply => ({ error, status: 404 });
  return {
    's3:ListBuckets': () => ok({ ListAllMyBucketsResult: { Buckets: { Bucket: all } } }),
    's3:GetBucketVersioning': ({ input }) =>
      ok({ VersioningConfiguration: isVersioned(numberOf(input.Bucket)) ? { Status: 'Enabled' } : {} }),
    's3:GetBucketOwnershipControls': ({ input }) =>
      ok({ OwnershipControls: { Rule: { ObjectOwnership: hasAcls(numberOf(input.Bucket)) ? 'ObjectWriter' : 'BucketOwnerEnforced' } } }),
    's3:GetBucketEncryption': () =>
      ok({
        ServerSideEncryptionConfiguration: {
          Rule: { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false },
        },
      }),
    's3:GetPublicAccessBlock': () => ok({ PublicAccessBlockConfiguration: blocked }),
    's3:GetBucketPolicy': ({ input }) => ({ text: tlsPolicy(String(input.Bucket)), type: 'application/json' }),
    's3:GetBucketAcl': () => ok({ AccessControlPolicy: { Owner: { ID: 'owner' }, AccessControlList: {} } }),
    's3:GetBucketLifecycleConfiguration': () =>
      ok({ LifecycleConfiguration: { Rule: { ID: 'gone', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: 30 } } } }),
    's3:GetObjectLockConfiguration': () => refused('ObjectLockConfigurationNotFoundError'),
    's3:GetBucketReplication': () => refused('ReplicationConfigurationNotFoundError'),
    's3:GetBucketLogging': () => ok({ BucketLoggingStatus: {} }),
    's3:GetBucketTagging': () => ok({ Tagging: { TagSet: { Tag: { Key: 'amazon-data-class', Value: 'pii' } } } }),
    's3:GetBucketWebsite': () => refused('NoSuchWebsiteConfiguration'),
  };
}

const tlsPolicy = (bucket: string): string =>
  policy({
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  });

function logGroups({ groups: count }: Size): Readonly<Record<string, (asked: Operation) => Reply>> {
  const arn = (region: string, i: number): string => `arn:aws:logs:${region}:${account}:log-group:group-${i}`;
  return {
    'logs:DescribeLogGroups': ({ input, region }) => {
      const mine = inRegion(count, region);
      const from = Number(input.nextToken ?? 0);
      const until = from + Math.min(Number(input.limit ?? 50), pageOf.groups);
      const logGroups = mine.slice(from, until).map((i) => ({
        logGroupName: `group-${i}`,
        logGroupArn: arn(region, i),
        arn: `${arn(region, i)}:*`,
        creationTime: 1_740_787_200_000,
        logGroupClass: 'STANDARD',
        ...(hasRetention(i) && { retentionInDays: 365 }),
      }));
      return ok({ logGroups, ...(until < mine.length && { nextToken: String(until) }) });
    },
    'logs:ListTagsForResource': () => ok({ tags: { 'amazon-data-class': 'log' } }),
    'logs:DescribeSubscriptionFilters': () => ok({ subscriptionFilters: [] }),
    'logs:DescribeExportTasks': () => ok({ exportTasks: [] }),
    'logs:DescribeAccountPolicies': () => ok({ accountPolicies: [] }),
    'logs:DescribeMetricFilters': () => ok({ metricFilters: [] }),
  };
}

const keysAndTrails: Readonly<Record<string, (asked: Operation) => Reply>> = {
  'kms:ListKeys': ({ region }) =>
    ok({
      Keys: Array.from({ length: keys }, (_, i) => ({ KeyId: `key-${i}`, KeyArn: `arn:aws:kms:${region}:${account}:key/key-${i}` })),
      Truncated: false,
    }),
  'kms:ListAliases': () => ok({ Aliases: [], Truncated: false }),
  'kms:DescribeKey': ({ input, region }) =>
    ok({
      KeyMetadata: {
        KeyId: input.KeyId,
        Arn: `arn:aws:kms:${region}:${account}:key/${input.KeyId}`,
        KeyManager: numberOf(input.KeyId) % 2 === 0 ? 'AWS' : 'CUSTOMER',
        KeyState: 'Enabled',
        KeySpec: 'SYMMETRIC_DEFAULT',
        KeyUsage: 'ENCRYPT_DECRYPT',
        Origin: 'AWS_KMS',
        Enabled: true,
        MultiRegion: false,
        CreationDate: 1_740_787_200,
      },
    }),
  'kms:GetKeyRotationStatus': () => ok({ KeyRotationEnabled: true, RotationPeriodInDays: 365 }),
  'kms:GetKeyPolicy': () =>
    ok({ Policy: policy({ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' }) }),
  'kms:ListGrants': () => ok({ Grants: [], Truncated: false }),
  'kms:ListResourceTags': () => ok({ Tags: [], Truncated: false }),
  'cloudtrail:DescribeTrails': () =>
    ok({
      trailList: [
        {
          Name: 'main',
          TrailARN: trail,
          HomeRegion: regions[0],
          S3BucketName: 'bucket-0',
          IsMultiRegionTrail: true,
          IncludeGlobalServiceEvents: true,
          IsOrganizationTrail: false,
          LogFileValidationEnabled: true,
          HasCustomEventSelectors: true,
          CloudWatchLogsLogGroupArn: `arn:aws:logs:${regions[0]}:${account}:log-group:group-0:*`,
        },
      ],
    }),
  'cloudtrail:GetTrailStatus': () => ok({ IsLogging: true, LatestDeliveryTime: Math.floor(Date.now() / 1000) - 600 }),
  'cloudtrail:GetEventSelectors': () =>
    ok({
      TrailARN: trail,
      EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [], ExcludeManagementEventSources: [] }],
    }),
  'cloudtrail:ListEventDataStores': () => ok({ EventDataStores: [] }),
};
