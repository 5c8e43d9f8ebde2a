import { Problem, sentence } from '../../problem.ts';
import { tool } from '../../tool.ts';

/** What an account fails of, in a sentence; with `debug`, the stack goes to stderr. */
export function failureOf(error: unknown, debug: boolean): string {
  if (debug && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
  if (error instanceof Problem) return error.issues.map(sentence).join(' ');
  const message = error instanceof Error ? error.message : String(error);
  return `This is a fault of ${tool.name}, not yours: ${message}. Run it again with --debug and send us what it says.`;
}
