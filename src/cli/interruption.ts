import { Problem } from '../problem.ts';

/** Work that Ctrl-C ends in good order: it is told by the signal, and what it then throws becomes one sentence, with what `goOn` says. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>, goOn: () => string): Promise<T> {
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort();
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  try {
    return await work(interruption.signal);
  } catch (error) {
    if (!interruption.signal.aborted) throw error;
    throw new Problem('interrupted', ['Interrupted.', goOn()].filter(Boolean).join(' '));
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}
