import type { NodeHttpHandler } from '@smithy/node-http-handler';
import { callerCalls } from '../calls/caller.ts';
import { Problem } from '../problem.ts';
import { homeRegion } from '../snapshot/regions.ts';
import { Clients, requestHandler } from './clients.ts';
import { type Provider, resolveCredentials } from './credentials.ts';
import { type Identity, identity } from './identity.ts';

/** Where AWS is asked who asks, before it is known which regions there are. */
export const startRegion = (): string => process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? 'us-east-1';

/** Who audits many accounts: credentials and connections, found once and shared by all of them. */
export interface Caller extends Identity {
  readonly provider: Provider;
  readonly connections: NodeHttpHandler;
  /** Calls in flight for each account. */
  readonly callsAtOnce: number;
  /** The accounts of the organization. Throws a Problem where they can't all be listed. */
  readonly listAccounts: () => Promise<readonly ListedAccount[]>;
  readonly close: () => void;
}

/** An account as Organizations lists it: https://docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html */
export interface ListedAccount {
  readonly id: string;
  readonly name: string;
  /** `ACTIVE`, `SUSPENDED`, …; empty where AWS does not say. */
  readonly state: string;
}

/** Calls in flight over all accounts; no connection is ever waited for, since that would count as its time-out. */
const callsInAll = 64;

/** Finds out who audits. Throws a credentials Problem where nobody does. */
export async function findCaller(
  accountsAtOnce: number,
  { profile, endpoint, now }: { readonly profile?: string; readonly endpoint?: string; readonly now: () => Date },
): Promise<Caller> {
  const callsAtOnce = Math.max(4, Math.floor(callsInAll / accountsAtOnce));
  const connections = requestHandler(callsAtOnce * accountsAtOnce);
  const region = startRegion();
  try {
    const { provider } = await resolveCredentials({
      region,
      requestHandler: connections,
      now,
      ...(profile && { profile }),
      ...(endpoint && { endpoint }),
    });
    const clients = new Clients({ credentials: provider, handler: connections, ...(endpoint && { endpoint }) });
    const who = await identity(clients, region);
    return {
      ...who,
      provider,
      connections,
      callsAtOnce,
      listAccounts: () => listAccounts(clients, homeRegion(who.partition)),
      close: () => connections.destroy(),
    };
  } catch (error) {
    connections.destroy();
    throw error;
  }
}

interface ListAccountsAnswer {
  readonly Accounts?: readonly { readonly Id?: string; readonly Name?: string; readonly State?: string; readonly Status?: string }[];
  readonly NextToken?: string;
}

/** Every page, or none: an account that is not on the list would not be missed. */
async function listAccounts(clients: Clients, region: string): Promise<readonly ListedAccount[]> {
  const { service, operation } = callerCalls.ListAccounts;
  const listed: ListedAccount[] = [];
  let token: string | undefined;
  do {
    const input = token === undefined ? {} : { NextToken: token };
    const { Accounts, NextToken } = await asked(() => clients.send(service, operation, input, region) as Promise<ListAccountsAnswer>);
    if (!Accounts) throw unlisted('the answer lacks the accounts');
    for (const { Id, Name = '', State, Status } of Accounts) {
      if (!Id || !/^\d{12}$/.test(Id)) throw unlisted('the answer lacks the id of an account');
      // a field that replaces another: the older one is gone, or the newer not there yet
      listed.push({ id: Id, name: Name, state: State ?? Status ?? '' });
    }
    token = NextToken || undefined;
  } while (token !== undefined);
  if (listed.length === 0) throw unlisted('the answer names no account');
  return listed;
}

async function asked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    const { name, message } = cause as Error;
    if (name === 'AWSOrganizationsNotInUseException')
      throw new Problem('usage', 'The account of these credentials is in no organization: name the accounts by --accounts.', { cause });
    throw unlisted(`${name}: ${message.split('\n')[0]}`.replace(/\.$/, ''), cause);
  }
}

const unlisted = (why: string, cause?: unknown): Problem =>
  new Problem(
    'cut-off',
    `The accounts of the organization can't be listed (${callerCalls.ListAccounts.id}, ${why}). Only its management account may, and accounts to which it has delegated a service; or name the accounts by --accounts.`,
    { cause },
  );
