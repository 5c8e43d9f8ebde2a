import { describe, expect, test } from 'vitest';
import { NO_POLICY, parsePolicy } from '../policy/index.ts';
import { type Bucket, bucketExposure } from './bucket-exposure.ts';
import type { AclGrant } from './s3-acl.ts';

const ARN = 'arn:aws:s3:::orders';
const read = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `${ARN}/*` };
const vendor = { ...read, Principal: { AWS: '999988887777' } };

function group(name: string): AclGrant {
  return { Grantee: { Type: 'Group', URI: `http://acs.amazonaws.com/groups/${name}` }, Permission: 'READ' };
}
const OWNER: AclGrant = { Grantee: { Type: 'CanonicalUser', ID: 'me' }, Permission: 'FULL_CONTROL' };
const ALL_USERS = group('global/AllUsers');
const OTHER: AclGrant = { Grantee: { Type: 'CanonicalUser', ID: 'abc' }, Permission: 'WRITE' };

const PLAIN: Bucket = {
  arn: ARN,
  policy: NO_POLICY,
  acl: { grants: [OWNER], ownerId: 'me' },
  ownership: undefined,
  bucketBlock: undefined,
  accountBlock: undefined,
  own: { accounts: ['111122223333'] },
};

function policy(...statements: object[]) {
  const document = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
  if (document === undefined) throw new Error('malformed');
  return document;
}

const PUBLIC_READ = 'anyone on the internet may s3:GetObject (statement 1)';
const PUBLIC_LIST = 'anyone on the internet may list the objects (ACL: READ)';
const UNNAMED = 'somebody that the list does not name may list the objects (ACL: READ)';

describe('the access control list', () => {
  test.each<[string, AclGrant, readonly string[], readonly string[]]>([
    ['everybody', ALL_USERS, [PUBLIC_LIST], []],
    [
      'everybody with an AWS account',
      group('global/AuthenticatedUsers'),
      ['everybody who has an AWS account may list the objects (ACL: READ)'],
      [],
    ],
    ['log delivery', group('s3/LogDelivery'), [], []],
    ['the owner', OWNER, [], []],
    [
      'CloudFront’s log delivery',
      { Grantee: { ID: 'c4c1ede66af53448b93c283ce9448c4ba468c9432aa01d700d3878632f77d2d0' }, Permission: 'FULL_CONTROL' },
      [],
      [],
    ],
    ['another account', OTHER, [], ['the AWS account with canonical id abc may write and overwrite objects (ACL: WRITE)']],
    [
      'an e-mail',
      { Grantee: { EmailAddress: 'x@example.com' }, Permission: 'READ_ACP' },
      [],
      ['the AWS account of x@example.com may read the ACL (ACL: READ_ACP)'],
    ],
    [
      'China’s log delivery of CloudFront',
      { Grantee: { ID: 'a52cb28745c0c06e84ec548334e44bfa7fc2a85c54af20cd59e4969344b7af56' }, Permission: 'FULL_CONTROL' },
      [],
      [],
    ],
    [
      'a group that is not known may be everybody',
      group('global/Friends'),
      ['the group http://acs.amazonaws.com/groups/global/Friends may list the objects (ACL: READ)'],
      [],
    ],
    [
      'a group without a name may be everybody',
      { Grantee: { Type: 'Group' }, Permission: 'READ' },
      ['a group that the list does not name may list the objects (ACL: READ)'],
      [],
    ],
    [
      'a group with an empty name, though it has the owner’s id',
      { Grantee: { Type: 'Group', URI: '', ID: 'me' }, Permission: 'READ' },
      ['a group that the list does not name may list the objects (ACL: READ)'],
      [],
    ],
    ['nobody named may be everybody', { Permission: 'READ' }, [UNNAMED], []],
    ['an empty name', { Grantee: { Type: 'CanonicalUser', ID: '' }, Permission: 'READ' }, [UNNAMED], []],
  ])('%s', (_, grant, open, foreign) => {
    expect(bucketExposure({ ...PLAIN, acl: { grants: [OWNER, grant], ownerId: 'me' } })).toMatchObject({
      public: open,
      outsiders: [...open, ...foreign],
    });
  });

  test('who is not named stays an outsider where public lists are ignored: it may be another account', () => {
    const acl = { grants: [OWNER, { Permission: 'READ' }], ownerId: 'me' };
    expect(bucketExposure({ ...PLAIN, acl, bucketBlock: { IgnorePublicAcls: true } })).toMatchObject({ public: [], outsiders: [UNNAMED] });
  });

  const open: Bucket = { ...PLAIN, acl: { grants: [ALL_USERS, OTHER], ownerId: 'me' } };
  const denied = (Condition: object) => ({
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [PLAIN.arn, `${PLAIN.arn}/*`],
    Condition,
  });
  const other = 'the AWS account with canonical id abc may write and overwrite objects (ACL: WRITE)';
  test.each<[string, Partial<Bucket>, readonly string[], string]>([
    ['no ownership controls: ACLs count', {}, [PUBLIC_LIST, other], 'count'],
    ['the owner preferred: ACLs count', { ownership: 'BucketOwnerPreferred' }, [PUBLIC_LIST, other], 'count'],
    ['the owner enforced: none counts', { ownership: 'BucketOwnerEnforced' }, [], 'off'],
    ['the bucket ignores public ones', { bucketBlock: { IgnorePublicAcls: true } }, [other], 'not public'],
    [
      'the account ignores public ones',
      { bucketBlock: { IgnorePublicAcls: false }, accountBlock: { IgnorePublicAcls: true } },
      [other],
      'not public',
    ],
    [
      'only new ones are refused: what stands counts',
      { bucketBlock: { BlockPublicAcls: true, BlockPublicPolicy: true } as object },
      [PUBLIC_LIST, other],
      'count',
    ],
    [
      'the policy denies everybody but a VPC endpoint: who is named could come through it',
      { policy: policy(denied({ StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } })) },
      [other],
      'count',
    ],
    [
      'the policy denies everybody but the account',
      { policy: policy(denied({ StringNotEquals: { 'aws:PrincipalAccount': '111122223333' } })) },
      [],
      'count',
    ],
    [
      'the policy denies plain HTTP alone',
      { policy: policy(denied({ Bool: { 'aws:SecureTransport': 'false' } })) },
      [PUBLIC_LIST, other],
      'count',
    ],
    ['the policy denies listing alone', { policy: policy({ ...denied({}), Action: 's3:List*', Condition: undefined }) }, [other], 'count'],
    [
      'the policy denies other objects',
      { policy: policy({ ...denied({}), Resource: `${PLAIN.arn}/a/*`, Condition: undefined }) },
      [PUBLIC_LIST, other],
      'count',
    ],
    ['public policies restricted: not an ACL', { bucketBlock: { RestrictPublicBuckets: true } }, [PUBLIC_LIST, other], 'count'],
  ])('%s', (_, over, outsiders, objectAcls) => {
    expect(bucketExposure({ ...open, ...over })).toMatchObject({ outsiders, objectAcls });
  });
});

describe('the policy', () => {
  const restrict: Partial<Bucket> = { accountBlock: { RestrictPublicBuckets: true } };
  const foreign = 'AWS account 999988887777 may s3:GetObject (statement 2)';
  const limited = (condition: object) => ({ ...read, Condition: condition });
  test.each<[string, Partial<Bucket>, readonly string[]]>([
    ['none', {}, []],
    ['public', { policy: policy(read) }, [PUBLIC_READ]],
    ['public, and only new ones refused', { policy: policy(read), bucketBlock: { BlockPublicPolicy: true } as object }, [PUBLIC_READ]],
    ['public, restricted by the account', { policy: policy(read), ...restrict }, []],
    ['public, restricted by the bucket', { policy: policy(read), bucketBlock: { RestrictPublicBuckets: true } }, []],
    ['public, and ACLs ignored', { policy: policy(read), bucketBlock: { IgnorePublicAcls: true } }, [PUBLIC_READ]],
    ['public and another account, restricted: both are cut off', { policy: policy(read, vendor), ...restrict }, []],
    [
      'another account in a policy that is not public, restricted: it stays',
      { policy: policy(vendor), ...restrict },
      ['AWS account 999988887777 may s3:GetObject (statement 1)'],
    ],
    [
      'public by plain HTTP being denied, restricted',
      { policy: policy(read, { ...read, Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }), ...restrict },
      [],
    ],
    ['any address, restricted', { policy: policy(limited({ IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } })), ...restrict }, []],
    ['a Referer, restricted', { policy: policy(limited({ StringLike: { 'aws:Referer': 'x' } })), ...restrict }, []],
    ['NotAction, restricted', { policy: policy({ ...read, Action: undefined, NotAction: 's3:PutBucketPolicy' }), ...restrict }, []],
  ])('%s', (_, over, outsiders) => {
    expect(bucketExposure({ ...PLAIN, ...over }).outsiders).toEqual(outsiders);
  });

  test.each<[string, object[]]>([
    ['a limit …IfExists', [limited({ StringEqualsIfExists: { 'aws:SourceVpc': 'vpc-1' } })]],
    ['a key of S3’s own list', [limited({ StringEquals: { 's3:x-amz-server-side-encryption-aws-kms-key-id': 'k' } })]],
    [
      'a Deny that looks at who asks',
      [read, { ...read, Effect: 'Deny', Condition: { StringEquals: { 'aws:PrincipalAccount': '777766665555' } } }],
    ],
    ['an action that S3 does not count as data', [{ ...read, Action: 's3:BypassGovernanceRetention' }]],
    ['everybody but one', [{ ...read, Principal: undefined, NotPrincipal: { AWS: '111122223333' } }]],
  ])('restricted, but S3 may not take it for public: it stays: %s', (_, statements) => {
    const { public: open, outsiders } = bucketExposure({ ...PLAIN, policy: policy(...statements, vendor), ...restrict });
    expect(open).toHaveLength(1);
    expect(outsiders).toContain(foreign.replace('statement 2', `statement ${statements.length + 1}`));
  });

  test('public and other accounts: the public ones are among the outsiders', () => {
    const result = bucketExposure({ ...PLAIN, policy: policy(read, vendor), acl: { grants: [ALL_USERS], ownerId: 'me' } });
    expect(result).toEqual({
      public: [PUBLIC_READ, PUBLIC_LIST],
      outsiders: [PUBLIC_READ, foreign, PUBLIC_LIST],
      delegatesToAccessPoints: false,
      restrictsPublic: false,
      objectAcls: 'count',
    });
  });

  test('a bucket of another partition', () => {
    const china = { ...read, Resource: 'arn:aws-cn:s3:::orders/*' };
    expect(bucketExposure({ ...PLAIN, arn: 'arn:aws-cn:s3:::orders', policy: policy(china) }).public).toEqual([PUBLIC_READ]);
  });

  test('access points say who', () => {
    const delegating = limited({ StringEquals: { 's3:DataAccessPointAccount': '111122223333' } });
    expect(bucketExposure({ ...PLAIN, policy: policy(delegating) })).toMatchObject({ outsiders: [], delegatesToAccessPoints: true });
  });
});
