import type { Static } from 'typebox';
import { administratorPaths } from '../analysis/access/administrator.ts';
import type { Bearer } from '../analysis/access/bearer.ts';
import { notActions, passesAnyRole, wholeServices } from '../analysis/access/broad.ts';
import { escalations } from '../analysis/access/escalation.ts';
import { glob, literal, overlaps } from '../analysis/policy/pattern.ts';
import { iam } from '../calls/iam.ts';
import { codes } from '../facts/codes.ts';
import type { Facts, Reason } from '../facts/fact.ts';
import { block, type Reading } from '../facts/read.ts';
import { remember } from '../remember.ts';
import type { Aws } from './aws.ts';
import { type Directory, directoryOf } from './iam-directory.ts';
import { Permissions } from './traits.ts';
import type { Trusted, World } from './world.ts';

type Readings = { readonly [K in keyof Static<typeof Permissions>]: Reading<Static<typeof Permissions>[K]> };

/** What a user or role may do, from its policies. Whom the configuration lets administer has nothing to answer for: it holds the reason. */
export function permissionsOf(arn: string, aws: Aws, world: World): Facts<typeof Permissions> {
  return block(Permissions, [directoryOf(aws)], (directory): Readings => {
    const bearer = directory && bearerOf(directory, arn);
    if (!directory || !bearer)
      return {
        administrator: undefined,
        escalation: undefined,
        services: undefined,
        notActions: undefined,
        passRole: undefined,
        approved: undefined,
      };
    const approved = approval(arn, world.trusted) ?? '';
    if (approved) return { administrator: [], escalation: [], services: [], notActions: [], passRole: [], approved };
    return {
      administrator: told(bearer, administratorPaths(bearer)),
      escalation: escalationOf(bearer, directory),
      services: told(bearer, wholeServices(bearer)),
      notActions: told(bearer, notActions(bearer)),
      passRole: told(bearer, passesAnyRole(bearer)),
      approved,
    };
  });
}

/** Why the configuration lets a principal administer, if it does. */
export const approval = (arn: string, { administrators }: Trusted): string | undefined =>
  administrators.find((pattern) => overlaps(glob(pattern.arn), literal(arn)))?.reason;

const bearerOf = ({ users, roles }: Directory, arn: string): Bearer | undefined => users.get(arn) ?? roles.get(arn);

/** Sentences of a bearer: at least those, where a policy of its own is unread; perhaps not those, where its boundary is. */
function told(bearer: Bearer, sentences: readonly string[]): Reading<string[]> {
  const found = [...sentences];
  if (bearer.unread.length > 0)
    return { unknown: unreadPolicies(bearer), ...(found.length > 0 && bearer.boundary.kind !== 'unread' && { atLeast: found }) };
  if (bearer.boundary.kind === 'unread' && found.length > 0) return { unknown: unreadPolicies(bearer), atMost: found };
  return found;
}

/** Why not all of a bearer's rights are known. */
export function unreadPolicies({ name, unread, boundary }: Bearer): readonly Reason[] {
  const policies = [...unread, ...(boundary.kind === 'unread' ? [boundary.policy] : [])];
  return policies.map((policy) => ({
    operation: iam.GetAccountAuthorizationDetails.id,
    code: codes.malformed,
    note: `the text of ${policy} of ${name} is not in what IAM answered, or can't be understood`,
  }));
}

interface Escalations {
  readonly certain: ReadonlyMap<string, readonly string[]>;
  /** Were all those administrators of whom not everything is known. */
  readonly possible: ReadonlyMap<string, readonly string[]>;
  readonly reasons: readonly Reason[];
}

const escalating = new WeakMap<Directory, Escalations>();

function escalationOf(bearer: Bearer, directory: Directory): Reading<string[]> {
  const { certain, possible, reasons } = remember(escalating, directory, () => escalationsIn(directory));
  const found = certain.get(bearer.arn) ?? [];
  if (found.length === 0 && (possible.get(bearer.arn) ?? []).length > 0) return { unknown: [...unreadPolicies(bearer), ...reasons] };
  return told(bearer, found);
}

function escalationsIn(directory: Directory): Escalations {
  const all: readonly Bearer[] = [...directory.users.values(), ...directory.roles.values(), ...directory.groups];
  const unread = all.filter((bearer) => bearer.unread.length > 0);
  const trusting = [...directory.roles.values()].filter(({ trust }) => !trust);
  const reasons = [...unread.flatMap(unreadPolicies), ...trusting.map(trustUnread)];
  const certain = escalations(all);
  const possible = reasons.length === 0 ? certain : escalations(all, { administers: (bearer) => bearer.unread.length > 0, trusts: true });
  return { certain, possible, reasons };
}

/** Why it is not known who may assume a role. */
export const trustUnread = ({ name }: Bearer): Reason => ({
  operation: iam.GetAccountAuthorizationDetails.id,
  code: codes.malformed,
  note: `the trust policy of ${name} can't be understood`,
});
