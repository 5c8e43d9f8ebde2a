import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { Problem, sentence } from '../../src/problem.ts';

/** A file to write: its path below the project, and its text. */
export interface Planned {
  readonly path: string;
  readonly text: string;
}

/** What a scaffold came to. */
export interface Scaffold {
  readonly files: readonly Planned[];
  /** What is left to do, in order: an imperative sentence each. */
  readonly steps: readonly string[];
}

/** The project as a scaffold reads it. */
export const readProject = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');

/** Runs a scaffold: writes its files below the project, or below `--out DIR`, and prints the steps. Wrong input is one sentence and exit code 2. */
export async function runScaffold(make: (words: readonly string[]) => Scaffold | Promise<Scaffold>): Promise<void> {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { out: { type: 'string', default: '.' } } });
    const { files, steps } = await make(positionals);
    for (const { path, text } of files) {
      const target = join(values.out, path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text);
      process.stdout.write(`Wrote ${target}\n`);
    }
    process.stdout.write(`\nNext:\n${steps.map((step, i) => `  ${i + 1}. ${step}\n`).join('')}`);
  } catch (error) {
    if (!(error instanceof Problem) && (error as { code?: string }).code !== 'ERR_PARSE_ARGS_UNKNOWN_OPTION') throw error;
    const said = error instanceof Problem ? error.issues.map(sentence).join('\n') : (error as Error).message;
    process.stderr.write(`${said}\n`);
    process.exitCode = 2;
  }
}
