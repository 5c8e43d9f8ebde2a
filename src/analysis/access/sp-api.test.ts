import { describe, expect, test } from 'vitest';
import { type Assumed, isSpApiRole, mayAssume, type Population, roleFaults, userFaults } from './sp-api.ts';
import { allow, role, type Statements, user } from './test-bearer.ts';

const every = 'arn:aws:execute-api:*:*:*';
const spRole = 'arn:aws:iam::111111111111:role/sp-api';
const spUser = user('sp', [allow('sts:AssumeRole', spRole)]);
const byUser = [{ Principal: { AWS: spUser.arn } }];
const byAccount = [{ Principal: { AWS: 'arn:aws:iam::111111111111:root' } }];
const good = role('sp-api', [allow('execute-api:Invoke', every)], byUser);

const population = (more: Partial<Population>): Population => ({
  users: [spUser],
  configured: undefined,
  mayAdminister: () => false,
  ...more,
});
const is = (one: Assumed, more: Partial<Population> = {}) => isSpApiRole(one, population(more));

describe('which role calls SP-API', () => {
  test.each<[string, Assumed, Partial<Population>, string]>([
    ['every API, by a user', good, {}, 'yes'],
    ['wider', role('sp-api', [allow('execute-api:*')], byUser), {}, 'yes'],
    ['everything', role('sp-api', [allow('*')], byUser), {}, 'yes'],
    ['by the whole account, and the user may', role('sp-api', [allow('execute-api:Invoke', every)], byAccount), {}, 'yes'],
    ['by the whole account, and no user may', role('other', [allow('execute-api:Invoke', every)], byAccount), {}, 'no'],
    [
      "a function's role for its own API",
      role('sp-api', [allow('execute-api:Invoke', 'arn:aws:execute-api:eu-west-1:111111111111:abc/*')], byUser),
      {},
      'no',
    ],
    [
      'every API, by a function',
      role('sp-api', [allow('execute-api:Invoke', every)], [{ Principal: { Service: 'lambda.amazonaws.com' } }]),
      {},
      'no',
    ],
    ['nothing of the kind', role('sp-api', [allow('s3:*')], byUser), {}, 'no'],
    ['the configuration says so', role('sp-api', []), { configured: spRole }, 'yes'],
    ['an administrator that the configuration names', role('sp-api', [allow('*')], byUser), { mayAdminister: () => true }, 'no'],
    ['a policy of it unread', role('sp-api', [], byUser, { unread: ['policy X'] }), {}, 'maybe'],
    ['a boundary of it unread', role('sp-api', [allow('*')], byUser, { boundary: { kind: 'unread', policy: 'Limit' } }), {}, 'maybe'],
    ['trust unread', { ...good, trust: undefined }, {}, 'maybe'],
    [
      'by the whole account, a policy of the user unread',
      role('sp-api', [allow('*')], byAccount),
      { users: [user('x', [], { unread: ['P'] })] },
      'maybe',
    ],
    ['no user at all', good, { users: [] }, 'no'],
  ])('%s', (_, one, more, expected) => {
    expect(is(one, more)).toBe(expected);
  });
});

test('a boundary can keep a user from assuming', () => {
  expect(mayAssume(user('sp', [allow('sts:AssumeRole')], { within: [allow('s3:*')] }), role('sp-api', [], byAccount))).toBe('no');
});

describe('what is wrong with the role', () => {
  const invoke = [allow('execute-api:Invoke', every)];
  test.each<[string, Statements, Statements, string[]]>([
    ['nothing', invoke, byUser, []],
    [':root is not naming the user', invoke, byAccount, ['its trust policy names the whole account 111111111111, not the user']],
    ['everybody', invoke, [{ Principal: '*' }], ['its trust policy names everybody, not the user']],
    [
      'two users',
      invoke,
      [{ Principal: { AWS: [spUser.arn, 'arn:aws:iam::111111111111:user/second'] } }],
      ['its trust policy names 2 users: sp, second'],
    ],
    [
      'a service too',
      invoke,
      [...byUser, { Principal: { Service: 'lambda.amazonaws.com' } }],
      ['its trust policy names the service lambda.amazonaws.com too'],
    ],
    [
      'a role',
      invoke,
      [{ Principal: { AWS: 'arn:aws:iam::111111111111:role/x' } }],
      ['its trust policy names arn:aws:iam::111111111111:role/x, which is no user of the account'],
    ],
    ['a deleted user', invoke, [{ Principal: { AWS: 'AIDAEXAMPLE' } }], ['its trust policy names a user or role that has been deleted']],
    [
      'more than calling APIs',
      [allow(['execute-api:Invoke', 's3:GetObject'])],
      byUser,
      ['it may s3:GetObject too (statement 1 of policy P)'],
    ],
    ['all of API Gateway', [allow('execute-api:*')], byUser, ['it may execute-api:* too (statement 1 of policy P)']],
    [
      'NotAction',
      [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }],
      byUser,
      ['it may do everything but iam:* (statement 1 of policy P)'],
    ],
  ])('%s', (_, statements, trust, expected) => {
    expect(roleFaults(role('sp-api', statements, trust), [spUser, user('second', [])])).toEqual(expected);
  });

  test('a boundary may keep it to calling APIs', () => {
    expect(
      roleFaults(role('sp-api', [allow('execute-api:Invoke'), allow('s3:*')], byUser, { within: [allow('execute-api:Invoke')] }), [spUser]),
    ).toEqual([]);
  });
});

describe('what is wrong with the user', () => {
  const second = role('second', [allow('execute-api:Invoke', every)], byUser);
  test.each<[string, Statements, readonly Assumed[], string[]]>([
    ['nothing', [allow('sts:AssumeRole', spRole)], [good], []],
    ['no policy of its own, the trust is enough', [], [good], []],
    ['any role', [allow('sts:AssumeRole')], [good], ['it may assume any role (statement 1 of policy P)']],
    [
      'another role',
      [allow('sts:AssumeRole', [spRole, 'arn:aws:iam::111111111111:role/x'])],
      [good],
      ['it may assume arn:aws:iam::111111111111:role/x (statement 1 of policy P)'],
    ],
    [
      'more than assuming',
      [allow('sts:AssumeRole', spRole), allow('s3:GetObject')],
      [good],
      ['it may s3:GetObject too (statement 2 of policy P)'],
    ],
    ['two such roles', [], [good, second], ['it may assume 2 roles that call SP-API: sp-api, second']],
  ])('%s', (_, statements, roles, expected) => {
    expect(userFaults(user('sp', statements), roles)).toEqual(expected);
  });
});
