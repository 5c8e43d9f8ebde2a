import {
  type Context,
  context,
  type Decision,
  decideTogether,
  type KeyState,
  type PolicyDocument,
  principalKeys,
  type Request,
  type Statement,
  statementName,
  type Who,
} from '../policy/index.ts';
import { concerns } from './concern.ts';

/** A statement with the policy that it stands in, as findings name it: "inline policy Ops", "policy ReadOnly of the group Staff". */
export interface Granted {
  readonly statement: Statement;
  readonly policy: string;
}

/** What limits a user or role, whatever its policies say. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html */
export type Boundary =
  | { readonly kind: 'none' }
  | { readonly kind: 'policy'; readonly granted: readonly Granted[] }
  | { readonly kind: 'unread'; readonly policy: string };

/** Someone or something that bears policies: a user with its groups' policies, a role, or a group for itself. */
export interface Bearer {
  readonly kind: 'user' | 'role' | 'group';
  readonly arn: string;
  readonly name: string;
  readonly account: string;
  /** The statements of every policy that it has: inline, attached, and by its groups. */
  readonly granted: readonly Granted[];
  /** Policies that it has and whose text can't be read. */
  readonly unread: readonly string[];
  readonly boundary: Boundary;
  /** ARNs of the account's own managed policies that it has, by its groups too. */
  readonly policies: readonly string[];
  /** ARNs of its groups. */
  readonly groups: readonly string[];
  /** Of a role, the policy that says who may assume it; absent where its text can't be read. */
  readonly trust?: PolicyDocument | undefined;
}

/** "statement 2 (Deploy) of inline policy Ops" */
export const grantedName = ({ statement, policy }: Granted): string => `${statementName(statement)} of ${policy}`;

/** `aws`, `aws-cn`, `aws-us-gov`: of an ARN. */
export const partitionOf = (arn: string): string => arn.split(':')[1] ?? 'aws';

/** What policies say before anything is known of the request: who asks alone. */
export function requestOf(bearer: Bearer, action: string, resource: string, keys: Readonly<Record<string, KeyState>> = {}): Request {
  const who: Who = { kind: 'principal', arn: bearer.arn, account: bearer.account };
  const known: Context = context(principalKeys(who), keys);
  return { who, action, resource, context: known };
}

/** The statements of a boundary that can be read; undefined: nothing limits, as far as is known. */
export const boundaryOf = ({ boundary }: Bearer): readonly Statement[] | undefined =>
  boundary.kind === 'policy' ? boundary.granted.map(({ statement }) => statement) : undefined;

/** What a bearer's policies come to within its boundary. A boundary that can't be read is taken to allow all. */
export function decideFor(bearer: Bearer, request: Request): Decision {
  const limit = boundaryOf(bearer);
  const identity = bearer.granted.map(({ statement }) => statement).filter((statement) => concerns(statement, request.action));
  return decideTogether({ identity, ...(limit && { boundary: limit }) }, request);
}
