import { describe, expect, test } from 'vitest';
import { policy } from './test-bearer.ts';
import { accountsNamed, type Own, organizationsNamed, outsiders, providersNamed } from './trust.ts';

const own: Own = {
  account: '111111111111',
  accounts: ['222222222222'],
  organization: 'o-ours',
  providers: [
    'arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com',
    'arn:aws:iam::111111111111:oidc-provider/idp.shop.example',
    'arn:aws:iam::111111111111:saml-provider/Okta',
  ],
};

const github = 'token.actions.githubusercontent.com';
const trusts = (Principal: unknown, Condition: object = {}, Action = 'sts:AssumeRole'): object => ({
  Effect: 'Allow',
  Principal,
  Action,
  Condition,
});
const web = (provider: string, Condition: object): object => trusts({ Federated: provider }, Condition, 'sts:AssumeRoleWithWebIdentity');
const byGithub = (Condition: object): object => web(`arn:aws:iam::111111111111:oidc-provider/${github}`, Condition);
const foreign = { AWS: 'arn:aws:iam::999999999999:root' };
const found = (...statements: object[]): readonly string[] => outsiders(policy(statements), own).sentences;

const everybody = ['statement 1 trusts everybody (*)'];
const vendor = ['statement 1 trusts the account 999999999999 without external id or organization as condition'];
const anyToken = [`statement 1 trusts everybody who has a token of ${github}: no condition says whose (sub, aud)`];
const anyOther = ['statement 1 trusts everybody who has a token of idp.shop.example: no condition says whose (sub, aud)'];

describe('everybody', () => {
  test.each<[string, object, readonly string[]]>([
    ['*', trusts('*'), everybody],
    ['{AWS: *}', trusts({ AWS: '*' }), everybody],
    [
      'everybody but one',
      { Effect: 'Allow', NotPrincipal: foreign, Action: 'sts:AssumeRole' },
      ['statement 1 trusts everybody but those that it names'],
    ],
    ['who knows an external id', trusts('*', { StringEquals: { 'sts:ExternalId': 'redacted:external-id:12' } }), everybody],
    ['with MFA', trusts('*', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }), everybody],
    ['from every address', trusts('*', { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }), everybody],
    ['in our organization', trusts('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-ours' } }), []],
    ['in our organization, IfExists', trusts('*', { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-ours' } }), everybody],
    [
      'in another organization',
      trusts('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-theirs' } }),
      ['statement 1 trusts everybody in the organization o-theirs'],
    ],
    ['in a unit of our organization', trusts('*', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-ours/r-1/*' } }), []],
    [
      'in a unit of another',
      trusts('*', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-theirs/*' } }),
      ['statement 1 trusts everybody in the organization o-theirs'],
    ],
    ['of this account', trusts('*', { StringEquals: { 'aws:PrincipalAccount': '111111111111' } }), []],
    ['of an account of ours', trusts('*', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::222222222222:role/*' } }), []],
    ['of a foreign account', trusts('*', { StringEquals: { 'aws:PrincipalAccount': '999999999999' } }), vendor],
  ])('%s', (_, statement, expected) => {
    expect(found(statement)).toEqual(expected);
  });

  test('whom a deny shuts out', () => {
    expect(
      found(trusts('*'), {
        Effect: 'Deny',
        Principal: '*',
        Action: 'sts:AssumeRole',
        Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-ours' } },
      }),
    ).toEqual([]);
  });
});

describe('another account', () => {
  test.each<[string, object, readonly string[]]>([
    ['as :root', trusts(foreign), vendor],
    ['as a number', trusts({ AWS: '999999999999' }), vendor],
    ['a role of it', trusts({ AWS: 'arn:aws:iam::999999999999:role/vendor' }), vendor],
    ['with external id', trusts(foreign, { StringEquals: { 'sts:ExternalId': 'redacted:external-id:12' } }), []],
    ['with any external id', trusts(foreign, { StringLike: { 'sts:ExternalId': '*' } }), vendor],
    ['with external id, IfExists', trusts(foreign, { StringEqualsIfExists: { 'sts:ExternalId': 'redacted:external-id:12' } }), vendor],
    ['with organization', trusts(foreign, { StringEquals: { 'aws:PrincipalOrgID': 'o-ours' } }), []],
    ['with MFA alone', trusts(foreign, { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }), vendor],
    ['this account', trusts({ AWS: 'arn:aws:iam::111111111111:root' }), []],
    ['an account of ours', trusts({ AWS: '222222222222' }), []],
    ['a deleted one is nobody', trusts({ AWS: ['AIDAEXAMPLE', 'AROAEXAMPLE'] }), []],
    ['a service of AWS', trusts({ Service: 'lambda.amazonaws.com' }), []],
  ])('%s', (_, statement, expected) => {
    expect(found(statement)).toEqual(expected);
  });
});

describe('OIDC', () => {
  const aud = { [`${github}:aud`]: 'sts.amazonaws.com' };
  const sub = (value: string): object => ({ [`${github}:sub`]: value });
  test.each<[string, object, readonly string[]]>([
    ['no condition', byGithub({}), anyToken],
    ['audience alone: everybody on GitHub can ask for it', byGithub({ StringEquals: aud }), anyToken],
    ['a repository and audience', byGithub({ StringEquals: { ...aud, ...sub('repo:shop/app:ref:refs/heads/main') } }), []],
    ['all repositories of one owner', byGithub({ StringLike: sub('repo:shop/*') }), []],
    ['repositories of owners whose name begins so', byGithub({ StringLike: sub('repo:shop*') }), anyToken],
    ['all repositories', byGithub({ StringLike: sub('repo:*') }), anyToken],
    ['any owner', byGithub({ StringLike: sub('repo:*/app:*') }), anyToken],
    ['ForAllValues is no condition', byGithub({ 'ForAllValues:StringLike': { ...aud, ...sub('repo:shop/*') } }), anyToken],
    ['IfExists is no condition', byGithub({ StringLikeIfExists: sub('repo:shop/*') }), anyToken],
    ['a negated one', byGithub({ StringNotLike: sub('repo:evil/*') }), anyToken],
    ['the key in another case', byGithub({ StringLike: { 'token.actions.githubusercontent.com:SUB': 'repo:shop/*' } }), []],
    ["a provider of one's own, by client", web(own.providers[1] ?? '', { StringEquals: { 'idp.shop.example:aud': 'client-1' } }), []],
    ["a provider of one's own, no condition", web(own.providers[1] ?? '', {}), anyOther],
    ['the audience of everybody', web(own.providers[1] ?? '', { StringEquals: { 'idp.shop.example:aud': 'sts.amazonaws.com' } }), anyOther],
    [
      'all service accounts of a cluster',
      web(own.providers[1] ?? '', { StringLike: { 'idp.shop.example:sub': 'system:serviceaccount:*' } }),
      anyOther,
    ],
    [
      'service accounts of a namespace',
      web(own.providers[1] ?? '', { StringLike: { 'idp.shop.example:sub': 'system:serviceaccount:orders:*' } }),
      [],
    ],
    [
      'one identity pool',
      web('cognito-identity.amazonaws.com', { StringEquals: { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:pool' } }),
      [],
    ],
    [
      'every identity pool',
      web('cognito-identity.amazonaws.com', { 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' } }),
      ['statement 1 trusts everybody who has a token of cognito-identity.amazonaws.com: no condition says whose (sub, aud)'],
    ],
    [
      'a provider that is gone',
      web('arn:aws:iam::111111111111:oidc-provider/old.example', { StringEquals: { 'old.example:aud': 'x' } }),
      ['statement 1 trusts the identity provider old.example, which does not exist: whoever makes one of that name gets in'],
    ],
  ])('%s', (_, statement, expected) => {
    expect(found(statement)).toEqual(expected);
  });
});

describe('SAML', () => {
  const saml = (arn: string): object =>
    trusts({ Federated: arn }, { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } }, 'sts:AssumeRoleWithSAML');
  test.each<[string, object, readonly string[]]>([
    ["one's own", saml('arn:aws:iam::111111111111:saml-provider/Okta'), []],
    [
      'gone',
      saml('arn:aws:iam::111111111111:saml-provider/Old'),
      ['statement 1 trusts the identity provider Old, which does not exist: whoever makes one of that name gets in'],
    ],
    [
      "another account's",
      saml('arn:aws:iam::999999999999:saml-provider/Okta'),
      ['statement 1 trusts an identity provider of the account 999999999999'],
    ],
  ])('%s', (_, statement, expected) => {
    expect(found(statement)).toEqual(expected);
  });
});

test('a principal that no page of AWS describes is not judged', () => {
  expect(outsiders(policy([trusts({ AWS: 'arn:aws:iam::99999*:root' })]), own)).toEqual({
    sentences: [],
    unread: ['statement 1 names arn:aws:iam::99999*:root'],
  });
});

test('who and what is named', () => {
  const trust = policy([
    trusts(foreign, { StringEquals: { 'aws:PrincipalOrgID': ['o-ours', 'o-theirs'], 'aws:PrincipalAccount': '333333333333' } }),
    byGithub({}),
  ]);
  expect(accountsNamed(trust)).toEqual(['999999999999', '333333333333']);
  expect(organizationsNamed(trust)).toEqual(['o-ours', 'o-theirs']);
  expect(providersNamed(trust)).toEqual([own.providers[0]]);
});
