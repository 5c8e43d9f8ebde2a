import type { Argv } from 'yargs';
import { leastPolicy } from '../../calls/permissions.ts';
import { type Flags, settingsOf, withConfig } from '../options.ts';

export const builder = <T>(yargs: Argv<T>) =>
  withConfig(yargs).option('role-arn', { type: 'string', requiresArg: true, describe: 'Role to assume: its right is added' });

/** Prints the least IAM policy that a scan needs. */
export async function handler(flags: Flags): Promise<number> {
  const { roleArn } = settingsOf(flags);
  process.stdout.write(`${JSON.stringify(leastPolicy(roleArn ? { roles: [roleArn] } : {}), null, 2)}\n`);
  return 0;
}
