import yargs, { type Argv } from 'yargs';
import { tool } from '../../tool.ts';

export const builder = <T>(parser: Argv<T>) => parser.usage(`$0 completion\n\nBash: ${tool.name} completion >> ~/.bashrc`);

/** Prints a script for the shell that `SHELL` names (bash, zsh or fish; else bash): it asks the program what could come next. */
export async function handler(): Promise<number> {
  yargs([]).scriptName(tool.name).showCompletionScript();
  return 0;
}
