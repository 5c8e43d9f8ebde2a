import { join } from 'node:path';
import { summaryHtml } from '../../accounts/html.ts';
import { summaryMarkdown } from '../../accounts/markdown.ts';
import { type Summary, summary } from '../../accounts/summary.ts';
import { summaryTerminal } from '../../accounts/terminal.ts';
import { accountName } from '../../accounts/words.ts';
import { assertUsable } from '../../audit.ts';
import { findCaller } from '../../collect/caller.ts';
import { exitCodes } from '../../findings/exit-code.ts';
import { writePieces } from '../../findings/write.ts';
import { remember } from '../../remember.ts';
import { plainText } from '../../report/plain-text.ts';
import { counted } from '../../report/words.ts';
import { tool } from '../../tool.ts';
import { interruptible } from '../interruption.ts';
import { type Flags, type Settings, settingsOf } from '../options.ts';
import { sayPlan } from '../plan.ts';
import { shape } from '../report.ts';
import { folderTime } from '../run-name.ts';
import { appendSummary, stdoutSummary } from '../summary.ts';
import { baselinesIn, checkBaselines } from './baselines.ts';
import { type CollectedAccount, collectAll } from './collect-all.ts';
import { type Evaluated, evaluateAll } from './evaluate-all.ts';
import { type AccountsFlags, atOnceOf, refuseWithMany } from './flags.ts';
import { showAccounts } from './progress.ts';
import { assertSameSource, beginRun, openRun } from './run-folder.ts';
import { whichAccounts } from './which.ts';

export interface ScanAccountsFlags extends Flags, AccountsFlags {
  readonly resume?: string;
  readonly force?: boolean;
  readonly plan?: boolean;
  readonly debug?: boolean;
}

/** Collects and evaluates many accounts, a folder each, and sums them up. Gives the exit code of all. */
export async function scanAccounts(flags: ScanAccountsFlags): Promise<number> {
  const { resume, force = false, plan = false, debug = false } = flags;
  const settings = settingsOf(flags);
  refuseWithMany(flags, settings);
  const most = atOnceOf(flags);
  const now = new Date();
  assertUsable(settings, now);
  const going = resume === undefined ? undefined : openRun(resume, now, force);
  if (resume !== undefined && going) assertSameSource(resume, going.source, flags);
  const which = whichAccounts(flags, settings, going?.source);
  const baselines = baselinesIn(settings.baseline);
  const asOf = going?.asOf ?? now.toISOString();
  const dir = resume ?? settings.out ?? join('reports', 'accounts', folderTime(asOf));
  let begun = false;
  return interruptible(
    async (signal) => {
      const caller = await findCaller(most, { ...settings, now: () => new Date() });
      try {
        const { source, targets, leftOut, settingsFor } = await which(caller);
        for (const id of checkBaselines(baselines, targets)) process.stderr.write(`${id} has no run in the baseline: all of it counts.\n`);
        if (!going) beginRun(dir, { accountsRun: 1, tool, asOf, source });
        begun = true;
        const progress = showAccounts(targets.length, process.stderr);
        try {
          const collected = await collectAll({ dir, targets, settingsFor, caller, atOnce: most, force, plan, debug, signal, progress });
          if (plan) {
            progress.end();
            return planned(collected);
          }
          const evaluated = await evaluateAll(collected, { settingsFor, baselines, debug, signal, say: progress.say });
          progress.end();
          const results = evaluated.map(({ result }) => result);
          return finished(dir, summary({ tool, asOf }, results, leftOut), evaluated, settings);
        } finally {
          progress.end();
        }
      } finally {
        caller.close();
      }
    },
    () => (begun ? `What was answered is kept: go on with the same command and \`--resume ${dir}\`.` : ''),
  );
}

/** Writes the summary and prints it. */
function finished(dir: string, all: Summary, evaluated: readonly Evaluated[], { summary: page }: Settings): number {
  writePieces(join(dir, 'summary.json'), [`${JSON.stringify(all, null, 2)}\n`]);
  writePieces(join(dir, 'summary.html'), [summaryHtml(all)]);
  const { stdout, stderr } = process;
  if (page === stdoutSummary) stdout.write(summaryMarkdown(all));
  else {
    stdout.write(`${summaryTerminal(all, shape())}\n`);
    for (const { result, comparison } of evaluated) {
      if (comparison !== undefined && 'row' in result) stdout.write(`${plainText(accountName(result.row))}\n${comparison}\n`);
    }
  }
  if (page !== undefined && page !== stdoutSummary) appendSummary(page, summaryMarkdown(all));
  // what is piped on is the summary and nothing else
  (page === stdoutSummary ? stderr : stdout).write(
    `Summary: ${join(dir, 'summary.html')}\nFor programs: ${join(dir, 'summary.json')}\nEach account: ${join(dir, '<account>', 'report.html')}\n`,
  );
  for (const line of sharedNotes(evaluated)) stderr.write(`${line}\n`);
  if (all.accounts.some(({ state }) => state === 'failed'))
    stderr.write(`Try again what could not be read with the same command and \`--resume ${dir}\`.\n`);
  return all.exitCode;
}

/** The notes of all accounts, each once, with those that it is of: most are of many. */
function sharedNotes(evaluated: readonly Evaluated[]): readonly string[] {
  const accounts = new Map<string, string[]>();
  for (const { result, notes } of evaluated) {
    const name = 'row' in result ? plainText(accountName(result.row)) : '';
    for (const note of notes) remember(accounts, note, () => []).push(name);
  }
  return [...accounts].map(([note, names]) => `${note} [${names.length > 3 ? counted(names.length, 'account') : names.join(', ')}]`);
}

/** Says of each account how many more calls it would be. */
function planned(accounts: readonly CollectedAccount[]): number {
  const failed = accounts.filter(({ why }) => why !== undefined);
  for (const { target, plan, why } of accounts) {
    process.stdout.write(`${plainText(accountName(target))}: ${why === undefined ? '' : `${plainText(why)}\n`}`);
    if (plan) sayPlan(plan.more, plan.asked);
    else if (why === undefined) process.stdout.write('read before: nothing more is asked.\n');
  }
  return failed.length > 0 ? exitCodes.unread : exitCodes.clean;
}
