import { describe, expect, test } from 'vitest';
import { iam } from '../calls/iam.ts';
import type { SnapshotRecord } from '../snapshot/record.ts';
import { answered, denied, record } from './account-test-world.ts';
import { iamRole } from './iam-role.ts';
import { ago, arn, detailsRecord, plain, policyText, read, roleDetail, worldWith } from './iam-test-account.ts';
import type { World } from './world.ts';

const trusts = (Principal: object, Condition: object = {}, Action = 'sts:AssumeRole'): string =>
  policyText({ Effect: 'Allow', Principal, Action, Condition });
const lambda = trusts({ Service: 'lambda.amazonaws.com' });
const providers = (saml: readonly string[], oidc: readonly string[]): SnapshotRecord[] => [
  record(iam.ListSAMLProviders, {}, '', answered({ SAMLProviderList: saml.map((Arn) => ({ Arn })) })),
  record(iam.ListOpenIDConnectProviders, {}, '', answered({ OpenIDConnectProviderList: oidc.map((Arn) => ({ Arn })) })),
];

describe('use', () => {
  const role = (name: string, more: object, path = ''): unknown => {
    const records = [detailsRecord({ roles: [roleDetail(name, lambda, { ...more, ...(path && { Arn: arn(`role/${path}${name}`) }) })] })];
    return plain(read(iamRole, records)[name], more === changeable ? 'changeable' : 'unusedDays');
  };
  const changeable = {};
  test.each<[string, unknown, unknown]>([
    ['last used', role('r', { RoleLastUsed: { LastUsedDate: ago(7) } }), 7],
    ['never: since its creation', role('r', { RoleLastUsed: {} }), 400],
    ['the answer says nothing of its use', role('r', { RoleLastUsed: undefined }), 400],
    ['neither use nor creation', role('r', { RoleLastUsed: {}, CreateDate: undefined }), 'unknown: malformed'],
    ['a role can be changed', role('r', changeable), true],
    ['a service-linked one can not', role('AWSServiceRoleForECS', changeable, 'aws-service-role/ecs.amazonaws.com/'), false],
    [
      'one of IAM Identity Center can not',
      role('AWSReservedSSO_Admin_0123', changeable, 'aws-reserved/sso.amazonaws.com/eu-west-1/'),
      false,
    ],
    ['one that only has such a name', role('ForAWSReservedSSO', changeable), true],
    ['one that anybody gave that very name', role('AWSReservedSSO_Admin_0123', changeable), true],
  ])('%s', (_, found, expected) => {
    expect(found).toBe(expected);
  });
});

test('a name of IAM Identity Center, and nobody but its provider is trusted', () => {
  const provider = { Federated: arn('saml-provider/AWSSSO_0123_DO_NOT_DELETE') };
  const of = (...principals: object[]) =>
    plain(
      read(iamRole, [
        detailsRecord({
          roles: [
            roleDetail(
              'AWSReservedSSO_A_0',
              policyText(...principals.map((Principal) => ({ Effect: 'Allow', Principal, Action: 'sts:AssumeRoleWithSAML' }))),
            ),
          ],
        }),
      ]).AWSReservedSSO_A_0,
      'changeable',
    );
  expect([of(provider), of(provider, { AWS: arn('root') })]).toEqual([false, true]);
});

describe('trust', () => {
  const foreign = trusts({ AWS: 'arn:aws:iam::999999999999:root' });
  const inOrganization = policyText({
    Effect: 'Allow',
    Principal: '*',
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-ours' } },
  });
  const organization = (id: string, managementAccount: string): World['organization'] => ({
    answer: { id, managementAccount },
    refs: [],
    operation: 'organizations:DescribeOrganization',
  });
  const unreadOrganization: World['organization'] = {
    unknown: { operation: 'organizations:DescribeOrganization', code: 'AccessDenied' },
    refs: [],
  };
  const vendor = ['statement 1 trusts the account 999999999999 without external id or organization as condition'];
  const github = arn('oidc-provider/token.actions.githubusercontent.com');
  const byGithub = trusts(
    { Federated: github },
    { StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:shop/*' } },
    'sts:AssumeRoleWithWebIdentity',
  );
  const gone = [
    'statement 1 trusts the identity provider token.actions.githubusercontent.com, which does not exist: whoever makes one of that name gets in',
  ];

  const denials = [record(iam.ListSAMLProviders, {}, '', denied), record(iam.ListOpenIDConnectProviders, {}, '', denied)];
  test.each<[string, string, World, readonly SnapshotRecord[], unknown]>([
    ['a service', lambda, worldWith(), providers([], []), []],
    ['a service, and nothing else could be read', lambda, worldWith({}, unreadOrganization), denials, []],
    ['a foreign account', foreign, worldWith(), providers([], []), vendor],
    [
      'an account that the configuration calls ours',
      foreign,
      worldWith({ accounts: ['111122223333', '999999999999'] }),
      providers([], []),
      [],
    ],
    ["the organization's management account", foreign, worldWith({}, organization('o-ours', '999999999999')), providers([], []), []],
    ['it might be the management account', foreign, worldWith({}, unreadOrganization), providers([], []), 'unknown: AccessDenied'],
    ['our organization', inOrganization, worldWith({}, organization('o-ours', '222222222222')), providers([], []), []],
    [
      'another organization',
      inOrganization,
      worldWith({}, organization('o-else', '222222222222')),
      providers([], []),
      ['statement 1 trusts everybody in the organization o-ours'],
    ],
    ['it might be our organization', inOrganization, worldWith({}, unreadOrganization), providers([], []), 'unknown: AccessDenied'],
    ['a provider that is there', byGithub, worldWith(), providers([], [github]), []],
    ['a provider that is gone', byGithub, worldWith(), providers([], []), gone],
    ['a provider that might be gone', byGithub, worldWith(), denials, 'unknown: AccessDenied, AccessDenied'],
    ['a text that is no policy', 'hello', worldWith(), providers([], []), 'unknown: malformed'],
    ['a principal that is none', trusts({ AWS: 'arn:aws:iam::12*:root' }), worldWith(), providers([], []), 'unknown: undecided'],
  ])('%s', (_, trust, world, records, expected) => {
    const facts = read(iamRole, [detailsRecord({ roles: [roleDetail('r', trust)] }), ...records], world);
    expect(plain(facts.r, 'trust.outsiders')).toEqual(expected);
  });

  test('everybody is a failure, whatever could not be read beside', () => {
    const facts = read(
      iamRole,
      [detailsRecord({ roles: [roleDetail('r', policyText({ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }))] }), ...denials],
      worldWith({}, unreadOrganization),
    );
    expect(plain(facts.r, 'trust.outsiders')).toEqual(['statement 1 trusts everybody (*)']);
  });
});
