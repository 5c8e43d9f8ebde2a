// Ways to make oneself an administrator, and what looks like one.
import { describe, test } from 'vitest';
import { arn, roleDetail, userDetail } from '../../../src/resources/iam-test-account.ts';
import { type Case, check, people } from './account.ts';
import { allow, anna, attached, byService, deny, escalates, fine, inline, managed, used } from './policies.ts';

// biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
const itself = arn('user/${aws:username}');

describe('escalation', () => {
  const every = (action: string) => anna(allow(action));
  const admin = roleDetail('admin', byService('ec2.amazonaws.com'), { ...used, RolePolicyList: inline(allow('*')) });
  const withAdmin = (...statements: object[]) =>
    people({ users: [userDetail('anna', { UserPolicyList: inline(...statements) })], roles: [admin] }, { name: 'anna' });
  const cases: Case[] = [
    ...[
      'CreatePolicyVersion',
      'SetDefaultPolicyVersion',
      'AttachUserPolicy',
      'AttachGroupPolicy',
      'AttachRolePolicy',
      'PutUserPolicy',
      'PutGroupPolicy',
      'PutRolePolicy',
      'AddUserToGroup',
      'UpdateAssumeRolePolicy',
      'CreateAccessKey',
      'CreateLoginProfile',
      'UpdateLoginProfile',
      'DeleteUserPermissionsBoundary',
      'PutRolePermissionsBoundary',
    ].map((action): Case => [`iam:${action} on *`, every(`iam:${action}`), escalates]),
    ['iam:Create* on *', every('iam:Create*'), escalates],
    ['iam:P*Policy on *', every('iam:P*Policy'), escalates],
    [
      'only to attach one harmless policy',
      anna(allow('iam:AttachUserPolicy', '*', { Condition: { ArnEquals: { 'iam:PolicyARN': arn('policy/ReadOnly') } } })),
      fine,
    ],
    [
      'only to whom a boundary limits',
      anna(allow('iam:AttachUserPolicy', '*', { Condition: { StringEquals: { 'iam:PermissionsBoundary': arn('policy/Limit') } } })),
      fine,
    ],
    [
      'every policy but AdministratorAccess',
      anna(
        allow('iam:AttachUserPolicy', '*', {
          Condition: { ArnNotEquals: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' } },
        }),
      ),
      escalates,
    ],
    [
      'AdministratorAccess denied alone',
      anna(
        allow('iam:AttachUserPolicy'),
        deny('iam:AttachUserPolicy', '*', { Condition: { ArnEquals: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' } } }),
      ),
      escalates,
    ],
    [
      'only to whom any boundary limits',
      anna(allow('iam:PutUserPolicy', '*', { Condition: { StringLike: { 'iam:PermissionsBoundary': '*' } } })),
      escalates,
    ],
    [
      'a trust policy that cannot be read',
      people(
        {
          users: [userDetail('anna', { UserPolicyList: inline(allow('codebuild:StartBuild')) })],
          roles: [{ ...admin, AssumeRolePolicyDocument: 'hello' }],
        },
        { name: 'anna' },
      ),
      { 'rights-do-not-lead-to-administration anna': 'unknown' },
    ],
    ['commands on every instance, one of an administrator', withAdmin(allow('ssm:SendCommand')), escalates],
    ['commands on every instance, none of an administrator', anna(allow('ssm:SendCommand')), fine],
    ['builds, and an administrator of instances', withAdmin(allow('codebuild:StartBuild')), fine],
    ['its own keys', anna(allow(['iam:CreateAccessKey', 'iam:UpdateLoginProfile', 'iam:CreateLoginProfile'], itself)), fine],
    ['itself', anna(allow('iam:PutUserPolicy', itself)), escalates],
    [
      'its own policy',
      people(
        {
          users: [userDetail('anna', { AttachedManagedPolicies: attached('Ops') })],
          policies: [managed('Ops', allow('iam:CreatePolicyVersion', arn('policy/Ops')))],
        },
        { name: 'anna' },
      ),
      escalates,
    ],
    [
      'another policy',
      people(
        {
          users: [userDetail('anna', { AttachedManagedPolicies: attached('Ops') })],
          policies: [managed('Ops', allow('iam:CreatePolicyVersion', arn('policy/Other')))],
        },
        { name: 'anna' },
      ),
      fine,
    ],
    ['every user of a path', anna(allow('iam:PutUserPolicy', arn('user/apps/*'))), fine],
    ['every IAM thing of the account', anna(allow('iam:CreateAccessKey', 'arn:aws:iam::111122223333:*')), escalates],
    ['every user of every account', anna(allow('iam:CreateAccessKey', 'arn:aws:iam::*:user/*')), escalates],
    ['denied', anna(allow('iam:CreateAccessKey'), deny('iam:*')), fine],
    [
      'PassRole on * and Lambda',
      anna(allow(['iam:PassRole', 'lambda:CreateFunction'])),
      { ...escalates, 'roles-are-passed-by-name anna': 'fail' },
    ],
    [
      'PassRole on * to another service than what it may start',
      anna(
        allow('iam:PassRole', '*', { Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } } }),
        allow('lambda:CreateFunction'),
      ),
      { ...fine, 'roles-are-passed-by-name anna': 'fail' },
    ],
    ['PassRole on one role and Lambda', anna(allow('iam:PassRole', arn('role/app')), allow('lambda:CreateFunction')), fine],
    ['PassRole on an administrator, and EC2', withAdmin(allow('iam:PassRole', arn('role/admin')), allow('ec2:RunInstances')), escalates],
    [
      'PassRole on an administrator, and Lambda, which the role does not trust',
      withAdmin(allow('iam:PassRole', arn('role/admin')), allow('lambda:CreateFunction')),
      fine,
    ],
    ['PassRole on an administrator, nothing to start', withAdmin(allow('iam:PassRole', arn('role/admin'))), fine],
    ['UpdateFunctionCode on *', every('lambda:UpdateFunctionCode'), escalates],
    [
      'UpdateFunctionCode on one function',
      anna(allow('lambda:UpdateFunctionCode', 'arn:aws:lambda:eu-central-1:111122223333:function:orders')),
      fine,
    ],
    [
      'keys of an administrator',
      people(
        {
          users: [
            userDetail('anna', { UserPolicyList: inline(allow('iam:CreateAccessKey', arn('user/boss'))) }),
            userDetail('boss', { UserPolicyList: inline(allow('*')) }),
          ],
        },
        { name: 'anna' },
        { name: 'boss' },
      ),
      escalates,
    ],
    [
      'two steps',
      people(
        {
          users: [
            userDetail('anna', { UserPolicyList: inline(allow('iam:CreateAccessKey', arn('user/ben'))) }),
            userDetail('ben', { UserPolicyList: inline(allow('iam:UpdateAssumeRolePolicy', arn('role/admin'))) }),
          ],
          roles: [admin],
        },
        { name: 'anna' },
        { name: 'ben' },
      ),
      escalates,
    ],
    [
      'into an administrators’ group',
      people(
        {
          users: [userDetail('anna', { UserPolicyList: inline(allow('iam:AddUserToGroup', arn('group/Admins'))) })],
          groups: [
            {
              GroupName: 'Admins',
              Arn: arn('group/Admins'),
              GroupPolicyList: [],
              AttachedManagedPolicies: attached('arn:aws:iam::aws:policy/AdministratorAccess'),
            },
          ],
        },
        { name: 'anna' },
      ),
      escalates,
    ],
    [
      'PowerUserAccess',
      people(
        { users: [userDetail('anna', { AttachedManagedPolicies: attached('arn:aws:iam::aws:policy/PowerUserAccess') })] },
        { name: 'anna' },
      ),
      { 'administrators-are-approved anna': 'pass', 'policies-name-what-they-allow anna': 'fail' },
    ],
    [
      'IAMFullAccess',
      people(
        { users: [userDetail('anna', { AttachedManagedPolicies: attached('arn:aws:iam::aws:policy/IAMFullAccess') })] },
        { name: 'anna' },
      ),
      { 'rights-do-not-lead-to-administration anna': 'fail' },
    ],
    [
      'in China',
      people(
        { users: [userDetail('anna', { AttachedManagedPolicies: attached('arn:aws-cn:iam::aws:policy/AdministratorAccess') })] },
        { name: 'anna' },
      ),
      { 'administrators-are-approved anna': 'fail' },
    ],
  ];
  for (const one of cases) test(one[0], () => check(one));
});
