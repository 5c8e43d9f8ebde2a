import { setImmediate as turn } from 'node:timers/promises';
import { type FailedRow, failedAccount, type ReadAccount, readAccount } from '../../accounts/summary.ts';
import { accountName, shortAnswer, troubleWords } from '../../accounts/words.ts';
import { compare } from '../../findings/compare/compare.ts';
import { runOf } from '../../findings/compare/run.ts';
import { plainText } from '../../report/plain-text.ts';
import { renderComparison } from '../../report/terminal/comparison.ts';
import { counted } from '../../report/words.ts';
import { readSnapshot } from '../../snapshot/read.ts';
import type { Settings } from '../options.ts';
import { codeOf, notesOf, shape, writeRun } from '../report.ts';
import type { Baselines } from './baselines.ts';
import type { CollectedAccount } from './collect-all.ts';
import { failureOf } from './failure.ts';

export interface Evaluated {
  readonly result: ReadAccount | FailedRow;
  /** What is new, fixed or changed since the baseline, where there is one. */
  readonly comparison?: string;
  /** What should be known beside the findings, a sentence each. */
  readonly notes: readonly string[];
}

interface EvaluateAll {
  readonly settingsFor: (target: CollectedAccount['target']) => Settings;
  readonly baselines: Baselines;
  readonly debug: boolean;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

/** Evaluates the accounts that were collected, one after the other: each is let go before the next is read. */
export async function evaluateAll(accounts: readonly CollectedAccount[], all: EvaluateAll): Promise<readonly Evaluated[]> {
  const results: Evaluated[] = [];
  for (const account of accounts) {
    // lets Ctrl-C and the live line come through
    await turn();
    all.signal.throwIfAborted();
    results.push(account.why === undefined ? evaluated(account, all) : { result: failedAccount(account.target, account.why), notes: [] });
  }
  return results;
}

function evaluated({ target, dir }: CollectedAccount, { settingsFor, baselines, debug, say }: EvaluateAll): Evaluated {
  const name = plainText(accountName(target));
  try {
    const settings = settingsFor(target);
    const baseline = baselines(target.id);
    const file = writeRun(dir, readSnapshot(dir), settings, baseline);
    const result = readAccount(target, file, codeOf(file, settings, baseline));
    say(`${name}: ${shortAnswer(result.row)}, ${troubleWords(result.row)}`);
    const { length } = file.coverage.unclassified;
    if (length > 0) say(`${name}: ${counted(length, 'store')} without a class of data; its report has the lines for dpp-audit.yaml.`);
    return { result, notes: notesOf(file), ...(baseline && { comparison: renderComparison(compare(baseline.run, runOf(file)), shape()) }) };
  } catch (error) {
    const why = failureOf(error, debug);
    say(`${name}: failed. ${plainText(why)}`);
    return { result: failedAccount(target, why), notes: [] };
  }
}
