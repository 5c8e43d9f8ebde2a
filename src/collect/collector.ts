import type { Call } from '../calls/catalogue.ts';

/** What a collector asks with. Regions are those that the run looks at; `account` and `partition` are the caller's. */
export interface Asker {
  readonly account: string;
  readonly partition: string;
  readonly regions: readonly string[];
  /** Enabled regions that the user left out: what lies there is not asked about. */
  readonly leftOut: readonly string[];
  /** One call's answer, or undefined where there is none. */
  ask<I, O>(call: Call<I, O>, input: I, region?: string): Promise<O | undefined>;
  /** Asks anew what may have an answer already: what AWS is still making. */
  again<I, O>(call: Call<I, O>, input: I, region?: string): Promise<O | undefined>;
  /** All pages of a list, as far as it goes. */
  pages<I, O>(call: Call<I, O>, input: I, region?: string): Promise<readonly O[]>;
}

/** Which operations of a service are asked, in which order, over which fan-out. It never judges. */
export interface Collector {
  readonly collect: (asker: Asker) => Promise<void>;
}

export const collector = (collect: Collector['collect']): Collector => ({ collect });

/** Works on many items at once, without making a promise for each of a hundred thousand beforehand. */
export async function each<T>(items: Iterable<T>, work: (item: T) => Promise<unknown>, atOnce = 64): Promise<void> {
  const iterator = items[Symbol.iterator]();
  const worker = async () => {
    for (let next = iterator.next(); !next.done; next = iterator.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
