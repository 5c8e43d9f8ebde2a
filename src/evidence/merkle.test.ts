import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileEntry } from './manifest.ts';
import { merkleRoot } from './merkle.ts';

const entry = (n: number): FileEntry => ({ path: `f${n}`, bytes: n, sha256: n.toString(16).padStart(64, '0') });
const sha256 = (...parts: readonly (string | Buffer)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const leaf = ({ path, bytes, sha256: hash }: FileEntry): Buffer =>
  sha256('\u0000', `{"bytes":${bytes},"path":"${path}","sha256":"${hash}"}`);
const node = (left: Buffer, right: Buffer): Buffer => sha256('\u0001', left, right);

describe('the Merkle root', () => {
  const [a, b, c, d, e] = [1, 2, 3, 4, 5].map(entry).map(leaf) as [Buffer, Buffer, Buffer, Buffer, Buffer];

  it.each([
    { name: 'no file: the hash of nothing', count: 0, root: sha256() },
    { name: 'one: its leaf', count: 1, root: a },
    { name: 'two', count: 2, root: node(a, b) },
    { name: 'three: the greater half first', count: 3, root: node(node(a, b), c) },
    { name: 'four', count: 4, root: node(node(a, b), node(c, d)) },
    { name: 'five: the fifth alone', count: 5, root: node(node(node(a, b), node(c, d)), e) },
  ])('is that of RFC 6962: $name', ({ count, root }) => {
    expect(merkleRoot(Array.from({ length: count }, (_, i) => entry(i + 1)))).toBe(root.toString('hex'));
  });

  it('is another for any other file, and for any other order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), fc.nat(), (count, at) => {
        const entries = Array.from({ length: count }, (_, i) => entry(i + 1));
        const i = at % count;
        const j = (i + 1) % count;
        const others = [
          entries.with(i, { ...entry(i + 1), bytes: 999 }),
          entries.with(i, entry(j + 1)).with(j, entry(i + 1)),
          entries.toSpliced(i, 1),
          [...entries, entry(i + 1)],
        ];
        for (const other of others) expect(merkleRoot(other)).not.toBe(merkleRoot(entries));
      }),
      { numRuns: 50 },
    );
  });
});
