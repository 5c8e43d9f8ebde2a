import { expect, it } from 'vitest';
import { awsManaged } from './aws-managed.ts';

const actions = (name: string, partition = 'aws'): unknown =>
  awsManaged(`arn:${partition}:iam::aws:policy/${name}`)?.statements.map(({ actions: { not, values } }) => [
    not ? 'all but' : 'only',
    ...values,
  ]);

it.each<[string, unknown]>([
  ['AdministratorAccess', [['only', '*']]],
  [
    'PowerUserAccess',
    [
      ['all but', 'iam:*', 'organizations:*', 'account:*'],
      [
        'only',
        'account:GetAccountInformation',
        'account:GetGovCloudAccountInformation',
        'account:GetPrimaryEmail',
        'account:ListRegions',
        'iam:CreateServiceLinkedRole',
        'iam:DeleteServiceLinkedRole',
        'iam:ListRoles',
        'organizations:DescribeEffectivePolicy',
        'organizations:DescribeOrganization',
      ],
    ],
  ],
  [
    'IAMFullAccess',
    [
      [
        'only',
        'iam:*',
        'organizations:DescribeAccount',
        'organizations:DescribeOrganization',
        'organizations:DescribeOrganizationalUnit',
        'organizations:DescribePolicy',
        'organizations:ListChildren',
        'organizations:ListParents',
        'organizations:ListPoliciesForTarget',
        'organizations:ListRoots',
        'organizations:ListPolicies',
        'organizations:ListTargetsForPolicy',
      ],
    ],
  ],
])('%s says what AWS publishes, in every partition', (name, expected) => {
  expect(actions(name)).toEqual(expected);
  expect(actions(name, 'aws-cn')).toEqual(expected);
});

it.each(['arn:aws:iam::aws:policy/ReadOnlyAccess', 'arn:aws:iam::111122223333:policy/AdministratorAccess'])('%s is not known', (arn) => {
  expect(awsManaged(arn)).toBeUndefined();
});
