import { describe, test } from 'vitest';
import { aborts, type Case, check, label, rule } from './test-cases.ts';

const KB = 1024;

describe('filters', () => {
  test.each<Case>([
    { name: 'prefix "" covers all', rules: [rule({ filter: { prefix: '' }, expirationDays: 30 }), aborts], max: 30, witness: 'any object' },
    {
      name: 'a prefix covers a part only',
      rules: [rule({ filter: { prefix: 'logs/' }, expirationDays: 30 }), aborts],
      max: Infinity,
      witness: 'an object outside `logs/`',
      min: 30,
      minWitness: 'an object under `logs/`',
    },
    {
      name: 'prefixes, however many, do not cover all keys',
      rules: ['a', 'b', 'b/c'].map((prefix) => rule({ filter: { prefix }, expirationDays: 30 })),
      max: Infinity,
      witness: 'an object outside `a` and `b`',
    },
    {
      name: 'a prefix whose rule is no shorter is not named',
      rules: [rule({ filter: { prefix: 'exports/' }, expirationDays: 60 }), rule({ expirationDays: 30 }), aborts],
      max: 30,
      witness: 'any object',
    },
    {
      name: 'tags cover a part only',
      rules: [rule({ filter: { tags: [label] }, expirationDays: 30 }), aborts],
      max: Infinity,
      witness: 'an object without the tag `kind=label`',
      min: 30,
      minWitness: 'an object with the tag `kind=label`',
    },
    {
      name: 'every value of a tag that is named is not every object',
      rules: ['x', 'y'].map((value) => rule({ filter: { tags: [{ key: 'k', value }] }, expirationDays: 30 })),
      max: Infinity,
      witness: 'an object without the tags `k=x` and `k=y`',
    },
    {
      name: 'sizes cover a part only',
      rules: [rule({ filter: { sizeGreaterThan: 128 * KB - 1 }, expirationDays: 30 }), aborts],
      max: Infinity,
      witness: 'an object smaller than 128 KB',
      min: 30,
      minWitness: 'an object of 128 KB or more',
    },
    {
      name: 'ObjectSizeGreaterThan 0 leaves empty objects',
      rules: [rule({ filter: { sizeGreaterThan: 0 }, expirationDays: 30 }), aborts],
      max: Infinity,
      witness: 'an empty object',
    },
    {
      name: 'two sizes together cover all',
      rules: [
        rule({ filter: { sizeGreaterThan: 99 }, expirationDays: 20 }),
        rule({ filter: { sizeLessThan: 100 }, expirationDays: 30 }),
        aborts,
      ],
      max: 30,
      witness: 'an object smaller than 100 bytes',
      min: 20,
      minWitness: 'an object larger than 99 bytes',
    },
    {
      name: 'two sizes leave the one byte between them',
      rules: [
        rule({ filter: { sizeGreaterThan: 100 }, expirationDays: 20 }),
        rule({ filter: { sizeLessThan: 100 }, expirationDays: 30 }),
        aborts,
      ],
      max: Infinity,
      witness: 'an object larger than 99 bytes and smaller than 101 bytes',
    },
    {
      name: 'expiry and deletion of old versions under different filters meet only in part',
      rules: [rule({ expirationDays: 20 }), rule({ filter: { prefix: 'exports/' }, noncurrentDays: 10 }), aborts],
      versioning: 'Enabled',
      max: Infinity,
      witness: 'old versions of an object outside `exports/`',
      min: 30,
      minWitness: 'an object under `exports/`',
    },
    {
      name: 'prefix, tag and size at once',
      rules: [
        rule({ filter: { prefix: 'exports/', tags: [label], sizeLessThan: 128 * KB }, expirationDays: 7 }),
        rule({ expirationDays: 30 }),
        aborts,
      ],
      max: 30,
      witness: 'an object without the tag `kind=label`',
      min: 7,
      minWitness: 'an object under `exports/` with the tag `kind=label` smaller than 128 KB',
    },
    {
      name: 'a condition that we do not know covers nothing for sure, and may delete all the same',
      rules: [rule({ filter: { unknown: true }, expirationDays: 7 }), aborts],
      max: Infinity,
      witness: 'any object',
      min: 7,
    },
    {
      name: 'two rules for different prefixes never meet on one object',
      rules: [
        rule({ filter: { prefix: 'a/' }, expirationDays: 5 }),
        rule({ filter: { prefix: 'b/' }, noncurrentDays: 5 }),
        rule({ expirationDays: 50, noncurrentDays: 50 }),
        aborts,
      ],
      versioning: 'Enabled',
      max: 100,
      witness: 'old versions of an object outside `a/` and `b/`',
      min: 55,
    },
    {
      name: 'two rules for different sizes never meet on one object',
      rules: [
        rule({ filter: { sizeLessThan: 10 }, expirationDays: 5 }),
        rule({ filter: { sizeGreaterThan: 20 }, noncurrentDays: 5 }),
        rule({ expirationDays: 50, noncurrentDays: 50 }),
        aborts,
      ],
      versioning: 'Enabled',
      max: 100,
      witness: 'old versions of an object larger than 9 bytes and smaller than 21 bytes',
      min: 55,
    },
    {
      name: 'two rules for different values of a tag never meet on one object',
      rules: [
        rule({ filter: { tags: [{ key: 'k', value: 'x' }] }, expirationDays: 5 }),
        rule({ filter: { tags: [{ key: 'k', value: 'y' }] }, noncurrentDays: 5 }),
        rule({ expirationDays: 50, noncurrentDays: 50 }),
        aborts,
      ],
      versioning: 'Enabled',
      max: 100,
      witness: 'old versions of an object without the tags `k=x` and `k=y`',
      min: 55,
    },
  ])('$name', check);
});
