import { basename } from 'node:path';
import yargs, { type Argv } from 'yargs';
import { Problem } from '../../problem.ts';
import { listWords } from '../../report/words.ts';
import { tool } from '../../tool.ts';

export const builder = <T>(parser: Argv<T>) => parser.usage(`$0 completion\n\nBash: ${tool.name} completion >> ~/.bashrc`);

const shells = ['bash', 'zsh', 'fish'];

/** Prints a script for the shell that `SHELL` names (bash where it names none): it asks the program what could come next. */
export async function handler(): Promise<number> {
  const shell = basename(process.env.SHELL || 'bash');
  if (!shells.includes(shell))
    throw new Problem(
      'usage',
      `The shell is ${JSON.stringify(shell)} (SHELL): there are scripts for ${listWords(shells)}. For another: SHELL=bash ${tool.name} completion.`,
    );
  yargs([]).scriptName(tool.name).showCompletionScript();
  return 0;
}
