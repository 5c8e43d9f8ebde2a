import { describe, expect, it } from 'vitest';
import type { Fact, Leaf } from '../facts/fact.ts';
import { factInWords } from './words.ts';

const known = (value: Leaf): Fact<Leaf> => ({ value, from: [] });
const open = (bounds: object = {}): Fact<Leaf> => ({ unknown: [], from: [], ...bounds });

describe('a fact in a sentence', () => {
  it.each<[Fact<Leaf> | undefined, string, string]>([
    [known(60), 'days', '60 days'],
    [known(1), 'days', '1 day'],
    [known(Number.POSITIVE_INFINITY), 'days', 'for ever'],
    [known(7), '', '7'],
    [known(true), '', 'yes'],
    [known(false), '', 'no'],
    [known('any object'), '', 'any object'],
    [known([]), '', 'nothing'],
    [known(['a', 'b', 'c', 'd', 'e']), '', 'a; b; c; and 2 more'],
    [open({ atLeast: 60 }), 'days', 'at least 60 days'],
    [open({ atLeast: Number.POSITIVE_INFINITY }), 'days', 'for ever'],
    [open({ atMost: 20 }), 'days', 'at most 20 days'],
    [open({ atLeast: ['a'] }), '', 'a'],
    [open(), 'days', 'something'],
    [undefined, 'days', 'something'],
  ])('%j: %s', (fact, unit, words) => {
    expect(factInWords(fact, unit)).toBe(words);
  });
});
