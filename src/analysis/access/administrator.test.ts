import { describe, expect, test } from 'vitest';
import { administratorPaths } from './administrator.ts';
import { allow, allowBut, deny, type Statements, user } from './test-bearer.ts';

const mfa = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };

describe('an administrator', () => {
  test.each<[string, Statements, Statements | undefined, string[]]>([
    ['* on *', [allow('*')], undefined, ['statement 1 of policy P allows everything on every resource']],
    ['*:* on *', [allow('*:*')], undefined, ['statement 1 of policy P allows everything on every resource']],
    ['every ARN of the partition', [allow('*', 'arn:aws:*')], undefined, ['statement 1 of policy P allows everything on every resource']],
    ['a condition does not excuse', [allow('*', '*', mfa)], undefined, ['statement 1 of policy P allows everything on every resource']],
    [
      'a denied part does not excuse',
      [allow('*'), deny('s3:*')],
      undefined,
      ['statement 1 of policy P allows everything on every resource'],
    ],
    [
      'a deny that depends on a condition does not excuse',
      [allow('*'), deny('*', '*', mfa)],
      undefined,
      ['statement 1 of policy P allows everything on every resource'],
    ],
    [
      'all resources but one',
      [{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::safe' }],
      undefined,
      ['statement 1 of policy P allows everything on every resource but arn:aws:s3:::safe'],
    ],
    [
      'split over statements',
      [allow('s3:Get*'), allowBut('iam:*'), allow('iam:*')],
      undefined,
      ['statement 2 of policy P and statement 3 of policy P together allow everything on every resource'],
    ],
    [
      'two that each leave out what the other allows',
      [allowBut('iam:*'), allowBut('s3:*')],
      undefined,
      ['statement 1 of policy P and statement 2 of policy P together allow everything on every resource'],
    ],
    ['a boundary that limits nothing', [allow('*')], [allow('*')], ['statement 1 of policy P allows everything on every resource']],
    [
      'a boundary that limits nothing, split',
      [allow('*')],
      [allowBut('iam:*'), allow('iam:*')],
      ['statement 1 of policy P allows everything on every resource'],
    ],
    ['power user', [allowBut(['iam:*', 'organizations:*', 'account:*'])], undefined, []],
    ['one service', [allow('iam:*')], undefined, []],
    ['everything in one bucket', [allow('*', 'arn:aws:s3:::orders/*')], undefined, []],
    ['NotResource that leaves nothing', [{ Effect: 'Allow', Action: '*', NotResource: '*' }], undefined, []],
    ['all denied', [allow('*'), deny('*')], undefined, []],
    [
      'a deny that leaves out everything',
      [allow('*'), { Effect: 'Deny', NotAction: ['*:*'], Resource: '*' }],
      undefined,
      ['statement 1 of policy P allows everything on every resource'],
    ],
    [
      'a deny of no resource',
      [allow('*'), { Effect: 'Deny', Action: '*', NotResource: 'arn:aws:*' }],
      undefined,
      ['statement 1 of policy P allows everything on every resource'],
    ],
    [
      'a deny of every resource but a bucket',
      [allow('*'), { Effect: 'Deny', Action: '*', NotResource: 'arn:aws:s3:::orders/*' }],
      undefined,
      [],
    ],
    ['all denied but a list', [allow('*'), { Effect: 'Deny', NotAction: ['s3:GetObject'], Resource: '*' }], undefined, []],
    ['a boundary that limits', [allow('*')], [allow(['s3:*', 'logs:*'])], []],
    ['a boundary without IAM', [allow('*')], [allowBut('iam:*')], []],
    ['a boundary that denies all but a list', [allow('*')], [allow('*'), { Effect: 'Deny', NotAction: 's3:*', Resource: '*' }], []],
    ['nothing at all', [], undefined, []],
  ])('%s', (_, statements, within, expected) => {
    expect(administratorPaths(user('anna', statements, within ? { within } : {}))).toEqual(expected);
  });

  test('a boundary that cannot be read is taken to limit nothing', () => {
    expect(administratorPaths(user('anna', [allow('*')], { boundary: { kind: 'unread', policy: 'policy Limit' } }))).toHaveLength(1);
  });

  test('in China and GovCloud too', () => {
    const arn = 'arn:aws-cn:iam::111111111111:user/anna';
    expect(administratorPaths({ ...user('anna', [allow('*', 'arn:aws-cn:*')]), arn })).toHaveLength(1);
  });
});
