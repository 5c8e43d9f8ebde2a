import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkFiles } from '../../src/evidence/check.ts';
import { readZip } from '../../src/evidence/read-zip.ts';
import { keySealer } from '../../src/evidence/sign.ts';
import { Problem } from '../../src/problem.ts';
import { changed, tinyBundle } from './packed.ts';

const bundle = await tinyBundle([keySealer(generateKeyPairSync('ed25519').privateKey)]);
const original = readZip(bundle, 'x.zip');
const paths = [...original.keys()];

type Mutation = (bytes: Uint8Array) => Uint8Array;
const place = fc.nat({ max: bundle.length - 1 });
const part = (bytes: Uint8Array, from: number, to: number): Uint8Array => bytes.subarray(Math.min(from, to), Math.max(from, to));

/** What may befall a file: bits, bytes, stretches of it lost, doubled, moved, zeroed, or cut off. */
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(place, fc.nat({ max: 7 })).map(
    ([at, bit]): Mutation =>
      (bytes) =>
        bytes.with(at % bytes.length, (bytes[at % bytes.length] ?? 0) ^ (1 << bit)),
  ),
  fc.tuple(place, fc.nat({ max: 255 })).map(
    ([at, byte]): Mutation =>
      (bytes) =>
        bytes.with(at % bytes.length, byte),
  ),
  fc.tuple(place, place).map(
    ([from, to]): Mutation =>
      (bytes) =>
        Buffer.concat([bytes.subarray(0, Math.min(from, to)), bytes.subarray(Math.max(from, to))]),
  ),
  fc.tuple(place, place).map(
    ([from, to]): Mutation =>
      (bytes) =>
        Buffer.concat([bytes, part(bytes, from, to)]),
  ),
  fc.tuple(place, place, place).map(
    ([from, to, at]): Mutation =>
      (bytes) =>
        Buffer.concat([bytes.subarray(0, at), part(bytes, from, to), bytes.subarray(at)]),
  ),
  fc.tuple(place, fc.uint8Array({ minLength: 1, maxLength: 8 })).map(
    ([at, more]): Mutation =>
      (bytes) =>
        Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)]),
  ),
  fc.tuple(place, fc.nat({ max: 40 })).map(
    ([at, length]): Mutation =>
      (bytes) =>
        Uint8Array.from(bytes).fill(0, at, at + length),
  ),
  place.map(
    (at): Mutation =>
      (bytes) =>
        bytes.subarray(0, at),
  ),
  // where the directory and its end lie, the numbers that a reader trusts
  fc.tuple(fc.nat({ max: 900 }), fc.constantFrom(0, 1, 0x7f, 0x80, 0xff)).map(
    ([back, byte]): Mutation =>
      (bytes) =>
        bytes.with(Math.max(0, bytes.length - 1 - back), byte),
  ),
);

it('10,000 mutated bundles: each is refused, named as differing, or holds the same files byte by byte; none crashes', async () => {
  const came = { refused: 0, named: 0, same: 0 };
  const mutations = fc.sample(fc.array(mutation, { minLength: 1, maxLength: 3 }), { numRuns: 10_000, seed: 20261124 });
  expect(mutations).toHaveLength(10_000);
  for (const [n, steps] of mutations.entries()) {
    const all = (bytes: Uint8Array): Uint8Array => steps.reduce((before, step) => (before.length === 0 ? before : step(before)), bytes);
    // four of five befall the archive, one a file within it, packed as if nothing were
    const path = paths[Math.floor(n / 5) % paths.length] ?? '';
    const bytes = n % 5 !== 0 ? all(bundle) : changed(bundle, (files) => void files.set(path, all(files.get(path) ?? new Uint8Array())));
    try {
      const { differences, files } = await checkFiles(bytes, 'x.zip', {});
      if (differences.length > 0) {
        came.named += 1;
        continue;
      }
      const same =
        files.size === original.size &&
        [...original].every(([path, content]) => Buffer.compare(content, files.get(path) ?? new Uint8Array()) === 0);
      expect(same, `mutation ${n} holds, and is another bundle`).toBe(true);
      came.same += 1;
    } catch (error) {
      expect(error, `mutation ${n} crashes: ${(error as Error).stack}`).toBeInstanceOf(Problem);
      const { kind, message } = error as Problem;
      expect(['usage', 'damaged']).toContain(kind);
      expect(message).toMatch(kind === 'damaged' ? /^x\.zip is not as it was packed: [^\n]+$/ : /^x\.zip is no evidence bundle[^\n]*$/);
      came.refused += 1;
    }
  }
  // the generator does what it should: it finds every way out
  expect(came.refused).toBeGreaterThan(1_000);
  expect(came.named).toBeGreaterThan(500);
  expect(came.refused + came.named + came.same).toBe(10_000);
});
