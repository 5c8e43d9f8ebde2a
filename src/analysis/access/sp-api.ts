import { decide, decideTogether, matchesAction, type PolicyDocument, type Principal, type Tri } from '../policy/index.ts';
import { type Bearer, boundaryOf, decideFor, grantedName, partitionOf, requestOf } from './bearer.ts';
import { concerns } from './concern.ts';
import { isAllow, wholeGrants } from './whole.ts';

/** A role with the policy that says who may assume it; undefined where its text can't be read. */
export interface Assumed extends Bearer {
  readonly trust: PolicyDocument | undefined;
}

/** The users of an account, and what the configuration says of its roles. */
export interface Population {
  readonly users: readonly Bearer[];
  /** The role that the configuration calls the SP-API role, by ARN. */
  readonly configured: string | undefined;
  /** Does the configuration let it administer? Then it is no SP-API role unless it is called so. */
  readonly mayAdminister: (arn: string) => boolean;
}

/**
 * Is it the role with which an application calls SP-API: one that may call every API of API Gateway, and that an IAM user may assume?
 * 'maybe' where something that decides it can't be read.
 * developer-docs.amazon.com/sp-api/docs/creating-and-configuring-iam-policies-and-entities
 */
export function isSpApiRole(role: Assumed, { users, configured, mayAdminister }: Population): Tri {
  if (role.arn === configured) return 'yes';
  if (mayAdminister(role.arn)) return 'no';
  const calls = callsEveryApi(role);
  if (calls === 'no') return 'no';
  const assumed = users.map((user) => mayAssume(user, role));
  if (!assumed.includes('yes') && !assumed.includes('maybe')) return 'no';
  return calls === 'yes' && assumed.includes('yes') ? 'yes' : 'maybe';
}

const invoke = 'execute-api:Invoke';

function callsEveryApi(role: Bearer): Tri {
  const granted = wholeGrants(role, invoke, `arn:${partitionOf(role.arn)}:execute-api:*:*:*`).length > 0;
  if (granted) return role.boundary.kind === 'unread' ? 'maybe' : 'yes';
  return role.unread.length > 0 ? 'maybe' : 'no';
}

/** May a user assume a role of its account? Conditions of the trust policy that could be met count as met. */
export function mayAssume(user: Bearer, { arn, trust }: Assumed): Tri {
  if (!trust) return 'maybe';
  const request = requestOf(user, 'sts:AssumeRole', arn);
  if (decide(trust.statements, request).allowed === 'no') return 'no';
  const limit = boundaryOf(user);
  const { allowed } = decideTogether(
    {
      identity: user.granted.map(({ statement }) => statement).filter((statement) => concerns(statement, 'sts:AssumeRole')),
      ...(limit && { boundary: limit }),
      resource: { statements: trust.statements, role: 'decides' },
    },
    request,
  );
  if (allowed !== 'no') return user.boundary.kind === 'unread' ? 'maybe' : 'yes';
  return user.unread.length > 0 ? 'maybe' : 'no';
}

/** What is wrong with an SP-API role: whom it trusts, and what else it may do. */
export function roleFaults(role: Assumed, users: readonly Bearer[]): readonly string[] {
  return [
    ...(role.trust ? trustFaults(role.trust, users) : []),
    ...moreThan(role, (action) => action.toLowerCase() === invoke.toLowerCase()),
  ];
}

function trustFaults({ statements }: PolicyDocument, users: readonly Bearer[]): readonly string[] {
  const trusting = statements.filter(({ effect }) => effect === 'Allow').flatMap(({ principals }) => (principals ? [principals] : []));
  if (trusting.some(({ not }) => not)) return ['its trust policy names whom it does not trust'];
  const faults: string[] = [];
  const named = new Set<string>();
  for (const principal of trusting.flatMap(({ values }) => values)) {
    if (principal.kind === 'arn' && users.some(({ arn }) => arn === principal.arn)) named.add(principal.arn);
    else if (principal.kind === 'everyone') faults.push('its trust policy names everybody, not the user');
    else if (principal.kind === 'account') faults.push(`its trust policy names the whole account ${principal.account}, not the user`);
    else faults.push(`its trust policy names ${others(principal)}`);
  }
  if (named.size > 1)
    faults.push(`its trust policy names ${named.size} users: ${[...named].map((arn) => arn.slice(arn.lastIndexOf('/') + 1)).join(', ')}`);
  if (named.size === 0 && faults.length === 0) faults.push('its trust policy names no user');
  return faults;
}

function others(principal: Principal): string {
  switch (principal.kind) {
    case 'arn':
      return `${principal.arn}, which is no user of the account`;
    case 'service':
      return `the service ${principal.service} too`;
    case 'federated':
      return `the identity provider ${principal.provider} too`;
    case 'deleted':
      return 'a user or role that has been deleted';
    default:
      return 'something that is no user';
  }
}

/** What is wrong with the user of SP-API roles, as far as its policies say. */
export function userFaults(user: Bearer, roles: readonly Assumed[]): readonly string[] {
  const [first, ...rest] = roles;
  const several =
    rest.length > 0 ? [`it may assume ${roles.length} roles that call SP-API: ${roles.map(({ name }) => name).join(', ')}`] : [];
  const other = user.granted.filter(isAllow).flatMap((granted) => {
    const { actions, resources } = granted.statement;
    if (actions.not || !actions.values.every((action) => action.toLowerCase() === 'sts:assumerole')) return [];
    const wrong = resources && !resources.not ? resources.values.filter((resource) => resource !== first?.arn) : ['*'];
    const outside = wrong.filter(
      (resource) =>
        rest.every(({ arn }) => arn !== resource) && decideFor(user, requestOf(user, 'sts:AssumeRole', resource)).allowed !== 'no',
    );
    return outside.length > 0
      ? [`it may assume ${outside.map((resource) => (resource === '*' ? 'any role' : resource)).join(', ')} (${grantedName(granted)})`]
      : [];
  });
  return [...several, ...other, ...moreThan(user, (action) => action.toLowerCase() === 'sts:assumerole')];
}

/** "it may s3:* too (statement 2 of policy Ops)": what a bearer is allowed beside the actions that it is there for, within its boundary. */
function moreThan(bearer: Bearer, isMeant: (action: string) => boolean): readonly string[] {
  return bearer.granted.filter(isAllow).flatMap((granted) => {
    const { actions } = granted.statement;
    if (actions.not) return [`it may do everything but ${actions.values.join(', ')} (${grantedName(granted)})`];
    const more = actions.values.filter((action) => !isMeant(action) && isWithinBoundary(bearer, action));
    return more.length > 0 ? [`it may ${more.join(', ')} too (${grantedName(granted)})`] : [];
  });
}

const isWithinBoundary = (bearer: Bearer, action: string): boolean =>
  (boundaryOf(bearer) ?? [{ effect: 'Allow' as const, actions: { not: false, values: ['*'] } }]).some(
    ({ effect, actions }) => effect === 'Allow' && matchesAction(actions, action) !== 'no',
  );
