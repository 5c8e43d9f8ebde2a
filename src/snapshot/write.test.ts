import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answered, asOf, header } from '../../test/wire/snapshot-builder.ts';
import { s3 } from '../calls/s3.ts';
import { readSnapshot } from './read.ts';
import { SnapshotWriter } from './write.ts';

let dir: string;
beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), 'dpp-audit-write-')), 'run');
});
afterEach(() => rmSync(join(dir, '..'), { recursive: true }));

const record = (Bucket: string) => answered(s3.GetBucketVersioning, { Bucket }, { Status: 'Enabled' }, 'eu-west-1');
const end = { complete: true as const, time: asOf, clockOffset: 0 };
const mode = (path: string): number => statSync(path).mode & 0o777;

describe('a run', () => {
  it('is for the eyes of its owner alone, and ignored by git', () => {
    const writer = SnapshotWriter.create(dir, header());
    writer.close();
    expect(mode(dir)).toBe(0o700);
    expect(mode(join(dir, 'snapshot.ndjson'))).toBe(0o600);
    expect(readFileSync(join(dir, '.gitignore'), 'utf8')).toBe('*\n');
  });

  it('has each record on disk as it comes', () => {
    const writer = SnapshotWriter.create(dir, header());
    writer.append(record('a'));
    expect([...readSnapshot(dir).records()]).toEqual([record('a')]);
    writer.close();
  });

  it('is packed when it is whole, and reads the same', () => {
    const writer = SnapshotWriter.create(dir, header());
    writer.append(record('a'));
    writer.finish(end);
    expect(readdirSync(dir).sort()).toEqual(['.gitignore', 'snapshot.ndjson.gz']);
    expect(mode(join(dir, 'snapshot.ndjson.gz'))).toBe(0o600);
    const read = readSnapshot(dir);
    expect(read.hash()).toBe(writer.snapshot.hash());
    expect(read.end).toEqual(end);
  });

  it('goes on after a torn line, which is cut off', () => {
    const writer = SnapshotWriter.create(dir, header());
    writer.append(record('a'));
    writer.close();
    appendFileSync(join(dir, 'snapshot.ndjson'), '{"account":"1111222');
    const resumed = SnapshotWriter.resume(dir);
    resumed.append(record('b'));
    resumed.close();
    expect([...readSnapshot(dir).records()]).toEqual([record('a'), record('b')]);
  });
});

describe('what is refused', () => {
  it.each([
    ['a folder that holds a run', () => SnapshotWriter.create(dir, header()), 'holds a run already'],
    [
      'to resume what is whole',
      () => {
        const writer = SnapshotWriter.resume(dir);
        writer.finish(end);
        return SnapshotWriter.resume(dir);
      },
      'there is nothing to resume',
    ],
    ['to resume what is no run', () => SnapshotWriter.resume(join(dir, '..')), 'holds no snapshot.ndjson'],
  ])('%s', (_, work, says) => {
    const writer = SnapshotWriter.create(dir, header());
    writer.append(record('a'));
    writer.close();
    expect(work).toThrow(says);
  });
});
