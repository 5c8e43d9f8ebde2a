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

export type Compute = readonly [service: string, action: string];

/**
 * Services that run what one gives them with the role that one passes, and the action that starts it, or that has something run anew with another role.
 * Those that are known: https://github.com/DataDog/pathfinding.cloud
 */
export const compute: readonly Compute[] = [
  ['ec2.amazonaws.com', 'ec2:RunInstances'],
  ['ec2.amazonaws.com', 'ec2:RequestSpotInstances'],
  ['ec2.amazonaws.com', 'autoscaling:CreateLaunchConfiguration'],
  ['lambda.amazonaws.com', 'lambda:CreateFunction'],
  ['ecs-tasks.amazonaws.com', 'ecs:RegisterTaskDefinition'],
  ['ecs-tasks.amazonaws.com', 'ecs:RunTask'],
  ['ecs-tasks.amazonaws.com', 'ecs:StartTask'],
  // AWS's own policy passes to the first, the role that is passed trusts the second
  ['apprunner.amazonaws.com', 'apprunner:CreateService'],
  ['tasks.apprunner.amazonaws.com', 'apprunner:CreateService'],
  ['cloudformation.amazonaws.com', 'cloudformation:CreateStack'],
  ['cloudformation.amazonaws.com', 'cloudformation:UpdateStack'],
  ['cloudformation.amazonaws.com', 'cloudformation:CreateChangeSet'],
  ['cloudformation.amazonaws.com', 'cloudformation:CreateStackSet'],
  ['cloudformation.amazonaws.com', 'cloudformation:UpdateStackSet'],
  ['codebuild.amazonaws.com', 'codebuild:CreateProject'],
  ['glue.amazonaws.com', 'glue:CreateJob'],
  ['glue.amazonaws.com', 'glue:UpdateJob'],
  ['glue.amazonaws.com', 'glue:CreateDevEndpoint'],
  ['sagemaker.amazonaws.com', 'sagemaker:CreateNotebookInstance'],
  ['sagemaker.amazonaws.com', 'sagemaker:CreateTrainingJob'],
  ['sagemaker.amazonaws.com', 'sagemaker:CreateProcessingJob'],
  ['datapipeline.amazonaws.com', 'datapipeline:CreatePipeline'],
  ['states.amazonaws.com', 'states:CreateStateMachine'],
  ['bedrock-agentcore.amazonaws.com', 'bedrock-agentcore:CreateCodeInterpreter'],
];
