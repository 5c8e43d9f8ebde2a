import { describe, expect, test } from 'vitest';
import type { Bearer } from './bearer.ts';
import { escalations } from './escalation.ts';
import { allow, deny, group, role, type Statements, user } from './test-bearer.ts';

const boss = user('boss', [allow('*')]);
const admins = group('admins', [allow('*')]);
const service = (...Service: string[]): Statements => [{ Principal: { Service } }];
const adminRole = role('admin', [allow('*')], service('ec2.amazonaws.com'));
const account = (...bearers: Bearer[]): Bearer[] => [boss, admins, adminRole, ...bearers];
const of = (bearer: Bearer, ...others: Bearer[]): readonly string[] => escalations(account(bearer, ...others)).get(bearer.arn) ?? [];

describe('on every resource', () => {
  test.each([
    ['iam:CreatePolicyVersion', 'policy'],
    ['iam:SetDefaultPolicyVersion', 'policy'],
    ['iam:AttachUserPolicy', 'user'],
    ['iam:AttachGroupPolicy', 'group'],
    ['iam:AttachRolePolicy', 'role'],
    ['iam:PutUserPolicy', 'user'],
    ['iam:PutGroupPolicy', 'group'],
    ['iam:PutRolePolicy', 'role'],
    ['iam:AddUserToGroup', 'group'],
    ['iam:UpdateAssumeRolePolicy', 'role'],
    ['iam:CreateAccessKey', 'user'],
    ['iam:CreateLoginProfile', 'user'],
    ['iam:UpdateLoginProfile', 'user'],
    ['iam:DeleteUserPermissionsBoundary', 'user'],
    ['iam:PutUserPermissionsBoundary', 'user'],
    ['iam:DeleteRolePermissionsBoundary', 'role'],
    ['iam:PutRolePermissionsBoundary', 'role'],
    ['lambda:UpdateFunctionCode', 'function'],
  ])('%s', (action, on) => {
    expect(of(user('anna', [allow(action)]))).toEqual([`${action} on every ${on} (statement 1 of policy P)`]);
  });

  test.each([
    'ec2:RunInstances',
    'ec2:RequestSpotInstances',
    'autoscaling:CreateLaunchConfiguration',
    'lambda:CreateFunction',
    'ecs:RunTask',
    'ecs:StartTask',
    'ecs:RegisterTaskDefinition',
    'apprunner:CreateService',
    'cloudformation:CreateStack',
    'cloudformation:UpdateStack',
    'cloudformation:CreateChangeSet',
    'cloudformation:CreateStackSet',
    'cloudformation:UpdateStackSet',
    'codebuild:CreateProject',
    'glue:CreateJob',
    'glue:UpdateJob',
    'sagemaker:CreateNotebookInstance',
    'sagemaker:CreateTrainingJob',
    'sagemaker:CreateProcessingJob',
    'bedrock-agentcore:CreateCodeInterpreter',
    'lambda:UpdateFunctionConfiguration',
    'codebuild:UpdateProject',
    'states:UpdateStateMachine',
    'scheduler:CreateSchedule',
    'scheduler:UpdateSchedule',
    'ssm:StartAutomationExecution',
  ])('iam:PassRole with %s', (action) => {
    expect(of(user('anna', [allow(['iam:PassRole', action])]))).toEqual([
      `${action} with iam:PassRole on every role (statement 1 of policy P)`,
    ]);
  });
});

const arn = (rest: string): string => `arn:aws:iam::111111111111:${rest}`;

// biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
const itself = arn('user/${aws:username}');

describe('on what would do it', () => {
  test.each<[string, Statements, Partial<Bearer>, string[]]>([
    [
      "an administrator's keys",
      [allow('iam:CreateAccessKey', arn('user/boss'))],
      {},
      ['iam:CreateAccessKey on the user boss, which can administer'],
    ],
    [
      "administrators' group",
      [allow('iam:AddUserToGroup', arn('group/admins'))],
      {},
      ['iam:AddUserToGroup on the group admins, which can administer'],
    ],
    [
      "an administrator's trust",
      [allow('iam:UpdateAssumeRolePolicy', arn('role/adm*'))],
      {},
      ['iam:UpdateAssumeRolePolicy on the role admin, which can administer'],
    ],
    [
      'passing a role that administers',
      [allow('ec2:RunInstances'), allow('iam:PassRole', arn('role/admin'))],
      {},
      ['ec2:RunInstances with iam:PassRole on the role admin, which can administer'],
    ],
    ['itself', [allow('iam:PutUserPolicy', itself)], {}, ['iam:PutUserPolicy on itself']],
    [
      'its own policy',
      [allow('iam:CreatePolicyVersion', arn('policy/Ops'))],
      { policies: [arn('policy/Ops')] },
      ['iam:CreatePolicyVersion on its own policy Ops'],
    ],
    [
      'its own group',
      [allow('iam:PutGroupPolicy', arn('group/staff'))],
      { groups: [arn('group/staff')] },
      ['iam:PutGroupPolicy on its own group staff'],
    ],
    ["a user's own keys", [allow('iam:CreateAccessKey', itself)], {}, []],
    ["someone else's policy", [allow('iam:CreatePolicyVersion', arn('policy/Other'))], { policies: [arn('policy/Ops')] }, []],
    ['keys of who does not administer', [allow('iam:CreateAccessKey', arn('user/eve'))], {}, []],
    ['a role that does not administer', [allow('ec2:RunInstances'), allow('iam:PassRole', arn('role/worker'))], {}, []],
    ['PassRole without anything that runs', [allow('iam:PassRole')], {}, []],
    ['one function', [allow('lambda:UpdateFunctionCode', 'arn:aws:lambda:eu-west-1:111111111111:function:sync')], {}, []],
    ['reading IAM', [allow(['iam:Get*', 'iam:List*'])], {}, []],
  ])('%s', (_, statements, more, expected) => {
    const found = of(user('anna', statements, more), role('worker', []), user('eve', []));
    expect(found.map((sentence) => sentence.replace(/ \(.*/, ''))).toEqual(expected);
  });

  test('who can make itself an administrator is one for the others', () => {
    const ops = user('ops', [allow('iam:AttachUserPolicy')]);
    expect(of(user('anna', [allow('iam:CreateAccessKey', ops.arn)]), ops)).toEqual([
      'iam:CreateAccessKey on the user ops, which can administer (statement 1 of policy P)',
    ]);
  });
});

describe('into what runs already, with a role that administers', () => {
  const runs = (name: string, trust: Statements) => role(name, [allow('*')], trust);
  const found = (statements: Statements, trust: Statements): readonly string[] => {
    const anna = user('anna', statements);
    return escalations([anna, runs('boss', trust)]).get(anna.arn) ?? [];
  };
  const tagged = { Condition: { StringEquals: { 'ssm:resourceTag/stage': 'dev' } } };

  test.each([
    ['lambda:UpdateFunctionConfiguration', 'function', 'lambda.amazonaws.com'],
    ['codebuild:StartBuild', 'project', 'codebuild.amazonaws.com'],
    ['codebuild:StartBuildBatch', 'project', 'codebuild.amazonaws.com'],
    ['ssm:StartSession', 'instance', 'ec2.amazonaws.com'],
    ['ssm:SendCommand', 'instance', 'ec2.amazonaws.com'],
    ['ec2-instance-connect:SendSSHPublicKey', 'instance', 'ec2.amazonaws.com'],
    ['ecs:ExecuteCommand', 'task', 'ecs-tasks.amazonaws.com'],
    ['cloudformation:UpdateStack', 'stack', 'cloudformation.amazonaws.com'],
    ['glue:UpdateDevEndpoint', 'endpoint', 'glue.amazonaws.com'],
    ['sagemaker:CreatePresignedNotebookInstanceUrl', 'notebook', 'sagemaker.amazonaws.com'],
    ['apprunner:UpdateService', 'service', 'tasks.apprunner.amazonaws.com'],
  ])('%s', (action, thing, by) => {
    expect(found([allow(action)], service(by))).toEqual([
      `${action} on every ${thing}, which may run with the role boss, which can administer (statement 1 of policy P)`,
    ]);
    expect(found([allow(action)], service('events.amazonaws.com'))).toEqual([]);
  });

  test.each<[string, Statements, Statements, number]>([
    ['in China', [allow('ssm:StartSession')], service('ec2.amazonaws.com.cn'), 1],
    ['by the name of one region', [allow('codebuild:StartBuild')], service('codebuild.eu-west-1.amazonaws.com'), 1],
    [
      'every project of the account',
      [allow('codebuild:*', 'arn:aws:codebuild:*:111111111111:project/*')],
      service('codebuild.amazonaws.com'),
      2,
    ],
    [
      'one project',
      [allow('codebuild:StartBuild', 'arn:aws:codebuild:eu-west-1:111111111111:project/app')],
      service('codebuild.amazonaws.com'),
      0,
    ],
    [
      'with MFA',
      [allow('ssm:StartSession', '*', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } })],
      service('ec2.amazonaws.com'),
      1,
    ],
    ['instances with a tag', [allow('ssm:StartSession', '*', tagged)], service('ec2.amazonaws.com'), 0],
    [
      'a document of its own',
      [allow('ssm:SendCommand', ['arn:aws:ec2:*:*:instance/*', 'arn:aws:ssm:*:111111111111:document/restart'])],
      service('ec2.amazonaws.com'),
      0,
    ],
    [
      "AWS's documents",
      [allow('ssm:SendCommand', ['arn:aws:ec2:*:*:instance/*', 'arn:aws:ssm:*::document/AWS-*'])],
      service('ec2.amazonaws.com'),
      1,
    ],
    ['whom only people may assume', [allow('ssm:StartSession')], [{ Principal: { AWS: 'arn:aws:iam::111111111111:root' } }], 0],
    ['that everybody may assume', [allow('ssm:StartSession')], [{ Principal: '*' }], 1],
    [
      'a role that does not trust what it is passed to',
      [allow('lambda:CreateFunction'), allow('iam:PassRole', arn('role/boss'))],
      service('ec2.amazonaws.com'),
      0,
    ],
    [
      'a role passed to a schedule',
      [allow('scheduler:CreateSchedule'), allow('iam:PassRole', arn('role/boss'))],
      service('scheduler.amazonaws.com'),
      1,
    ],
    [
      'AWS passes to another name',
      [
        allow('apprunner:CreateService'),
        allow('iam:PassRole', arn('role/boss'), { Condition: { StringEquals: { 'iam:PassedToService': 'apprunner.amazonaws.com' } } }),
      ],
      service('tasks.apprunner.amazonaws.com'),
      1,
    ],
  ])('%s', (_, statements, trust, count) => {
    expect(found(statements, trust)).toHaveLength(count);
  });

  test('one role is said for all', () => {
    const anna = user('anna', [allow('ssm:StartSession')]);
    const bosses = ['a', 'b', 'c'].map((name) => runs(name, service('ec2.amazonaws.com')));
    expect(escalations([anna, ...bosses]).get(anna.arn)).toEqual([
      'ssm:StartSession on every instance, which may run with the role a, which can administer (statement 1 of policy P)',
    ]);
  });

  test('a trust policy that cannot be read may trust the service', () => {
    const anna = user('anna', [allow('codebuild:StartBuild')]);
    const boss = { ...runs('boss', []), trust: undefined };
    const none = { administers: () => false };
    expect(escalations([anna, boss], { ...none, trusts: false }).get(anna.arn)).toEqual([]);
    expect(escalations([anna, boss], { ...none, trusts: true }).get(anna.arn)).toHaveLength(1);
  });
});

describe('what limits', () => {
  test.each<[string, Statements, Statements | undefined, number]>([
    [
      'MFA does not excuse',
      [allow('iam:PutUserPolicy', '*', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } })],
      undefined,
      1,
    ],
    ['a deny of some users does not', [allow('iam:PutUserPolicy'), deny('iam:PutUserPolicy', arn('user/boss'))], undefined, 1],
    [
      'one policy alone may be attached',
      [allow('iam:AttachRolePolicy', '*', { Condition: { ArnEquals: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/ReadOnlyAccess' } } })],
      undefined,
      0,
    ],
    [
      'all policies but AdministratorAccess',
      [
        allow('iam:AttachRolePolicy', '*', {
          Condition: { ArnNotEquals: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' } },
        }),
      ],
      undefined,
      1,
    ],
    [
      'AdministratorAccess alone is denied',
      [
        allow('iam:AttachRolePolicy'),
        deny('iam:AttachRolePolicy', '*', { Condition: { ArnEquals: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' } } }),
      ],
      undefined,
      1,
    ],
    [
      'only within some boundary, whichever',
      [allow('iam:PutRolePolicy', '*', { Condition: { StringLike: { 'iam:PermissionsBoundary': '*' } } })],
      undefined,
      1,
    ],
    [
      'only within a boundary',
      [allow('iam:PutRolePolicy', '*', { Condition: { StringEquals: { 'iam:PermissionsBoundary': arn('policy/Limit') } } })],
      undefined,
      0,
    ],
    [
      'roles passed to what runs nothing',
      [
        allow('ec2:RunInstances'),
        allow('iam:PassRole', '*', { Condition: { StringEquals: { 'iam:PassedToService': 'monitoring.rds.amazonaws.com' } } }),
      ],
      undefined,
      0,
    ],
    ['denied', [allow('iam:*'), deny('iam:*')], undefined, 0],
    ['a boundary without IAM', [allow('iam:PutUserPolicy')], [allow('s3:*')], 0],
    ['a boundary with IAM', [allow('iam:PutUserPolicy')], [allow('iam:*')], 1],
    ['more rights of its own stay within the boundary', [allow('iam:PutUserPolicy', arn('user/anna'))], [allow('iam:PutUserPolicy')], 0],
    ['unless it may take the boundary away', [allow('iam:DeleteUserPermissionsBoundary', arn('user/anna'))], [allow('iam:*')], 1],
  ])('%s', (_, statements, within, count) => {
    expect(of(user('anna', statements, within ? { within } : {}))).toHaveLength(count);
  });
});
