import { join } from 'node:path';
import type { Argv } from 'yargs';
import { settingsOf, withAws, withConfig } from '../options.ts';
import { type CollectFlags, collectInto, withRun } from './scan.ts';

export const builder = <T>(yargs: Argv<T>) =>
  withRun(withAws(withConfig(yargs))).option('out', { type: 'string', requiresArg: true, describe: 'Folder for the snapshot' });

/** Collects an account into a snapshot, to be evaluated later. */
export async function handler(flags: CollectFlags): Promise<number> {
  const { dir, plan } = await collectInto(settingsOf(flags), flags);
  if (!plan) process.stdout.write(`Snapshot: ${join(dir, 'snapshot.ndjson.gz')}\n`);
  return 0;
}
