import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Argv } from 'yargs';
import { checkBundle } from '../../evidence/check.ts';
import { bundleOfRun } from '../../evidence/run.ts';
import { exitCodes } from '../../findings/exit-code.ts';
import { writePieces } from '../../findings/write.ts';
import { Problem } from '../../problem.ts';

export const builder = <T>(yargs: Argv<T>) =>
  yargs
    .positional('action', { choices: ['pack', 'verify'] as const, demandOption: true, describe: 'What to do' })
    .positional('path', { type: 'string', describe: "pack: a run's folder (the latest below reports/); verify: the bundle" })
    .option('out', { type: 'string', requiresArg: true, describe: 'The bundle to write' });

interface EvidenceFlags {
  readonly action: 'pack' | 'verify';
  readonly path?: string;
  readonly out?: string;
}

/** Packs a run into one file that can be checked without AWS, or checks one. */
export async function handler({ action, path, out }: EvidenceFlags): Promise<number> {
  const { stdout } = process;
  if (action === 'pack') {
    const dir = path ?? latestRun();
    const { bytes, name } = bundleOfRun(dir);
    const target = out ?? join(dir, name);
    writePieces(target, [bytes]);
    stdout.write(`Bundle: ${target}\n`);
    return exitCodes.clean;
  }
  if (path === undefined)
    throw new Problem('usage', '`evidence verify` wants the bundle: give the file that `dpp-audit evidence pack` wrote.');
  const { differences, manifest, findings } = checkBundle(readBytes(path), path);
  for (const difference of differences) stdout.write(`${difference}\n`);
  if (differences.length > 0) {
    stdout.write(`${path} does not hold what it says: ${differences.length} ${differences.length === 1 ? 'difference' : 'differences'}.\n`);
    return exitCodes.findings;
  }
  stdout.write(
    `${path} holds: ${manifest.files.length} files as they were packed, and ${findings} verdicts on account ${manifest.account} as of ${manifest.asOf} (${manifest.edition}) come out the same when evaluated anew.\n`,
  );
  return exitCodes.clean;
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new Problem(
      'usage',
      `${path} can't be read: ${code === 'ENOENT' ? 'there is no such file' : message}. Give a bundle that \`dpp-audit evidence pack\` wrote.`,
      { cause },
    );
  }
}

/** The newest run below reports/, by the name of its folder, which is its time. */
function latestRun(): string {
  const folders = (dir: string): string[] =>
    existsSync(dir) ? readdirSync(dir).filter((name) => statSync(join(dir, name)).isDirectory()) : [];
  const runs = folders('reports')
    .flatMap((account) => folders(join('reports', account)).map((time) => ({ time, dir: join('reports', account, time) })))
    .filter(({ dir }) => existsSync(join(dir, 'findings.json')))
    .sort((a, b) => (a.time < b.time ? 1 : -1));
  if (!runs[0]) throw new Problem('usage', 'There is no run below reports/: give the folder of one, or run `dpp-audit scan` first.');
  return runs[0].dir;
}
