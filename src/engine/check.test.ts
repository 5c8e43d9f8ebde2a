import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact, Leaf } from '../facts/fact.ts';
import { compileCheck } from './check.ts';
import type { LeafSchema } from './schema-path.ts';

const number: LeafSchema = { type: 'number' };
const flag: LeafSchema = { type: 'boolean' };
const text: LeafSchema = { type: 'string' };
const list: LeafSchema = { type: 'array', items: {} };
const versioning: LeafSchema = { type: 'string', enum: ['Enabled', 'Suspended', 'Off'] };

const known = (value: Leaf): Fact<Leaf> => ({ value, from: [] });
const open = (bounds: { atLeast?: Leaf; atMost?: Leaf } = {}): Fact<Leaf> => ({
  unknown: [{ operation: 's3:Get', code: 'AccessDenied' }],
  from: [],
  ...bounds,
});
const holds = (expected: object, leaf: LeafSchema, fact: Fact<Leaf>): string =>
  compileCheck('a.b', expected, leaf).judge({ a: { b: fact } }).holds;

describe('a line of a rule', () => {
  it.each<[string, object, LeafSchema, Leaf, string]>([
    ['at the limit', { maximum: 30 }, number, 30, 'yes'],
    ['one beyond it', { maximum: 30 }, number, 31, 'no'],
    ['for ever is beyond any limit', { maximum: 30 }, number, Number.POSITIVE_INFINITY, 'no'],
    ['for ever is long enough', { minimum: 90 }, number, Number.POSITIVE_INFINITY, 'yes'],
    ['true', { const: true }, flag, true, 'yes'],
    ['false', { const: true }, flag, false, 'no'],
    ['one of several', { enum: ['Enabled', 'Suspended'] }, versioning, 'Off', 'no'],
    ['an empty list', { maxItems: 0 }, list, [], 'yes'],
    ['a list that should be empty', { maxItems: 0 }, list, ['a'], 'no'],
    ['items that fit', { items: { pattern: '^arn:' } }, list, ['arn:x'], 'yes'],
    ['an item that does not', { items: { pattern: '^arn:' } }, list, ['arn:x', 'y'], 'no'],
  ])('%s', (_, expected, leaf, value, verdict) => {
    expect(holds(expected, leaf, known(value))).toBe(verdict);
  });

  it.each<[string, object, LeafSchema, { atLeast?: Leaf; atMost?: Leaf }, string]>([
    ['nothing known', { maximum: 30 }, number, {}, 'unknown'],
    ['at least what is too much', { maximum: 30 }, number, { atLeast: 31 }, 'no'],
    ['at least what is not', { maximum: 30 }, number, { atLeast: 30 }, 'unknown'],
    ['at most what is not too much is no proof', { maximum: 30 }, number, { atMost: 20 }, 'unknown'],
    ['at most what is too little', { minimum: 90 }, number, { atMost: 89 }, 'no'],
    ['at most enough', { minimum: 90 }, number, { atMost: 90 }, 'unknown'],
    ['at least for ever', { maximum: 30 }, number, { atLeast: Number.POSITIVE_INFINITY }, 'no'],
    ['beyond a limit that must not be reached', { exclusiveMaximum: 30 }, number, { atLeast: 30 }, 'no'],
    ['surely one who should not be there', { maxItems: 0 }, list, { atLeast: ['a'] }, 'no'],
    ['perhaps one', { maxItems: 0 }, list, { atMost: ['a'] }, 'unknown'],
    ['surely one that does not fit', { items: { pattern: '^arn:' } }, list, { atLeast: ['y'] }, 'no'],
    ['surely too few', { minItems: 2 }, list, { atMost: ['a'] }, 'no'],
    ['a bound says nothing of a constant', { const: true }, flag, { atLeast: false }, 'unknown'],
  ])('of what is not known: %s', (_, expected, leaf, bounds, verdict) => {
    expect(holds(expected, leaf, open(bounds))).toBe(verdict);
  });

  it('of a fact that was never read is unknown', () => {
    const check = compileCheck('a.b', { const: true }, flag);
    expect(check.judge({}).holds).toBe('unknown');
    expect(check.judge({ a: {} }).holds).toBe('unknown');
    expect(check.judge({ a: known(true) }).holds).toBe('unknown');
  });

  it('breaks by a bound only if every value within the bounds breaks it', () => {
    const days = fc.integer({ min: 0, max: 40 });
    const limit = fc.constantFrom('maximum', 'minimum', 'exclusiveMaximum', 'exclusiveMinimum');
    fc.assert(
      fc.property(
        limit,
        days,
        fc.option(days, { nil: undefined }),
        fc.option(days, { nil: undefined }),
        days,
        (keyword, figure, atLeast, atMost, value) => {
          fc.pre((atLeast ?? 0) <= value && value <= (atMost ?? 40));
          const bounds = { ...(atLeast !== undefined && { atLeast }), ...(atMost !== undefined && { atMost }) };
          if (holds({ [keyword]: figure }, number, open(bounds)) === 'no')
            expect(holds({ [keyword]: figure }, number, known(value))).toBe('no');
        },
      ),
      { numRuns: 500, seed: 1 },
    );
  });

  it('breaks by a list of which some is sure only if every such list breaks it', () => {
    const names = fc.subarray(['arn:a', 'arn:b', 'c', 'd']);
    const schema = fc.constantFrom<object>({ maxItems: 0 }, { maxItems: 1 }, { minItems: 2 }, { items: { pattern: '^arn:' } });
    fc.assert(
      fc.property(schema, names, names, names, (expected, sure, more, extra) => {
        const value = [...new Set([...sure, ...more])];
        const bounds = { atLeast: sure, atMost: [...new Set([...value, ...extra])] };
        if (holds(expected, list, open(bounds)) === 'no') expect(holds(expected, list, known(value))).toBe('no');
      }),
      { numRuns: 500, seed: 1 },
    );
  });
});

describe('what is refused when a rule is loaded', () => {
  it.each<[string, object, LeafSchema, RegExp]>([
    ['a maximum of a boolean', { maximum: 30 }, flag, /strict mode.*maximum/],
    ['a length of a number', { minLength: 3 }, number, /strict mode.*minLength/],
    ['a misspelt keyword', { maximun: 30 }, number, /strict mode.*maximun/],
    ['a misspelt value', { const: 'enabled' }, versioning, /`a.b` can never be "enabled": expected one of "Enabled", "Suspended", "Off"\./],
    ['a misspelt value of several', { enum: ['Enabled', 'on'] }, versioning, /`a.b` can never be "on"/],
    ['a value of another kind', { const: 'true' }, flag, /`a.b` can never be "true": expected a boolean\./],
    ['a number for a text', { enum: [1] }, text, /`a.b` can never be 1: expected a string\./],
    ['a pattern that is none', { pattern: '(' }, text, /Invalid regular expression/],
  ])('%s', (_, expected, leaf, says) => {
    expect(() => compileCheck('a.b', expected, leaf)).toThrow(says);
  });
});
