import type { Argv } from 'yargs';
import { readAccounts } from '../../accounts/accounts-file.ts';
import { targets } from '../../accounts/target.ts';
import { type CallerNeeds, leastPolicy } from '../../calls/permissions.ts';
import { role as offered } from '../../init/role.ts';
import { type AccountsFlags, refuseWithMany, refuseWithOne, withWhich } from '../accounts/flags.ts';
import { type Flags, settingsOf, withConfig } from '../options.ts';
import { readText } from '../read-text.ts';

export const builder = <T>(yargs: Argv<T>) =>
  withWhich(withConfig(yargs).option('role-arn', { type: 'string', requiresArg: true, describe: 'Role to assume: its right is added' }));

/** Prints the least IAM policy that a scan needs, of one account or of many. */
export async function handler(flags: Flags & AccountsFlags): Promise<number> {
  process.stdout.write(`${JSON.stringify(leastPolicy(needs(flags)), null, 2)}\n`);
  return 0;
}

/** What the caller does beside reading its own account. Which partition it will be in, nobody knows yet: the usual one is named. */
function needs(flags: Flags & AccountsFlags): CallerNeeds {
  const settings = settingsOf(flags);
  const { accounts, organization = false, roleName } = flags;
  if (accounts === undefined && !organization) {
    refuseWithOne(flags);
    return settings.roleArn ? { roles: [settings.roleArn] } : {};
  }
  refuseWithMany(flags, settings);
  if (accounts === undefined) return { roles: [`arn:aws:iam::*:role/${roleName ?? offered.name}`], organization };
  const file = readAccounts(readText(accounts, 'Give the file of accounts to --accounts.'), accounts, undefined);
  const general = { role: roleName ?? file.role ?? offered.name, caller: { account: '', partition: 'aws' } };
  return { roles: targets(file.entries, general).flatMap(({ roleArn }) => roleArn ?? []) };
}
