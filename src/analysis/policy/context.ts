import type { Who } from './principal.ts';

/** What a request can carry under one condition key. */
export type Possible =
  | { readonly absent: true }
  /** These values, all of them: one, or several where the key is multivalued. */
  | { readonly values: readonly string[] }
  /** One value that the glob matches; which one isn't known. */
  | { readonly like: string }
  /** One value, but none that a policy could name: a stranger's. What counts as naming it depends on its kind (`stranger.ts`). */
  | { readonly other: Other }
  /** An ARN of something in this account, whichever. */
  | { readonly arnOf: string }
  /** Any value that none of these globs matches, or none at all. */
  | { readonly anyBut: readonly string[] }
  /** Whatever the requester likes, or nothing: an Allow can be met, a Deny avoided. */
  | { readonly chosen: true }
  /** Any address of the public internet. */
  | { readonly publicAddress: true }
  /** Anything, or nothing. */
  | { readonly unknown: true };

export type Other = 'id' | 'arn' | 'userid' | 'path';

/** What a key can be over a whole set of requests. */
export type KeyState = Possible | { readonly oneOf: readonly Possible[] };

/** The condition keys of a set of requests. Keys are compared without regard to case; a key that isn't listed is unknown. */
export interface Context {
  readonly keys: ReadonlyMap<string, KeyState>;
}

export const ABSENT = { absent: true } as const;
export const UNKNOWN = { unknown: true } as const;
export const CHOSEN = { chosen: true } as const;

/** A context of the given keys; `aws:PrincipalTag/*` stands for every key under it that isn't listed itself. Later ones win. */
export function context(...keys: readonly Readonly<Record<string, KeyState>>[]): Context {
  const known = new Map<string, KeyState>();
  for (const some of keys) for (const [key, state] of Object.entries(some)) known.set(key.toLowerCase(), state);
  return { keys: known };
}

/** Everything that a key can be, as alternatives. */
export function possibilities({ keys }: Context, key: string): readonly Possible[] {
  const name = key.toLowerCase();
  const state = keys.get(name) ?? keys.get(`${name.split('/')[0]}/*`) ?? UNKNOWN;
  return 'oneOf' in state ? state.oneOf : [state];
}

/**
 * What AWS itself says of who asks, for the requests of an account's own principals.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function principalKeys(who: Who): Readonly<Record<string, KeyState>> {
  if (who.kind === 'service') return { 'aws:PrincipalIsAWSService': { values: ['true'] }, 'aws:PrincipalAccount': ABSENT };
  if (who.kind !== 'account' && who.kind !== 'principal') return {};
  const ofAccount = {
    'aws:PrincipalAccount': { values: [who.account] },
    'aws:PrincipalArn': { like: `arn:*:*::${who.account}:*` },
    'aws:PrincipalIsAWSService': { values: ['false'] },
    'aws:PrincipalServiceName': ABSENT,
    'aws:SourceAccount': ABSENT,
    'aws:SourceArn': ABSENT,
    'aws:SourceOrgID': ABSENT,
    'aws:SourceOrgPaths': ABSENT,
  } as const;
  if (who.kind === 'account') return ofAccount;
  const user = /:user\/(?:.*\/)?([^/]+)$/.exec(who.arn)?.[1];
  // a session's PrincipalArn is its role's, with a path that the session's ARN doesn't tell
  const arn = who.arn.includes(':assumed-role/') ? {} : { 'aws:PrincipalArn': { values: [who.arn] } };
  return { ...ofAccount, ...arn, 'aws:username': user === undefined ? ABSENT : { values: [user] } };
}
