import { type Zippable, zipSync } from 'fflate';
import { type About, type BundleFiles, entriesOf, jsonBytes, manifestFor, manifestName, type SealName, sealsName } from './manifest.ts';
import { readZip } from './read-zip.ts';

/** The one time stamp that every file of a bundle has: the earliest that a zip can hold, so that the same input gives the same bytes. */
const timeless = '1980-01-01T00:00:00';

/** What makes a seal of a manifest's bytes: its files, by name. Throws a Problem where it can't. */
export interface Sealer {
  readonly names: readonly SealName[];
  readonly seal: (manifest: Uint8Array) => Promise<ReadonlyMap<SealName, Uint8Array>>;
}

/** Packs files, their manifest and its seals into one zip: the same bytes for the same input and the same seals, on any machine. */
export async function packBundle(files: BundleFiles, about: About, sealers: readonly Sealer[] = []): Promise<Uint8Array> {
  const manifest = jsonBytes(
    manifestFor(
      files,
      about,
      sealers.flatMap(({ names }) => names),
    ),
  );
  const seals = new Map<string, Uint8Array>();
  for (const { seal } of sealers) for (const [name, bytes] of await seal(manifest)) seals.set(name, bytes);
  const closing = seals.size > 0 ? [...seals, [sealsName, jsonBytes(entriesOf(seals))] as const] : [];
  const bytes = zip(new Map([...files, [manifestName, manifest], ...closing]));
  // what it does not read, nobody should be handed
  readZip(bytes, 'the bundle');
  return bytes;
}

/** Files as a zip, sorted by path, without times and attributes. */
export function zip(files: BundleFiles): Uint8Array {
  const zippable: Zippable = {};
  for (const [path, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    // what is packed already is stored; the time is local to fflate, and so given as local
    zippable[path] = [bytes, { level: path.endsWith('.gz') ? 0 : 6, mtime: new Date(timeless) }];
  }
  return zipSync(zippable);
}
