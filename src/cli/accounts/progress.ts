import type { Progress } from '../../collect/recorder.ts';
import { type LiveLine, showLine } from '../progress.ts';

/** How far a run over many accounts is: a live line, and a line for each account that is done. */
export interface AccountsProgress extends Pick<LiveLine, 'say' | 'end'> {
  readonly begun: (id: string, progress: () => Progress) => void;
  readonly done: (id: string, line: string, failed?: boolean) => void;
}

export function showAccounts(all: number, stream: NodeJS.WriteStream): AccountsProgress {
  const started = Date.now();
  const running = new Map<string, () => Progress>();
  const counts = { done: 0, failed: 0, calls: 0 };
  const line = (): string => {
    const calls = [...running.values()].reduce((sum, progress) => sum + progress().done, counts.calls);
    return `${counts.done} of ${all} accounts read, ${running.size} under way, ${counts.failed} failed · ${calls} calls answered · ${Math.round((Date.now() - started) / 1000)} s`;
  };
  const live = showLine(line, stream);
  return {
    ...live,
    begun: (id, progress) => running.set(id, progress),
    done: (id, text, failed = false) => {
      counts.calls += running.get(id)?.().done ?? 0;
      running.delete(id);
      counts[failed ? 'failed' : 'done'] += 1;
      live.say(text);
    },
  };
}
