import { describe, expect, test } from 'vitest';
import { aborts, asOf, type Case, check, label, rule } from './s3/test-cases.ts';
import { type LifecycleRule, minDaysUnder, s3Life } from './s3.ts';

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

test('a thousand rules are no matter of time', () => {
  const many = Array.from({ length: 1000 }, (_, i) =>
    rule({ filter: { prefix: `p${i}/`, tags: [{ key: 'k', value: `${i}` }] }, expirationDays: 40 + i, noncurrentDays: i }),
  );
  expect(s3Life([...many, aborts], 'Enabled', undefined, asOf)).toMatchObject({ maxDays: Infinity, minDays: 40 });
});
