import { join } from 'node:path';
import type { Argv } from 'yargs';
import { assertUsable } from '../../audit.ts';
import { type Collected, collect } from '../../collect/collect.ts';
import { tool } from '../../tool.ts';
import { type AccountsFlags, refuseWithOne, withAccounts } from '../accounts/flags.ts';
import { isAccountsRun } from '../accounts/run-folder.ts';
import { readBaseline } from '../findings-file.ts';
import { interruptible } from '../interruption.ts';
import { type Flags, type Settings, settingsOf, withAws, withEvaluation } from '../options.ts';
import { sayPlan } from '../plan.ts';
import { showProgress } from '../progress.ts';
import { evaluateInto } from '../report.ts';
import { folderTime } from '../run-name.ts';

export interface CollectFlags extends Flags {
  readonly resume?: string;
  readonly force?: boolean;
  readonly plan?: boolean;
}

export const withRun = <T>(yargs: Argv<T>) =>
  yargs
    .option('resume', { type: 'string', requiresArg: true, describe: 'Go on with the run in this folder' })
    .option('force', { type: 'boolean', describe: 'Resume although the run began more than 24 hours ago' })
    .option('plan', { type: 'boolean', describe: 'Ask for lists alone, say how many more calls it would be, and stop' });

export const builder = <T>(yargs: Argv<T>) => withAccounts(withRun(withAws(withEvaluation(yargs))));

/** Collects an account and evaluates it; or many, where these are named. */
export async function handler(flags: CollectFlags & AccountsFlags): Promise<number> {
  const { accounts, organization, resume } = flags;
  if (accounts !== undefined || organization || (resume !== undefined && isAccountsRun(resume))) {
    const { scanAccounts } = await import('../accounts/scan.ts');
    return scanAccounts(flags);
  }
  refuseWithOne(flags);
  const settings = settingsOf(flags);
  // read first: one that can't be used ends the run before it begins
  const baseline = readBaseline(settings.baseline);
  const { dir, snapshot, plan } = await collectInto(settings, flags);
  return plan ? 0 : evaluateInto(dir, snapshot, settings, baseline);
}

/** Collects with progress on stderr; Ctrl-C ends it in good order. */
export async function collectInto(settings: Settings, { resume, force, plan }: CollectFlags): Promise<Collected> {
  assertUsable(settings, new Date());
  let done = (): void => {};
  let where = '';
  const collected = await interruptible(
    async (signal) => {
      try {
        return await collect({
          tool,
          ...settings,
          resume,
          force,
          plan,
          folder: (account, asOf) => settings.out ?? join('reports', account, folderTime(asOf)),
          now: () => new Date(),
          signal,
          onStart: (progress, dir) => {
            where = dir;
            done = showProgress(progress, process.stderr);
          },
        });
      } finally {
        done();
      }
    },
    () => (where ? `What was answered is kept: go on with \`--resume ${where}\`.` : ''),
  );
  if (collected.plan) sayPlan(collected.plan, collected.calls);
  return collected;
}
