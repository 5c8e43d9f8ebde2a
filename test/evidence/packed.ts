import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type BundleFiles,
  jsonBytes,
  type Manifest,
  manifestFor,
  manifestName,
  sealNames,
  sealsName,
} from '../../src/evidence/manifest.ts';
import { packBundle, type Sealer, zip } from '../../src/evidence/pack.ts';
import { readZip } from '../../src/evidence/read-zip.ts';
import { filesOfRun } from '../../src/evidence/run.ts';
import { tool } from '../../src/tool.ts';
import { type MadeRun, writeRun } from './made-run.ts';
import { smallSnapshot } from './small-account.ts';

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
export const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

/** The bundle of the small account, as this version packs it. */
export async function smallBundle(sealers: readonly Sealer[] = [], run: MadeRun = {}, version: string = tool.version): Promise<Uint8Array> {
  const dir = mkdtempSync(join(tmpdir(), 'dpp-audit-bundle-'));
  try {
    writeRun(dir, smallSnapshot(), version, run);
    const { files, about } = filesOfRun(dir, join(dir, 'attestations.yaml'));
    return await packBundle(files, about, sealers);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** A bundle of the least files, which is enough for sizes, hashes and seals. */
export const tinyBundle = (sealers: readonly Sealer[] = []): Promise<Uint8Array> => {
  const names = ['dpp-audit.yaml', 'edition.yaml', 'findings.json', 'index.html', 'report.html', 'requirements.yaml', 'snapshot.ndjson.gz'];
  const files = new Map(names.map((name) => [name, bytesOf(`${name} `.repeat(20))]));
  return packBundle(files, { tool, account: '111122223333', asOf: '2026-03-10T12:00:00.000Z', edition: 'dpp-2022-08' }, sealers);
};

/** A bundle with its files changed by hand; manifest and seals stay as they were. */
export function changed(bundle: Uint8Array, change: (files: Map<string, Uint8Array>) => void): Uint8Array {
  const files = new Map(readZip(bundle, 'bundle'));
  change(files);
  return zip(files);
}

/** The same by one who knows what he does: the manifest is made anew, and says that nothing was signed. */
export function forged(bundle: Uint8Array, change: (files: Map<string, Uint8Array>) => void): Uint8Array {
  return changed(bundle, (files) => {
    const manifest = JSON.parse(textOf(files.get(manifestName))) as Manifest;
    for (const name of [manifestName, sealsName, ...Object.values(sealNames)]) files.delete(name);
    change(files);
    const { account, asOf, edition, tool } = manifest;
    files.set(manifestName, jsonBytes(manifestFor(files as BundleFiles, { account, asOf, edition, tool }, [])));
  });
}

/** A text of a bundle with one thing put for another. Throws where it is not there: a test that changes nothing shows nothing. */
export function replaced(files: Map<string, Uint8Array>, path: string, from: string, to: string): void {
  const text = textOf(files.get(path));
  if (!text.includes(from)) throw new Error(`${path} holds no ${from}`);
  files.set(path, bytesOf(text.replace(from, to)));
}
