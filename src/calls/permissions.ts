import { catalogues } from '../generated/calls.ts';
import { callerCalls } from './caller.ts';

interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
}

/** An IAM policy document. */
export interface IamPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/** What the caller does beside reading the account of its credentials. */
export interface CallerNeeds {
  /** ARNs of the roles that it assumes; `*` stands for any account. */
  readonly roles?: readonly string[];
  /** It lists the organization's accounts. */
  readonly organization?: boolean;
}

/**
 * The least policy that the catalogue of calls needs, and nothing that writes; and what the caller needs beside it. Resources are `*` because
 * lists of what there is can't be limited to what there is.
 */
export function leastPolicy({ roles = [], organization = false }: CallerNeeds = {}): IamPolicy {
  const actions = new Set(Object.values(catalogues).flatMap((catalogue) => Object.values(catalogue).flatMap((call) => call.actions)));
  const allow = (Sid: string, Action: readonly string[], Resource: Statement['Resource']): Statement => ({
    Sid,
    Effect: 'Allow',
    Action,
    Resource,
  });
  const [first, ...more] = roles;
  return {
    Version: '2012-10-17',
    Statement: [
      allow('DppAuditReads', [...actions].sort(), '*'),
      ...(first ? [allow('DppAuditAssumes', ['sts:AssumeRole'], more.length > 0 ? roles : first)] : []),
      ...(organization ? [allow('DppAuditListsAccounts', callerCalls.ListAccounts.actions, '*')] : []),
    ],
  };
}
