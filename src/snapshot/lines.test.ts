import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, Lines, textOf } from './lines.ts';

describe('lines kept as bytes', () => {
  it('are read as they were kept, whatever their length and characters', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.nat(3_000_000).map((length) => 'ä'.repeat(length / 2)),
    );
    fc.assert(
      fc.property(fc.array(text, { maxLength: 12 }), (texts) => {
        const lines = new Lines();
        const kept = texts.map((each) => lines.keep(each));
        expect(kept.map(textOf)).toEqual(texts);
        expect(kept.map((line) => Buffer.from(bytesOf(line)).toString())).toEqual(texts);
      }),
      { seed: 1, numRuns: 30 },
    );
  });
});
