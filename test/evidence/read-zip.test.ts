import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { zip } from '../../src/evidence/pack.ts';
import { readZip } from '../../src/evidence/read-zip.ts';
import { bytesOf } from './packed.ts';

const plain = zip(
  new Map([
    ['a.txt', bytesOf('aaaa '.repeat(50))],
    ['b/c.txt', bytesOf('c')],
  ]),
);
const mtime = new Date('1980-01-01T00:00:00');

/** The archive with some bytes set: `at` counts from where `marker` first stands after `from`. */
function set(marker: number, at: number, bytes: readonly number[], from = 0): Uint8Array {
  const view = new DataView(plain.buffer.slice(plain.byteOffset, plain.byteOffset + plain.length));
  for (let i = from; i < plain.length - 3; i += 1) {
    if (view.getUint32(i, true) !== marker) continue;
    const copy = new Uint8Array(view.buffer);
    copy.set(bytes, i + at);
    return copy;
  }
  throw new Error('no such place');
}
const local = 0x04034b50;
const central = 0x02014b50;
const end = 0x06054b50;
const named = (name: string): Uint8Array => zipSync({ [name]: [bytesOf('x'), { mtime }] });

describe('a zip is read strictly', () => {
  it('gives what was put into it', () => {
    expect([...readZip(plain, 'f')].map(([path, bytes]) => [path, bytes.length])).toEqual([
      ['a.txt', 250],
      ['b/c.txt', 1],
    ]);
  });

  it.each([
    { name: 'nothing at all', bytes: new Uint8Array(), says: 'it is no zip file' },
    { name: 'text', bytes: bytesOf('this is a text and not a zip file'), says: 'it is no zip file' },
    { name: 'one cut short', bytes: plain.subarray(0, plain.length - 5), says: 'it is no zip file' },
    { name: 'bytes before it', bytes: Buffer.concat([bytesOf('MZ'), plain]), says: 'its directory does not fit' },
    { name: 'bytes after it', bytes: Buffer.concat([plain, bytesOf('..')]), says: 'it is no zip file' },
    { name: 'a path that leads out', bytes: named('../evil'), says: 'it holds a path that a bundle never does ("../evil")' },
    { name: 'a path that leads out in the middle', bytes: named('a/../../evil'), says: 'it holds a path' },
    { name: 'an absolute path', bytes: named('/etc/passwd'), says: 'it holds a path' },
    { name: "a path of another system's", bytes: named('a\\..\\evil'), says: 'it holds a path' },
    { name: 'a drive', bytes: named('C:evil'), says: 'it holds a path' },
    { name: 'a folder', bytes: named('folder/'), says: 'it holds a path' },
    { name: 'a name with a line break', bytes: named('a\nb'), says: 'it holds a path' },
    { name: 'a link', bytes: zipSync({ l: [bytesOf('/etc'), { mtime, os: 3, attrs: 0o120777 << 16 }] }), says: 'it holds a link' },
    { name: 'a program', bytes: zipSync({ l: [bytesOf('#!'), { mtime, os: 3, attrs: 0o100755 << 16 }] }), says: 'attributes' },
    { name: 'a comment', bytes: zipSync({ a: [bytesOf('a'), { mtime, comment: 'c' }] }), says: 'parts of the zip format' },
    { name: 'extra fields', bytes: zipSync({ a: [bytesOf('a'), { mtime, extra: { 1: bytesOf('e') } }] }), says: 'parts of the zip format' },
    {
      name: 'another time',
      bytes: zipSync({ a: [bytesOf('a'), { mtime: new Date('2020-01-01T00:00:00') }] }),
      says: 'parts of the zip format',
    },
    { name: 'a name twice', bytes: set(central, 46, [...bytesOf('b/c.txt')].slice(0, 5)), says: 'is not so' },
    { name: 'a size that lies upwards', bytes: set(central, 24, [0xff, 0xff, 0, 0]), says: 'is not so' },
    { name: 'more than its size can be', bytes: set(central, 24, [0xff, 0xff, 0xff, 0x7f]), says: 'it would unpack to 2048 MiB' },
    { name: 'another CRC', bytes: set(central, 16, [1, 2, 3, 4]), says: 'is not so' },
    { name: 'encryption', bytes: set(central, 8, [1, 0]), says: 'parts of the zip format' },
    { name: 'an offset elsewhere', bytes: set(central, 42, [9, 0, 0, 0]), says: 'bytes in it that belong to no file' },
    { name: 'a damaged file', bytes: set(local, 0, [0]), says: 'is damaged' },
    { name: 'a count that lies', bytes: set(end, 10, [9, 0]), says: 'does not fit' },
    { name: 'several disks', bytes: set(end, 4, [1, 0]), says: 'does not fit' },
  ])('refuses $name', ({ bytes, says }) => {
    expect(() => readZip(bytes, 'x.zip')).toThrow(says);
    // what was done to one file is a bundle that does not hold; what no bundle ever is, is none
    const changed = ['is not so', 'is damaged'].includes(says);
    const sentence = changed ? /^x\.zip is not as it was packed: [^\n]+$/ : /^x\.zip is no evidence bundle that can be read: [^\n]+$/;
    expect(() => readZip(bytes, 'x.zip')).toThrow(sentence);
  });

  it.each([
    { name: 'attributes', bytes: zipSync({ a: [bytesOf('x'), { mtime, os: 3, attrs: 0o100644 << 16 }] }) },
    { name: 'a comment', bytes: zipSync({ a: [bytesOf('x'), { mtime, comment: 'c' }] }) },
    { name: 'extra fields', bytes: zipSync({ a: [bytesOf('x'), { mtime, extra: { 1: bytesOf('e') } }] }) },
    { name: 'another time', bytes: zipSync({ a: [bytesOf('x'), { mtime: new Date('2020-01-01T00:00:00') }] }) },
    { name: 'a folder', bytes: zipSync({ 'f/': [bytesOf(''), { mtime, level: 0 }], a: [bytesOf('x'), { mtime }] }) },
  ])('tells of $name, which another program has put there, to who asks', ({ bytes }) => {
    let told = 0;
    const files = readZip(bytes, 'x.zip', () => {
      told += 1;
    });
    expect([...files].map(([path, content]) => [path, content.length])).toEqual([['a', 1]]);
    expect(told).toBeGreaterThan(0);
  });

  it('refuses a link, and a path that leads out, also from another program', () => {
    const link = zipSync({ l: [bytesOf('/etc'), { mtime, os: 3, attrs: 0o120777 << 16 }] });
    for (const bytes of [link, named('../evil'), named('a/../'), named('/')])
      expect(() => readZip(bytes, 'x.zip', () => {})).toThrow('that a bundle never does');
  });

  it('refuses the same name twice', () => {
    const two = zipSync({ aa: [bytesOf('1'), { mtime }], ab: [bytesOf('1'), { mtime }] });
    const text = Buffer.from(two);
    for (let at = text.indexOf('ab'); at >= 0; at = text.indexOf('ab', at + 1)) text.write('aa', at);
    expect(() => readZip(text, 'x.zip')).toThrow('it holds aa twice');
  });

  it('never unpacks more than a file says: a bomb is refused before it goes off', () => {
    const bomb = zipSync({ bomb: [new Uint8Array(300 * 2 ** 20), { mtime, level: 9 }] });
    expect(bomb.length).toBeLessThan(2 ** 20);
    expect(() => readZip(bomb, 'x.zip')).toThrow('it would unpack to 300 MiB, more than a bundle of its size ever does');
  });

  it('refuses what stands behind packed bytes and is never unpacked', () => {
    const packed = Buffer.from(plain);
    const size = packed.readUInt32LE(18);
    // the directory and the local head say two bytes more, and the next file lies two bytes later
    const grown = Buffer.concat([packed.subarray(0, 30 + 5 + size), Buffer.from('!!'), packed.subarray(30 + 5 + size)]);
    grown.writeUInt32LE(size + 2, 18);
    const directory = grown.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    grown.writeUInt32LE(size + 2, directory + 20);
    const second = grown.indexOf(Buffer.from([0x50, 0x4b, 1, 2]), directory + 4);
    grown.writeUInt32LE(grown.readUInt32LE(second + 42) + 2, second + 42);
    grown.writeUInt32LE(directory, grown.length - 6);
    expect(() => readZip(grown, 'x.zip')).toThrow('does not unpack to the size that it says');
  });
});
