// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables are written so
import { describe, expect, test } from 'vitest';
import { conditionHolds } from './condition.ts';
import { ABSENT, CHOSEN, context, type KeyState, type Possible, UNKNOWN } from './context.ts';
import type { Tri } from './tri.ts';

/** One condition on the key "k" in an Allow, and what the request carries under it. */
function holds(operator: string, values: readonly string[], state: KeyState, effect: 'Allow' | 'Deny' = 'Allow'): Tri {
  const statement = {
    index: 1,
    effect,
    actions: { not: false, values: ['*'] },
    conditions: [{ operator, key: 'K', values }],
    variables: true,
  } as const;
  return conditionHolds(
    statement.conditions[0],
    statement,
    context({ k: state, 'aws:username': { values: ['bob'] }, 'aws:userid': UNKNOWN, 'aws:MultiFactorAuthAge': ABSENT }),
  );
}

const is = (...values: string[]): Possible => ({ values });

describe('operators on a value that is known', () => {
  test.each<[string, string[], KeyState, Tri]>([
    ['StringEquals', ['a', 'b'], is('b'), 'yes'],
    ['StringEquals', ['a*'], is('ab'), 'no'],
    ['StringEquals', ['A'], is('a'), 'no'],
    ['StringEqualsIgnoreCase', ['A'], is('a'), 'yes'],
    ['StringNotEqualsIgnoreCase', ['A'], is('a'), 'no'],
    ['StringNotEquals', ['a', 'b'], is('b'), 'no'],
    ['StringNotEquals', ['a', 'b'], is('c'), 'yes'],
    ['StringLike', ['a*', 'c?'], is('cd'), 'yes'],
    ['StringLike', ['A*'], is('ab'), 'no'],
    ['StringNotLike', ['a*'], is('ab'), 'no'],
    ['NumericEquals', ['10'], is('10.0'), 'yes'],
    ['NumericNotEquals', ['10'], is('11'), 'yes'],
    ['NumericLessThan', ['1.2'], is('1.1'), 'yes'],
    ['NumericLessThan', ['1.2'], is('1.2'), 'no'],
    ['NumericLessThanEquals', ['1.2'], is('1.2'), 'yes'],
    ['NumericGreaterThan', ['5'], is('6'), 'yes'],
    ['NumericGreaterThanEquals', ['5'], is('4'), 'no'],
    ['NumericLessThan', ['five'], is('4'), 'maybe'],
    ['DateLessThan', ['2024-01-01T00:00:00Z'], is('2023-12-31T23:59:59Z'), 'yes'],
    ['DateGreaterThan', ['1704067200'], is('2024-01-01T00:00:01Z'), 'yes'],
    ['DateGreaterThanEquals', ['2024-01-01'], is('2023-01-01'), 'no'],
    ['DateEquals', ['2024-01-01T00:00:00Z'], is('1704067200'), 'yes'],
    ['DateLessThanEquals', ['soon'], is('2024-01-01'), 'maybe'],
    ['DateNotEquals', ['2024-01-01'], is('2024-01-02'), 'yes'],
    ['Bool', ['TRUE'], is('true'), 'yes'],
    ['Bool', ['false'], is('true'), 'no'],
    ['Bool', ['perhaps'], is('true'), 'maybe'],
    ['BinaryEquals', ['QmluYXJ5'], is('QmluYXJ5'), 'yes'],
    ['IpAddress', ['203.0.113.0/24'], is('203.0.113.7'), 'yes'],
    ['IpAddress', ['203.0.113.0/24'], is('203.0.114.7'), 'no'],
    ['IpAddress', ['203.0.113.7'], is('203.0.113.7'), 'yes'],
    ['NotIpAddress', ['203.0.113.0/24', '10.0.0.0/8'], is('10.1.2.3'), 'no'],
    ['IpAddress', ['2001:db8:1234::/48'], is('2001:DB8:1234:5678::1'), 'yes'],
    ['IpAddress', ['2001:db8:1234::/48'], is('2001:db8:1235::1'), 'no'],
    ['IpAddress', ['::/0'], is('203.0.113.7'), 'no'],
    ['IpAddress', ['somewhere'], is('203.0.113.7'), 'maybe'],
    ['ArnEquals', ['arn:aws:sns:*:111122223333:x'], is('arn:aws:sns:eu-west-1:111122223333:x'), 'yes'],
    ['ArnLike', ['arn:aws:sns:*:111122223333:*'], is('arn:aws:sns:eu-west-1:999988887777:111122223333:x'), 'no'],
    ['ArnNotLike', ['arn:aws:iam::111122223333:role/*'], is('arn:aws:iam::111122223333:role/a/b'), 'no'],
    ['ArnNotEquals', ['arn:aws:iam::111122223333:role/x'], is('arn:aws:iam::111122223333:role/y'), 'yes'],
    ['ArnLike', ['*'], is('arn:aws:iam::111122223333:role/y'), 'maybe'],
    ['Null', ['true'], is('a'), 'no'],
    ['Null', ['false'], is('a'), 'yes'],
    ['StringMatches', ['a'], is('a'), 'maybe'],
    ['NullIfExists', ['true'], is('a'), 'maybe'],
  ])('%s %j on %j: %s', (operator, values, state, expected) => {
    expect(holds(operator, values, state)).toBe(expected);
  });
});

describe('a missing key', () => {
  test.each<[string, Tri]>([
    ['StringEquals', 'no'],
    ['StringLike', 'no'],
    ['NumericLessThan', 'no'],
    ['Bool', 'no'],
    ['IpAddress', 'no'],
    ['ArnLike', 'no'],
    ['StringNotEquals', 'yes'],
    ['StringNotLike', 'yes'],
    ['NumericNotEquals', 'yes'],
    ['DateNotEquals', 'yes'],
    ['NotIpAddress', 'yes'],
    ['ArnNotLike', 'yes'],
    ['StringEqualsIfExists', 'yes'],
    ['NumericLessThanIfExists', 'yes'],
    ['StringNotEqualsIfExists', 'yes'],
    ['ForAllValues:StringEquals', 'yes'],
    ['ForAllValues:StringNotEquals', 'yes'],
    ['ForAnyValue:StringEquals', 'no'],
    ['ForAnyValue:StringNotEquals', 'no'],
    ['ForAnyValue:StringEqualsIfExists', 'maybe'],
  ])('%s is %s', (operator, expected) => {
    expect(holds(operator, ['1'], ABSENT)).toBe(expected);
    expect(holds(operator, ['1'], is())).toBe(expected);
  });

  test('Null tells whether it is there', () => {
    expect(holds('Null', ['true'], ABSENT)).toBe('yes');
    expect(holds('Null', ['false'], ABSENT)).toBe('no');
    expect(holds('Null', ['true'], UNKNOWN)).toBe('maybe');
    expect(holds('Null', ['true', 'false'], UNKNOWN)).toBe('yes');
  });
});

describe('several values in the request', () => {
  test.each<[string, string[], KeyState, Tri]>([
    ['ForAllValues:StringLike', ['a*'], is('ab', 'ac'), 'yes'],
    ['ForAllValues:StringLike', ['a*'], is('ab', 'b'), 'no'],
    ['ForAnyValue:StringLike', ['a*'], is('ab', 'b'), 'yes'],
    ['ForAnyValue:StringEquals', ['x'], is('ab', 'b'), 'no'],
    ['ForAllValues:StringNotEquals', ['a'], is('a', 'b'), 'no'],
    ['ForAnyValue:StringNotEquals', ['a'], is('a', 'b'), 'yes'],
    ['StringEquals', ['a'], is('a', 'b'), 'maybe'],
  ])('%s %j on %j: %s', (operator, values, state, expected) => {
    expect(holds(operator, values, state)).toBe(expected);
  });
});

describe('what is not known, or chosen, or a stranger’s', () => {
  const alike: KeyState = { like: 'arn:aws:iam::111122223333:*' };
  test.each<[string, string[], KeyState, Tri]>([
    ['StringEquals', ['a'], UNKNOWN, 'maybe'],
    ['StringLike', ['*'], UNKNOWN, 'maybe'],
    ['StringLikeIfExists', ['*'], UNKNOWN, 'yes'],
    ['StringLike', ['arn:*:iam::*'], alike, 'yes'],
    ['ArnLike', ['arn:aws:iam::111122223333:role/*'], alike, 'maybe'],
    ['ArnLike', ['arn:aws:iam::999988887777:*'], alike, 'no'],
    ['ArnNotLike', ['arn:aws:iam::999988887777:*'], alike, 'yes'],
    ['StringEquals', ['o-1'], { anyBut: ['o-1'] }, 'no'],
    ['StringNotEquals', ['o-1'], { anyBut: ['o-1'] }, 'yes'],
    ['StringEquals', ['o-2'], { anyBut: ['o-1'] }, 'maybe'],
    ['StringLike', ['o-1/r-1/*'], { anyBut: ['o-1/*'] }, 'no'],
    ['StringLike', ['o-*'], { anyBut: ['o-1/*'] }, 'maybe'],
    ['ArnLike', ['arn:aws:sns:*:999988887777:*'], { arnOf: '999988887777' }, 'maybe'],
    ['StringLike', ['arn:aws:sns:*:111122223333:*'], { arnOf: '999988887777' }, 'no'],
    ['ArnNotLike', ['arn:aws:sns:*:111122223333:*'], { arnOf: '999988887777' }, 'yes'],
    ['ArnLike', ['arn:aws:sns:*:*:*'], { arnOf: '999988887777' }, 'maybe'],
    ['ArnLike', ['arn:aws:s3:*:*:my-bucket'], { arnOf: '999988887777' }, 'no'],
    ['StringLike', ['*'], { arnOf: '999988887777' }, 'yes'],
    ['StringEquals', ['a'], { oneOf: [is('a'), ABSENT] }, 'maybe'],
    ['StringEqualsIfExists', ['a'], { oneOf: [is('a'), ABSENT] }, 'yes'],
    ['StringEquals', ['b'], { oneOf: [is('a'), ABSENT] }, 'no'],
    ['StringEquals', ['o-1'], { other: 'id' }, 'no'],
    ['StringNotEquals', ['o-1'], { other: 'id' }, 'yes'],
    ['StringLike', ['*'], { other: 'id' }, 'yes'],
    ['StringLike', ['o-*'], { other: 'id' }, 'maybe'],
    ['IpAddress', ['0.0.0.0/0'], { publicAddress: true }, 'yes'],
    ['IpAddress', ['0.0.0.0/1', '128.0.0.0/1'], { publicAddress: true }, 'yes'],
    ['IpAddress', ['::/0'], { publicAddress: true }, 'yes'],
    ['IpAddress', ['2000::/3'], { publicAddress: true }, 'yes'],
    ['IpAddress', ['8.0.0.0/8'], { publicAddress: true }, 'no'],
    ['IpAddress', ['8.0.0.0/7'], { publicAddress: true }, 'yes'],
    ['IpAddress', ['203.0.113.0/24'], { publicAddress: true }, 'no'],
    ['NotIpAddress', ['203.0.113.0/24'], { publicAddress: true }, 'yes'],
    ['NotIpAddress', ['0.0.0.0/0'], { publicAddress: true }, 'no'],
    ['IpAddress', ['office'], { publicAddress: true }, 'maybe'],
  ])('%s %j on %j: %s', (operator, values, state, expected) => {
    expect(holds(operator, values, state)).toBe(expected);
  });

  test('sixteen narrow ranges make a wide one', () => {
    const many = Array.from({ length: 16 }, (_, at) => `${at + 20}.0.0.0/8`);
    expect(holds('IpAddress', many, { publicAddress: true })).toBe('yes');
  });

  test.each([
    ['StringEquals', 'yes', 'no'],
    ['StringNotLike', 'yes', 'no'],
    ['Null', 'yes', 'no'],
    ['NumericLessThan', 'yes', 'no'],
  ])('%s on what the requester chooses: an Allow is met, a Deny avoided', (operator, allow, deny) => {
    expect(holds(operator, ['true'], CHOSEN, 'Allow')).toBe(allow);
    expect(holds(operator, ['true'], CHOSEN, 'Deny')).toBe(deny);
  });
});

describe('a stranger’s ARN, user id or organisation path', () => {
  test.each<[string, KeyState, Tri]>([
    ['arn:aws:iam::111122223333:role/*', { other: 'arn' }, 'no'],
    ['arn:aws:iam::*:role/x', { other: 'arn' }, 'maybe'],
    ['arn:aws:s3:::my-bucket', { other: 'arn' }, 'no'],
    ['arn:aws:s3:*:*:my-bucket', { other: 'arn' }, 'no'],
    ['arn:aws:s3:::my-*', { other: 'arn' }, 'maybe'],
    ['arn:aws:s3:*:*:accesspoint/x', { other: 'arn' }, 'maybe'],
    ['arn:aws:sns:*:*:topic', { other: 'arn' }, 'maybe'],
    ['arn:*', { other: 'arn' }, 'maybe'],
    ['*', { other: 'arn' }, 'yes'],
    ['AROAEXAMPLE:*', { other: 'userid' }, 'no'],
    ['*:bob', { other: 'userid' }, 'maybe'],
    ['o-1/*', { other: 'path' }, 'no'],
    ['*/r-1/*', { other: 'path' }, 'maybe'],
  ])('StringLike %s on %j: %s', (value, state, expected) => {
    expect(holds('StringLike', [value], state)).toBe(expected);
  });
});

describe('policy variables', () => {
  test.each<[string, string[], KeyState, Tri]>([
    ['StringEquals', ['user-${aws:username}'], is('user-bob'), 'yes'],
    ['StringEquals', ['user-${AWS:UserName}'], is('user-eve'), 'no'],
    ['StringLike', ['${*}'], is('*'), 'yes'],
    ['StringLike', ['${*}'], is('a'), 'no'],
    ['StringLike', ['${?}${$}'], is('?$'), 'yes'],
    ['StringEquals', ["${aws:MultiFactorAuthAge, 'none'}"], is('none'), 'yes'],
    ['StringEquals', ['${aws:MultiFactorAuthAge}'], is('none'), 'maybe'],
    ['StringEquals', ['x-${aws:userid}'], is('x-1'), 'maybe'],
    ['StringEquals', ['x-${aws:userid}'], is('y-1'), 'no'],
    ['StringNotEquals', ['x-${aws:userid}'], is('y-1'), 'maybe'],
    ['StringNotEquals', ['${aws:userid}'], ABSENT, 'maybe'],
    ['NumericEquals', ['${aws:username}'], is('1'), 'maybe'],
    ['IpAddress', ['${aws:username}'], is('10.0.0.1'), 'maybe'],
  ])('%s %j on %j: %s', (operator, values, state, expected) => {
    expect(holds(operator, values, state)).toBe(expected);
  });
});
