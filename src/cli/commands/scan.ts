import { join } from 'node:path';
import type { Argv } from 'yargs';
import { assertUsable } from '../../audit.ts';
import { type Collected, collect } from '../../collect/collect.ts';
import { tool } from '../../tool.ts';
import { readBaseline } from '../findings-file.ts';
import { interruptible } from '../interruption.ts';
import { type Flags, type Settings, settingsOf, withAws, withEvaluation } from '../options.ts';
import { showProgress } from '../progress.ts';
import { evaluateInto } from '../report.ts';

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

export const builder = <T>(yargs: Argv<T>) => withRun(withAws(withEvaluation(yargs)));

/** Collects an account and evaluates it. */
export async function handler(flags: CollectFlags): Promise<number> {
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

/** A time as a folder is called by it. */
export const folderTime = (asOf: string): string => asOf.slice(0, 19).replaceAll(':', '-');

export function sayPlan(plan: ReadonlyMap<string, number>, asked: number): void {
  const rows = [...plan].sort(([a], [b]) => (a < b ? -1 : 1));
  const total = rows.reduce((sum, [, count]) => sum + count, 0);
  process.stdout.write(`${asked} calls listed what there is. A scan asks about ${total} more:\n`);
  for (const [service, count] of rows) process.stdout.write(`  ${service.padEnd(16)}${String(count).padStart(8)}\n`);
}
