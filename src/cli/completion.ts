/** What a shell's completion script calls the program with, before the words of the line so far; yargs answers it. */
const question = '--get-yargs-completions';

/**
 * The words that name a command and its flags. A shell that asks what could come next sends the whole line: the first word after the question is
 * then the program's own name, which is no command.
 */
export function wordsOf(args: readonly string[]): readonly string[] {
  const at = args.indexOf(question);
  return at < 0 ? args : args.slice(at + 2);
}
