import type { Argv } from 'yargs';
import { compare } from '../../findings/compare/compare.ts';
import { exitCodes } from '../../findings/exit-code.ts';
import { renderComparison } from '../../report/terminal/comparison.ts';
import { canonical } from '../../snapshot/canonical.ts';
import { assertSameAccount, readRun } from '../findings-file.ts';

export const builder = <T>(yargs: Argv<T>) =>
  yargs
    .positional('before', { type: 'string', demandOption: true, describe: "The earlier run's folder, or its findings.json" })
    .positional('now', { type: 'string', demandOption: true, describe: "The later run's folder, or its findings.json" })
    .option('json', { type: 'boolean', describe: 'Print all that differs as JSON' });

interface DiffFlags {
  readonly before: string;
  readonly now: string;
  readonly json?: boolean;
}

/** Compares two runs of one account. Exits 0 where nothing is worse, 1 where something is. */
export async function handler({ before, now, json }: DiffFlags): Promise<number> {
  const { run: first } = readRun(before);
  const { run: second } = readRun(now);
  assertSameAccount(first, second, before);
  const comparison = compare(first, second);
  const { stdout } = process;
  if (json) stdout.write(`${canonical({ schemaVersion: 1, ...comparison })}\n`);
  else stdout.write(renderComparison(comparison, { colour: stdout.isTTY === true && !process.env.NO_COLOR, width: stdout.columns ?? 100 }));
  return comparison.worse ? exitCodes.findings : exitCodes.clean;
}
