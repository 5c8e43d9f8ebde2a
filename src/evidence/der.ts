/** As much of DER (X.690) as a time stamp needs: read strictly, written from parts. */

export interface Der {
  readonly tag: number;
  /** What it holds, without tag and length. */
  readonly content: Uint8Array;
  /** All of it. */
  readonly whole: Uint8Array;
}

const deepest = 0x7fffffff;

/** Reads one value at an offset. Throws a RangeError where there is none. */
function at(bytes: Uint8Array, start: number): Der {
  const tag = bytes[start];
  let length = bytes[start + 1];
  if (tag === undefined || length === undefined || (tag & 0x1f) === 0x1f) throw new RangeError('no DER');
  let from = start + 2;
  if (length >= 0x80) {
    const size = length - 0x80;
    if (size === 0 || size > 4) throw new RangeError('no DER length');
    length = 0;
    for (let i = 0; i < size; i += 1) length = length * 256 + (bytes[from + i] ?? Number.NaN);
    from += size;
  }
  if (!(length <= deepest) || from + length > bytes.length) throw new RangeError('cut short');
  return { tag, content: bytes.subarray(from, from + length), whole: bytes.subarray(start, from + length) };
}

/** The values that bytes hold, one after another, to the last byte. Throws a RangeError for what is no DER. */
export function derList(bytes: Uint8Array): readonly Der[] {
  const found: Der[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    const value = at(bytes, offset);
    found.push(value);
    offset += value.whole.length;
  }
  return found;
}

/** The one value that bytes are. Throws a RangeError where they are more, or none. */
export function derOf(bytes: Uint8Array): Der {
  const [value, ...more] = derList(bytes);
  if (!value || more.length > 0) throw new RangeError('not one value');
  return value;
}

/** What a constructed value holds, if its tag is this one. Throws a RangeError otherwise. */
export function inside(value: Der | undefined, tag: number): readonly Der[] {
  if (value?.tag !== tag) throw new RangeError('another tag');
  return derList(value.content);
}

/** A value of a tag, made of parts. */
export function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Uint8Array.of(tag, ...length), content]);
}

export const tags = { boolean: 0x01, integer: 0x02, octets: 0x04, null: 0x05, oid: 0x06, time: 0x18, sequence: 0x30, set: 0x31 } as const;

/** An object identifier's content as text: `2.16.840.1.101.3.4.2.1`. */
export function oidText({ content }: Der): string {
  const numbers: number[] = [];
  let value = 0;
  for (const byte of content) {
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      numbers.push(value);
      value = 0;
    }
  }
  const [first = 0, ...rest] = numbers;
  const arc = Math.min(2, Math.floor(first / 40));
  return [arc, first - 40 * arc, ...rest].join('.');
}
