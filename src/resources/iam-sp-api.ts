import { Type } from 'typebox';
import type { Bearer } from '../analysis/access/bearer.ts';
import { type Assumed, isSpApiRole, mayAssume, type Population, roleFaults, userFaults } from '../analysis/access/sp-api.ts';
import { parsePolicy, type Tri } from '../analysis/policy/index.ts';
import { iam } from '../calls/iam.ts';
import { codes } from '../facts/codes.ts';
import type { Facts, Reason } from '../facts/fact.ts';
import { couldBe, fact, type Reading } from '../facts/read.ts';
import { remember } from '../remember.ts';
import type { Aws } from './aws.ts';
import { type Directory, directoryOf } from './iam-directory.ts';
import { type KeyHolder, keysOf } from './iam-key-list.ts';
import { approval, trustUnread, unreadPolicies } from './iam-permissions.ts';
import { reportOf, rowOf } from './iam-report.ts';
import type { Identity } from './resource.ts';
import { sentences } from './traits.ts';
import type { World } from './world.ts';

const chain = Type.Boolean({ description: 'Is it part of the chain of user, role and policy with which an application calls SP-API?' });
const faults = sentences('What is wrong with its part of the chain');

export const SpApiRole = Type.Object({ chain, faults });
export const SpApiUser = Type.Object({
  chain,
  faults,
  oldestKeyDays: Type.Number({ unit: 'days', description: 'The age of its oldest active access key; 0 where it has none' }),
});

/** A role's part in the SP-API chain: it may call every API and an IAM user may assume it, or the configuration names it. */
export function spApiRole({ arn }: Identity, aws: Aws, world: World): Facts<typeof SpApiRole> {
  const details = directoryOf(aws);
  return {
    chain: fact([details], (directory) => {
      const found = directory && chainIn(directory, world, aws.account).roles.find(({ role }) => role.arn === arn);
      return directory && told(found?.is ?? 'no', directory);
    }),
    faults: fact([details], (directory) => {
      const role = directory?.roles.get(arn);
      if (!directory || !role) return undefined;
      const found = roleFaults(role, [...directory.users.values()]);
      return atLeast(found, [...(role.trust ? [] : [trustUnread(role)]), ...unreadPolicies(role)]);
    }),
  };
}

/** A user's part in the SP-API chain: it may assume such a role, and then should do nothing else. */
export function spApiUser(user: Identity & KeyHolder, aws: Aws, world: World): Facts<typeof SpApiUser> {
  const details = directoryOf(aws);
  const report = reportOf(aws);
  return {
    chain: fact([details], (directory) => {
      const bearer = directory?.users.get(user.arn);
      if (!directory || !bearer) return undefined;
      const parts = assumable(bearer, directory, world);
      return told(parts.some(({ is }) => is === 'yes') ? 'yes' : parts.length > 0 ? 'maybe' : 'no', directory);
    }),
    faults: fact([details, couldBe(report, undefined)], (directory, whole) => {
      const bearer = directory?.users.get(user.arn);
      if (!directory || !bearer) return undefined;
      const row = 'unknown' in report ? { unknown: [report.unknown] } : rowOf(whole, user.name, user.created);
      const password = 'unknown' in row ? undefined : row.hasPassword;
      const roles = assumable(bearer, directory, world).map(({ role }) => role);
      const found = [...(password ? ['it has a console password'] : []), ...userFaults(bearer, roles)];
      return atLeast(found, [...unreadPolicies(bearer), ...(password === undefined ? passwordUnread(row) : [])]);
    }),
    oldestKeyDays: fact(
      [keysOf(user, aws)],
      (keys) => keys && Math.max(0, ...keys.filter(({ active }) => active).map(({ created }) => aws.daysSince(created))),
    ),
  };
}

interface Chain {
  /** The roles that call SP-API, or may: 'no' is left out. */
  readonly roles: readonly { readonly role: Assumed; readonly is: Exclude<Tri, 'no'> }[];
}

const chains = new WeakMap<Directory, WeakMap<World, Chain>>();

function chainIn(directory: Directory, world: World, account: string): Chain {
  const worlds = remember(chains, directory, () => new WeakMap<World, Chain>());
  return remember(worlds, world, () => makeChain(directory, world, account));
}

function makeChain({ users, roles }: Directory, { trusted }: World, account: string): Chain {
  const configured = trusted.spApiRole;
  const population: Population = {
    users: [...users.values()],
    configured,
    mayAdminister: (arn) => approval(arn, trusted) !== undefined,
  };
  const all = [...roles.values(), ...(configured === undefined ? [] : elsewhere(configured, account))];
  return {
    roles: all.flatMap((role) => {
      const is = isSpApiRole(role, population);
      return is === 'no' ? [] : [{ role, is }];
    }),
  };
}

/** The configured role where it lies in another account: its trust policy can't be read, so a user of this account that its own policies allow may assume it. */
function elsewhere(arn: string, account: string): readonly Assumed[] {
  const [, foreign = ''] = /^arn:[^:]+:iam::(\d{12}):role\//.exec(arn) ?? [];
  if (foreign === account) return [];
  const trust = parsePolicy(
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: account } }] }),
  );
  return [
    {
      kind: 'role',
      arn,
      name: arn.slice(arn.lastIndexOf('/') + 1),
      account: foreign,
      granted: [],
      unread: [],
      boundary: { kind: 'none' },
      policies: [],
      groups: [],
      trust,
    },
  ];
}

/** The chain's roles that a user may assume, or could for all that is known. */
function assumable(user: Bearer, directory: Directory, world: World): Chain['roles'] {
  return chainIn(directory, world, user.account).roles.flatMap(({ role, is }) => {
    const may = mayAssume(user, role);
    return may === 'no' ? [] : [{ role, is: is === 'yes' && may === 'yes' ? 'yes' : 'maybe' }];
  });
}

/** What can't be told rests on some policy that can't be read. */
function told(is: Tri, { users, roles }: Directory): Reading<boolean> {
  if (is !== 'maybe') return is === 'yes';
  const bearers = [...users.values(), ...roles.values()];
  return { unknown: [...bearers.flatMap(unreadPolicies), ...[...roles.values()].filter(({ trust }) => !trust).map(trustUnread)] };
}

/** These faults; at least these, where something is unread. */
function atLeast(found: readonly string[], unknown: readonly Reason[]): Reading<string[]> {
  if (unknown.length === 0) return [...found];
  return { unknown, ...(found.length > 0 && { atLeast: [...found] }) };
}

const passwordUnread = (row: object): readonly Reason[] =>
  'unknown' in row ? (row.unknown as readonly Reason[]) : [{ operation: iam.GetCredentialReport.id, code: codes.malformed }];
