import { remember } from '../../remember.ts';
import { ABSENT, type KeyState, matches, matchesAction, type Statement } from '../policy/index.ts';
import { administratorPaths, boundaryAllowsEverything } from './administrator.ts';
import { type Bearer, decideFor, type Granted, grantedName, partitionOf, requestOf } from './bearer.ts';
import { unexcused } from './whole.ts';

/** What an action changes, and on which things it gives its user more rights. `own`: what the bearer has itself. `administrator`: what administers. */
interface Way {
  readonly action: string;
  readonly on: 'user' | 'group' | 'role' | 'policy' | 'function';
  readonly gains: 'own' | 'administrator' | 'own boundary' | 'none';
}

const way = (on: Way['on'], gains: Way['gains'], ...actions: string[]): readonly Way[] =>
  actions.map((action) => ({ action: action.includes(':') ? action : `iam:${action}`, on, gains }));

/** Rights with which one makes oneself an administrator. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_controlling.html, and the service authorization reference. */
const ways: readonly Way[] = [
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

/** Services that run what one gives them with the role that one passes, and the action that starts it. */
const compute: readonly (readonly [service: string, action: string])[] = [
  ['ec2.amazonaws.com', 'ec2:RunInstances'],
  ['lambda.amazonaws.com', 'lambda:CreateFunction'],
  ['ecs-tasks.amazonaws.com', 'ecs:RegisterTaskDefinition'],
  ['ecs-tasks.amazonaws.com', 'ecs:RunTask'],
  ['cloudformation.amazonaws.com', 'cloudformation:CreateStack'],
  ['codebuild.amazonaws.com', 'codebuild:CreateProject'],
  ['glue.amazonaws.com', 'glue:CreateJob'],
  ['glue.amazonaws.com', 'glue:CreateDevEndpoint'],
  ['sagemaker.amazonaws.com', 'sagemaker:CreateNotebookInstance'],
  ['datapipeline.amazonaws.com', 'datapipeline:CreatePipeline'],
  ['states.amazonaws.com', 'states:CreateStateMachine'],
];

/**
 * By bearer's ARN: how it could make itself an administrator, on every thing of a kind or on one that would do it. What can do so counts as an administrator for the others, and so does whom `alsoAdministers` names.
 * Conditions that name a boundary, a policy or a service to pass to are kept; no other condition excuses.
 */
export function escalations(
  bearers: readonly Bearer[],
  alsoAdministers: (bearer: Bearer) => boolean = () => false,
): ReadonlyMap<string, readonly string[]> {
  const administrators = new Map(
    bearers.filter((bearer) => alsoAdministers(bearer) || administratorPaths(bearer).length > 0).map((bearer) => [bearer.arn, bearer]),
  );
  for (let grown = true; grown; ) {
    grown = false;
    for (const bearer of bearers) {
      if (administrators.has(bearer.arn) || escalationsOf(bearer, administrators).length === 0) continue;
      administrators.set(bearer.arn, bearer);
      grown = true;
    }
  }
  return new Map(bearers.map((bearer) => [bearer.arn, escalationsOf(bearer, administrators)]));
}

type Administrators = ReadonlyMap<string, Bearer>;

function escalationsOf(bearer: Bearer, administrators: Administrators): readonly string[] {
  return [...ways.flatMap((one) => byWay(bearer, one, administrators)), ...byPassingRoles(bearer, administrators)];
}

function byWay(bearer: Bearer, { action, on, gains }: Way, administrators: Administrators): readonly string[] {
  const keys = {
    'iam:PolicyARN': { values: [`arn:${partitionOf(bearer.arn)}:iam::aws:policy/AdministratorAccess`] },
    'iam:PermissionsBoundary': ABSENT,
  };
  const [every] = grants(bearer, action, everyOf(bearer, on), keys, true);
  if (every) return [`${action} on every ${on} (${grantedName(every)})`];
  return targets(bearer, on, gains, administrators).flatMap(({ arn, words }) => {
    const [found] = grants(bearer, action, arn, keys, false);
    return found ? [`${action} on ${words} (${grantedName(found)})`] : [];
  });
}

function byPassingRoles(bearer: Bearer, administrators: Administrators): readonly string[] {
  const roles = targets(bearer, 'role', 'administrator', administrators);
  return compute.flatMap(([service, action]) => {
    if (grants(bearer, action, '*', {}, false).length === 0) return [];
    const keys = { 'iam:PassedToService': { values: [service] } };
    const [every] = grants(bearer, 'iam:PassRole', everyOf(bearer, 'role'), keys, true);
    if (every) return [`${action} with iam:PassRole on every role (${grantedName(every)})`];
    return roles.flatMap(({ arn, words }) => {
      const [found] = grants(bearer, 'iam:PassRole', arn, keys, false);
      return found ? [`${action} with iam:PassRole on ${words} (${grantedName(found)})`] : [];
    });
  });
}

/** The Allow statements by which an action may be done on a resource (all of it where `whole`); none where that is surely denied. */
function grants(
  bearer: Bearer,
  action: string,
  resource: string,
  keys: Readonly<Record<string, KeyState>>,
  whole: boolean,
): readonly Granted[] {
  const touching = bearer.granted.filter(({ statement }) => statement.effect === 'Allow' && concerns(statement, action));
  if (touching.length === 0) return [];
  const request = requestOf(bearer, action, resource, keys);
  const may = touching.filter(({ statement }) => matches(statement, request) !== 'no');
  const wide = whole ? may.filter(({ statement }) => matches(unexcused(statement), request) === 'yes') : may;
  return wide.length > 0 && decideFor(bearer, request).allowed !== 'no' ? wide : [];
}

const concerned = new WeakMap<Statement, Map<string, boolean>>();

/** Does a statement speak of an action at all? Remembered: many bear the same policy. */
function concerns(statement: Statement, action: string): boolean {
  const actions = remember(concerned, statement, () => new Map<string, boolean>());
  return remember(actions, action, () => matchesAction(statement.actions, action) !== 'no');
}

function everyOf(bearer: Bearer, on: Way['on']): string {
  const partition = partitionOf(bearer.arn);
  return on === 'function' ? `arn:${partition}:lambda:*:${bearer.account}:function:*` : `arn:${partition}:iam::${bearer.account}:${on}/*`;
}

interface Target {
  readonly arn: string;
  readonly words: string;
}

function targets(bearer: Bearer, on: Way['on'], gains: Way['gains'], administrators: Administrators): readonly Target[] {
  const itself = bearer.kind === on ? [{ arn: bearer.arn, words: 'itself' }] : [];
  switch (gains) {
    case 'none':
      return [];
    case 'own boundary':
      return bearer.boundary.kind === 'none' ? [] : itself;
    case 'administrator':
      return [...administrators.values()]
        .filter(({ kind, arn }) => kind === on && arn !== bearer.arn)
        .map(({ kind, arn, name }) => ({ arn, words: `the ${kind} ${name}, which can administer` }));
    case 'own':
      // within a boundary more rights of its own make no administrator
      if (!boundaryAllowsEverything(bearer)) return [];
      if (on === 'policy') return bearer.policies.map((arn) => ({ arn, words: `its own policy ${nameIn(arn)}` }));
      if (on === 'group') return bearer.groups.map((arn) => ({ arn, words: `its own group ${nameIn(arn)}` }));
      return itself;
  }
}

const nameIn = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);
