import { remember } from '../remember.ts';

/** What one service in one region of one account bears: how many calls at once, learned from its throttling. */
interface Lane {
  width: number;
  active: number;
  /** Throttled: no call starts until the pause is over. */
  paused: boolean;
  readonly waiting: (() => void)[];
}

export interface PacerOptions {
  /** Calls in flight over all lanes. */
  readonly inFlight: number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** How many calls may be in flight in a lane that has not been throttled yet, and the most that it may learn. */
const startWidth = 16;
const greatestWidth = 32;
const longestPause = 20_000;

/**
 * Spares an account that production uses too. Each lane (account, region, service) narrows by half and pauses when AWS throttles it, and
 * widens by one for each round of calls that went well; one limit holds over all lanes.
 */
export class Pacer {
  readonly #lanes = new Map<string, Lane>();
  readonly #options: PacerOptions;
  #active = 0;
  throttled = 0;

  constructor(options: PacerOptions) {
    this.#options = options;
  }

  get inFlight(): number {
    return this.#active;
  }

  /** Runs a call in its lane; `throttled` tells from what it threw whether AWS asked for less. At most `attempts` tries in all. */
  async run<T>(name: string, call: () => Promise<T>, throttled: (error: unknown) => boolean, attempts = 10): Promise<T> {
    const lane = this.#lane(name);
    for (let attempt = 1; ; attempt += 1) {
      await new Promise<void>((start) => {
        lane.waiting.push(start);
        this.#pump();
      });
      try {
        const result = await call();
        lane.width = Math.min(greatestWidth, lane.width + 1 / lane.width);
        return result;
      } catch (error) {
        if (!throttled(error)) throw error;
        this.throttled += 1;
        this.#pause(lane, attempt);
        if (attempt >= attempts) throw error;
      } finally {
        lane.active -= 1;
        this.#active -= 1;
        this.#pump();
      }
    }
  }

  #lane(name: string): Lane {
    return remember(this.#lanes, name, () => ({ width: startWidth, active: 0, paused: false, waiting: [] }));
  }

  #pause(lane: Lane, attempt: number): void {
    if (lane.paused) return; // the other calls of the same burst say nothing new
    lane.width = Math.max(1, lane.width / 2);
    lane.paused = true;
    void this.#options.sleep(Math.min(longestPause, 100 * 2 ** attempt)).then(() => {
      lane.paused = false;
      this.#pump();
    });
  }

  /** Starts what may start. */
  #pump(): void {
    for (const lane of this.#lanes.values()) {
      while (!lane.paused && lane.waiting.length > 0 && lane.active < Math.floor(lane.width) && this.#active < this.#options.inFlight) {
        lane.active += 1;
        this.#active += 1;
        lane.waiting.shift()?.();
      }
    }
  }
}
