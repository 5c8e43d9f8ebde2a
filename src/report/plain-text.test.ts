import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainLines, plainText } from './plain-text.ts';

describe('text from an account, made harmless', () => {
  it.each([
    ['plain text stays', 'seller-reports, größe ¥', 'seller-reports, größe ¥'],
    ['emoji stay', '📦', '📦'],
    ['ANSI colour', '\u001b[31mred', '[U+001B][31mred'],
    ['the one-byte escape', '\u009b31m', '[U+009B]31m'],
    ['a bell', 'a\u0007', 'a[U+0007]'],
    ['delete', 'a\u007f', 'a[U+007F]'],
    ['right-to-left override', 'x\u202egnp', 'x[U+202E]gnp'],
    ['isolates', '\u2066a\u2069', '[U+2066]a[U+2069]'],
    ['zero-width space', 'a\u200bb', 'a[U+200B]b'],
    ['tag characters', 'a\u{e0041}', 'a[U+E0041]'],
    ['line separator', 'a\u2028b', 'a[U+2028]b'],
    ['half a character', 'a\ud800', 'a[U+D800]'],
    ['a filler that looks like nothing', 'a\u3164', 'a[U+3164]'],
    ['a line break', 'a\r\nb\tc', 'a[U+000D][U+000A]b[U+0009]c'],
  ])('%s', (_, text, expected) => {
    expect(plainText(text)).toBe(expected);
  });

  it('keeps line breaks and tabs where several lines may stand', () => {
    expect(plainLines('a\n\tb\u001bc\r\n')).toBe('a\n\tb[U+001B]c[U+000D]\n');
  });

  it('leaves nothing that a terminal obeys, and is done after one pass', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const plain = plainText(text);
        expect(plain).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        expect(plainText(plain)).toBe(plain);
      }),
    );
  });
});
