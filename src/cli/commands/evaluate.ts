import { dirname, resolve } from 'node:path';
import type { Argv } from 'yargs';
import { locate, readSnapshot } from '../../snapshot/read.ts';
import { keepSnapshot } from '../../snapshot/write.ts';
import { refuseMany } from '../accounts/run-folder.ts';
import { readBaseline } from '../findings-file.ts';
import { type Flags, settingsOf, withEvaluation } from '../options.ts';
import { evaluateInto } from '../report.ts';

export const builder = <T>(yargs: Argv<T>) =>
  withEvaluation(yargs)
    .positional('snapshot', { type: 'string', demandOption: true, describe: "A run's folder, or its snapshot" })
    .option('max-age', { type: 'string', requiresArg: true, describe: 'An older snapshot exits 3: 24h, 90m, 7d' });

/** Evaluates a snapshot without AWS; the report goes beside it unless --out says otherwise. */
export async function handler(flags: Flags & { readonly snapshot: string }): Promise<number> {
  const settings = settingsOf(flags);
  const baseline = readBaseline(settings.baseline);
  refuseMany(flags.snapshot);
  const snapshot = readSnapshot(flags.snapshot);
  const file = locate(flags.snapshot);
  const dir = settings.out ?? dirname(file);
  const code = evaluateInto(dir, snapshot, settings, baseline);
  // a folder of its own becomes a run like any other: it can be packed as evidence, and evaluated again
  if (resolve(dir) !== resolve(dirname(file))) keepSnapshot(file, dir);
  return code;
}
