import { calls } from './catalogue.ts';

/**
 * What the caller asks for itself before any account is read: no part of what an account's role needs, and of no account's snapshot.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
 */
const { ListAccounts } = calls<typeof import('@aws-sdk/client-organizations')>()('organizations', {
  ListAccounts: {
    action: 'organizations:ListAccounts',
    scope: 'global',
    page: { token: 'NextToken', next: 'NextToken' },
    always: ['Accounts'],
  },
});

export const callerCalls = { ListAccounts } as const;
