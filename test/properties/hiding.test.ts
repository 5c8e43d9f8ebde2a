// The most valuable test of the project: whatever answer of a snapshot is hidden, nothing becomes good that was not.
import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/dpp/config.ts';
import { readSnapshot } from '../../src/snapshot/read.ts';
import type { SnapshotRecord } from '../../src/snapshot/record.ts';
import { type Scene, scenes } from './account.ts';
import { collected } from './cloud.ts';
import { type Hidden, hidings, refused, withoutOperation } from './hide.ts';
import { improvements, verdictsOf } from './verdicts.ts';

/** Other accounts with another seed; the same ones every time with the same. */
const seed = Number(process.env.SEED ?? 20260310);
const size = Number(process.env.ACCOUNTS ?? 10);

type Audited = Pick<Scene, 'config' | 'limit'>;

/** Everything that got better by hiding, with what was hidden. */
function violations(records: readonly SnapshotRecord[], { config, limit }: Audited, hidden: Iterable<Hidden>): string[] {
  const before = verdictsOf(records, config, limit);
  return [...hidden].flatMap(({ how, records: left }) =>
    improvements(before, verdictsOf(left, config, limit)).map((better) => `${how}: ${better} (configuration ${JSON.stringify(config)})`),
  );
}

const eachRecord = (records: readonly SnapshotRecord[]): Hidden[] => records.flatMap((record) => [...hidings(records, record)]);

const operationsOf = (records: readonly SnapshotRecord[]): (readonly [string, string])[] => [
  ...new Map(records.map(({ service, operation }) => [`${service}:${operation}`, [service, operation] as const])).values(),
];

describe('an answer hidden, no verdict becomes better, and none another than unknown', () => {
  const accounts = (more: number) => fc.sample(scenes, { numRuns: size, seed: seed + more }).map((scene, i) => [i + 1, scene] as const);

  it.each(accounts(0))('account %i: each answer in turn', async (_, scene) => {
    const records = await collected(scene.cloud, { regions: scene.limit });
    expect(violations(records, scene, eachRecord(records))).toEqual([]);
  });

  it.each(accounts(1))('account %i: each operation in turn, as one denial hides it', async (_, scene) => {
    const records = await collected(scene.cloud, { regions: scene.limit });
    const hidden = operationsOf(records).map(
      ([service, operation]): Hidden => ({ how: `${service}:${operation} denied`, records: withoutOperation(records, service, operation) }),
    );
    expect(violations(records, scene, hidden)).toEqual([]);
  });

  it.each(accounts(2))(
    'account %i: each operation refused when it is asked, so that what follows from it is not asked',
    async (_, scene) => {
      const more = { regions: scene.limit };
      const records = await collected(scene.cloud, more);
      const hidden: Hidden[] = [];
      for (const [service, operation] of operationsOf(records)) {
        const left = await collected(withoutOperation(scene.cloud, service, operation), more);
        hidden.push({ how: `${service}:${operation} refused`, records: left });
      }
      expect(violations(records, scene, hidden)).toEqual([]);
    },
  );

  it.each(accounts(3))('account %i: several answers, on top of several others', async (i, scene) => {
    const all = await collected(scene.cloud, { regions: scene.limit });
    const some = fc.subarray([...all], { maxLength: Math.floor(all.length / 4) });
    for (const [n, [first, then]] of fc.sample(fc.tuple(some, some), { numRuns: 20, seed: seed + i }).entries()) {
      const records = all.map((record) => (first.includes(record) ? refused(record) : record));
      const left = records.map((record) => (then.includes(record) ? refused(record) : record));
      expect(violations(records, scene, [{ how: `several (${n})`, records: left }])).toEqual([]);
    }
  });
});

const [sample, configuration] = ['sample/snapshot.ndjson.gz', 'sample/dpp-audit.yaml'];

describe.skipIf(!existsSync(sample))('the sample account', () => {
  it('each answer in turn', () => {
    const snapshot = readSnapshot(sample);
    const { config } = readConfig(readFileSync(configuration, 'utf8'), configuration);
    const records = [...snapshot.records()];
    // ten thousand audits would take minutes: one way to hide for each answer
    const hidden = records.map((record, i) => {
      const ways = [...hidings(records, record)];
      return ways[i % ways.length] as Hidden;
    });
    expect(violations(records, { config, limit: snapshot.header.regions }, hidden)).toEqual([]);
  });
});
