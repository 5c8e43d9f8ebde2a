import { describe, expect, test } from 'vitest';
import { notActions, passesAnyRole, wholeServices } from './broad.ts';
import { allow, allowBut, deny, type Statements, user } from './test-bearer.ts';

describe('a whole service on every resource', () => {
  test.each<[string, Statements, Statements | undefined, string[]]>([
    ['service:*', [allow('s3:*')], undefined, ['s3:* (statement 1 of policy P)']],
    [
      'several',
      [allow(['s3:*', 'sqs:SendMessage', 'kms:*'])],
      undefined,
      ['s3:* (statement 1 of policy P)', 'kms:* (statement 1 of policy P)'],
    ],
    ['without a colon', [allow('dynamodb*')], undefined, ['dynamodb* (statement 1 of policy P)']],
    [
      'a condition does not excuse',
      [allow('s3:*', '*', { Condition: { Bool: { 'aws:SecureTransport': 'true' } } })],
      undefined,
      ['s3:* (statement 1 of policy P)'],
    ],
    ['a denied part does not excuse', [allow('s3:*'), deny('s3:DeleteBucket')], undefined, ['s3:* (statement 1 of policy P)']],
    ['on one bucket', [allow('s3:*', ['arn:aws:s3:::orders', 'arn:aws:s3:::orders/*'])], undefined, []],
    ['reading alone', [allow(['s3:Get*', 's3:List*'])], undefined, []],
    ['everything is no service: another rule says it', [allow('*')], undefined, []],
    ['a boundary without it', [allow('s3:*')], [allow('sqs:*')], []],
    ['a boundary with a part of it', [allow('s3:*')], [allow('s3:Get*')], []],
    ['a boundary with all of it', [allow('s3:*')], [allow('s3:*')], ['s3:* (statement 1 of policy P)']],
    ['of at least one character', [allow('s3:?*')], undefined, ['s3:?* (statement 1 of policy P)']],
    ['everything, within a boundary of a whole service', [allow('*')], [allow('s3:*')], ['s3:* (statement 1 of policy P)']],
    ['everything but IAM, within such a boundary', [allowBut('iam:*')], [allow('s3:*')], ['s3:* (statement 1 of policy P)']],
    ['everything, within a boundary of parts', [allow('*')], [allow(['s3:Get*', 'sqs:SendMessage'])], []],
    [
      'everything, and all but a whole service is denied',
      [allow('*'), { Effect: 'Deny', NotAction: 's3:*', Resource: '*' }],
      undefined,
      ['s3:* (statement 1 of policy P)'],
    ],
    ['everything, and all but parts is denied', [allow('*'), { Effect: 'Deny', NotAction: 's3:Get*', Resource: '*' }], undefined, []],
    ['a part, within a boundary of a whole service', [allow('s3:Get*')], [allow('s3:*')], []],
    ['denied altogether', [allow('s3:*'), deny('s3:*')], undefined, []],
  ])('%s', (_, statements, within, expected) => {
    expect(wholeServices(user('anna', statements, within ? { within } : {}))).toEqual(expected);
  });
});

describe('NotAction with Allow', () => {
  test.each<[string, Statements, Statements | undefined, string[]]>([
    ['all but IAM', [allowBut('iam:*')], undefined, ['everything but iam:* (statement 1 of policy P)']],
    [
      'on one bucket',
      [{ ...allowBut('s3:DeleteBucket'), Resource: 'arn:aws:s3:::orders' }],
      undefined,
      ['everything but s3:DeleteBucket (statement 1 of policy P)'],
    ],
    ['a boundary that names actions', [allowBut('iam:*')], [allow(['s3:*', 'sqs:*'])], []],
    ['a boundary that is as wide', [allowBut('iam:*')], [allow('*')], ['everything but iam:* (statement 1 of policy P)']],
    [
      'everything, within a boundary of all but IAM',
      [allow('*')],
      [allowBut('iam:*')],
      ['everything but iam:* (statement 1 of policy Limit)'],
    ],
    ['S3, within a boundary of all but IAM', [allow('s3:*')], [allowBut('iam:*')], []],
    ['a Deny with NotAction is how to limit', [{ Effect: 'Deny', NotAction: 's3:*', Resource: '*' }], undefined, []],
    ['named actions', [allow('s3:GetObject')], undefined, []],
  ])('%s', (_, statements, within, expected) => {
    expect(notActions(user('anna', statements, within ? { within } : {}))).toEqual(expected);
  });
});

describe('iam:PassRole on every role', () => {
  test.each<[string, Statements, Statements | undefined, string[]]>([
    ['on *', [allow('iam:PassRole')], undefined, ['statement 1 of policy P']],
    ['on every role of the account', [allow('iam:PassRole', 'arn:aws:iam::111111111111:role/*')], undefined, ['statement 1 of policy P']],
    ['on every role of any account', [allow('iam:Pass*', 'arn:aws:iam::*:role/*')], undefined, ['statement 1 of policy P']],
    [
      'to one service is still every role',
      [allow('iam:PassRole', '*', { Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } } })],
      undefined,
      ['statement 1 of policy P'],
    ],
    ['on one role', [allow('iam:PassRole', 'arn:aws:iam::111111111111:role/worker')], undefined, []],
    ['on roles of a path', [allow('iam:PassRole', 'arn:aws:iam::111111111111:role/workers/*')], undefined, []],
    ['a boundary that names one role', [allow('iam:PassRole')], [allow('*', 'arn:aws:iam::111111111111:role/worker')], []],
    ['denied', [allow('iam:*'), deny('iam:PassRole')], undefined, []],
  ])('%s', (_, statements, within, expected) => {
    expect(passesAnyRole(user('anna', statements, within ? { within } : {}))).toEqual(expected);
  });
});
