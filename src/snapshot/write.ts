import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Problem } from '../problem.ts';
import { unwritable } from '../unwritable.ts';
import { canonical } from './canonical.ts';
import { packedName, parseSnapshot, plainName } from './read.ts';
import type { End, Header, SnapshotRecord } from './record.ts';
import { Snapshot } from './snapshot.ts';

/** A run's folder is a map of the account: for its owner's eyes alone, and never committed by accident. */
export function prepareFolder(dir: string): void {
  onDisk(dir, () => {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    chmodSync(dir, 0o700);
    writeFileSync(join(dir, '.gitignore'), '*\n', { mode: 0o600 });
  });
}

/** Copies a snapshot's file into another run's folder, packed or plain as it is. */
export function keepSnapshot(file: string, dir: string): void {
  const packed = readFileSync(file)
    .subarray(0, 2)
    .equals(Buffer.from([0x1f, 0x8b]));
  const target = join(dir, packed ? packedName : plainName);
  onDisk(target, () => {
    copyFileSync(file, target);
    chmodSync(target, 0o600);
  });
}

/** A snapshot that is being collected: each record goes to the disk as it comes, so that a run that is killed loses nothing answered. */
export class SnapshotWriter {
  readonly dir: string;
  readonly snapshot: Snapshot;
  #file: number;

  private constructor(dir: string, snapshot: Snapshot, file: number) {
    this.dir = dir;
    this.snapshot = snapshot;
    this.#file = file;
  }

  static create(dir: string, header: Header): SnapshotWriter {
    prepareFolder(dir);
    const path = join(dir, plainName);
    if (existsSync(join(dir, packedName)) || (existsSync(path) && statSync(path).size > 0)) {
      throw new Problem('usage', `${dir} holds a run already: give another --out, or go on with \`--resume ${dir}\`.`);
    }
    return onDisk(path, () => {
      const file = openSync(path, 'a', 0o600);
      writeSync(file, `${canonical(header)}\n`);
      return new SnapshotWriter(dir, new Snapshot(header), file);
    });
  }

  /** Goes on with a run that was cut off: cuts the file to its last newline and reads what is there. */
  static resume(dir: string): SnapshotWriter {
    const path = join(dir, plainName);
    if (existsSync(join(dir, packedName))) throw new Problem('usage', `The run in ${dir} is complete: there is nothing to resume.`);
    if (!existsSync(path)) throw new Problem('usage', `${dir} holds no ${plainName}: give the folder of a run that was cut off.`);
    const bytes = readFileSync(path);
    const snapshot = parseSnapshot(bytes, path);
    return onDisk(path, () => {
      truncateSync(path, bytes.lastIndexOf(0x0a) + 1);
      return new SnapshotWriter(dir, snapshot, openSync(path, 'a', 0o600));
    });
  }

  append(record: SnapshotRecord): void {
    const line = canonical(record);
    onDisk(this.dir, () => writeWhole(this.#file, `${line}\n`));
    this.snapshot.add(record, line);
  }

  /** Marks the snapshot whole and packs it: written beside and renamed, so that there is never half a file under its name. */
  finish(end: End): void {
    const path = join(this.dir, plainName);
    onDisk(this.dir, () => {
      writeWhole(this.#file, `${canonical(end)}\n`);
      this.close();
      const packed = join(this.dir, `${packedName}.part`);
      const target = openSync(packed, 'w', 0o600);
      writeWhole(target, gzipSync(readFileSync(path)));
      fsyncSync(target);
      closeSync(target);
      renameSync(packed, join(this.dir, packedName));
      rmSync(path);
    });
    this.snapshot.end = end;
  }

  close(): void {
    if (this.#file >= 0) closeSync(this.#file);
    this.#file = -1;
  }
}

function writeWhole(file: number, content: string | Uint8Array): void {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
}

/** Runs what touches the disk; a disk that is full or refuses ends the run in one sentence. */
function onDisk<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw unwritable(path, cause, 'What was written stays; make room and go on with `--resume`.');
  }
}
