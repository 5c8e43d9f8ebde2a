import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Problem } from '../problem.ts';
import { type Line, textOf } from './lines.ts';
import type { End, Header, SnapshotRecord } from './record.ts';
import { Snapshot } from './snapshot.ts';

export const plainName = 'snapshot.ndjson';
export const packedName = 'snapshot.ndjson.gz';

/** The snapshot's file in a run's folder, or the file itself. */
export function locate(path: string): string {
  if (!existsSync(path)) throw new Problem('usage', `${path} does not exist: give a run's folder or its ${packedName}.`);
  if (!statSync(path).isDirectory()) return path;
  const found = [packedName, plainName].map((name) => join(path, name)).find((file) => existsSync(file));
  if (!found) throw new Problem('usage', `${path} holds no ${packedName}: give the folder that \`dpp-audit collect\` or \`scan\` wrote.`);
  return found;
}

/** Reads a snapshot from a file or a run's folder. A last line that was torn is left out; anything else that is wrong is refused. */
export function readSnapshot(path: string): Snapshot {
  const file = locate(path);
  return parseSnapshot(readFileSync(file), file);
}

/** Reads a snapshot from bytes, packed or plain. `file` names them in what is refused. */
export function parseSnapshot(bytes: Uint8Array, file: string): Snapshot {
  const text = unpack(bytes, file);
  let snapshot: Snapshot | undefined;
  let start = 0;
  for (let line = 1; start < text.length; line += 1) {
    const newline = text.indexOf(0x0a, start);
    if (newline < 0) break; // torn: the run was cut off while this line was written
    const own: Line = { bytes: text, start, end: newline };
    start = newline + 1;
    const value = parseLine(textOf(own), file, line);
    if (snapshot === undefined) snapshot = new Snapshot(header(value, file));
    else if (isRecord(value)) snapshot.add(value, own);
    else if (isEnd(value)) snapshot.end = value;
    else
      throw new Problem('usage', [
        { message: 'this line is no record of a snapshot: collect again, or restore the file.', place: { file, line } },
      ]);
  }
  if (!snapshot) throw new Problem('usage', `${file} is empty: expected a snapshot as \`dpp-audit collect\` writes it.`);
  return snapshot;
}

/** Large, so that what was unpacked piece by piece goes back to the system: memory in small pieces stays with the process. */
const chunkSize = 4 * 2 ** 20;

function unpack(bytes: Uint8Array, file: string): Buffer {
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  try {
    return packed
      ? gunzipSync(bytes, { maxOutputLength: 4 * 2 ** 30, chunkSize })
      : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  } catch (cause) {
    throw new Problem('usage', `${file} can't be unpacked: it is cut short or damaged; collect again, or restore the file.`, { cause });
  }
}

function parseLine(source: string, file: string, line: number): unknown {
  try {
    return JSON.parse(source);
  } catch (cause) {
    const message = `this line is not JSON: expected a snapshot as \`dpp-audit collect\` writes it.`;
    throw new Problem('usage', [{ message, place: { file, line } }], { cause });
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function header(value: unknown, file: string): Header {
  if (!isObject(value) || !('snapshot' in value)) {
    throw new Problem('usage', `${file} is no snapshot: its first line should be a header as \`dpp-audit collect\` writes it.`);
  }
  if (value.snapshot !== 1) {
    throw new Problem(
      'usage',
      `${file} is a snapshot of format ${String(value.snapshot)}, and this version reads format 1: use a newer dpp-audit.`,
    );
  }
  const { asOf, account, partition, regions, tool, credentials } = value;
  const strings = [asOf, account, partition, credentials].every((field) => typeof field === 'string');
  const listed = regions === null || (Array.isArray(regions) && regions.every((region) => typeof region === 'string'));
  if (!strings || !listed || !isObject(tool) || Number.isNaN(Date.parse(String(asOf)))) {
    throw new Problem('usage', [
      { message: 'the header lacks what it should hold (asOf, account, partition, regions, tool).', place: { file, line: 1 } },
    ]);
  }
  return value as unknown as Header;
}

const isEnd = (value: unknown): value is End =>
  isObject(value) && value.complete === true && typeof value.time === 'string' && typeof value.clockOffset === 'number';

function isRecord(value: unknown): value is SnapshotRecord {
  if (!isObject(value)) return false;
  const { account, region, service, operation, input, page, time } = value;
  const named = [account, region, service, operation, time].every((field) => typeof field === 'string');
  if (!named || !isObject(input) || !Number.isInteger(page) || (page as number) < 0) return false;
  const outcomes = ['answer', 'absent', 'gone', 'error'].filter((name) => name in value);
  if (outcomes.length !== 1) return false;
  if (outcomes[0] === 'error')
    return isObject(value.error) && typeof value.error.name === 'string' && typeof value.error.message === 'string';
  return outcomes[0] === 'answer' || typeof value[outcomes[0] as string] === 'string';
}
