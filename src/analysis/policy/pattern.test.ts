import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arnGlob, covers, folded, glob, literal, overlaps, type Pattern, resourceGlob, type Token, widened } from './pattern.ts';

const LETTERS = ['a', 'b', ':'];
/** Every string over the letters up to five long: enough to tell any two of the small patterns apart. */
const WORDS = Array.from({ length: 6 }, (_, length) => words(length)).flat();

function words(length: number): string[] {
  return length === 0 ? [''] : words(length - 1).flatMap((word) => LETTERS.map((letter) => word + letter));
}

/** The naive reading of a pattern, as a regular expression. */
function accepts(pattern: Pattern, word: string): boolean {
  const source = pattern.map((token) => (token === 'any' ? '.*' : token === 'within' ? '[^:]*' : token === 'one' ? '.' : token.char));
  return new RegExp(`^${source.join('')}$`).test(word);
}

const token = fc.constantFrom<Token>({ char: 'a' }, { char: 'b' }, { char: ':' }, 'one', 'any', 'within');
const pattern = fc.array(token, { maxLength: 4 });

describe('sets of strings', () => {
  test('overlaps: exactly when some string is in both', () => {
    fc.assert(
      fc.property(pattern, pattern, (a, b) => {
        // 3 + 3 fixed places at most need no longer word than the two patterns together; stars may be empty
        const common = WORDS.some((word) => accepts(a, word) && accepts(b, word));
        if (common) expect(overlaps(a, b)).toBe(true);
        else if (a.length + b.length <= 5) expect(overlaps(a, b)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  test('covers: exactly when no string of the set is left out, by several patterns together too', () => {
    fc.assert(
      fc.property(fc.array(pattern, { maxLength: 3 }), fc.array(token, { maxLength: 2 }), (patterns, set) => {
        const members = WORDS.filter((word) => accepts(set, word));
        const all = members.every((word) => patterns.some((each) => accepts(each, word)));
        if (!all) expect(covers(patterns, set)).toBe(false);
        else if (covers(patterns, set) === false) {
          // a longer word, or a letter that isn't among ours, must then be the one left out
          const longer = [...words(7), ...WORDS.map((word) => word.replaceAll('b', 'z'))];
          expect(longer.some((word) => acceptsAny(set, word) && !patterns.some((each) => acceptsAny(each, word)))).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  function acceptsAny(of: Pattern, word: string): boolean {
    return accepts(of, word);
  }

  test.each([
    ['s3:*', 's3:Get*', true],
    ['s3:Get*', 's3:*', false],
    ['*', 's3:*', true],
    ['**', '*', true],
    ['s3:?*', 's3:Get*', true],
    ['s3:?*', 's3:*', false],
    ['*a*', '*aa*', true],
    ['*aa*', '*a*', false],
  ])('%s covers %s: %s', (by, set, expected) => {
    expect(covers([glob(by)], glob(set))).toBe(expected);
  });

  test('two halves cover what neither does alone', () => {
    expect(covers([glob('a*'), glob('?b*')], glob('ab*'))).toBe(true);
    expect(covers([glob('a'), glob('?*')], glob('?*'))).toBe(true);
    expect(covers([glob('??*'), glob('?')], glob('?*'))).toBe(true);
    expect(covers([glob('??*')], glob('?*'))).toBe(false);
  });

  test('a pattern that would take for ever proves nothing', () => {
    const heavy = glob('*a????????????????????');
    expect(covers([heavy], heavy)).toBe(false);
    expect(overlaps(heavy, heavy)).toBe(true);
  });
});

describe('how AWS reads patterns', () => {
  test('a star at the end of a segment of a resource runs past colons; for one inside that is not certain', () => {
    const inside = resourceGlob('arn:aws:s3:::bucket/a*z');
    expect(covers([inside], literal('arn:aws:s3:::bucket/a-z'))).toBe(true);
    expect(covers([inside], literal('arn:aws:s3:::bucket/a:z'))).toBe(false);
    expect(overlaps(widened(inside), literal('arn:aws:s3:::bucket/a:z'))).toBe(true);
    expect(covers([resourceGlob('arn:aws:logs:*')], literal('arn:aws:logs:eu-west-1:111122223333:log-group:x'))).toBe(true);
    expect(covers([resourceGlob('arn:aws:s3:::bucket/*')], glob('arn:aws:s3:::bucket/*'))).toBe(true);
  });

  test('an ARN operator looks at each segment for itself, and only the last holds colons', () => {
    const pattern = arnGlob('arn:aws:sns:*:111122223333:*');
    expect(covers([pattern], literal('arn:aws:sns:eu-west-1:111122223333:a:b'))).toBe(true);
    expect(overlaps(pattern, literal('arn:aws:sns:eu-west-1:999988887777:x:111122223333:y'))).toBe(false);
  });

  test('actions are compared without regard to case', () => {
    expect(covers([folded(glob('S3:getobject'))], folded(glob('s3:GetObject')))).toBe(true);
  });
});
