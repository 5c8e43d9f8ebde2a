import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostile } from '../../test/browser/hostile.ts';
import { clipped, escapeMarkdown, markdownTable } from './markdown.ts';

/** What is left for Markdown, and for what GitHub does after it, once code spans and escaped characters are taken out. */
const left = (markdown: string): string => markdown.replace(/\\[!-/:-@[-`{-~]|`[^`\\|\s]+`/g, '\0');

/** Everything that could begin markup, a link, a mention, a formula, an emoji or another cell. */
const active = /[\\`*_{}<>|~&@#$\n]|!\[|\[(?![\p{L}\p{N}])|\[x\]|\][([:]|:\/\/|:[\w+-]+:|www\.|gh-\d|^[-+=]|^\d+[.)](\s|$)/iu;

describe('text from an account in Markdown', () => {
  it.each([
    ['a | b', 'a \\| b'],
    ['<b> & `x` *y* _z_ ~', '\\<b\\> \\& \\`x\\` \\*y\\* \\_z\\_ \\~'],
    ['- item', '\\- item'],
    ['===', '\\==='],
    ['1. item', '1\\. item'],
    ['1.5', '1.5'],
    ['[who]', '[who]'],
    ['[x](y)', '\\[x\\](y)'],
    ['[text](y)', '[text\\](y)'],
    ['[x] all is well', '\\[x] all is well'],
    ['[ ] still to do', '\\[ ] still to do'],
    ['[^1]: note', '\\[^1\\]: note'],
    ['![pixel](//evil.example/p)', '\\![pixel\\](//evil.example/p)'],
    ['two\nlines\r\n\tthree', 'two lines three'],
    ['https://evil.example', '`https://evil.example`'],
    ['see www.evil.example.', 'see `www.evil.example`.'],
    ['Give anna@acme.example, now', 'Give `anna@acme.example`, now'],
    ['(@everyone)', '(`@everyone`)'],
    ['see #12 and GH-12', 'see `#12` and `GH-12`'],
    [':white_check_mark:', '`:white_check_mark`:'],
    ['$x$', '`$x$`'],
    ['arn:aws:s3:::orders_2026', '`arn:aws:s3:::orders_2026`'],
    ['tag amazon-data-class: pii, 09:12 UTC', 'tag amazon-data-class: pii, 09:12 UTC'],
    ['a@b`c|d@e\\', '`a@b`\\`c\\|`d@e`\\\\'],
    ['\u202e', '[U+202E]'],
    ['\u001b[31mred', '[U+001B\\][31mred'],
    ['', ''],
  ])('%j', (text, expected) => {
    expect(escapeMarkdown(text)).toBe(expected);
  });

  it('is nothing that acts, whatever it is', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...hostile, ...'\\`*_{}[]()<>#|~!&$@:/.-+=^ \n\t1x'.split(''), 'www.', 'http://', 'GH-1', ':x:', '[x]', '![', '&lt;'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = escapeMarkdown(pieces.join(''));
        expect(left(text)).not.toMatch(active);
        expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
      { numRuns: 3000 },
    );
  });

  it('stays in its cell', () => {
    const rows = [...hostile, '|', '\\|', 'a@|b', '`|`', '\n| x | y |\n'].map((name) => [name, 'x']);
    const [, , ...lines] = markdownTable(['Name', 'B'], rows, 'none').split('\n');
    expect(lines).toHaveLength(rows.length);
    for (const line of lines) expect([...line.replace(/\\./g, '').matchAll(/\|/g)], line).toHaveLength(3);
    expect(markdownTable(['A'], [], 'none')).toBe('none');
  });

  it.each([
    ['short', 'short'],
    ['x'.repeat(400), 'x'.repeat(400)],
    ['x'.repeat(401), `${'x'.repeat(399)}…`],
    ['📦'.repeat(401), `${'📦'.repeat(399)}…`],
  ])('is cut where it is too long, between characters', (text, expected) => {
    expect(clipped(text)).toBe(expected);
  });
});
