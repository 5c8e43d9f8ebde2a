import { describe, expect, test } from 'vitest';
import { parsePolicy } from '../policy/index.ts';
import type { Own } from './own.ts';
import { type PolicyOutsiders, policyOutsiders } from './policy-outsiders.ts';

const OWN: Own = { accounts: ['111122223333', '444455556666'], orgId: 'o-own1234567', canonicalId: 'own-canonical' };
const BUCKET = 'arn:aws:s3:::orders';
const read = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `${BUCKET}/*` };
const deny = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [BUCKET, `${BUCKET}/*`] };

function ask(statements: readonly object[], service = 's3', resources: readonly string[] = [BUCKET, `${BUCKET}/*`]): PolicyOutsiders {
  const policy = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
  if (policy === undefined) throw new Error('malformed');
  return policyOutsiders(policy, { resources, own: OWN, service });
}

function sentences(...statements: object[]): readonly string[] {
  return ask(statements).openings.map(({ sentence }) => sentence);
}

function who(...statements: object[]): readonly object[] {
  return ask(statements).openings.map(({ who }) => who);
}

const PUBLIC = { kind: 'public' };
const account = (account: string, through?: string) => ({ kind: 'account', account, ...(through ? { through } : {}) });

describe('a policy open to everybody is limited by a fixed value of', () => {
  test.each<[string, object]>([
    ['aws:PrincipalOrgID', { StringEquals: { 'aws:PrincipalOrgID': 'o-own1234567' } }],
    ['aws:PrincipalOrgPaths', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-own1234567/*' } }],
    ['aws:PrincipalAccount', { StringEquals: { 'aws:PrincipalAccount': '111122223333' } }],
    ['aws:PrincipalArn, the account fixed', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/*' } }],
    ['aws:SourceAccount', { StringEquals: { 'aws:SourceAccount': '111122223333' } }],
    ['AWS:SourceOwner, as new SNS topics have it', { StringEquals: { 'AWS:SourceOwner': '111122223333' } }],
    ['aws:SourceOrgID', { StringEquals: { 'aws:SourceOrgID': 'o-own1234567' } }],
    ['aws:SourceArn, the account fixed', { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:111122223333:*' } }],
    ['aws:SourceArn of a bucket, which has no account', { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:*:*:own-bucket' } }],
    ['aws:SourceVpc', { StringEquals: { 'aws:SourceVpc': 'vpc-1' } }],
    ['aws:SourceVpce', { StringEquals: { 'aws:SourceVpce': ['vpce-1', 'vpce-2'] } }],
    ['aws:SourceIp', { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:db8::/48'] } }],
    ['aws:userid', { StringLike: { 'aws:userid': 'AROAEXAMPLE:*' } }],
    ['kms:CallerAccount', { StringEquals: { 'kms:CallerAccount': '111122223333' } }],
    ['s3:DataAccessPointAccount', { StringEquals: { 's3:DataAccessPointAccount': '111122223333' } }],
    ['ForAnyValue limits', { 'ForAnyValue:StringEquals': { 'aws:PrincipalOrgID': 'o-own1234567' } }],
    ['the key in another case', { StringEquals: { 'AWS:principalorgid': 'o-own1234567' } }],
    ['one limit among other conditions', { StringEquals: { 'aws:PrincipalOrgID': 'o-own1234567', 's3:prefix': 'x' } }],
  ])('%s', (_, condition) => {
    expect(sentences({ ...read, Condition: condition })).toEqual([]);
  });
});

describe('no limit', () => {
  test.each<[string, object]>([
    ['no condition', {}],
    ['aws:Referer', { StringLike: { 'aws:Referer': 'https://example.com/*' } }],
    ['aws:UserAgent', { StringEquals: { 'aws:UserAgent': 'secret' } }],
    ['…IfExists', { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-own1234567' } }],
    ['IpAddressIfExists', { IpAddressIfExists: { 'aws:SourceIp': '203.0.113.0/24' } }],
    ['ForAllValues', { 'ForAllValues:StringEquals': { 'aws:PrincipalOrgPaths': 'o-own1234567/*' } }],
    ['StringNotEquals', { StringNotEquals: { 'aws:PrincipalAccount': '999988887777' } }],
    ['NotIpAddress', { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }],
    ['ArnNotLike', { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:*' } }],
    ['Null: true', { Null: { 'aws:PrincipalOrgID': 'true' } }],
    ['Null: false: any organisation will do', { Null: { 'aws:PrincipalOrgID': 'false' } }],
    ['a value *', { StringLike: { 'aws:PrincipalOrgID': '*' } }],
    ['a value * that is meant as a wildcard', { StringEquals: { 'aws:SourceAccount': '*' } }],
    ['a value that many match', { StringLike: { 'aws:PrincipalOrgID': 'o-*' } }],
    ['an ARN of any account', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/vendor' } }],
    ['a bucket of any name', { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:*:*:*' } }],
    ['aws:userid of any id', { StringLike: { 'aws:userid': '*:bob' } }],
    ['kms:ViaService alone', { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } }],
    ['aws:PrincipalIsAWSService: false', { Bool: { 'aws:PrincipalIsAWSService': 'false' } }],
    ['aws:PrincipalTag, which everybody can give themselves', { StringEquals: { 'aws:PrincipalTag/team': 'ours' } }],
    ['0.0.0.0/0', { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }],
    ['both halves of the internet', { IpAddress: { 'aws:SourceIp': ['0.0.0.0/1', '128.0.0.0/1'] } }],
    ['::/0', { IpAddress: { 'aws:SourceIp': '::/0' } }],
    ['an operator that is not known', { StringIs: { 'aws:PrincipalOrgID': 'o-own1234567' } }],
    ['a key that is not known', { StringEquals: { 'aws:NewKey': 'x' } }],
    ['an own value beside a wildcard', { StringLike: { 'aws:PrincipalAccount': ['111122223333', '*'] } }],
    ['a variable', { StringEquals: { 'aws:PrincipalAccount': `\${aws:PrincipalAccount}` } }],
    ['aws:SecureTransport', { Bool: { 'aws:SecureTransport': 'true' } }],
    ['MFA', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }],
  ])('%s', (_, condition) => {
    expect(who({ ...read, Condition: condition })).toEqual([PUBLIC]);
  });

  test.each<[string, object]>([
    ['{AWS: *}', { Principal: { AWS: '*' } }],
    ['a list with * in it', { Principal: { AWS: ['111122223333', '*'] } }],
    ['NotPrincipal', { Principal: undefined, NotPrincipal: { AWS: '999988887777' } }],
    ['NotAction', { Action: undefined, NotAction: 's3:PutObject' }],
    ['NotResource', { Resource: undefined, NotResource: 'arn:aws:s3:::other/*' }],
    ['a principal that is not understood', { Principal: { AWS: 'arn:aws:iam::*:root' } }],
    ['a prefix of the objects', { Resource: `${BUCKET}/public/*` }],
    ['every action of every service', { Action: '*', Resource: '*' }],
  ])('%s', (_, over) => {
    expect(who({ ...read, ...over })).toEqual([PUBLIC]);
  });
});

describe('other accounts', () => {
  test.each<[string, object, object[]]>([
    ['an account', { Principal: { AWS: '999988887777' } }, [account('999988887777')]],
    ['its root', { Principal: { AWS: 'arn:aws-cn:iam::999988887777:root' } }, [account('999988887777')]],
    ['a role of it', { Principal: { AWS: 'arn:aws:iam::999988887777:role/x' } }, [account('999988887777')]],
    ['our own account', { Principal: { AWS: 'arn:aws:iam::111122223333:root' } }, []],
    ['another account of ours', { Principal: { AWS: '444455556666' } }, []],
    ['a deleted role', { Principal: { AWS: 'AROACKCEVSQ6C2EXAMPLE' } }, []],
    ['a load balancer’s account', { Principal: { AWS: 'arn:aws:iam::156460612806:root' } }, []],
    ['a service', { Principal: { Service: 'cloudtrail.amazonaws.com' } }, []],
    ['a canonical user', { Principal: { CanonicalUser: 'abc' } }, [{ kind: 'canonicalUser', id: 'abc' }]],
    ['our own canonical user', { Principal: { CanonicalUser: 'own-canonical' } }, []],
    [
      'a CloudFront identity',
      { Principal: { AWS: 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1' } },
      [{ kind: 'cloudFront', id: 'E1' }],
    ],
    [
      'identities of a provider',
      { Principal: { Federated: 'accounts.google.com' } },
      [{ kind: 'federated', provider: 'accounts.google.com' }],
    ],
    [
      'everybody, limited to another account',
      { Condition: { StringEquals: { 'aws:PrincipalAccount': '999988887777' } } },
      [account('999988887777')],
    ],
    [
      'everybody, limited to roles of another account',
      { Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::999988887777:role/*' } } },
      [account('999988887777')],
    ],
    [
      'everybody, by kms:CallerAccount',
      { Condition: { StringEquals: { 'kms:CallerAccount': '999988887777' } } },
      [account('999988887777')],
    ],
    ['everybody, by root’s user id', { Condition: { StringEquals: { 'aws:userid': '999988887777' } } }, [account('999988887777')]],
    [
      'access points of another account',
      { Condition: { StringEquals: { 's3:DataAccessPointAccount': '999988887777' } } },
      [account('999988887777')],
    ],
    [
      'everybody, limited to services that act for another account',
      { Condition: { StringEquals: { 'aws:SourceAccount': '999988887777' } } },
      [account('999988887777', 'a service of AWS')],
    ],
    [
      'a service that acts for another account',
      {
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:cloudfront::999988887777:distribution/E1' } },
      },
      [account('999988887777', 'cloudfront.amazonaws.com')],
    ],
    [
      'a service that acts for us',
      {
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:cloudfront::111122223333:distribution/E1' } },
      },
      [],
    ],
    ['our organisation', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-own1234567' } } }, []],
    [
      'another organisation',
      { Condition: { StringEquals: { 'aws:PrincipalOrgID': ['o-own1234567', 'o-else123456'] } } },
      [{ kind: 'organization', organization: 'o-else123456' }],
    ],
    [
      'a unit of another organisation',
      { Condition: { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-else123456/r-1/*' } } },
      [{ kind: 'organization', organization: 'o-else123456' }],
    ],
    [
      'another account, if in our organisation',
      { Principal: { AWS: '999988887777' }, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-own1234567' } } },
      [],
    ],
    [
      'another account, if in a unit of our organisation',
      { Principal: { AWS: '999988887777' }, Condition: { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-own1234567/r-1/*' } } },
      [],
    ],
    [
      'another account, if in another organisation',
      { Principal: { AWS: '999988887777' }, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-else123456' } } },
      [account('999988887777')],
    ],
    [
      'another account, from one address',
      { Principal: { AWS: '999988887777' }, Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.7' } } },
      [account('999988887777')],
    ],
    [
      'another account, from one VPC',
      { Principal: { AWS: '999988887777' }, Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } },
      [account('999988887777')],
    ],
    [
      'two accounts',
      { Principal: { AWS: ['999988887777', '888877776666', '111122223333'] } },
      [account('999988887777'), account('888877776666')],
    ],
    ['every account but ours', { Condition: { StringNotEquals: { 'aws:PrincipalAccount': '111122223333' } } }, [PUBLIC]],
  ])('%s', (_, over, expected) => {
    expect(who({ ...read, ...over })).toEqual(expected);
  });

  test('an organisation that we do not know to be ours is somebody else’s', () => {
    const policy = parsePolicy(
      JSON.stringify({ Statement: { ...read, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-own1234567' } } } }),
    );
    if (policy === undefined) throw new Error('malformed');
    const { openings } = policyOutsiders(policy, { resources: [`${BUCKET}/*`], own: { accounts: ['111122223333'] }, service: 's3' });
    expect(openings.map(({ who }) => who)).toEqual([{ kind: 'organization', organization: 'o-own1234567' }]);
  });
});

describe('a Deny that surely covers the opening closes it', () => {
  const vendor = { ...read, Principal: { AWS: '999988887777' } };
  test.each<[string, object[], object[]]>([
    ['everything denied', [read, deny], []],
    ['the action denied', [read, { ...deny, Action: 's3:Get*' }], []],
    ['another action denied', [read, { ...deny, Action: 's3:Put*' }], [PUBLIC]],
    [
      'the same prefix denied',
      [
        { ...read, Resource: `${BUCKET}/a/*` },
        { ...deny, Resource: `${BUCKET}/a/*` },
      ],
      [],
    ],
    [
      'another prefix denied',
      [
        { ...read, Resource: `${BUCKET}/a/*` },
        { ...deny, Resource: `${BUCKET}/b/*` },
      ],
      [PUBLIC],
    ],
    [
      'all outside the organisation denied',
      [read, { ...deny, Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-own1234567' } } }],
      [],
    ],
    [
      'an account outside the organisation too',
      [vendor, { ...deny, Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-own1234567' } } }],
      [],
    ],
    ['all but one address denied', [read, { ...deny, Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }], []],
    ['all but one VPC endpoint denied', [read, { ...deny, Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } } }], []],
    [
      'all but our roles denied',
      [read, { ...deny, Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/*' } } }],
      [],
    ],
    ['all but us denied, by NotPrincipal', [read, { ...deny, Principal: undefined, NotPrincipal: { AWS: '111122223333' } }], []],
    ['plain HTTP denied', [read, { ...deny, Condition: { Bool: { 'aws:SecureTransport': 'false' } } }], [PUBLIC]],
    ['without a Referer denied', [read, { ...deny, Condition: { StringNotLike: { 'aws:Referer': 'https://example.com/*' } } }], [PUBLIC]],
    ['strangers that carry the key denied', [read, { ...deny, Condition: { Bool: { 'aws:PrincipalIsAWSService': 'false' } } }], [PUBLIC]],
    ['all that are no services denied', [read, { ...deny, Condition: { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } } }], []],
    [
      'a Deny spares another account',
      [read, { ...deny, Condition: { StringNotEquals: { 'aws:PrincipalAccount': ['111122223333', '999988887777'] } } }],
      [account('999988887777')],
    ],
    [
      'a Deny by NotPrincipal spares another account',
      [read, { ...deny, Principal: undefined, NotPrincipal: { AWS: ['111122223333', '999988887777'] } }],
      [account('999988887777')],
    ],
    [
      'what a Deny spares is not let in by a statement that is for others',
      [
        { ...read, Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } },
        { ...deny, Condition: { StringNotEquals: { 'aws:PrincipalAccount': ['111122223333', '999988887777'] } } },
      ],
      [],
    ],
  ])('%s', (_, statements, expected) => {
    expect(who(...statements)).toEqual(expected);
  });

  test('of several actions those stay that are not denied', () => {
    const both = { ...read, Action: ['s3:GetObject', 's3:PutObject'] };
    expect(ask([both, { ...deny, Action: 's3:PutObject' }]).openings.map(({ actions }) => actions)).toEqual([['s3:GetObject']]);
  });
});

describe('what is said', () => {
  test('who may do what, by which statement, where', () => {
    expect(sentences(deny, { ...read, Effect: 'Allow' })).toEqual([]);
    expect(sentences({ ...read, Sid: 'VendorAccess', Principal: { AWS: '999988887777' }, Action: 's3:*' })).toEqual([
      'AWS account 999988887777 may s3:* (statement VendorAccess)',
    ]);
    expect(sentences({ ...read, Principal: { AWS: '111122223333' } }, read)).toEqual([
      'anyone on the internet may s3:GetObject (statement 2)',
    ]);
    expect(sentences({ ...read, Condition: { StringLike: { 'aws:Referer': 'x*' } } })).toEqual([
      'anyone on the internet may s3:GetObject (statement 1) where StringLike aws:Referer x*',
    ]);
    expect(sentences({ ...read, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-else123456' } } })).toEqual([
      'any account of organisation o-else123456 may s3:GetObject (statement 1) where StringEquals aws:PrincipalOrgID o-else123456',
    ]);
    expect(sentences({ ...read, Principal: { CanonicalUser: 'abc' } })).toEqual([
      'the AWS account with canonical id abc may s3:GetObject (statement 1)',
    ]);
  });

  test('the service’s actions alone, and a long list is cut short', () => {
    expect(sentences({ ...read, Action: ['sqs:*', '*'] })).toEqual(['anyone on the internet may s3:* (statement 1)']);
    expect(sentences({ ...read, Action: 'sqs:*' })).toEqual([]);
    const many = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => `s3:${name}`);
    expect(sentences({ ...read, Action: many })).toEqual([
      'anyone on the internet may s3:a, s3:b, s3:c, s3:d, s3:e and 2 more (statement 1)',
    ]);
    expect(sentences({ ...read, Action: undefined, NotAction: ['s3:PutObject', 'sqs:*'] })).toEqual([
      'anyone on the internet may all but s3:PutObject, sqs:* (statement 1)',
    ]);
  });

  test('another resource is not asked about', () => {
    expect(sentences({ ...read, Resource: 'arn:aws:s3:::orders-eu/*' })).toEqual([]);
  });
});

describe('other services', () => {
  const key = 'arn:aws:kms:eu-west-1:111122223333:key/1';
  test('a key policy: the own root hands over to IAM and is neither root nor the public', () => {
    const root = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*', Resource: '*' };
    expect(ask([root], 'kms', [key]).openings).toEqual([]);
  });

  test('a key that a service uses for us', () => {
    const viaS3 = {
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: 'kms:Decrypt',
      Resource: '*',
      Condition: { StringEquals: { 'kms:CallerAccount': '111122223333', 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } },
    };
    expect(ask([viaS3], 'kms', [key]).openings).toEqual([]);
  });

  test('a topic to which a bucket publishes', () => {
    const publish = {
      Effect: 'Allow',
      Principal: { Service: 's3.amazonaws.com' },
      Action: 'SNS:Publish',
      Resource: 'arn:aws:sns:eu-west-1:111122223333:t',
    };
    expect(ask([publish], 'sns', ['arn:aws:sns:eu-west-1:111122223333:t']).openings).toEqual([]);
    expect(
      ask([{ ...publish, Principal: '*' }], 'sns', ['arn:aws:sns:eu-west-1:111122223333:t']).openings.map(({ sentence }) => sentence),
    ).toEqual(['anyone on the internet may SNS:Publish (statement 1)']);
  });
});

describe('access points', () => {
  const through = (values: object) => ({ ...read, Principal: { AWS: '*' }, Action: '*', Condition: values });
  test.each<[string, object, boolean]>([
    ['own access points', through({ StringEquals: { 's3:DataAccessPointAccount': '111122223333' } }), true],
    [
      'one access point of ours',
      through({ ArnLike: { 's3:DataAccessPointArn': 'arn:aws:s3:eu-west-1:111122223333:accesspoint/*' } }),
      true,
    ],
    [
      'own access points for our own account',
      { ...through({ StringEquals: { 's3:DataAccessPointAccount': '111122223333' } }), Principal: { AWS: '111122223333' } },
      false,
    ],
    ['no access points', read, false],
    [
      'own access points within the organisation',
      through({ StringEquals: { 's3:DataAccessPointAccount': '111122223333', 'aws:PrincipalOrgID': 'o-own1234567' } }),
      false,
    ],
  ])('%s', (_, statement, expected) => {
    expect(ask([statement]).delegatesToAccessPoints).toBe(expected);
  });
});
