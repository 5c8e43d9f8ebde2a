import fc from 'fast-check';
import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import type { Answer } from './fact.ts';
import { block, couldBe, fact, mapAnswer } from './read.ts';

const there = <T>(answer: T | undefined, ref = 'r'): Answer<T> => ({ answer, refs: [ref], operation: 's3:Get' });
const denied: Answer<never> = { unknown: { operation: 's3:Denied', code: 'AccessDenied' }, refs: ['d'] };
const lack = (answer: Answer<unknown>): unknown => ('unknown' in answer ? answer.unknown.code : answer.answer);

describe('a fact', () => {
  it('of answers that are there is known, and cites them', () => {
    expect(fact([there(2, 'a'), there(3, 'b')], (a = 0, b = 0) => a + b)).toEqual({ value: 5, from: ['a', 'b'] });
  });

  it('of what is not configured is known', () => {
    expect(fact([there<number>(undefined)], (a) => a ?? Number.POSITIVE_INFINITY)).toEqual({
      value: Number.POSITIVE_INFINITY,
      from: ['r'],
    });
  });

  it('of an answer that lacks it is malformed', () => {
    expect(fact([there({})], () => undefined as boolean | undefined)).toEqual({
      unknown: [{ operation: 's3:Get', code: 'malformed' }],
      from: ['r'],
    });
  });

  it('of an answer over which its reader stumbles is malformed', () => {
    const answer = there({ rules: 'no list' as unknown as number[] });
    expect(fact([answer], (a) => a?.rules.map((n) => n).length)).toMatchObject({ unknown: [{ code: 'malformed' }] });
  });

  it('of a denied answer is unknown, and cites the denial', () => {
    expect(fact([there(1), denied], () => true)).toEqual({ unknown: [{ operation: 's3:Denied', code: 'AccessDenied' }], from: ['r', 'd'] });
  });

  it('that is the same in every possible world is known', () => {
    expect(fact([couldBe<number>(denied, 1, 2, undefined)], () => 7)).toEqual({ value: 7, from: ['d'] });
  });

  it('that differs has bounds', () => {
    expect(fact([couldBe<number>(denied, 20, 60)], (a = 0) => a + 1)).toEqual({
      unknown: [{ operation: 's3:Denied', code: 'AccessDenied' }],
      from: ['d'],
      atLeast: 21,
      atMost: 61,
    });
  });

  it('that is a list has what all worlds share, and what any has', () => {
    const found = fact([couldBe<string[]>(denied, ['a', 'b'], ['b', 'c'])], (a) => a ?? ([] as string[]));
    expect(found).toMatchObject({ atLeast: ['b'], atMost: ['a', 'b', 'c'] });
  });

  it('that is open in one world has no bound but what its reader gives', () => {
    const reading = (a = 0) => (a === 0 ? { unknown: [{ operation: 'x', code: 'undecided' }], atLeast: 30 } : 60);
    expect(fact([couldBe<number>(denied, 0, 1)], reading)).toEqual({
      unknown: [
        { operation: 's3:Denied', code: 'AccessDenied' },
        { operation: 'x', code: 'undecided' },
      ],
      from: ['d'],
      atLeast: 30,
    });
  });

  it('that is open for no reason of its own is still no value', () => {
    expect(fact([there(1)], () => ({ unknown: [] }))).toEqual({ unknown: [], from: ['r'] });
  });

  it('holds its bounds, whatever the lacking answers turn out to be', () => {
    const worlds = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(worlds, worlds, fc.nat(3), fc.nat(3), (one, two, i, j) => {
        const read = (a: number | undefined = 0, b: number | undefined = 0): number => a * 3 - b;
        const open = fact([couldBe<number>(denied, ...one), couldBe<number>(denied, ...two)], read);
        const truth = read(one[i % one.length], two[j % two.length]);
        if ('value' in open) expect(open.value).toBe(truth);
        else {
          expect(open.atLeast).toBeLessThanOrEqual(truth);
          expect(open.atMost).toBeGreaterThanOrEqual(truth);
        }
      }),
      { numRuns: 300, seed: 1 },
    );
  });
});

describe('a block', () => {
  const schema = Type.Object({ days: Type.Number(), open: Type.Boolean() });

  it('reads all of its facts from the same answers', () => {
    expect(block(schema, [there(4)], (a = 0) => ({ days: a, open: false }))).toEqual({
      days: { value: 4, from: ['r'] },
      open: { value: false, from: ['r'] },
    });
  });

  it('is unknown in each fact that differs, and known in each that does not', () => {
    const made = block(schema, [couldBe<number>(denied, 4, 5)], (a = 0) => ({ days: a, open: false }));
    expect(made.open).toEqual({ value: false, from: ['d'] });
    expect(made.days).toMatchObject({ atLeast: 4, atMost: 5 });
  });

  it('whose reader stumbles is malformed in every fact', () => {
    const made = block(schema, [there(4)], () => {
      throw new Error('x');
    });
    expect([made.days, made.open].map((leaf) => 'unknown' in leaf && leaf.unknown[0]?.code)).toEqual(['malformed', 'malformed']);
  });
});

describe('an answer made of another', () => {
  it('keeps its evidence', () => {
    expect(mapAnswer(there(2), (n = 0) => n * 2)).toEqual({ answer: 4, refs: ['r'], operation: 's3:Get' });
  });

  it.each<[string, () => number | null]>([
    ['gives null', () => null],
    [
      'stumbles',
      () => {
        throw new Error('x');
      },
    ],
  ])('whose reader %s is malformed', (_, read) => {
    expect(lack(mapAnswer(there(2), read))).toBe('malformed');
  });

  it('is lacking where the other is, and could be what the other could', () => {
    expect(mapAnswer(couldBe<number>(denied, 1, 2), (n = 0) => n * 10)).toEqual({
      unknown: { operation: 's3:Denied', code: 'AccessDenied' },
      refs: ['d'],
      could: [10, 20],
    });
    expect(mapAnswer(denied, () => 1)).not.toHaveProperty('could');
  });

  it('that is there could be nothing else', () => {
    expect(couldBe(there(1), 2, 3)).toEqual(there(1));
  });
});
