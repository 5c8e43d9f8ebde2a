import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answered, asOf, denied, header, snapshotOf } from '../../test/wire/snapshot-builder.ts';
import { s3 } from '../calls/s3.ts';
import { Problem } from '../problem.ts';
import { canonical } from './canonical.ts';
import { locate, parseSnapshot } from './read.ts';

const records = ['a', 'b', 'c'].map((Bucket) => answered(s3.GetBucketVersioning, { Bucket }, { Status: 'Enabled' }, 'eu-west-1'));
const end = { complete: true, time: asOf, clockOffset: 0 };
const text = (...lines: unknown[]): Uint8Array =>
  Buffer.from(lines.map((line) => `${typeof line === 'string' ? line : canonical(line)}\n`).join(''));
const whole = text(header(), ...records, end);

function problemOf(bytes: Uint8Array): string {
  try {
    parseSnapshot(bytes, 'run/snapshot.ndjson');
  } catch (error) {
    if (error instanceof Problem && error.kind === 'usage') return error.message;
    throw error;
  }
  throw new Error('it should have been refused');
}

describe('a snapshot', () => {
  it('is read as it was written, packed or plain', () => {
    for (const bytes of [whole, gzipSync(whole)]) {
      const snapshot = parseSnapshot(bytes, 'x');
      expect([...snapshot.records()]).toEqual(records);
      expect(snapshot.end).toEqual(end);
      expect(snapshot.size).toBe(3);
    }
  });

  it('that was cut off lacks its end, and a torn last line', () => {
    const torn = Buffer.concat([text(header(), ...records), Buffer.from('{"account":"1111')]);
    const snapshot = parseSnapshot(torn, 'x');
    expect(snapshot.size).toBe(3);
    expect(snapshot.end).toBeUndefined();
  });

  it('keeps the last record of a question', () => {
    const first = denied(s3.GetBucketVersioning, { Bucket: 'a' }, 'eu-west-1');
    expect([...parseSnapshot(text(header(), first, ...records), 'x').records()]).toEqual(records);
  });

  it('is the same in any order of its lines', () => {
    const orders = fc.shuffledSubarray(records, { minLength: 3 });
    fc.assert(
      fc.property(orders, (order) => {
        const snapshot = parseSnapshot(text(header(), ...order, end), 'x');
        expect(snapshot.hash()).toBe(snapshotOf(records).hash());
        expect([...snapshot.records()]).toEqual(records);
      }),
      { seed: 1 },
    );
  });
});

describe('what is refused, with its line', () => {
  it.each([
    ['an empty file', text(), 'run/snapshot.ndjson is empty'],
    ['a first line that is no header', text(records[0]), 'its first line should be a header'],
    ['a format of the future', text({ ...header(), snapshot: 2 }), 'a snapshot of format 2'],
    ['a header that lacks its account', text({ ...header(), account: undefined }), 'run/snapshot.ndjson:1: the header lacks'],
    ['a header whose account is a number', text({ ...header(), account: 111122223333 }), 'run/snapshot.ndjson:1: the header lacks'],
    ['a header whose time is none', text({ ...header(), asOf: 'yesterday' }), 'run/snapshot.ndjson:1: the header lacks'],
    ['a line that is not JSON', text(header(), records[0], 'oh'), 'run/snapshot.ndjson:3: this line is not JSON'],
    ['a line that is no record', text(header(), { a: 1 }), 'run/snapshot.ndjson:2: this line is no record'],
    ['a list', text(header(), '[]'), 'run/snapshot.ndjson:2: this line is no record'],
    ['a record of two outcomes', text(header(), { ...records[0], absent: 'x' }), 'run/snapshot.ndjson:2: this line is no record'],
    ['a record of none', text(header(), { ...records[0], answer: undefined }), 'run/snapshot.ndjson:2: this line is no record'],
    ['a page before the first', text(header(), { ...records[0], page: -1 }), 'run/snapshot.ndjson:2: this line is no record'],
    [
      'an error without a name',
      text(header(), { ...records[0], answer: undefined, error: {} }),
      'run/snapshot.ndjson:2: this line is no record',
    ],
    ['what is packed and cut short', gzipSync(whole).subarray(0, 60), "can't be unpacked"],
  ])('%s', (_, bytes, says) => {
    expect(problemOf(bytes)).toContain(says);
  });

  it('a path that is not there', () => {
    expect(() => locate('/nowhere/at/all')).toThrow("/nowhere/at/all does not exist: give a run's folder");
  });
});
