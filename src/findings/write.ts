import { closeSync, openSync, renameSync, writeSync } from 'node:fs';
import { canonical } from '../snapshot/canonical.ts';
import { unwritable } from '../unwritable.ts';
import type { Findings } from './findings.ts';

/** The file's text, a piece at a time: keys sorted, one row a line, so that it is the same bytes for the same findings. */
export function* findingsText(file: Findings): Generator<string> {
  const names = (Object.keys(file) as (keyof Findings)[]).sort();
  yield '{';
  for (const [i, name] of names.entries()) {
    const value = file[name];
    yield `${i === 0 ? '' : ','}\n${JSON.stringify(name)}: `;
    if (name === 'records') yield* rows(file.records);
    else if (Array.isArray(value)) yield* rows(value);
    else yield canonical(value);
  }
  yield '\n}\n';
}

function* rows(list: Iterable<unknown>): Generator<string> {
  yield '[';
  let first = true;
  for (const row of list) {
    yield `${first ? '' : ','}\n${canonical(row)}`;
    first = false;
  }
  yield first ? ']' : '\n]';
}

const chunk = 1 << 16;

/** Writes text piece by piece: beside, and renamed when it is whole. Readable by its owner alone. */
export function writePieces(path: string, pieces: Iterable<string | Uint8Array>): void {
  try {
    const part = `${path}.part`;
    const file = openSync(part, 'w', 0o600);
    try {
      let pending: Uint8Array[] = [];
      let length = 0;
      const flush = () => {
        const bytes = Buffer.concat(pending);
        for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
        pending = [];
        length = 0;
      };
      for (const piece of pieces) {
        pending.push(typeof piece === 'string' ? Buffer.from(piece) : piece);
        length += piece.length;
        if (length > chunk) flush();
      }
      flush();
    } finally {
      closeSync(file);
    }
    renameSync(part, path);
  } catch (cause) {
    throw unwritable(path, cause, 'Make room and do it again: nothing that was collected is lost.');
  }
}
