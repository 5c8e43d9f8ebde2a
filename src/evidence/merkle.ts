import { createHash } from 'node:crypto';
import { canonical } from '../snapshot/canonical.ts';

const hash = (prefix: number, ...parts: readonly Uint8Array[]): Uint8Array => {
  const digest = createHash('sha256').update(Uint8Array.of(prefix));
  for (const part of parts) digest.update(part);
  return digest.digest();
};

/** The hash of a file's row: SHA-256 of 0x00 and the row as canonical JSON (keys sorted, no spaces). */
const leaf = (entry: object): Uint8Array => hash(0, new TextEncoder().encode(canonical(entry)));

/** The largest power of two below n, for n > 1. */
const split = (n: number): number => 2 ** (Math.ceil(Math.log2(n)) - 1);

function rootOf(leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves;
  if (first === undefined) return createHash('sha256').digest();
  if (leaves.length === 1) return first;
  const half = split(leaves.length);
  return hash(1, rootOf(leaves.slice(0, half)), rootOf(leaves.slice(half)));
}

/**
 * The root of the Merkle tree over a manifest's rows in their order, in hexadecimal: one line that stands for every file, and by which
 * a single file can be shown to belong to it. Leaves and nodes are told apart by a prefix, as Certificate Transparency does it.
 * https://www.rfc-editor.org/rfc/rfc6962#section-2.1
 */
export const merkleRoot = (entries: readonly object[]): string => Buffer.from(rootOf(entries.map(leaf))).toString('hex');
