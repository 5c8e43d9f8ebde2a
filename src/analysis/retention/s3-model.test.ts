import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Act, applies, dateOf, type Kind, run } from './s3/test-bucket.ts';
import { type LifecycleRule, type ObjectTag, s3Life, type Versioning } from './s3.ts';

const KEYS = ['a', 'a/1', 'a/b', 'c', 'z'];
const TAGS: readonly (readonly ObjectTag[])[] = [
  [],
  [{ key: 't', value: 'x' }],
  [{ key: 't', value: 'y' }],
  [
    { key: 't', value: 'x' },
    { key: 'u', value: '' },
  ],
];
const SIZES = [0, 1, 2, 3, 9];

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const seldom = <T>(arbitrary: fc.Arbitrary<T>) => fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
const days = fc.integer({ min: 1, max: 5 });

const anyRule: fc.Arbitrary<LifecycleRule> = fc.record({
  enabled: fc.oneof({ weight: 6, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  filter: fc.record({
    prefix: maybe(fc.constantFrom('', '', 'a', 'a/', 'c')),
    tags: seldom(fc.constantFrom(...TAGS)),
    sizeGreaterThan: seldom(fc.constantFrom(0, 1, 2)),
    sizeLessThan: seldom(fc.constantFrom(1, 2, 3)),
  }),
  expirationDays: maybe(days),
  expirationDate: seldom(fc.integer({ min: -3, max: 6 }).map(dateOf)),
  noncurrentDays: maybe(days),
  newerNoncurrentVersions: seldom(fc.integer({ min: 1, max: 2 })),
});
const anyAbort: fc.Arbitrary<LifecycleRule> = fc.record({
  enabled: fc.constant(true),
  filter: fc.record({ prefix: fc.constantFrom('', 'a', 'c') }),
  abortMultipartDays: days,
});
const everything: LifecycleRule = { enabled: true, filter: {}, expirationDays: 4, noncurrentDays: 3, abortMultipartDays: 2 };
const anyRules = fc
  .tuple(fc.array(anyRule, { maxLength: 4 }), fc.array(anyAbort, { maxLength: 2 }), fc.boolean())
  .map(([rules, aborts, all]) => [...rules, ...aborts, ...(all ? [everything] : [])]);
const plainRules = anyRules.map((rules) =>
  rules.map((rule) => ({ ...rule, expirationDate: undefined, newerNoncurrentVersions: undefined })),
);
const anyVersioning = fc.constantFrom<Versioning>('Off', 'Enabled', 'Suspended');

const kind: fc.Arbitrary<Kind> = fc.record({ tags: fc.constantFrom(...TAGS), size: fc.constantFrom(...SIZES) });
const NONE: Kind = { tags: [], size: 0 };

/** How a bucket got its versioning: it is on from day `on`, and suspended from day `off`. */
const switches = (versioning: Versioning, on: number, off: number): Act[] => [
  ...(versioning === 'Off' ? [] : [{ day: on, key: '', does: 'version on' as const, kind: NONE }]),
  ...(versioning === 'Suspended' ? [{ day: off, key: '', does: 'version off' as const, kind: NONE }] : []),
];

/** Every kind of object and an upload under every key, and, on a versioned bucket, each overwritten on the day that it would expire. */
const oneOfEach = (day: number): Act[] =>
  TAGS.flatMap((tags) => SIZES.map((size) => ({ tags, size }))).flatMap((each, i) =>
    KEYS.map((key) => ({ day, key: `${key}${String.fromCharCode(65 + i)}`, does: 'put' as const, kind: each })),
  );
const uploads = (day: number): Act[] => KEYS.map((key) => ({ day, key, does: 'upload' as const, kind: NONE }));

const runs = { numRuns: 1500 };

describe('the proof against a bucket that lives day by day', () => {
  test('whatever people put, overwrite and delete, nothing lives longer than the proof says', () => {
    const act = fc.record({
      day: fc.integer({ min: 0, max: 12 }),
      key: fc.constantFrom(...KEYS),
      does: fc.constantFrom('put' as const, 'put' as const, 'put' as const, 'delete' as const, 'upload' as const),
      kind,
    });
    fc.assert(
      fc.property(anyRules, anyVersioning, fc.array(act, { maxLength: 25 }), fc.nat(4), fc.nat(8), (rules, versioning, acts, on, more) => {
        const { maxDays } = s3Life(rules, versioning, undefined, dateOf(0));
        const lives = run(rules, [...switches(versioning, on, on + more), ...acts], 0);
        expect(Math.max(0, ...lives)).toBeLessThanOrEqual(maxDays);
      }),
      runs,
    );
  });

  test('one object of each kind, one upload of each key: the longest lives just as long as the proof says', () => {
    fc.assert(
      fc.property(
        anyRules.map((rules) =>
          rules.map((rule) => (rule.expirationDate && rule.expirationDate > dateOf(0) ? { ...rule, expirationDate: undefined } : rule)),
        ),
        anyVersioning,
        (rules, versioning) => {
          const { maxDays } = s3Life(rules, versioning, undefined, dateOf(0));
          // Versions with an id of their own must be there when versioning is suspended, so it is so on the day after.
          const lives = run(rules, [...switches(versioning, 0, 1), ...oneOfEach(0), ...uploads(0)], 0);
          expect(Math.max(...lives)).toBe(maxDays);
        },
      ),
      runs,
    );
  });

  test('the witness is what lives so long: its kind of object alone reaches the figure', () => {
    const named = (text: string, rules: readonly LifecycleRule[], versioning: Versioning): readonly number[] => {
      if (text.startsWith('an unfinished multipart upload')) {
        return run(
          rules,
          uploads(0).filter(({ key }) => !prefixesIn(text).some((prefix) => key.startsWith(prefix))),
          0,
        );
      }
      const acts = oneOfEach(0).filter(({ key, kind: { tags, size } }) => {
        const outside = !prefixesIn(text).some((prefix) => key.startsWith(prefix)) && (!/prefixes that/.test(text) || key.startsWith('z'));
        const untagged =
          !tags.some((tag) => text.includes(`\`${tag.key}=${tag.value}\``)) && (!/tags that/.test(text) || tags.length === 0);
        const above = /larger than (\d+) byte/.exec(text)?.[1];
        const below = /smaller than (\d+) byte/.exec(text)?.[1];
        const empty = !text.includes('an empty object') || size === 0;
        return (
          outside && untagged && empty && (above === undefined || size > Number(above)) && (below === undefined || size < Number(below))
        );
      });
      expect(acts.length).toBeGreaterThan(0);
      return run(rules, [...switches(versioning, 0, 1), ...acts], 0);
    };
    const prefixesIn = (text: string) =>
      [...(/outside ((?:`[^`]*`(?:, | and )?)+)/.exec(text)?.[1] ?? '').matchAll(/`([^`]*)`/g)].map(([, prefix = '']) => prefix);
    const plain = anyRules.map((rules) => rules.map((rule) => ({ ...rule, expirationDate: undefined })));
    fc.assert(
      fc.property(plain, anyVersioning, (rules, versioning) => {
        const { maxDays, witness } = s3Life(rules, versioning, undefined, dateOf(0));
        const lives = named(witness, rules, versioning);
        // Every one of them, not just one: the witness names a class all of which lives so long.
        expect([Math.min(...lives), Math.max(...lives)], witness).toEqual([maxDays, maxDays]);
      }),
      runs,
    );
  });

  test('left alone, nothing is gone sooner than the proof says, and something is gone just then', () => {
    fc.assert(
      fc.property(fc.oneof(anyRules, plainRules), anyVersioning, fc.integer({ min: -4, max: 8 }), (rules, versioning, day) => {
        const { minDays } = s3Life(rules, versioning, undefined, dateOf(0));
        const on = switches(versioning, day, day);
        const lives = run(rules, [...on, ...oneOfEach(day)], day);
        expect(Math.min(...lives)).toBeGreaterThanOrEqual(minDays);
        const exact = rules.every((rule) => rule.expirationDate === undefined && rule.newerNoncurrentVersions === undefined);
        if (exact) expect(Math.min(...lives)).toBe(minDays);
      }),
      runs,
    );
  });

  test('nor when something new is put where an object has expired', () => {
    fc.assert(
      fc.property(
        anyRules,
        fc.constantFrom<Versioning>('Off', 'Enabled'),
        fc.integer({ min: 6, max: 12 }),
        kind,
        (rules, versioning, gap, each) => {
          const { minDays } = s3Life(rules, versioning, undefined, dateOf(0));
          const puts = [0, 1, 2, 3].map((n): Act => ({ day: n * gap, key: 'a/1', does: 'put', kind: each }));
          const expires = rules.some((rule) => applies(rule, 'a/1', each) && rule.expirationDays !== undefined);
          const lives = run(rules, [...switches(versioning, 0, 0), ...(expires ? puts : puts.slice(0, 1))], 0);
          expect(Math.min(...lives)).toBeGreaterThanOrEqual(minDays);
        },
      ),
      runs,
    );
  });
});
