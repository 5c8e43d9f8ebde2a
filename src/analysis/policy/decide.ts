import type { Statement } from './document.ts';
import { isWho, type Principal } from './principal.ts';
import { matches, type Request } from './statement.ts';
import { all, any, not, type Tri } from './tri.ts';

/** A statement that applies to the requests, all or some of them; its conditions stay with it. */
export interface Hit {
  readonly statement: Statement;
  readonly applies: 'yes' | 'maybe';
  /**
   * Whether it names who asks as an account only (`…:root`, or the bare number). In that account itself it then grants nothing by itself:
   * the account's own policies must allow too.
   */
  readonly viaAccount: boolean;
}

/** What policies come to: each of the requests is allowed ('yes'), none ('no'), or some may be ('maybe'). */
export interface Decision {
  readonly allowed: Tri;
  readonly allows: readonly Hit[];
  /** Where one of them applies for sure, nothing is allowed. */
  readonly denies: readonly Hit[];
}

/** The statements of one policy, or of several that add up. A Deny beats every Allow. */
export function decide(statements: readonly Statement[], request: Request): Decision {
  const hits = statements.flatMap((statement): readonly Hit[] => {
    const applies = matches(statement, request);
    return applies === 'no' ? [] : [{ statement, applies, viaAccount: isViaAccount(statement, request) }];
  });
  const allows = hits.filter(({ statement }) => statement.effect === 'Allow');
  const denies = hits.filter(({ statement }) => statement.effect === 'Deny');
  return { allowed: all([strongest(allows), not(strongest(denies))]), allows, denies };
}

/** The policies that bear on a principal's requests inside its own account. */
export interface Policies {
  /** The principal's own and its groups', all statements. */
  readonly identity: readonly Statement[];
  /** Its permissions boundary; absent where it has none. */
  readonly boundary?: readonly Statement[];
  /** The policy of the resource, and what it's for; absent where the resource has none. */
  readonly resource?: {
    readonly statements: readonly Statement[];
    /** `adds`: an Allow in either will do (S3, SNS, …). `decides`: without an Allow here identity policies grant nothing (KMS keys, trust policies). */
    readonly role: 'adds' | 'decides';
  };
  /** Service and resource control policies, one list a level: each of them must allow. */
  readonly ceilings?: readonly (readonly Statement[])[];
}

/**
 * What the policies come to together, in one account: identity and resource policies add up, within the boundary and each ceiling; a Deny in any of them wins.
 * Where a boundary doesn't allow what the resource's policy grants to the principal by name, that's 'maybe': it depends on the kind of principal.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
export function decideTogether(policies: Policies, request: Request): Decision {
  const parts = {
    identity: decide(policies.identity, request),
    boundary: policies.boundary && decide(policies.boundary, request),
    resource: decide(policies.resource?.statements ?? [], request),
    ceilings: (policies.ceilings ?? []).map((statements) => decide(statements, request)),
  };
  const limits = [...(parts.boundary ? [parts.boundary] : []), ...parts.ceilings];
  const denies = [parts.identity, parts.resource, ...limits].flatMap((part) => part.denies);
  const identity = strongest(parts.identity.allows);
  const boundary = parts.boundary ? strongest(parts.boundary.allows) : 'yes';
  const direct = strongest(parts.resource.allows.filter(({ viaAccount }) => !viaAccount));
  const granted = policies.resource?.role === 'decides' ? all([identity, strongest(parts.resource.allows)]) : identity;
  return {
    allowed: all([
      any([all([granted, boundary]), all([direct, boundary === 'yes' ? 'yes' : 'maybe'])]),
      ...parts.ceilings.map(({ allows }) => strongest(allows)),
      not(strongest(denies)),
    ]),
    allows: [...parts.identity.allows, ...parts.resource.allows],
    denies,
  };
}

function strongest(hits: readonly Hit[]): Tri {
  return any(hits.map(({ applies }) => applies));
}

function isViaAccount({ principals }: Statement, { who }: Request): boolean {
  if (principals === undefined || principals.not) return false;
  const named = principals.values.filter((principal: Principal) => isWho(principal, who) !== 'no');
  return named.length > 0 && named.every(({ kind }) => kind === 'account');
}
