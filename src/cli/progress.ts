import type { Progress } from '../collect/recorder.ts';

/** A line on stderr that says how far collecting is: one that is rewritten on a terminal, and a plain line now and then elsewhere. */
export function showProgress(progress: () => Progress, stream: NodeJS.WriteStream): () => void {
  const live = stream.isTTY === true;
  const started = Date.now();
  let last = '';
  const line = (): string => {
    const { done, inFlight, throttled, region } = progress();
    return `${done} calls answered, ${inFlight} under way, ${throttled} throttled · ${region} · ${Math.round((Date.now() - started) / 1000)} s`;
  };
  const show = (): void => {
    const next = line();
    if (next === last) return;
    last = next;
    stream.write(live ? `\r\x1b[2K${next.slice(0, (stream.columns ?? 80) - 1)}` : `${next}\n`);
  };
  const timer = setInterval(show, live ? 120 : 10_000);
  timer.unref();
  return () => {
    clearInterval(timer);
    stream.write(live ? `\r\x1b[2K${line()}\n` : `${line()}\n`);
  };
}
