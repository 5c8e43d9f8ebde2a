import { catalogues } from '../generated/calls.ts';

/** An IAM policy document. */
export interface IamPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly {
    readonly Sid: string;
    readonly Effect: 'Allow';
    readonly Action: readonly string[];
    readonly Resource: string;
  }[];
}

/**
 * The least policy that the catalogue of calls needs, and nothing that writes. `roleArn`: the caller assumes this role first. Resources are
 * `*` because lists of what there is can't be limited to what there is.
 */
export function leastPolicy(roleArn?: string): IamPolicy {
  const actions = new Set(Object.values(catalogues).flatMap((catalogue) => Object.values(catalogue).flatMap((call) => call.actions)));
  const read = { Sid: 'DppAuditReads', Effect: 'Allow', Action: [...actions].sort(), Resource: '*' } as const;
  const assume = roleArn ? [{ Sid: 'DppAuditAssumes', Effect: 'Allow', Action: ['sts:AssumeRole'], Resource: roleArn } as const] : [];
  return { Version: '2012-10-17', Statement: [read, ...assume] };
}
