import { describe, expect, it } from 'vitest';
import { canonical, plain } from './canonical.ts';

describe('canonical JSON', () => {
  it.each([
    ['sorts keys, deep down', { b: 1, a: { d: 1, c: [{ z: 1, y: 2 }] } }, '{"a":{"c":[{"y":2,"z":1}],"d":1},"b":1}'],
    ['keeps the order of lists', [3, 1, 2], '[3,1,2]'],
    ['writes dates as ISO 8601', { at: new Date('2026-03-10T12:00:00Z') }, '{"at":"2026-03-10T12:00:00.000Z"}'],
    ['writes bytes as base64', { bytes: new Uint8Array([117, 115, 101]) }, '{"bytes":"dXNl"}'],
    ['leaves out $metadata and what is undefined', { $metadata: { requestId: 'x' }, a: undefined, b: null }, '{"b":null}'],
    ['writes for ever in words', { days: Number.POSITIVE_INFINITY }, '{"days":"forever"}'],
    ['writes nothing as null', undefined, 'null'],
  ])('%s', (_, value, text) => {
    expect(canonical(value)).toBe(text);
  });

  it('is the same whatever the order of keys', () => {
    expect(canonical({ a: 1, b: { c: 2, d: 3 } })).toBe(canonical({ b: { d: 3, c: 2 }, a: 1 }));
  });

  it('of what is plain is itself', () => {
    const value = { b: new Date(0), a: [new Uint8Array([1])] };
    expect(canonical(plain(value))).toBe(canonical(value));
  });
});
