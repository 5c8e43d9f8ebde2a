import { describe, expect, it } from 'vitest';
import { once } from './credentials.ts';

const minutes = (n: number): number => n * 60_000;

/** A role whose credentials last an hour, and how often it was assumed. */
function role() {
  const clock = { now: 0, assumed: 0 };
  const provider = async () => {
    clock.assumed += 1;
    return { accessKeyId: `key-${clock.assumed}`, secretAccessKey: 'secret', expiration: new Date(clock.now + minutes(60)) };
  };
  return { clock, shared: once(provider, () => new Date(clock.now)) };
}

describe('a role', () => {
  it('is assumed once for all that ask at once, and all that ask later', async () => {
    const { clock, shared } = role();
    const keys = await Promise.all([shared(), shared(), shared()]);
    clock.now = minutes(54);
    expect([...keys, await shared()].map(({ accessKeyId }) => accessKeyId)).toEqual(['key-1', 'key-1', 'key-1', 'key-1']);
    expect(clock.assumed).toBe(1);
  });

  it('is assumed again before its credentials expire, and after a failure', async () => {
    const { clock, shared } = role();
    await shared();
    clock.now = minutes(56);
    expect(await shared()).toMatchObject({ accessKeyId: 'key-2' });
    let fails = true;
    const flaky = once(
      async () => {
        if (fails) throw new Error('busy');
        return { accessKeyId: 'key', secretAccessKey: 'secret' };
      },
      () => new Date(0),
    );
    await expect(flaky()).rejects.toThrow('busy');
    fails = false;
    expect(await flaky()).toMatchObject({ accessKeyId: 'key' });
  });
});
