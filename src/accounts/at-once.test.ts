import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { atOnce } from './at-once.ts';

it('does so many at once and no more, and keeps their order', async () => {
  let active = 0;
  let most = 0;
  const results = await atOnce([5, 1, 4, 2, 3], 2, async (turns) => {
    active += 1;
    most = Math.max(most, active);
    for (let i = 0; i < turns; i += 1) await turn();
    active -= 1;
    return turns * 10;
  });
  expect({ results, most }).toEqual({ results: [50, 10, 40, 20, 30], most: 2 });
});

it('begins nothing more once something was thrown, and ends what is under way', async () => {
  const begun: number[] = [];
  const ended: number[] = [];
  const run = atOnce([1, 2, 3, 4], 2, async (item) => {
    begun.push(item);
    if (item === 1) throw new Error('stop');
    await turn();
    ended.push(item);
  });
  await expect(run).rejects.toThrow('stop');
  expect({ begun, ended }).toEqual({ begun: [1, 2], ended: [2] });
});
