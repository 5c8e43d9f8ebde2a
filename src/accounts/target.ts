import { Problem } from '../problem.ts';
import type { Entry } from './accounts-file.ts';

/** An account that is to be read. */
export interface Target {
  readonly id: string;
  /** Empty where nobody named it. */
  readonly name: string;
  /** The role to assume; undefined: the caller's own account, read with its own credentials. */
  readonly roleArn?: string;
  readonly externalId?: string;
  readonly config?: string;
  readonly regions?: readonly string[];
}

/** An account that is not read, by the user's choice or because it can't be; and why. */
export interface LeftOut {
  readonly id: string;
  readonly name: string;
  readonly why: string;
}

/** What holds for every account that says nothing else. */
export interface General {
  /** Name of a role, with its path. */
  readonly role: string;
  readonly externalId?: string;
  readonly caller: { readonly account: string; readonly partition: string };
}

/**
 * By way of which role each account is read. The caller's own account is read without one, unless one is named for it: what makes the role in
 * every account of an organization (service-managed StackSets) leaves the management account out.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
 */
export const targets = (entries: readonly Entry[], { role, externalId, caller }: General): readonly Target[] =>
  entries.map(({ id, name, role: own, roleArn, externalId: ownId, config, regions }): Target => {
    const assumed =
      roleArn ?? (own === undefined && id === caller.account ? undefined : `arn:${caller.partition}:iam::${id}:role/${own ?? role}`);
    const secret = ownId ?? externalId;
    return {
      id,
      name,
      ...(assumed !== undefined && { roleArn: assumed, ...(secret !== undefined && { externalId: secret }) }),
      ...(config !== undefined && { config }),
      ...(regions && { regions }),
    };
  });

/** An account as Organizations lists it; `state` is its word, or empty. */
export interface Listed {
  readonly id: string;
  readonly name: string;
  readonly state: string;
}

/** States in which an account lets nobody in. docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_account_state.html */
const shut: Readonly<Record<string, string>> = {
  SUSPENDED: 'It is suspended: nothing in it can be read.',
  PENDING_CLOSURE: 'It is being closed: nothing in it can be read.',
  CLOSED: 'It is closed: nothing in it can be read.',
  PENDING_ACTIVATION: 'It is not active yet: nothing in it can be read.',
};

/** Which accounts of an organization are read, and which are left out. Throws a usage Problem for a left-out one that is not in it. */
export function chosen(
  listed: readonly Listed[],
  exclude: readonly string[],
): { readonly entries: readonly Entry[]; readonly leftOut: readonly LeftOut[] } {
  const unknown = exclude.filter((id) => !listed.some((account) => account.id === id));
  if (unknown.length > 0)
    throw new Problem('usage', `--exclude names ${unknown.join(', ')}: there is no such account in the organization.`);
  const sorted = [...listed].sort((a, b) => (a.id < b.id ? -1 : 1));
  const why = ({ id, state }: Listed): string | undefined => (exclude.includes(id) ? 'Left out by --exclude.' : shut[state]);
  return {
    entries: sorted.flatMap((account) => (why(account) === undefined ? [{ id: account.id, name: account.name }] : [])),
    leftOut: sorted.flatMap((account) => {
      const reason = why(account);
      return reason === undefined ? [] : [{ id: account.id, name: account.name, why: reason }];
    }),
  };
}
