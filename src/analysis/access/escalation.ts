import { ABSENT, type KeyState, matches } from '../policy/index.ts';
import { administratorPaths, boundaryAllowsEverything } from './administrator.ts';
import { type Bearer, decideFor, type Granted, grantedName, partitionOf, requestOf } from './bearer.ts';
import { canReach, concerns, someOf } from './concern.ts';
import { type Compute, compute, type Running, running, type Way, ways } from './escalation-ways.ts';
import { trustsService } from './service-trust.ts';
import { unexcused } from './whole.ts';

/** What is taken of those of whom not everything can be read. */
export interface Unread {
  readonly administers: (bearer: Bearer) => boolean;
  /** Does a role trust every service whose trust policy can't be read? */
  readonly trusts: boolean;
}

/**
 * By bearer's ARN: how it could make itself an administrator, on every thing of a kind or on one that would do it. What can do so counts as an administrator for
 * the others. Conditions that name a boundary, a policy or a service to pass to are kept; no other condition excuses.
 */
export function escalations(
  bearers: readonly Bearer[],
  unread: Unread = { administers: () => false, trusts: false },
): ReadonlyMap<string, readonly string[]> {
  const rights = bearers.map(rightsOf);
  const isAdministrator = ({ bearer, sentences }: Rights): boolean =>
    sentences.length > 0 || unread.administers(bearer) || administratorPaths(bearer).length > 0;
  let newest = rights.filter(isAdministrator).map(({ bearer }) => bearer);
  const administrators = new Set(newest);
  while (newest.length > 0) {
    const targets = newest;
    newest = [];
    for (const one of rights) {
      const found = targets.flatMap((target) => through(one, target, unread.trusts));
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
  /** Those that have led to nobody yet: one role is said for each, lest there be a sentence for every two bearers. */
  readonly running: Set<{ readonly way: Running; readonly by: Granted }>;
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
  const openCompute = compute.filter(([service, action, passedTo = service]) => {
    if (grants(bearer, action, '*', {}, false).length === 0) return false;
    const [every] = grants(bearer, 'iam:PassRole', everyOf(bearer, 'role'), passKeys(passedTo), true);
    if (every) sentences.push(`${action} with iam:PassRole on every role (${grantedName(every)})`);
    return !every;
  });
  const openRunning = running.flatMap((way) => {
    const by = entering(bearer, way);
    return by ? [{ way, by }] : [];
  });
  return { bearer, sentences, ways: openWays, compute: openCompute, running: new Set(openRunning) };
}

/** By which statement one gets into every thing that a service runs. One that picks things by their tags lets into some. */
function entering(bearer: Bearer, { action, every, by }: Running): Granted | undefined {
  const partition = `arn:${partitionOf(bearer.arn)}:`;
  const found = grants(bearer, action, `${partition}${every(bearer.account)}`, {}, true);
  const onAll = found.find(({ statement }) => !statement.conditions.some(({ key }) => /resourcetag/i.test(key)));
  if (!onAll || by === undefined) return onAll;
  return decideFor(bearer, requestOf(bearer, action, `${partition}${by}`)).allowed === 'no' ? undefined : onAll;
}

/** How a bearer gets what a target has that administers. */
function through({ bearer, ways: open, compute: passing, running: entered }: Rights, target: Bearer, trusts: boolean): readonly string[] {
  const { arn, kind, name } = target;
  if (arn === bearer.arn) return [];
  const words = `the ${kind} ${name}, which can administer`;
  const changed = open.filter(({ on }) => on === kind).flatMap(({ action }) => byAction(bearer, action, arn, words));
  if (kind !== 'role') return changed;
  const runBy = (service: string): boolean => trustsService(target, service) ?? trusts;
  const passed = passing.flatMap(([service, action, passedTo = service]) => {
    const [found] = runBy(service) ? grants(bearer, 'iam:PassRole', arn, passKeys(passedTo), false) : [];
    return found ? [`${action} with iam:PassRole on ${words} (${grantedName(found)})`] : [];
  });
  const inside = [...entered].filter(({ way }) => runBy(way.service));
  for (const one of inside) entered.delete(one);
  return [
    ...changed,
    ...passed,
    ...inside.map(({ way: { action, thing }, by }) => `${action} on every ${thing}, which may run with ${words} (${grantedName(by)})`),
  ];
}

function byAction(bearer: Bearer, action: string, arn: string, words: string): readonly string[] {
  const [found] = grants(bearer, action, arn, changeKeys(bearer), false);
  return found ? [`${action} on ${words} (${grantedName(found)})`] : [];
}

type Keys = Readonly<Record<string, KeyState>>;

/** What one would attach, to someone without a boundary or with one that limits nothing. To be kept from the first of such policies alone keeps from nothing. */
function changeKeys(bearer: Bearer): Keys {
  const [first, second] = ['AdministratorAccess', 'IAMFullAccess'].map((name) => ({
    values: [`arn:${partitionOf(bearer.arn)}:iam::aws:policy/${name}`],
  }));
  return first && second ? { 'iam:PolicyARN': { oneOf: [first, second] }, 'iam:PermissionsBoundary': { oneOf: [ABSENT, first] } } : {};
}

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
