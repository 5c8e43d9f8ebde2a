import type { Progress } from '../collect/recorder.ts';

/** A line on stderr that says how far work is: one that is rewritten on a terminal, and a plain line now and then elsewhere. */
export interface LiveLine {
  /** Writes a line of its own, above the live one. */
  readonly say: (text: string) => void;
  /** Ends it, with how far it came. */
  readonly end: () => void;
}

export function showLine(line: () => string, stream: NodeJS.WriteStream): LiveLine {
  const live = stream.isTTY === true;
  let last = '';
  let ended = false;
  const show = (): void => {
    const next = line();
    if (next === last) return;
    last = next;
    stream.write(live ? `\r\x1b[2K${next.slice(0, (stream.columns ?? 80) - 1)}` : `${next}\n`);
  };
  const timer = setInterval(show, live ? 120 : 10_000);
  timer.unref();
  return {
    say: (text) => {
      stream.write(live ? `\r\x1b[2K${text}\n` : `${text}\n`);
      last = '';
    },
    end: () => {
      if (ended) return;
      ended = true;
      clearInterval(timer);
      stream.write(live ? `\r\x1b[2K${line()}\n` : `${line()}\n`);
    },
  };
}

/** How far collecting one account is. */
export function showProgress(progress: () => Progress, stream: NodeJS.WriteStream): () => void {
  const started = Date.now();
  return showLine(() => {
    const { done, inFlight, throttled, region } = progress();
    return `${done} calls answered, ${inFlight} under way, ${throttled} throttled · ${region} · ${Math.round((Date.now() - started) / 1000)} s`;
  }, stream).end;
}
