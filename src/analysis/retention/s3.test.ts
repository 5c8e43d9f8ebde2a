import { describe, expect, test } from 'vitest';
import { logGroupLife } from './log-group.ts';
import { type LifecycleRule, lifecycleRule, minDaysUnder, type ObjectLock, type RawLifecycleRule, s3Life, type Versioning } from './s3.ts';

const asOf = '2026-03-01T12:00:00Z';
const rule = (own: Partial<LifecycleRule> = {}): LifecycleRule => ({ enabled: true, filter: {}, ...own });
const aborts = rule({ id: 'uploads', abortMultipartDays: 1 });
const KB = 1024;
const label = { key: 'kind', value: 'label' };

interface Case {
  readonly name: string;
  readonly rules: readonly LifecycleRule[];
  readonly versioning?: Versioning;
  readonly lock?: ObjectLock;
  readonly max: number;
  readonly witness: string;
  readonly min?: number;
  readonly minWitness?: string;
}

const check = ({ rules, versioning = 'Off', lock, max, witness, min, minWitness }: Case) => {
  const life = s3Life(rules, versioning, lock, asOf);
  expect(life).toMatchObject({ maxDays: max, witness });
  if (min !== undefined) expect(life.minDays).toBe(min);
  if (minWitness !== undefined) expect(life.minWitness).toBe(minWitness);
};

describe('what deletes, and what does not', () => {
  test.each<Case>([
    { name: 'no rules: for ever', rules: [], max: Infinity, witness: 'any object', min: Infinity, minWitness: 'any object' },
    { name: '30 days', rules: [rule({ expirationDays: 30 }), aborts], max: 30, witness: 'any object', min: 30, minWitness: 'any object' },
    {
      name: 'a disabled rule does nothing',
      rules: [rule({ enabled: false, expirationDays: 30 })],
      max: Infinity,
      witness: 'any object',
      min: Infinity,
    },
    {
      name: 'a rule that only moves objects to another class (no action that we have) is no expiry',
      rules: [rule(), aborts],
      max: Infinity,
      witness: 'any object',
      min: Infinity,
    },
    {
      name: 'of two rules that overlap the shorter wins',
      rules: [rule({ expirationDays: 60 }), rule({ expirationDays: 30 }), aborts],
      max: 30,
      witness: 'any object',
      min: 30,
    },
    {
      name: 'a date that has passed: gone within a day',
      rules: [rule({ expirationDate: '2026-01-01' }), aborts],
      max: 1,
      witness: 'any object',
      min: 0,
    },
    {
      name: 'a date to come: for ever until then, and what is written the day before goes at once',
      rules: [rule({ expirationDate: new Date('2026-04-01') }), aborts],
      max: Infinity,
      witness: 'any object',
      min: 0,
    },
    {
      name: 'the date of this very day has passed',
      rules: [rule({ expirationDate: '2026-03-01T00:00:00Z' }), aborts],
      max: 1,
      witness: 'any object',
    },
    {
      name: 'a date that can not be read counts for nothing',
      rules: [rule({ expirationDate: 'soon' }), aborts],
      max: Infinity,
      witness: 'any object',
      min: 0,
    },
    {
      name: 'removing expired delete markers removes no data',
      rules: [rule({ expiredObjectDeleteMarker: true })],
      max: Infinity,
      witness: 'any object',
      min: Infinity,
    },
  ])('$name', check);
});

describe('old versions', () => {
  test.each<Case>([
    {
      name: 'versioned: expiry only adds a delete marker; the old version stays for ever',
      rules: [rule({ expirationDays: 30 }), aborts],
      versioning: 'Enabled',
      max: Infinity,
      witness: 'old versions of any object',
      min: Infinity,
    },
    {
      name: 'versioned: current days and noncurrent days add up',
      rules: [rule({ expirationDays: 20, noncurrentDays: 10 }), aborts],
      versioning: 'Enabled',
      max: 30,
      witness: 'old versions of any object',
      min: 30,
    },
    {
      name: 'the two halves may stand in different rules',
      rules: [rule({ expirationDays: 20 }), rule({ noncurrentDays: 15 }), aborts],
      versioning: 'Enabled',
      max: 35,
      witness: 'old versions of any object',
      min: 35,
    },
    {
      name: 'deleting old versions alone: the current one stays for ever',
      rules: [rule({ noncurrentDays: 10 }), aborts],
      versioning: 'Enabled',
      max: Infinity,
      witness: 'any object',
      min: Infinity,
    },
    {
      name: 'NewerNoncurrentVersions keeps N for ever',
      rules: [rule({ expirationDays: 20, noncurrentDays: 10, newerNoncurrentVersions: 3 }), aborts],
      versioning: 'Enabled',
      max: Infinity,
      witness: 'the newest 3 old versions of any object',
      min: 30,
    },
    {
      name: 'NewerNoncurrentVersions keeps none where a second rule goes by days alone',
      rules: [rule({ expirationDays: 20, noncurrentDays: 5, newerNoncurrentVersions: 1 }), rule({ noncurrentDays: 10 }), aborts],
      versioning: 'Enabled',
      max: 30,
      witness: 'old versions of any object',
      min: 25,
    },
    {
      name: 'never versioned: a rule for old versions does nothing',
      rules: [rule({ expirationDays: 30, noncurrentDays: 5 }), aborts],
      max: 30,
      witness: 'any object',
      min: 30,
    },
    {
      name: 'suspended keeps the old versions that are there; what is written now is really gone on expiry',
      rules: [rule({ expirationDays: 30 }), aborts],
      versioning: 'Suspended',
      max: Infinity,
      witness: 'old versions of any object',
      min: 30,
    },
    {
      name: 'suspended, with a rule for old versions: a current version with an id becomes an old one first',
      rules: [rule({ expirationDays: 20, noncurrentDays: 10 }), aborts],
      versioning: 'Suspended',
      max: 30,
      witness: 'old versions of any object',
      min: 20,
    },
  ])('$name', check);
});

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

describe('unfinished multipart uploads', () => {
  const month = rule({ expirationDays: 30 });
  test.each<Case>([
    {
      name: 'no rule ends them: for ever, whatever expires',
      rules: [month],
      max: Infinity,
      witness: 'an unfinished multipart upload',
      min: 30,
    },
    { name: 'ended within the limit', rules: [month, aborts], max: 30, witness: 'any object' },
    {
      name: 'ended later than objects expire',
      rules: [month, rule({ abortMultipartDays: 45 })],
      max: 45,
      witness: 'an unfinished multipart upload',
      min: 30,
    },
    {
      name: 'ended under a prefix only',
      rules: [month, rule({ filter: { prefix: 'tmp/' }, abortMultipartDays: 1 })],
      max: Infinity,
      witness: 'an unfinished multipart upload outside `tmp/`',
    },
    {
      name: 'a rule with a tag ends none',
      rules: [month, rule({ filter: { tags: [label] }, abortMultipartDays: 1 })],
      max: Infinity,
      witness: 'an unfinished multipart upload',
    },
    {
      name: 'a rule with a size ends none',
      rules: [month, rule({ filter: { sizeGreaterThan: 0 }, abortMultipartDays: 1 })],
      max: Infinity,
      witness: 'an unfinished multipart upload',
    },
    {
      name: 'a disabled rule ends none',
      rules: [month, { ...aborts, enabled: false }],
      max: Infinity,
      witness: 'an unfinished multipart upload',
    },
  ])('$name', check);
});

describe('Object Lock', () => {
  const rules = [rule({ expirationDays: 10, noncurrentDays: 5 }), aborts];
  const unknown = expect.stringMatching(/longer retention or a legal hold/);

  test('on without a default: the longest is unknown, at least what the rules give', () => {
    expect(s3Life(rules, 'Enabled', { enabled: true }, asOf)).toMatchObject({ maxDays: 15, maxUnknown: unknown, minDays: 15 });
  });
  test('a default retention beats expiry, and still any object may carry a longer one', () => {
    const life = s3Life(rules, 'Enabled', { enabled: true, defaultMode: 'GOVERNANCE', defaultDays: 365 }, asOf);
    expect(life).toMatchObject({
      maxDays: 365,
      maxUnknown: unknown,
      minDays: 365,
      witness: 'any object, held by Object Lock',
      minWitness: 'any object, held by Object Lock',
    });
    expect(life.notes.join()).toMatch(/holds new versions only/);
  });
  test('a default shorter than the rules changes neither figure', () => {
    expect(s3Life(rules, 'Enabled', { enabled: true, defaultDays: 7 }, asOf)).toMatchObject({
      maxDays: 15,
      minDays: 15,
      witness: 'old versions of any object',
    });
  });
  test('off: nothing is unknown', () => {
    expect(s3Life(rules, 'Enabled', { enabled: false, defaultDays: 365 }, asOf)).not.toHaveProperty('maxUnknown');
    expect(s3Life(rules, 'Enabled', undefined, asOf).maxDays).toBe(15);
  });
});

describe('the least under one prefix', () => {
  const under = (prefix: string, rules: readonly LifecycleRule[]) => minDaysUnder(prefix, rules, 'Off').minDays;
  test.each([
    { name: 'a rule for another prefix', prefix: 'AWSLogs/1/', filter: { prefix: 'tmp/' }, days: 400 },
    { name: 'a rule for a part of it', prefix: 'AWSLogs/1/', filter: { prefix: 'AWSLogs/1/CloudTrail/' }, days: 7 },
    { name: 'a rule for more than it', prefix: 'AWSLogs/1/', filter: { prefix: 'AWS' }, days: 7 },
    { name: 'a rule for everything', prefix: 'AWSLogs/1/', filter: {}, days: 7 },
    { name: 'account 12 is not account 1', prefix: 'AWSLogs/1/', filter: { prefix: 'AWSLogs/12/' }, days: 400 },
    { name: 'a rule for small files', prefix: 'AWSLogs/1/', filter: { sizeLessThan: 1000 }, days: 7 },
    { name: 'the whole bucket', prefix: '', filter: { prefix: 'tmp/' }, days: 7 },
  ])('$name: $days', ({ prefix, filter, days }) => {
    expect(under(prefix, [rule({ filter, expirationDays: 7 }), rule({ expirationDays: 400 })])).toBe(days);
  });
});

describe('notes', () => {
  const notes = (rules: readonly LifecycleRule[], versioning: Versioning = 'Off') =>
    s3Life(rules, versioning, undefined, asOf).notes.join('\n');
  test.each([
    { name: 'midnight', text: notes([rule({ expirationDays: 30 })]), says: /next midnight UTC/ },
    { name: 'suspended', text: notes([], 'Suspended'), says: /suspended: the old versions that are there stay/ },
    {
      name: 'a disabled rule by name',
      text: notes([rule({ id: 'old', enabled: false, expirationDays: 1 })]),
      says: /Rule `old` is disabled/,
    },
    { name: 'a date to come', text: notes([rule({ expirationDate: '2026-04-01' })]), says: /nothing until 2026-04-01/ },
    { name: 'a date past', text: notes([rule({ expirationDate: '2026-01-01' })]), says: /every day since 2026-01-01/ },
    { name: 'an overwritten version', text: notes([rule({ noncurrentDays: 1 })], 'Enabled'), says: /can be gone 1 day later/ },
    {
      name: 'uploads have no tags',
      text: notes([rule({ filter: { tags: [label] }, abortMultipartDays: 1 })]),
      says: /ends no multipart uploads/,
    },
    { name: 'a condition that is not known', text: notes([rule({ filter: { unknown: true } })]), says: /does not know/ },
  ])('$name', ({ text, says }) => expect(text).toMatch(says));
  test('nothing to say of a bucket without rules', () => expect(notes([])).toBe(''));
});

describe('rules as AWS gives them', () => {
  test.each<{ name: string; raw: RawLifecycleRule; want: object }>([
    {
      name: 'the old prefix beside the filter',
      raw: { Status: 'Enabled', Prefix: 'a/' },
      want: { enabled: true, filter: { prefix: 'a/' } },
    },
    {
      name: 'an empty filter',
      raw: { ID: 'x', Status: 'Disabled', Filter: {} },
      want: { id: 'x', enabled: false, filter: { tags: [], unknown: false } },
    },
    { name: 'one tag', raw: { Filter: { Tag: { Key: 'k', Value: 'v' } } }, want: { filter: { tags: [{ key: 'k', value: 'v' }] } } },
    { name: 'a tag without a value', raw: { Filter: { Tag: { Key: 'k' } } }, want: { filter: { tags: [{ key: 'k', value: '' }] } } },
    {
      name: 'conditions together',
      raw: { Filter: { And: { Prefix: 'p/', Tags: [{ Key: 'k', Value: 'v' }], ObjectSizeGreaterThan: 1, ObjectSizeLessThan: 9 } } },
      want: { filter: { prefix: 'p/', tags: [{ key: 'k', value: 'v' }], sizeGreaterThan: 1, sizeLessThan: 9, unknown: false } },
    },
    { name: 'a condition of a new kind', raw: { Filter: { ObjectColour: 'red' } as object }, want: { filter: { unknown: true } } },
    {
      name: 'a condition of a new kind within And',
      raw: { Filter: { And: { Prefix: 'p/', Colour: 1 } as object } },
      want: { filter: { unknown: true } },
    },
    {
      name: 'all actions',
      raw: {
        Expiration: { Days: 1, Date: '2026-01-01T00:00:00.000Z', ExpiredObjectDeleteMarker: true },
        NoncurrentVersionExpiration: { NoncurrentDays: 2, NewerNoncurrentVersions: 3 },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 4 },
      },
      want: {
        expirationDays: 1,
        expirationDate: '2026-01-01T00:00:00.000Z',
        expiredObjectDeleteMarker: true,
        noncurrentDays: 2,
        newerNoncurrentVersions: 3,
        abortMultipartDays: 4,
      },
    },
  ])('$name', ({ raw, want }) => expect(lifecycleRule(raw)).toMatchObject(want));
});

test('a thousand rules are no matter of time', () => {
  const many = Array.from({ length: 1000 }, (_, i) =>
    rule({ filter: { prefix: `p${i}/`, tags: [{ key: 'k', value: `${i}` }] }, expirationDays: 40 + i, noncurrentDays: i }),
  );
  expect(s3Life([...many, aborts], 'Enabled', undefined, asOf)).toMatchObject({ maxDays: Infinity, minDays: 40 });
});

test.each([
  { name: 'no retention set: for ever', days: undefined, of: 'STANDARD', life: Infinity },
  { name: 'what is set', days: 90, of: 'STANDARD', life: 90 },
  { name: 'a group without a class', days: 30, of: undefined, life: 30 },
  { name: 'DELIVERY keeps one day, whatever stands there', days: 365, of: 'DELIVERY', life: 1 },
  { name: 'DELIVERY without a retention, too', days: undefined, of: 'DELIVERY', life: 1 },
  { name: 'INFREQUENT_ACCESS keeps what is set', days: 400, of: 'INFREQUENT_ACCESS', life: 400 },
])('a log group, $name', ({ days, of, life }) => expect(logGroupLife(days, of)).toBe(life));
