import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SnapshotRecord } from '../../src/snapshot/record.ts';
import type { Wire } from '../emulator/wire.ts';
import type { Scene } from '../properties/account.ts';
import { collected } from '../properties/cloud.ts';
import { allCalls, collectFrom, inFolder, startAccount, wholeScene } from './wired-account.ts';

let scene: Scene;
let wire: Wire;
beforeAll(async () => {
  scene = await wholeScene();
  wire = await startAccount(scene.cloud);
});
afterAll(() => wire.close());

const essence = ({ region, service, operation, input, page, ...rest }: SnapshotRecord) => {
  // IAM says NoSuchEntity, and its SDK NoSuchEntityException
  const outcome = 'answer' in rest ? rest.answer : Object.keys(rest).find((name) => ['absent', 'gone', 'error'].includes(name));
  return { id: `${service}:${operation} ${region} ${JSON.stringify(input)} ${page}`, outcome };
};

it('over the wire a snapshot holds the same as in memory, and every call of the catalogue is asked', async () => {
  await inFolder(async (dir) => {
    const { snapshot } = await collectFrom(wire, dir);
    const overWire = [...snapshot.records()].map(essence);
    expect(overWire).toEqual((await collected(scene.cloud, { regions: null })).map(essence));
    const asked = new Set(wire.requests.map(({ service, operation }) => `${service}:${operation}`));
    expect([...asked].sort()).toEqual([...allCalls].sort());
    expect(snapshot.end).toMatchObject({ complete: true });
  });
});
