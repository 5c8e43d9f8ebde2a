import { ABSENT, type KeyState, matches } from '../policy/index.ts';
import { administratorPaths, boundaryAllowsEverything } from './administrator.ts';
import { type Bearer, decideFor, type Granted, grantedName, partitionOf, requestOf } from './bearer.ts';
import { canReach, concerns, someOf } from './concern.ts';
import { type Compute, compute, type Way, ways } from './escalation-ways.ts';
import { unexcused } from './whole.ts';

/**
 * By bearer's ARN: how it could make itself an administrator, on every thing of a kind or on one that would do it. What can do so counts as an administrator for
 * the others, and so does whom `alsoAdministers` names. Conditions that name a boundary, a policy or a service to pass to are kept; no other condition excuses.
 */
export function escalations(
  bearers: readonly Bearer[],
  alsoAdministers: (bearer: Bearer) => boolean = () => false,
): ReadonlyMap<string, readonly string[]> {
  const rights = bearers.map(rightsOf);
  const isAdministrator = ({ bearer, sentences }: Rights): boolean =>
    sentences.length > 0 || alsoAdministers(bearer) || administratorPaths(bearer).length > 0;
  let newest = rights.filter(isAdministrator).map(({ bearer }) => bearer);
  const administrators = new Set(newest);
  while (newest.length > 0) {
    const targets = newest;
    newest = [];
    for (const one of rights) {
      const found = targets.flatMap((target) => through(one, target));
      one.sentences.push(...found);
      if (found.length === 0 || administrators.has(one.bearer)) continue;
      administrators.add(one.bearer);
      newest.push(one.bearer);
    }
  }
  return new Map(rights.map(({ bearer, sentences }) => [bearer.arn, [...new Set(sentences)]]));
}

/** What a bearer can do for itself alone, and which ways it has where something that administers is in reach. */
interface Rights {
  readonly bearer: Bearer;
  readonly sentences: string[];
  readonly ways: readonly Way[];
  readonly compute: readonly Compute[];
}

function rightsOf(bearer: Bearer): Rights {
  const sentences: string[] = [];
  const openWays = ways.filter((way) => {
    const { action, on } = way;
    if (!bearer.granted.some(({ statement }) => statement.effect === 'Allow' && concerns(statement, action))) return false;
    const [every] = grants(bearer, action, everyOf(bearer, on), changeKeys(bearer), true);
    if (every) sentences.push(`${action} on every ${on} (${grantedName(every)})`);
    else for (const { arn, words } of itsOwn(bearer, way)) sentences.push(...byAction(bearer, action, arn, words));
    return !every && way.gains === 'administrator';
  });
  const openCompute = compute.filter(([service, action]) => {
    if (grants(bearer, action, '*', {}, false).length === 0) return false;
    const [every] = grants(bearer, 'iam:PassRole', everyOf(bearer, 'role'), passKeys(service), true);
    if (every) sentences.push(`${action} with iam:PassRole on every role (${grantedName(every)})`);
    return !every;
  });
  return { bearer, sentences, ways: openWays, compute: openCompute };
}

/** How a bearer gets what a target has that administers. */
function through({ bearer, ways: open, compute: running }: Rights, target: Bearer): readonly string[] {
  const { arn, kind, name } = target;
  if (arn === bearer.arn) return [];
  const words = `the ${kind} ${name}, which can administer`;
  const changed = open.filter(({ on }) => on === kind).flatMap(({ action }) => byAction(bearer, action, arn, words));
  if (kind !== 'role') return changed;
  const passed = running.flatMap(([service, action]) => {
    const [found] = grants(bearer, 'iam:PassRole', arn, passKeys(service), false);
    return found ? [`${action} with iam:PassRole on ${words} (${grantedName(found)})`] : [];
  });
  return [...changed, ...passed];
}

function byAction(bearer: Bearer, action: string, arn: string, words: string): readonly string[] {
  const [found] = grants(bearer, action, arn, changeKeys(bearer), false);
  return found ? [`${action} on ${words} (${grantedName(found)})`] : [];
}

type Keys = Readonly<Record<string, KeyState>>;

/** What one would attach, to someone without a boundary. */
const changeKeys = (bearer: Bearer): Keys => ({
  'iam:PolicyARN': { values: [`arn:${partitionOf(bearer.arn)}:iam::aws:policy/AdministratorAccess`] },
  'iam:PermissionsBoundary': ABSENT,
});

const passKeys = (service: string): Keys => ({ 'iam:PassedToService': { values: [service] } });

/** The Allow statements by which an action may be done on a resource (all of it where `whole`); none where that is surely denied. */
function grants(bearer: Bearer, action: string, resource: string, keys: Keys, whole: boolean): readonly Granted[] {
  const user = bearer.kind === 'user' ? bearer.name : undefined;
  const touching = bearer.granted.filter(
    ({ statement }) =>
      statement.effect === 'Allow' &&
      concerns(statement, action) &&
      (resource === '*' || canReach(statement, whole ? someOf(resource) : resource, user)),
  );
  if (touching.length === 0) return [];
  const request = requestOf(bearer, action, resource, keys);
  const may = touching.filter(({ statement }) => matches(statement, request) !== 'no');
  const wide = whole ? may.filter(({ statement }) => matches(unexcused(statement), request) === 'yes') : may;
  return wide.length > 0 && decideFor(bearer, request).allowed !== 'no' ? wide : [];
}

function everyOf(bearer: Bearer, on: Way['on']): string {
  const partition = partitionOf(bearer.arn);
  return on === 'function' ? `arn:${partition}:lambda:*:${bearer.account}:function:*` : `arn:${partition}:iam::${bearer.account}:${on}/*`;
}

interface Target {
  readonly arn: string;
  readonly words: string;
}

/** What of a bearer's own it gains by. Within a boundary more rights of its own make no administrator; but it may take the boundary away. */
function itsOwn(bearer: Bearer, { on, gains }: Way): readonly Target[] {
  const itself = bearer.kind === on ? [{ arn: bearer.arn, words: 'itself' }] : [];
  if (gains === 'own boundary') return bearer.boundary.kind === 'none' ? [] : itself;
  if (gains !== 'own' || !boundaryAllowsEverything(bearer)) return [];
  if (on === 'policy') return bearer.policies.map((arn) => ({ arn, words: `its own policy ${nameIn(arn)}` }));
  if (on === 'group') return bearer.groups.map((arn) => ({ arn, words: `its own group ${nameIn(arn)}` }));
  return itself;
}

const nameIn = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);
