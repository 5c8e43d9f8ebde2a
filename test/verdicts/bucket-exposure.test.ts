// Policy, ACL, ownership, Block Public Access and access points together; TLS and encryption.
import { account } from '../wire/snapshot-builder.ts';
import { keyArn, type Loose, rootOf } from './settings.ts';
import { allow, blocked, bucket, objects, table, toGroup, vendor } from './verdict-table.ts';

const both = ['arn:aws:s3:::orders', objects];
const when = (Condition: Loose): Loose => allow('*', { Condition });
const deny = (Condition: Loose, more: Loose = {}): Loose => ({
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: both,
  Condition,
  ...more,
});
const user = (ID: string): Loose => ({ Grantee: { Type: 'CanonicalUser', ID }, Permission: 'READ' });
const delegates = when({ StringEquals: { 's3:DataAccessPointAccount': account } });
const reads = (Principal: unknown): readonly Loose[] => [{ Effect: 'Allow', Principal, Action: 's3:GetObject', Resource: '*' }];
const days = (Days: number): Loose => ({ Expiration: { Days }, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } });

table('who gets at a bucket', [
  ['no policy', bucket({ policy: null }), 'orders', 'http fail, public pass, out pass'],
  ['public policy', bucket({ policy: [allow('*')] }), 'orders', 'public fail, out fail, http pass'],
  ['AWS * is public', bucket({ policy: [allow({ AWS: '*' })] }), 'orders', 'public fail'],
  ['list with *', bucket({ policy: [allow({ AWS: [rootOf(account), '*'] })] }), 'orders', 'public fail'],
  ['public policy, bucket blocks', bucket({ policy: [allow('*')], block: blocked }), 'orders', 'public pass, out pass'],
  ['public policy, account blocks', bucket({ policy: [allow('*')] }, { block: blocked }), 'orders', 'public pass, out pass'],
  [
    'public policy, only new ones refused',
    bucket({ policy: [allow('*')], block: { BlockPublicPolicy: true, BlockPublicAcls: true, IgnorePublicAcls: true } }),
    'orders',
    'public fail',
  ],
  [
    'public policy, half bucket half account',
    bucket(
      { policy: [allow('*')], ownership: null, acl: [toGroup('global/AllUsers')], block: { RestrictPublicBuckets: true } },
      { block: { IgnorePublicAcls: true } },
    ),
    'orders',
    'public pass, out pass',
  ],
  [
    'vendor by policy, all blocked',
    bucket({ policy: [allow({ AWS: rootOf(vendor) })], block: blocked }),
    'orders',
    'public pass, out fail',
  ],
  [
    'vendor that is ours',
    bucket({ policy: [allow({ AWS: rootOf(vendor) })] }, { config: { accounts: { own: [vendor] } } }),
    'orders',
    'out pass',
  ],
  ['vendor by number', bucket({ policy: [allow({ AWS: vendor })] }), 'orders', 'out fail'],
  ['Referer', bucket({ policy: [when({ StringLike: { 'aws:Referer': 'https://x.example/*' } })] }), 'orders', 'public fail'],
  ['SourceIp fixed', bucket({ policy: [when({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })] }), 'orders', 'public pass'],
  ['SourceIp all', bucket({ policy: [when({ IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } })] }), 'orders', 'public fail'],
  ['SourceIp halves', bucket({ policy: [when({ IpAddress: { 'aws:SourceIp': ['0.0.0.0/1', '128.0.0.0/1'] } })] }), 'orders', 'public fail'],
  ['NotIpAddress', bucket({ policy: [when({ NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })] }), 'orders', 'public fail'],
  ['SourceVpce', bucket({ policy: [when({ StringEquals: { 'aws:SourceVpce': 'vpce-1a' } })] }), 'orders', 'public pass'],
  ['SourceVpce IfExists', bucket({ policy: [when({ StringEqualsIfExists: { 'aws:SourceVpce': 'vpce-1a' } })] }), 'orders', 'public fail'],
  [
    'SourceVpce IfExists, blocked: S3 may not see it as public',
    bucket({ policy: [when({ StringEqualsIfExists: { 'aws:SourceVpce': 'vpce-1a' } })], block: blocked }),
    'orders',
    'public fail',
  ],
  ['StringNotEquals', bucket({ policy: [when({ StringNotEquals: { 'aws:SourceVpce': 'vpce-1a' } })] }), 'orders', 'public fail'],
  [
    'PrincipalAccount of own',
    bucket({ policy: [when({ StringEquals: { 'aws:PrincipalAccount': account } })] }),
    'orders',
    'public pass, out pass',
  ],
  [
    'PrincipalAccount of vendor',
    bucket({ policy: [when({ StringEquals: { 'aws:PrincipalAccount': vendor } })] }),
    'orders',
    'public pass, out fail',
  ],
  [
    'PrincipalOrgID of who knows',
    bucket({ policy: [when({ StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } })] }),
    'orders',
    'public pass, out fail',
  ],
  ['PrincipalArn wild', bucket({ policy: [when({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/x' } })] }), 'orders', 'public fail'],
  [
    'public, undone by a deny',
    bucket({ policy: [allow('*'), deny({ StringNotEquals: { 'aws:PrincipalAccount': account } })] }),
    'orders',
    'public pass, out pass',
  ],
  [
    'public, undone by deny of other action only',
    bucket({ policy: [allow('*'), deny({ StringNotEquals: { 'aws:PrincipalAccount': account } }, { Action: 's3:PutObject' })] }),
    'orders',
    'public fail',
  ],
  [
    'NotPrincipal allow',
    bucket({ policy: [{ Effect: 'Allow', NotPrincipal: { AWS: rootOf(vendor) }, Action: 's3:GetObject', Resource: objects }] }),
    'orders',
    'public fail',
  ],
  [
    'NotAction allow',
    bucket({ policy: [{ Effect: 'Allow', Principal: '*', NotAction: 's3:DeleteObject', Resource: objects }] }),
    'orders',
    'public fail',
  ],
  ['statement of another bucket', bucket({ policy: [allow('*', { Resource: 'arn:aws:s3:::other/*' })] }), 'orders', 'public pass'],
  ['one public prefix', bucket({ policy: [allow('*', { Resource: 'arn:aws:s3:::orders/public/*' })] }), 'orders', 'public fail'],
  [
    'CloudFront OAC of own',
    bucket({
      policy: [
        allow(
          { Service: 'cloudfront.amazonaws.com' },
          { Condition: { StringEquals: { 'AWS:SourceArn': `arn:aws:cloudfront::${account}:distribution/E1` } } },
        ),
      ],
    }),
    'orders',
    'public pass, out pass',
  ],
  [
    'CloudFront OAC of vendor',
    bucket({
      policy: [
        allow(
          { Service: 'cloudfront.amazonaws.com' },
          { Condition: { StringEquals: { 'AWS:SourceArn': `arn:aws:cloudfront::${vendor}:distribution/E1` } } },
        ),
      ],
    }),
    'orders',
    'out fail',
  ],
  ['ACL public, enforced owner', bucket({ acl: [toGroup('global/AllUsers')] }), 'orders', 'public pass, out pass'],
  [
    'ACL public, preferred owner',
    bucket({ ownership: 'BucketOwnerPreferred', acl: [toGroup('global/AllUsers')] }),
    'orders',
    'public fail, out fail',
  ],
  [
    'ACL public, ObjectWriter',
    bucket({ ownership: 'ObjectWriter', acl: [toGroup('global/AuthenticatedUsers', 'WRITE')] }),
    'orders',
    'public fail',
  ],
  [
    'ACL public, no controls, ignored by account',
    bucket({ ownership: null, acl: [toGroup('global/AllUsers')] }, { block: { IgnorePublicAcls: true } }),
    'orders',
    'public pass, out pass',
  ],
  [
    'ACL public READ, but the policy denies all but a VPC endpoint',
    bucket({ ownership: null, acl: [toGroup('global/AllUsers')], policy: [deny({ StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } })] }),
    'orders',
    'public pass',
  ],
  ['ACL of another account', bucket({ ownership: null, acl: [user('them')], block: blocked }), 'orders', 'public pass, out fail'],
  ['ACL log delivery', bucket({ ownership: null, acl: [toGroup('s3/LogDelivery', 'WRITE')] }), 'orders', 'public pass, out pass'],
  ['website over http, policy denies', bucket({ website: true }), 'orders', 'http pass'],
  ['website and no policy', bucket({ website: true, policy: null }), 'orders', 'http fail'],
  ['delegated to closed points', bucket({ policy: [delegates], points: { p: null } }), 'orders', 'public pass, out pass'],
  ['delegated to an open point', bucket({ policy: [delegates], points: { p: reads('*') } }), 'orders', 'public fail, out fail'],
  [
    'delegated to an open point, account blocks',
    bucket({ policy: [delegates], points: { p: reads('*') } }, { block: blocked }),
    'orders',
    'public pass, out pass',
  ],
  [
    'delegated to an open point of a VPC',
    bucket({ policy: [delegates], pointSettings: { NetworkOrigin: 'VPC' }, points: { p: reads('*') } }),
    'orders',
    'public pass',
  ],
  [
    'delegated to a point with vendor, account blocks',
    bucket({ policy: [delegates], points: { p: reads({ AWS: rootOf(vendor) }) } }, { block: blocked }),
    'orders',
    'public pass, out fail',
  ],
  [
    'delegated to an open point that blocks what is public',
    bucket({
      policy: [delegates],
      pointSettings: { NetworkOrigin: 'Internet', PublicAccessBlockConfiguration: blocked },
      points: { p: reads('*') },
    }),
    'orders',
    'public pass, out pass',
  ],
  [
    'delegated, and a multi-Region point leads to it',
    bucket({ policy: [delegates] }, { multi: [{ Name: 'm', Regions: [{ Bucket: 'orders' }] }] }),
    'orders',
    'public unknown, out unknown',
  ],
  [
    'a multi-Region point, and nothing delegated',
    bucket({}, { multi: [{ Name: 'm', Regions: [{ Bucket: 'orders' }] }] }),
    'orders',
    'public pass, out pass',
  ],
  [
    'delegated to a foreign account',
    bucket({ policy: [when({ StringEquals: { 's3:DataAccessPointAccount': vendor } })] }),
    'orders',
    'out fail',
  ],
  [
    'public, undone by a deny of all other addresses',
    bucket({ policy: [allow('*'), deny({ NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })] }),
    'orders',
    'public pass',
  ],
  [
    'public, a deny of some addresses',
    bucket({ policy: [allow('*'), deny({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })] }),
    'orders',
    'public fail',
  ],
  [
    'our organisation',
    bucket({ policy: [when({ StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } })] }, { organization: 'o-abcdefghij' }),
    'orders',
    'public pass, out pass',
  ],
  [
    'our organisation, by path',
    bucket(
      { policy: [when({ 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-abcdefghij/r-1/*' } })] },
      { organization: 'o-abcdefghij' },
    ),
    'orders',
    'public pass, out pass',
  ],
  [
    'our organisation for all values',
    bucket(
      { policy: [when({ 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': 'o-abcdefghij/*' } })] },
      { organization: 'o-abcdefghij' },
    ),
    'orders',
    'public fail',
  ],
  [
    'a role of ours by its ARN',
    bucket({ policy: [when({ ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/app` } })] }),
    'orders',
    'public pass, out pass',
  ],
  ['a role of ours by its id', bucket({ policy: [when({ StringLike: { 'aws:userid': 'AROAEXAMPLE:*' } })] }), 'orders', 'public pass'],
  ['any role by its session', bucket({ policy: [when({ StringLike: { 'aws:userid': '*:audit' } })] }), 'orders', 'public fail'],
  ['Null true', bucket({ policy: [when({ Null: { 'aws:SourceVpce': 'true' } })] }), 'orders', 'public fail'],
  [
    'SourceArn of a whole service',
    bucket({ policy: [when({ ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:*' } })] }),
    'orders',
    'public fail',
  ],
  ['no service of AWS', bucket({ policy: [when({ Bool: { 'aws:PrincipalIsAWSService': 'false' } })] }), 'orders', 'public fail'],
  [
    'vendor, denied after all',
    bucket({ policy: [allow({ AWS: rootOf(vendor) }), { ...allow({ AWS: rootOf(vendor) }), Effect: 'Deny', Action: 's3:*' }] }),
    'orders',
    'out pass',
  ],
  [
    'vendor lists only',
    bucket({ policy: [allow({ AWS: rootOf(vendor) }, { Action: 's3:ListBucket', Resource: 'arn:aws:s3:::orders' })] }),
    'orders',
    'out fail, public pass',
  ],
  ['a deleted user', bucket({ policy: [allow({ AWS: 'AIDAEXAMPLEDELETED' })] }), 'orders', 'out pass'],
  ['a canonical user', bucket({ policy: [allow({ CanonicalUser: 'abc' })] }), 'orders', 'out fail'],
  [
    'an origin access identity',
    bucket({ policy: [allow({ AWS: 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1' })] }),
    'orders',
    'public pass, out fail',
  ],
  ['a log bucket that the public reads', bucket({ tag: 'log', policy: [allow('*')] }), 'orders', 'public fail, logs fail, out fail'],
  ['a log bucket over plain HTTP', bucket({ tag: 'log', policy: null }), 'orders', 'http fail'],
  ['created before 2023, 30 days', bucket({ created: '2020-01-01T00:00:00.000Z', lifecycle: [days(30)] }), 'orders', 'enc pass'],
  ['created before 2023, for ever', bucket({ created: '2020-01-01T00:00:00.000Z' }), 'orders', 'enc unknown'],
  ['KMS key', bucket({ kms: keyArn('k') }), 'orders', 'kmsd pass, enc pass'],
  ['KMS not asked in 2024', bucket({}), 'orders', 'kmsd absent', 'dpp-2024-06'],
]);
