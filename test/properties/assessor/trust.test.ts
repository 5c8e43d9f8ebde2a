// Whom roles trust.
import { describe, test } from 'vitest';
import { organizations } from '../../../src/calls/organizations.ts';
import { answered, denied, record } from '../../../src/resources/account-test-world.ts';
import { arn, policyText } from '../../../src/resources/iam-test-account.ts';
import type { SnapshotRecord } from '../../../src/snapshot/record.ts';
import { type Case, check, providers } from './account.ts';
import { app, byService, outsiders, trust } from './policies.ts';

const stranger = 'arn:aws:iam::999988887777:root';
const when = (Condition: object): object => ({ Condition });
describe('trust', () => {
  const github = arn('oidc-provider/token.actions.githubusercontent.com');
  const oidc = (Federated: string, Condition?: object): readonly SnapshotRecord[] => [
    ...app(
      policyText({ Effect: 'Allow', Principal: { Federated }, Action: 'sts:AssumeRoleWithWebIdentity', ...(Condition && { Condition }) }),
    ),
    ...providers(github),
  ];
  const cases: Case[] = [
    ['a service', app(byService()), outsiders('pass')],
    ['the account itself', app(trust({ AWS: arn('root') })), outsiders('pass')],
    ['the account by its number', app(trust({ AWS: '111122223333' })), outsiders('pass')],
    ['*', app(trust('*')), outsiders('fail')],
    ['{AWS: *}', app(trust({ AWS: '*' })), outsiders('fail')],
    ['* among others', app(trust({ AWS: [arn('user/anna'), '*'] })), outsiders('fail')],
    ['* with an external id', app(trust({ AWS: '*' }, when({ StringEquals: { 'sts:ExternalId': 'abc' } }))), outsiders('fail')],
    [
      '* of an organization that nobody knows',
      app(trust({ AWS: '*' }, when({ StringEquals: { 'aws:PrincipalOrgID': 'o-foreign123' } }))),
      outsiders('fail'),
    ],
    [
      '* of the own organization',
      [
        ...app(trust({ AWS: '*' }, when({ StringEquals: { 'aws:PrincipalOrgID': 'o-own1234567' } }))),
        record(
          organizations.DescribeOrganization,
          {},
          '',
          answered({ Organization: { Id: 'o-own1234567', MasterAccountId: '444455556666' } }),
        ),
      ],
      outsiders('pass'),
    ],
    [
      '* of the own organization IfExists',
      [
        ...app(trust({ AWS: '*' }, when({ StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-own1234567' } }))),
        record(
          organizations.DescribeOrganization,
          {},
          '',
          answered({ Organization: { Id: 'o-own1234567', MasterAccountId: '444455556666' } }),
        ),
      ],
      outsiders('fail'),
    ],
    [
      '* of the account’s own roles',
      app(trust({ AWS: '*' }, when({ ArnLike: { 'aws:PrincipalArn': arn('role/deploy-*') } }))),
      outsiders('pass'),
    ],
    ['* with MFA', app(trust({ AWS: '*' }, when({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }))), outsiders('fail')],
    [
      '* but another account denied',
      app(
        policyText(
          { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' },
          { Effect: 'Deny', Principal: { AWS: stranger }, Action: 'sts:AssumeRole' },
        ),
      ),
      outsiders('fail'),
    ],
    [
      '* but all other accounts denied',
      app(
        policyText(
          { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' },
          {
            Effect: 'Deny',
            Principal: '*',
            Action: 'sts:AssumeRole',
            Condition: { StringNotEquals: { 'aws:PrincipalAccount': '111122223333' } },
          },
        ),
      ),
      outsiders('pass'),
    ],
    [
      '* with web identity alone',
      app(policyText({ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRoleWithWebIdentity' })),
      outsiders('fail'),
    ],
    [
      '* with SAML alone',
      app(policyText({ Effect: 'Allow', Principal: { AWS: '*' }, Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'] })),
      outsiders('fail'),
    ],
    ['a stranger', app(trust({ AWS: stranger })), outsiders('fail')],
    ['a stranger’s user', app(trust({ AWS: 'arn:aws:iam::999988887777:user/x' })), outsiders('fail')],
    [
      'a stranger with an external id',
      app(trust({ AWS: stranger }, when({ StringEquals: { 'sts:ExternalId': 'redacted:external-id:12' } }))),
      outsiders('pass'),
    ],
    ['a stranger with any external id', app(trust({ AWS: stranger }, when({ StringLike: { 'sts:ExternalId': '*' } }))), outsiders('fail')],
    [
      'a stranger with an external id IfExists',
      app(trust({ AWS: stranger }, when({ StringEqualsIfExists: { 'sts:ExternalId': 'abc' } }))),
      outsiders('fail'),
    ],
    [
      'a stranger with any external id but one',
      app(trust({ AWS: stranger }, when({ StringNotEquals: { 'sts:ExternalId': 'abc' } }))),
      outsiders('fail'),
    ],
    [
      'a stranger with Null external id false',
      app(trust({ AWS: stranger }, when({ Null: { 'sts:ExternalId': 'false' } }))),
      outsiders('fail'),
    ],
    [
      'a stranger whom one statement limits and another not',
      app(
        policyText(
          {
            Effect: 'Allow',
            Principal: { AWS: stranger },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'sts:ExternalId': 'abc' } },
          },
          { Effect: 'Allow', Principal: { AWS: stranger }, Action: 'sts:*' },
        ),
      ),
      outsiders('fail'),
    ],
    [
      'a stranger, of whom all is denied without external id',
      app(
        policyText(
          { Effect: 'Allow', Principal: { AWS: stranger }, Action: 'sts:AssumeRole' },
          {
            Effect: 'Deny',
            Principal: { AWS: '*' },
            Action: 'sts:AssumeRole',
            Condition: { StringNotEquals: { 'sts:ExternalId': 'abc' } },
          },
        ),
      ),
      outsiders('pass'),
    ],
    [
      'an account that the configuration calls own',
      app(trust({ AWS: stranger })),
      outsiders('pass'),
      { accounts: { own: ['999988887777'] } },
    ],
    [
      'the management account',
      [
        ...app(trust({ AWS: stranger })),
        record(
          organizations.DescribeOrganization,
          {},
          '',
          answered({ Organization: { Id: 'o-own1234567', MasterAccountId: '999988887777' } }),
        ),
      ],
      outsiders('pass'),
    ],
    [
      'a stranger, the organization denied',
      [...app(trust({ AWS: stranger })), record(organizations.DescribeOrganization, {}, '', denied)],
      outsiders('unknown'),
    ],
    [
      'a stranger with any value of an external id',
      app(trust({ AWS: stranger }, when({ 'ForAnyValue:StringEquals': { 'sts:ExternalId': 'abc' } }))),
      outsiders('pass'),
    ],
    [
      'a stranger with all values of an external id',
      app(trust({ AWS: stranger }, when({ 'ForAllValues:StringEquals': { 'sts:ExternalId': 'abc' } }))),
      outsiders('fail'),
    ],
    ['a user that was deleted', app(trust({ AWS: 'AIDAEXAMPLE12345678' })), outsiders('pass')],
    [
      'everybody but one',
      app(policyText({ Effect: 'Allow', NotPrincipal: { AWS: stranger }, Action: 'sts:AssumeRole' })),
      outsiders('fail'),
    ],
    ['an OIDC provider, no condition', oidc(github), outsiders('fail')],
    [
      'an OIDC provider, the audience alone',
      oidc(github, { StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' } }),
      outsiders('fail'),
    ],
    [
      'an OIDC provider, one repository',
      oidc(github, {
        StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
        StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:shop/app:*' },
      }),
      outsiders('pass'),
    ],
    [
      'an OIDC provider, every repository',
      oidc(github, { StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:*' } }),
      outsiders('fail'),
    ],
    [
      'an OIDC provider, ForAllValues',
      oidc(github, { 'ForAllValues:StringLike': { 'token.actions.githubusercontent.com:sub': 'repo:shop/app:*' } }),
      outsiders('fail'),
    ],
    [
      'an OIDC provider of another account',
      oidc('arn:aws:iam::999988887777:oidc-provider/example.com', { StringEquals: { 'example.com:sub': 'x' } }),
      outsiders('fail'),
    ],
    ['Cognito without a pool', oidc('cognito-identity.amazonaws.com'), outsiders('fail')],
    [
      'Cognito with a pool',
      oidc('cognito-identity.amazonaws.com', {
        StringEquals: { 'cognito-identity.amazonaws.com:aud': 'eu-central-1:11111111-2222-3333-4444-555555555555' },
      }),
      outsiders('pass'),
    ],
    [
      'a SAML provider',
      [
        ...app(policyText({ Effect: 'Allow', Principal: { Federated: arn('saml-provider/idp') }, Action: 'sts:AssumeRoleWithSAML' })),
        ...providers(arn('saml-provider/idp')),
      ],
      outsiders('pass'),
    ],
    [
      'a SAML provider that is gone',
      app(policyText({ Effect: 'Allow', Principal: { Federated: arn('saml-provider/idp') }, Action: 'sts:AssumeRoleWithSAML' })),
      outsiders('fail'),
    ],
  ];
  for (const one of cases) test(one[0], () => check(one));
});
