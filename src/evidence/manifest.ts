import { createHash } from 'node:crypto';
import { type Static, Type } from 'typebox';

const Entry = Type.Object(
  { path: Type.String(), bytes: Type.Integer({ minimum: 0 }), sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) },
  { additionalProperties: false },
);

export const ManifestSchema = Type.Object(
  {
    format: Type.Literal('dpp-audit-evidence'),
    version: Type.Literal(1),
    tool: Type.Object({ name: Type.String(), version: Type.String() }),
    account: Type.String(),
    asOf: Type.String(),
    edition: Type.String(),
    files: Type.Array(Entry),
  },
  { additionalProperties: false },
);

/** What a bundle holds: every file with its size and SHA-256. */
export type Manifest = Static<typeof ManifestSchema>;

export const manifestName = 'manifest.json';

/** The files of a bundle, by path within it. */
export type BundleFiles = ReadonlyMap<string, Uint8Array>;

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The manifest's rows for files, sorted by path. */
export const entriesOf = (files: BundleFiles): Manifest['files'] =>
  [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, bytes]) => ({ path, bytes: bytes.length, sha256: sha256(bytes) }));
