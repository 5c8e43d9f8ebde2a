/** What an action changes, and on which things it gives its user more rights. `own`: what the bearer has itself. `administrator`: what administers. */
export interface Way {
  readonly action: string;
  readonly on: 'user' | 'group' | 'role' | 'policy' | 'function';
  readonly gains: 'own' | 'administrator' | 'own boundary' | 'none';
}

const way = (on: Way['on'], gains: Way['gains'], ...actions: string[]): readonly Way[] =>
  actions.map((action) => ({ action: action.includes(':') ? action : `iam:${action}`, on, gains }));

/** Rights with which one makes oneself an administrator. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_controlling.html, and the service authorization reference. */
export const ways: readonly Way[] = [
  ...way('policy', 'own', 'CreatePolicyVersion', 'SetDefaultPolicyVersion'),
  ...way('user', 'own', 'AttachUserPolicy', 'PutUserPolicy'),
  ...way('group', 'own', 'AttachGroupPolicy', 'PutGroupPolicy'),
  ...way('role', 'own', 'AttachRolePolicy', 'PutRolePolicy'),
  ...way('group', 'administrator', 'AddUserToGroup'),
  ...way('role', 'administrator', 'UpdateAssumeRolePolicy'),
  ...way('user', 'administrator', 'CreateAccessKey', 'CreateLoginProfile', 'UpdateLoginProfile'),
  ...way('user', 'own boundary', 'DeleteUserPermissionsBoundary', 'PutUserPermissionsBoundary'),
  ...way('role', 'own boundary', 'DeleteRolePermissionsBoundary', 'PutRolePermissionsBoundary'),
  ...way('function', 'none', 'lambda:UpdateFunctionCode'),
];

/** `passedTo`: the service by which a condition names where the role goes, if not the one that the role trusts. */
export type Compute = readonly [service: string, action: string, passedTo?: string];

/**
 * Services that run what one gives them with the role that one passes, and the action that starts it, or that has something run anew with another role.
 * Those that are known: https://github.com/DataDog/pathfinding.cloud
 */
export const compute: readonly Compute[] = [
  ['ec2.amazonaws.com', 'ec2:RunInstances'],
  ['ec2.amazonaws.com', 'ec2:RequestSpotInstances'],
  ['ec2.amazonaws.com', 'autoscaling:CreateLaunchConfiguration'],
  ['lambda.amazonaws.com', 'lambda:CreateFunction'],
  // with a layer its code is another too
  ['lambda.amazonaws.com', 'lambda:UpdateFunctionConfiguration'],
  ['ecs-tasks.amazonaws.com', 'ecs:RegisterTaskDefinition'],
  ['ecs-tasks.amazonaws.com', 'ecs:RunTask'],
  ['ecs-tasks.amazonaws.com', 'ecs:StartTask'],
  // AWS's own policy passes to one, the role that is passed trusts the other
  ['tasks.apprunner.amazonaws.com', 'apprunner:CreateService', 'apprunner.amazonaws.com'],
  ['tasks.apprunner.amazonaws.com', 'apprunner:CreateService'],
  ['cloudformation.amazonaws.com', 'cloudformation:CreateStack'],
  ['cloudformation.amazonaws.com', 'cloudformation:UpdateStack'],
  ['cloudformation.amazonaws.com', 'cloudformation:CreateChangeSet'],
  ['cloudformation.amazonaws.com', 'cloudformation:CreateStackSet'],
  ['cloudformation.amazonaws.com', 'cloudformation:UpdateStackSet'],
  ['codebuild.amazonaws.com', 'codebuild:CreateProject'],
  ['codebuild.amazonaws.com', 'codebuild:UpdateProject'],
  ['glue.amazonaws.com', 'glue:CreateJob'],
  ['glue.amazonaws.com', 'glue:UpdateJob'],
  ['glue.amazonaws.com', 'glue:CreateDevEndpoint'],
  ['sagemaker.amazonaws.com', 'sagemaker:CreateNotebookInstance'],
  ['sagemaker.amazonaws.com', 'sagemaker:CreateTrainingJob'],
  ['sagemaker.amazonaws.com', 'sagemaker:CreateProcessingJob'],
  ['datapipeline.amazonaws.com', 'datapipeline:CreatePipeline'],
  ['states.amazonaws.com', 'states:CreateStateMachine'],
  ['states.amazonaws.com', 'states:UpdateStateMachine'],
  // a schedule may call nearly every API: https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
  ['scheduler.amazonaws.com', 'scheduler:CreateSchedule'],
  ['scheduler.amazonaws.com', 'scheduler:UpdateSchedule'],
  ['ssm.amazonaws.com', 'ssm:StartAutomationExecution'],
  ['bedrock-agentcore.amazonaws.com', 'bedrock-agentcore:CreateCodeInterpreter'],
];

/** A way into what runs already: `thing` is what it is called, `every` the ARNs of all of them after the partition. */
export interface Running {
  readonly service: string;
  readonly action: string;
  readonly thing: string;
  readonly every: (account: string) => string;
  /** ARNs, after the partition, of something that must be allowed too. */
  readonly by?: string;
}

const runs = (service: string, thing: string, arn: string, ...actions: string[]): readonly Running[] =>
  actions.map((action) => ({ service, action, thing, every: (account) => arn.replace(':*:', `:*:${account}:`) }));

/**
 * Ways into what runs with a role that somebody else has passed. Whose role a thing has is not read: so they count where a role that administers trusts the
 * service, and on every such thing alone. Those that are known: https://github.com/DataDog/pathfinding.cloud
 */
export const running: readonly Running[] = [
  ...runs('lambda.amazonaws.com', 'function', 'lambda:*:function:*', 'lambda:UpdateFunctionConfiguration'),
  ...runs('codebuild.amazonaws.com', 'project', 'codebuild:*:project/*', 'codebuild:StartBuild', 'codebuild:StartBuildBatch'),
  ...runs('ec2.amazonaws.com', 'instance', 'ec2:*:instance/*', 'ssm:StartSession', 'ec2-instance-connect:SendSSHPublicKey'),
  ...runs('ec2.amazonaws.com', 'instance', 'ec2:*:instance/*', 'ssm:SendCommand').map((one) => ({
    ...one,
    by: 'ssm:*:*:document/AWS-RunShellScript',
  })),
  ...runs('ecs-tasks.amazonaws.com', 'task', 'ecs:*:task/*', 'ecs:ExecuteCommand'),
  ...runs('cloudformation.amazonaws.com', 'stack', 'cloudformation:*:stack/*', 'cloudformation:UpdateStack'),
  ...runs('glue.amazonaws.com', 'endpoint', 'glue:*:devEndpoint/*', 'glue:UpdateDevEndpoint'),
  ...runs('sagemaker.amazonaws.com', 'notebook', 'sagemaker:*:notebook-instance/*', 'sagemaker:CreatePresignedNotebookInstanceUrl'),
  ...runs('tasks.apprunner.amazonaws.com', 'service', 'apprunner:*:service/*', 'apprunner:UpdateService'),
];
