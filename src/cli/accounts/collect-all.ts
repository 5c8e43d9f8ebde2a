import { join } from 'node:path';
import { atOnce } from '../../accounts/at-once.ts';
import type { Target } from '../../accounts/target.ts';
import { accountName } from '../../accounts/words.ts';
import type { Caller } from '../../collect/caller.ts';
import { collect } from '../../collect/collect.ts';
import { plainText } from '../../report/plain-text.ts';
import { tool } from '../../tool.ts';
import type { Settings } from '../options.ts';
import { failureOf } from './failure.ts';
import type { AccountsProgress } from './progress.ts';
import { stateOf } from './run-folder.ts';

export interface CollectAll {
  readonly dir: string;
  readonly targets: readonly Target[];
  readonly settingsFor: (target: Target) => Settings;
  readonly caller: Caller;
  readonly atOnce: number;
  readonly force: boolean;
  readonly plan: boolean;
  readonly debug: boolean;
  readonly signal: AbortSignal;
  readonly progress: AccountsProgress;
}

/** What came of collecting an account: a snapshot in its folder, or why there is none. */
export interface CollectedAccount {
  readonly target: Target;
  readonly dir: string;
  readonly why?: string;
  /** Of a dry run: calls that were asked, and how many more it would be by service. */
  readonly plan?: { readonly asked: number; readonly more: ReadonlyMap<string, number> };
}

/**
 * Collects every account, each into its own folder; one that is whole already is not asked again, one that was cut off goes on. What an
 * account fails of is its result. Throws only where the run is interrupted.
 */
export function collectAll(all: CollectAll): Promise<readonly CollectedAccount[]> {
  return atOnce(all.targets, all.atOnce, async (target): Promise<CollectedAccount> => {
    const dir = join(all.dir, target.id);
    const name = plainText(accountName(target));
    const { progress, signal } = all;
    if (stateOf(dir) === 'whole') {
      progress.done(target.id, `${name}: read before`);
      return { target, dir };
    }
    try {
      signal.throwIfAborted();
      const { calls, plan } = await collectOne(target, dir, all);
      progress.done(target.id, `${name}: ${calls} calls answered`);
      return { target, dir, ...(plan && { plan: { asked: calls, more: plan } }) };
    } catch (error) {
      if (signal.aborted) throw error;
      const why = failureOf(error, all.debug);
      progress.done(target.id, `${name}: failed. ${plainText(why)}`, true);
      return { target, dir, why };
    }
  });
}

/** The snapshot is on the disk, and let go here: while others are collected nothing of it is held. */
async function collectOne(target: Target, dir: string, all: CollectAll): Promise<{ calls: number; plan?: ReadonlyMap<string, number> }> {
  const { caller, progress, signal, force, plan } = all;
  const { regions, endpoint } = all.settingsFor(target);
  const { id, roleArn, externalId } = target;
  const collected = await collect({
    tool,
    caller,
    account: id,
    ...(roleArn !== undefined && { roleArn }),
    ...(externalId !== undefined && { externalId }),
    ...(regions && { regions }),
    ...(endpoint !== undefined && { endpoint }),
    ...(stateOf(dir) === 'begun' && { resume: dir }),
    goOn: all.dir,
    force,
    plan,
    folder: () => dir,
    now: () => new Date(),
    signal,
    onStart: (how) => progress.begun(id, how),
  });
  return { calls: collected.calls, ...(collected.plan && { plan: collected.plan }) };
}
