import { crc32, inflateRawSync } from 'node:zlib';
import { Problem } from '../problem.ts';

/** The most that a bundle may hold unpacked, and the most files: far above any real one, far below what hurts. */
const greatestSize = 2 * 2 ** 30;
const mostFiles = 100_000;
/** What is small may unpack to any ratio; above, far beyond what findings come to. */
const smallSize = 64 * 2 ** 20;
const greatestRatio = 300;
/** 1980-01-01T00:00:00, as every file of a bundle has it. */
const timeless = 0x00210000;

/** The most bytes that so many packed ones may unpack to. */
export const mostUnpacked = (packed: number): number => Math.min(greatestSize, smallSize + greatestRatio * packed);

interface Entry {
  readonly path: string;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly crc: number;
  readonly offset: number;
  readonly external: number;
}

const refuse = (file: string, why: string, cause?: unknown): Problem =>
  new Problem('usage', `${file} is no evidence bundle that can be read: ${why}. Expected a file that \`dpp-audit evidence pack\` wrote.`, {
    cause,
  });

/** A bundle that something in it was done to: what, by name. It is one, and does not hold. */
const damaged = (file: string, what: string, cause?: unknown): Problem =>
  new Problem('damaged', `${file} is not as it was packed: ${what}.`, { cause });

/**
 * Reads a zip strictly: every byte of it belongs to a file or to the directory, names are plain and given once, sizes are true, nothing is
 * written anywhere. Anything else throws: a Problem that is `damaged` where a bundle was
 * changed, a usage Problem where there is none, or one that would harm. What only another program's zip has (times, attributes, fields of its
 * own) goes to `foreign`, and is refused where that is left out. Format: APPNOTE.TXT 6.3.10 of PKWARE, without zip64 and encryption.
 */
export function readZip(bytes: Uint8Array, file: string, foreign?: () => void): ReadonlyMap<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const other: Foreign = (why) => {
    if (!foreign) throw refuse(file, why);
    foreign();
  };
  const entries = directory(view, bytes, file, other);
  const files = new Map<string, Uint8Array>();
  let unpacked = 0;
  let expectedOffset = 0;
  for (const entry of entries) {
    if (isFolder(entry)) other(strangePath(entry.path));
    else checkName(entry, files, file, other);
    unpacked += entry.size;
    if (unpacked > mostUnpacked(bytes.length))
      throw refuse(file, `it would unpack to ${Math.ceil(unpacked / 2 ** 20)} MiB, more than a bundle of its size ever does`);
    if (entry.offset !== expectedOffset) throw refuse(file, 'there are bytes in it that belong to no file');
    const { start, end } = localData(view, bytes, entry, file, other);
    expectedOffset = end;
    if (!isFolder(entry)) files.set(entry.path, unpack(bytes.subarray(start, end), entry, file));
  }
  const directoryOffset = view.getUint32(bytes.length - 6, true);
  if (expectedOffset !== directoryOffset) throw refuse(file, 'there are bytes in it that belong to no file');
  return files;
}

/** Told what another program put into the zip. */
type Foreign = (why: string) => void;
const foreignParts = 'it uses parts of the zip format that a bundle never does';

function directory(view: DataView, bytes: Uint8Array, file: string, foreign: Foreign): Entry[] {
  const end = bytes.length - 22;
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50) throw refuse(file, 'it is no zip file, or is cut short');
  const count = view.getUint16(end + 10, true);
  const size = view.getUint32(end + 12, true);
  const start = view.getUint32(end + 16, true);
  const whole = view.getUint16(end + 4, true) === 0 && view.getUint16(end + 6, true) === 0 && view.getUint16(end + 8, true) === count;
  if (!whole || view.getUint16(end + 20, true) !== 0 || start + size !== end) throw refuse(file, 'its directory does not fit its size');
  if (count > mostFiles) throw refuse(file, 'it holds too many files');
  const entries: Entry[] = [];
  let at = start;
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50) throw damaged(file, 'its directory is damaged');
    const nameLength = view.getUint16(at + 28, true);
    const more = view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (at + 46 + nameLength + more > end) throw damaged(file, 'its directory is damaged');
    // one disk; no extra fields, no comment, no attributes but those that checkName names, one time
    if (view.getUint16(at + 34, true) !== 0 || (view.getUint16(at + 8, true) & ~0x0806) !== 0) throw refuse(file, foreignParts);
    if (more > 0 || view.getUint16(at + 36, true) !== 0 || view.getUint32(at + 12, true) !== timeless) foreign(foreignParts);
    entries.push({
      path: new TextDecoder('utf-8', { fatal: false }).decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      external: view.getUint32(at + 38, true),
      offset: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + more;
  }
  if (at !== end) throw damaged(file, 'its directory is damaged');
  return entries;
}

/** A folder by itself, as other programs put them into a zip: nothing is in it. */
const isFolder = ({ path, size, packed }: Entry): boolean => size === 0 && packed === 0 && path.endsWith('/') && isPlain(path.slice(0, -1));

const isPlain = (path: string): boolean =>
  /^[\w.-]+(\/[\w.-]+)*$/.test(path) && !path.split('/').some((step) => step === '.' || step === '..');

const strangePath = (path: string, what = 'a path'): string =>
  `it holds ${what} that a bundle never does (${JSON.stringify(path.slice(0, 80))})`;

function checkName({ path, external }: Entry, files: ReadonlyMap<string, unknown>, file: string, foreign: Foreign): void {
  const isLink = ((external >>> 16) & 0o170000) === 0o120000;
  if (external !== 0 && !isLink) foreign(`it gives ${JSON.stringify(path.slice(0, 80))} attributes, which a bundle never does`);
  if (!isPlain(path) || isLink) throw refuse(file, strangePath(path, isLink ? 'a link' : 'a path'));
  if (files.has(path)) throw refuse(file, `it holds ${path} twice`);
}

function localData(view: DataView, bytes: Uint8Array, entry: Entry, file: string, foreign: Foreign): { start: number; end: number } {
  const at = entry.offset;
  if (at + 30 > bytes.length || view.getUint32(at, true) !== 0x04034b50) throw damaged(file, `${entry.path} is damaged`);
  const nameLength = view.getUint16(at + 26, true);
  const extra = view.getUint16(at + 28, true);
  const start = at + 30 + nameLength + extra;
  const name = new TextDecoder().decode(bytes.subarray(at + 30, at + 30 + nameLength));
  if (extra > 0 || view.getUint32(at + 10, true) !== timeless) foreign(`what the directory says of ${entry.path} is not so`);
  const same =
    name === entry.path &&
    view.getUint16(at + 4, true) <= 20 &&
    (view.getUint16(at + 6, true) & ~0x0806) === 0 &&
    view.getUint16(at + 8, true) === entry.method &&
    view.getUint32(at + 14, true) === entry.crc &&
    view.getUint32(at + 18, true) === entry.packed &&
    view.getUint32(at + 22, true) === entry.size;
  if (!same || start + entry.packed > bytes.length) throw damaged(file, `what the directory says of ${entry.path} is not so`);
  return { start, end: start + entry.packed };
}

function unpack(packed: Uint8Array, entry: Entry, file: string): Uint8Array {
  const content = entry.method === 0 && entry.packed === entry.size ? packed : inflated(packed, entry, file);
  if (crc32(content) !== entry.crc) throw damaged(file, `${entry.path} is damaged`);
  return content;
}

/** What `inflateRawSync` gives when it is asked for its engine too. https://nodejs.org/docs/latest-v20.x/api/zlib.html#class-options */
interface Inflated {
  readonly buffer: Buffer;
  readonly engine: { readonly bytesWritten: number };
}

function inflated(packed: Uint8Array, entry: Entry, file: string): Uint8Array {
  if (entry.method !== 8) throw refuse(file, `${entry.path} is packed in a way that a bundle never is`);
  try {
    const { buffer, engine } = inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size), info: true }) as unknown as Inflated;
    if (buffer.length !== entry.size || engine.bytesWritten !== packed.length) throw new Error('another size');
    return buffer;
  } catch (cause) {
    throw damaged(file, `${entry.path} does not unpack to the size that it says`, cause);
  }
}
