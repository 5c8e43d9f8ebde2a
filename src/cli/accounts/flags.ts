import type { Argv } from 'yargs';
import { Problem } from '../../problem.ts';
import type { Settings } from '../options.ts';

export interface AccountsFlags {
  readonly accounts?: string;
  readonly organization?: boolean;
  readonly roleName?: string;
  readonly exclude?: string;
  readonly atOnce?: string;
}

export const withAccounts = <T>(yargs: Argv<T>) =>
  withWhich(yargs)
    .option('exclude', { type: 'string', requiresArg: true, describe: 'With --organization: accounts to leave out, separated by commas' })
    .option('at-once', { type: 'string', requiresArg: true, describe: `Of many accounts, how many are read at once (${usual})` });

/** Which accounts, and by way of which role. */
export const withWhich = <T>(yargs: Argv<T>) =>
  yargs
    .option('accounts', { type: 'string', requiresArg: true, describe: 'Many accounts, which this file names (accounts.yaml)' })
    .option('organization', { type: 'boolean', describe: 'Many accounts: all of the organization' })
    .option('role-name', { type: 'string', requiresArg: true, describe: 'Name of the role in each of them (dpp-audit)' });

const usual = 4;
const most = 16;

/** How many accounts are read at once. Throws a usage Problem. */
export function atOnceOf({ atOnce }: AccountsFlags): number {
  if (atOnce === undefined) return usual;
  const n = /^\d{1,3}$/.test(atOnce) ? Number(atOnce) : 0;
  if (n >= 1 && n <= most) return n;
  throw new Problem('usage', `--at-once is ${JSON.stringify(atOnce)}: expected a whole number from 1 to ${most}.`);
}

/** The accounts that --exclude names. Throws a usage Problem. */
export function excluded({ exclude }: AccountsFlags): readonly string[] {
  if (exclude === undefined) return [];
  const ids = exclude
    .split(',')
    .map((id) => id.trim())
    .filter(Boolean);
  const wrong = ids.filter((id) => !/^\d{12}$/.test(id));
  if (wrong.length === 0 && ids.length > 0) return ids;
  throw new Problem(
    'usage',
    `--exclude names ${wrong.map((id) => JSON.stringify(id)).join(', ') || 'nothing'}: expected account ids of 12 digits, separated by commas.`,
  );
}

/** Throws a usage Problem for flags that make sense with many accounts alone. */
export function refuseWithOne(flags: AccountsFlags): void {
  const given = (['roleName', 'exclude', 'atOnce'] as const).filter((name) => flags[name] !== undefined).map((name) => words[name]);
  if (given.length > 0) throw new Problem('usage', `${given.join(', ')}: for many accounts alone. Give --accounts or --organization too.`);
}

const words = { roleName: '--role-name', exclude: '--exclude', atOnce: '--at-once' } as const;

/** Throws a usage Problem for what can't be meant of many accounts. */
export function refuseWithMany(flags: AccountsFlags & { readonly roleArn?: string }, settings: Settings): void {
  const { accounts, organization, exclude, roleName, roleArn } = flags;
  const wrong = [
    accounts !== undefined && organization && '--accounts and --organization both say which accounts: give one of them.',
    accounts !== undefined && exclude !== undefined && '--exclude is of an organization: take the account out of the file instead.',
    roleArn !== undefined && '--role-arn is a role in one account: give its name by --role-name, or `roleArn` in the file of accounts.',
    roleArn === undefined &&
      settings.roleArn !== undefined &&
      'The configuration names a `roleArn`, which is a role in one account: give --config one without it, and the role by --role-name.',
    roleName !== undefined &&
      !/^[\w+=,.@/-]+$/.test(roleName) &&
      `--role-name is ${JSON.stringify(roleName)}: expected the name of a role, such as dpp-audit, without its ARN.`,
  ].filter((message) => typeof message === 'string');
  if (wrong.length > 0)
    throw new Problem(
      'usage',
      wrong.map((message) => ({ message })),
    );
}
