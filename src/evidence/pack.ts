import { type Zippable, zipSync } from 'fflate';
import { canonical } from '../snapshot/canonical.ts';
import { type BundleFiles, entriesOf, type Manifest, manifestName } from './manifest.ts';

/** The one time stamp that every file of a bundle has: the earliest that a zip can hold, so that the same input gives the same bytes. */
const timeless = '1980-01-01T00:00:00';

/** Packs files and their manifest into one zip: the same bytes for the same input, on any machine. */
export function packBundle(files: BundleFiles, about: Omit<Manifest, 'files' | 'format' | 'version'>): Uint8Array {
  const manifest: Manifest = { format: 'dpp-audit-evidence', version: 1, ...about, files: entriesOf(files) };
  const whole = new Map([...files, [manifestName, new TextEncoder().encode(`${canonical(manifest)}\n`)]]);
  const zippable: Zippable = {};
  for (const [path, bytes] of [...whole].sort(([a], [b]) => (a < b ? -1 : 1))) {
    // what is packed already is stored; the time is local to fflate, and so given as local
    zippable[path] = [bytes, { level: path.endsWith('.gz') ? 0 : 9, mtime: new Date(timeless) }];
  }
  return zipSync(zippable);
}
