import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pacer } from './pacer.ts';

class Throttled extends Error {}
const isThrottled = (error: unknown): boolean => error instanceof Throttled;

/** Waits a turn of the event loop, whatever it is asked: nothing here depends on the time of day. */
const turn = (): Promise<void> => new Promise((done) => setImmediate(done));

describe('the pacer', () => {
  it('never has more in flight than it may, and all come to an end under any throttling', async () => {
    const lanes = fc.array(fc.constantFrom('s3 eu', 'iam', 'kms us'), { minLength: 1, maxLength: 80 });
    await fc.assert(
      fc.asyncProperty(lanes, fc.infiniteStream(fc.nat(9)), fc.integer({ min: 1, max: 32 }), async (names, dice, limit) => {
        let inFlight = 0;
        let most = 0;
        const pacer = new Pacer({ inFlight: limit, sleep: turn });
        const call = async (): Promise<string> => {
          inFlight += 1;
          most = Math.max(most, inFlight);
          await turn();
          inFlight -= 1;
          // one in five, as AWS does it when it must
          if ((dice.next().value ?? 0) < 2) throw new Throttled();
          return 'done';
        };
        const results = await Promise.all(names.map((name) => pacer.run(name, call, isThrottled, 1_000)));
        expect(results.every((result) => result === 'done')).toBe(true);
        expect(most).toBeLessThanOrEqual(limit);
        expect(pacer.inFlight).toBe(0);
      }),
      { numRuns: 40, seed: 1 },
    );
  });

  it('keeps to sixteen in a lane that it knows nothing of', async () => {
    let inFlight = 0;
    let most = 0;
    const pacer = new Pacer({ inFlight: 100, sleep: turn });
    const call = async () => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      await turn();
      inFlight -= 1;
    };
    const first = Array.from({ length: 16 }, () => pacer.run('s3', call, isThrottled));
    const more = Array.from({ length: 50 }, () => pacer.run('s3', call, isThrottled));
    await Promise.all([...first, ...more]);
    expect(most).toBeGreaterThanOrEqual(16);
    expect(most).toBeLessThanOrEqual(32);
  });

  it('starts nothing in a lane that was throttled until its pause is over, and goes on in the others', async () => {
    const pauses: (() => void)[] = [];
    const pacer = new Pacer({ inFlight: 8, sleep: () => new Promise((wake) => pauses.push(wake)) });
    let tries = 0;
    const slow = pacer.run(
      's3',
      async () => {
        tries += 1;
        if (tries === 1) throw new Throttled();
        return 'slow';
      },
      isThrottled,
    );
    await turn();
    expect(await pacer.run('iam', () => Promise.resolve('other'), isThrottled)).toBe('other');
    expect(tries).toBe(1);
    expect(pauses).toHaveLength(1);
    pauses[0]?.();
    expect(await slow).toBe('slow');
    expect(pacer.throttled).toBe(1);
  });

  it('gives up after so many tries, with what AWS said', async () => {
    const pacer = new Pacer({ inFlight: 1, sleep: turn });
    let tries = 0;
    const call = () => {
      tries += 1;
      return Promise.reject(new Throttled('enough'));
    };
    await expect(pacer.run('s3', call, isThrottled, 4)).rejects.toThrow('enough');
    expect(tries).toBe(4);
    // what came after still runs
    expect(await pacer.run('s3', () => Promise.resolve(1), isThrottled)).toBe(1);
  });

  it('tries nothing twice that failed for another reason', async () => {
    const pacer = new Pacer({ inFlight: 1, sleep: turn });
    let tries = 0;
    const call = () => {
      tries += 1;
      return Promise.reject(new Error('AccessDenied'));
    };
    await expect(pacer.run('s3', call, isThrottled)).rejects.toThrow('AccessDenied');
    expect([tries, pacer.inFlight, pacer.throttled]).toEqual([1, 0, 0]);
  });
});
