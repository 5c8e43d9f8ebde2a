import { basename } from 'node:path';
import { tool } from '../tool.ts';

/** What a shell's completion script calls the program with, before the words of the line so far; yargs answers it. */
const question = '--get-yargs-completions';

/**
 * The words that name a command and its flags. A shell that asks what could come next sends the line: bash and zsh begin it with the program, as it
 * was typed, which is no command; fish leaves it out.
 */
export function wordsOf(args: readonly string[]): readonly string[] {
  const [first = '', ...line] = args;
  if (first !== question) return args;
  return basename(line[0] ?? '') === tool.name ? line.slice(1) : line;
}
