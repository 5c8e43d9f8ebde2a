import { createHash } from 'node:crypto';
import { type Static, Type } from 'typebox';
import { canonical } from '../snapshot/canonical.ts';
import { merkleRoot } from './merkle.ts';

const strict = { additionalProperties: false };
const Entry = Type.Object(
  { path: Type.String(), bytes: Type.Integer({ minimum: 0 }), sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) },
  strict,
);

/** A file's row: its path in the bundle, its size and its SHA-256 in hexadecimal. */
export type FileEntry = Static<typeof Entry>;

/** What closes a bundle: made of the manifest, and so not listed among its files. */
export const sealNames = {
  /** An in-toto statement on the manifest in a DSSE envelope. */
  signature: 'signature.dsse.json',
  /** The public key that it is checked with, PEM. */
  publicKey: 'signature-key.pem',
  /** The same statement signed keyless: a Sigstore bundle. */
  sigstore: 'signature.sigstore.json',
  /** A time stamp by RFC 3161 on the manifest: the answer of the server, DER. */
  timestamp: 'timestamp.tsr',
} as const;
export type SealName = (typeof sealNames)[keyof typeof sealNames];

export const ManifestSchema = Type.Object(
  {
    format: Type.Literal('dpp-audit-evidence'),
    version: Type.Literal(1),
    tool: Type.Object({ name: Type.String(), version: Type.String() }, strict),
    account: Type.String(),
    asOf: Type.String(),
    edition: Type.String(),
    files: Type.Array(Entry),
    merkleRoot: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'Over `files` in their order: see docs/evidence.md' }),
    seals: Type.Array(Type.Enum(Object.values(sealNames)), { description: 'What closes it: signatures and time stamps, by file' }),
  },
  strict,
);

/** What a bundle holds: every file with its size and SHA-256, their Merkle root, and what closes it. */
export type Manifest = Static<typeof ManifestSchema>;

export const manifestName = 'manifest.json';

/** Sizes and hashes of the seals, so that a byte changed in one is named; in the manifest they can't stand. */
export const sealsName = 'seals.json';
export const SealsSchema = Type.Array(Entry);

/** The files of a bundle, by path within it. */
export type BundleFiles = ReadonlyMap<string, Uint8Array>;

/** SHA-256 in hexadecimal. */
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Rows for files, sorted by path. */
export const entriesOf = (files: BundleFiles): FileEntry[] =>
  [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, bytes]) => ({ path, bytes: bytes.length, sha256: sha256(bytes) }));

/** JSON as the bundle's own files have it: keys sorted, one line. */
export const jsonBytes = (value: unknown): Uint8Array => new TextEncoder().encode(`${canonical(value)}\n`);

export type About = Pick<Manifest, 'tool' | 'account' | 'asOf' | 'edition'>;

/** The manifest of files, with the names of the seals that will close it. */
export function manifestFor(files: BundleFiles, about: About, seals: readonly SealName[]): Manifest {
  const entries = entriesOf(files);
  return {
    format: 'dpp-audit-evidence',
    version: 1,
    ...about,
    files: entries,
    merkleRoot: merkleRoot(entries),
    seals: [...seals].sort(),
  };
}
