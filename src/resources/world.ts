import type { Answer } from '../facts/fact.ts';
import type { Resource } from './resource.ts';

/** What the configuration says about whom the account trusts. */
export interface Trusted {
  /** Accounts that belong to the same owner, with this one. */
  readonly accounts: readonly string[];
  /** Principals (ARN patterns) that may administer, with the reason. */
  readonly administrators: readonly { readonly arn: string; readonly reason: string }[];
  /** The SP-API role, where the configuration names it. */
  readonly spApiRole?: string;
}

/** What proofs over many resources see: every resource with its facts and class, and whom the account trusts. */
export interface World {
  readonly trusted: Trusted;
  /** The organization of the account; undefined answer: none. */
  readonly organization: Answer<{ readonly id: string; readonly managementAccount: string }>;
  readonly all: readonly Resource[];
  readonly of: (type: string) => readonly Resource[];
  readonly byArn: (arn: string) => Resource | undefined;
}
