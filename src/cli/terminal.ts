import { createInterface } from 'node:readline/promises';
import type { Ask } from '../init/questions.ts';
import { Problem } from '../problem.ts';

/** Runs something that may ask, where somebody sits at the terminal and wants to be asked; elsewhere it gets nobody to ask. */
export async function withTerminal<T>(wanted: boolean, run: (ask: Ask | undefined) => Promise<T>): Promise<T> {
  const { stdin, stderr } = process;
  if (!wanted || stdin.isTTY !== true || stderr.isTTY !== true) return run(undefined);
  return run(async (question) => {
    // one a question: while nothing is asked, Ctrl-C belongs to whoever else listens
    const terminal = createInterface({ input: stdin, output: stderr });
    const left = new AbortController();
    terminal.once('close', () => left.abort());
    terminal.once('SIGINT', () => left.abort());
    try {
      return await terminal.question(question, { signal: left.signal });
    } catch (cause) {
      if (!left.signal.aborted) throw cause;
      stderr.write('\n');
      throw new Problem('interrupted', 'Interrupted: nothing was written.', { cause });
    } finally {
      terminal.close();
    }
  });
}
