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
const byProvider = ['statement 1 trusts everybody (*) whom an identity provider knows'];
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
    ['with a token of whatever provider', trusts('*', {}, 'sts:AssumeRoleWithWebIdentity'), byProvider],
    ['with an assertion of whatever provider', trusts({ AWS: '*' }, {}, 'sts:AssumeRoleWithSAML'), byProvider],
    ['in our organization, in every way', trusts('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-ours' } }, 'sts:*'), []],
  ])('%s', (_, statement, expected) => {
    expect(found(statement)).toEqual(expected);
  });

  test('with a token that a condition looks at: whose, nobody can tell', () => {
    const statement = trusts('*', { StringEquals: { 'accounts.google.com:aud': '66677788899900' } }, 'sts:AssumeRoleWithWebIdentity');
    expect(outsiders(policy([statement]), own)).toEqual({
      sentences: [],
      unread: ['statement 1 names * and sets conditions on what identity providers say'],
    });
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
      'identity pools of a region',
      web('cognito-identity.amazonaws.com', { StringLike: { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:*' } }),
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

/** The providers of AWS's table, and what each token must say: id_roles_providers_oidc_secure-by-default.html. */
describe('a provider that many share', () => {
  const sentinel = 'sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d';
  const names: readonly [provider: string, key: string, ours: string, anybodys: string][] = [
    ['cognito-identity.amazonaws.com', 'aud', 'eu-west-1:pool', 'eu-west-1:*'],
    [`${sentinel}/`, 'sts:RoleSessionName', 'MicrosoftSentinel_workspace', 'MicrosoftSentinel_*'],
    [sentinel, 'sts:RoleSessionName', 'MicrosoftSentinel_workspace', 'MicrosoftSentinel_*'],
    ['agent.buildkite.com', 'sub', 'organization:shop:pipeline:*', 'organization:*:pipeline:deploy:*'],
    ['oidc.codefresh.io', 'sub', 'account:64f:pipeline:*', 'account:*'],
    ['studio.datachain.ai/api', 'sub', 'credentials:shop/*', 'credentials:shop*'],
    [github, 'sub', 'repo:shop/app:*', 'repo:*/app:*'],
    ['oidc-configuration.audit-log.githubusercontent.com', 'sub', 'https://github.com/shop', 'https://github.com/*'],
    ['vstoken.actions.githubusercontent.com', 'sub', 'repo:shop/*', 'repo:*'],
    ['gitlab.com', 'sub', 'project_path:shop/*', 'project_path:*'],
    ['oidc.op1.openshiftapps.com/2f785sojlpb85i7402pk3qogugim5nfb', 'sub', 'system:serviceaccount:shop:*', 'system:serviceaccount:*'],
    ['rh-oidc.s3.us-east-1.amazonaws.com/22ejnvnnturfmt6km08idd0nt4hekbn7', 'sub', 'system:serviceaccount:shop:*', 'system:*'],
    ['api.pulumi.com/oidc', 'aud', 'shop', 's*'],
    ['sandboxes.cloud', 'aud', 'shop', '*'],
    ['scalr.io', 'sub', 'account:shop:*', 'account:*'],
    ['tokens.cloud.shisho.dev', 'sub', 'job:shop:*', 'job:*'],
    ['app.terraform.io', 'sub', 'organization:shop:*', 'organization:*:workspace:app:*'],
    ['proidc.upbound.io', 'sub', 'mcp:shop/*', 'mcp:*'],
    ['oidc.vercel.com', 'aud', 'https://vercel.com/shop', 'https://vercel.com/*'],
  ];
  const open = (provider: string, Condition: object): boolean => {
    const arn = `arn:aws:iam::111111111111:oidc-provider/${provider}`;
    const principal = provider.startsWith('cognito') ? provider : arn;
    return outsiders(policy([web(principal, Condition)]), { ...own, providers: [arn] }).sentences.length > 0;
  };

  test.each(names)('%s by %s', (provider, claim, ours, anybodys) => {
    const keyOf = (name: string): string => (name.includes(':') ? name : `${provider}:${name}`);
    const by = (value: string): object => ({ StringLike: { [keyOf(claim)]: value } });
    expect(open(provider, by(ours))).toBe(false);
    expect(open(provider, by(anybodys))).toBe(true);
    expect(open(provider, {})).toBe(true);
    for (const other of ['sub', 'aud', 'azp', 'app_id'].filter((name) => name !== claim))
      expect(open(provider, { StringEquals: { [keyOf(other)]: 'shop' } }), other).toBe(true);
  });

  test.each<[string, string, object, boolean]>([
    [
      'a reusable workflow, which anybody may call',
      github,
      { StringLike: { [`${github}:job_workflow_ref`]: 'shop/app/.github/workflows/deploy.yml@*' } },
      true,
    ],
    ["a subject of one's own making that names no owner", github, { StringEquals: { [`${github}:sub`]: 'environment:production' } }, true],
    ['one that names the workflow', github, { StringLike: { [`${github}:sub`]: 'job_workflow_ref:shop/app/*' } }, true],
    ['one that names the owner', github, { StringLike: { [`${github}:sub`]: 'repository_owner:shop:*' } }, false],
    ["the owner's number", github, { StringEquals: { [`${github}:repository_owner_id`]: '123' } }, false],
    ['the owner with its number', github, { StringLike: { [`${github}:sub`]: 'repo:shop@123/app@456:*' } }, false],
    ['the owner with any number', github, { StringLike: { [`${github}:sub`]: 'repo:shop@*/app@*:*' } }, false],
    [
      "Pulumi's tokens of the second kind, whose audience all choose",
      'api.pulumi.com/oidc/v2',
      { StringEquals: { 'api.pulumi.com/oidc/v2:aud': 'shop' } },
      true,
    ],
    [
      "CircleCI's, whose URL names the organization",
      'oidc.circleci.com/org/2f1c',
      { StringEquals: { 'oidc.circleci.com/org/2f1c:aud': '2f1c' } },
      false,
    ],
    ["CircleCI's, no condition", 'oidc.circleci.com/org/2f1c', {}, true],
    ["Google's, by client", 'accounts.google.com', { StringEquals: { 'accounts.google.com:aud': 'client-1' } }, false],
    ["Google's, by any client", 'accounts.google.com', { StringLike: { 'accounts.google.com:aud': '*.apps.googleusercontent.com' } }, true],
    [
      "Google's, by the audience that whoever asks chooses",
      'accounts.google.com',
      { StringEquals: { 'accounts.google.com:oaud': 'us' } },
      true,
    ],
    ["Facebook's, by application", 'graph.facebook.com', { StringEquals: { 'graph.facebook.com:app_id': '1' } }, false],
    ["Amazon's, by application", 'www.amazon.com', { StringEquals: { 'www.amazon.com:app_id': 'amzn1' } }, false],
  ])('%s: %s', (_, provider, condition, expected) => {
    expect(open(provider, condition)).toBe(expected);
  });

  test('a deny whose pattern leaves in owners with a like name shuts none of them out', () => {
    const deny = {
      ...trusts('*', { StringNotLike: { [`${github}:sub`]: 'repo:shop*' } }, 'sts:AssumeRoleWithWebIdentity'),
      Effect: 'Deny',
    };
    expect(found(byGithub({ StringEquals: { [`${github}:aud`]: 'sts.amazonaws.com' } }), deny)).toEqual(anyToken);
    const ends = {
      ...trusts('*', { StringNotLike: { [`${github}:sub`]: 'repo:shop/*' } }, 'sts:AssumeRoleWithWebIdentity'),
      Effect: 'Deny',
    };
    expect(found(byGithub({ StringEquals: { [`${github}:aud`]: 'sts.amazonaws.com' } }), ends)).toEqual([]);
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
