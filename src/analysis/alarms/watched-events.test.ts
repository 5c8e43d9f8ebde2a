import { describe, expect, test } from 'vitest';
import { CATEGORIES, type Category, categoriesUnclear, categoriesWatched } from './watched-events.ts';

const names = (eventNames: readonly string[], quote = ''): string =>
  eventNames.map((name) => `($.eventName = ${quote}${name}${quote})`).join(' || ');
const IAM = [
  'DeleteGroupPolicy',
  'DeleteRolePolicy',
  'DeleteUserPolicy',
  'PutGroupPolicy',
  'PutRolePolicy',
  'PutUserPolicy',
  'CreatePolicy',
  'DeletePolicy',
  'CreatePolicyVersion',
  'DeletePolicyVersion',
  'AttachRolePolicy',
  'DetachRolePolicy',
  'AttachUserPolicy',
  'DetachUserPolicy',
  'AttachGroupPolicy',
  'DetachGroupPolicy',
];
const TRAILS = ['CreateTrail', 'UpdateTrail', 'DeleteTrail', 'StartLogging', 'StopLogging'];
const BUCKETS = [
  'PutBucketAcl',
  'PutBucketPolicy',
  'PutBucketCors',
  'PutBucketLifecycle',
  'PutBucketReplication',
  'DeleteBucketPolicy',
  'DeleteBucketCors',
  'DeleteBucketLifecycle',
  'DeleteBucketReplication',
];

describe('the filters of the CIS AWS Foundations Benchmark count', () => {
  test.each<[version: string, category: Category, pattern: string]>([
    ['1.2, 3.3', 'root-use', '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }'],
    ['1.4, 4.3', 'root-use', '{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="AwsServiceEvent"}'],
    ['1.2, 3.2', 'console-login-without-mfa', '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") }'],
    [
      '1.4, 4.2',
      'console-login-without-mfa',
      '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }',
    ],
    ['1.2, 3.6', 'failed-logins', '{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }'],
    ['1.2, 3.1', 'denied-calls', '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }'],
    [
      '1.5, 4.1',
      'denied-calls',
      '{ ($.errorCode ="*UnauthorizedOperation") || ($.errorCode ="AccessDenied*") && ($.sourceIPAddress!="delivery.logs.amazonaws.com") && ($.eventName!="HeadBucket") }',
    ],
    ['1.2, 3.4', 'iam-changes', `{ ${names(IAM)} }`],
    ['1.2, 3.4, without spaces', 'iam-changes', `{${IAM.map((name) => `($.eventName=${name})`).join('||')}}`],
    ['3.0, 4.4', 'iam-changes', `{ ($.eventSource = iam.amazonaws.com) && (${names(IAM)}) }`],
    ['1.2, 3.5', 'trail-changes', `{ ${names(TRAILS)} }`],
    [
      '1.2, 3.7',
      'key-loss',
      '{ ($.eventSource = kms.amazonaws.com) && (($.eventName = DisableKey) || ($.eventName = ScheduleKeyDeletion)) }',
    ],
    ['1.2, 3.8', 'bucket-policy-changes', `{ ($.eventSource = s3.amazonaws.com) && (${names(BUCKETS)}) }`],
  ])('%s: %s', (_, category, pattern) => {
    expect(categoriesWatched(pattern)).toEqual([category]);
    expect(categoriesUnclear(pattern)).toEqual([]);
  });
});

describe('other ways to write them count, too', () => {
  test.each<[name: string, pattern: string, watched: readonly Category[]]>([
    ['quoted, in another order', `{ ${names(TRAILS.toReversed(), '"')} }`, ['trail-changes']],
    ['the service and a star', '{ $.eventSource = "iam.amazonaws.com" && $.eventName = * }', ['iam-changes']],
    ['every call that writes to CloudTrail', '{ $.eventSource = cloudtrail.amazonaws.com && $.readOnly IS FALSE }', ['trail-changes']],
    ['a denied call by its code alone', '{ $.errorCode = * }', ['denied-calls']],
    ['a failed login by its answer', '{ $.responseElements.ConsoleLogin = "Failure" }', ['failed-logins']],
    ['no MFA, said with No', '{ $.eventName = ConsoleLogin && $.additionalEventData.MFAUsed = "No" }', ['console-login-without-mfa']],
    ['terms', 'ConsoleLogin "Failed authentication"', ['failed-logins']],
    ['a phrase', '"\\"type\\":\\"Root\\""', ['root-use']],
    ['terms that may be there', '?DisableKey ?ScheduleKeyDeletion', ['key-loss']],
    ['a regex', '{ $.errorCode = %AccessDenied|UnauthorizedOperation% }', ['denied-calls']],
    ['everything', '', CATEGORIES.map(({ id }) => id)],
  ])('%s', (_, pattern, watched) => expect(categoriesWatched(pattern)).toEqual(watched));
});

describe('near misses count for nothing', () => {
  test.each<[name: string, pattern: string]>([
    ['an event that does not exist', '{ ($.eventName = DisableKeys) || ($.eventName = ScheduleKeyDeletion) }'],
    ['case', '{ ($.eventName = disablekey) || ($.eventName = schedulekeydeletion) }'],
    ['the wrong service', '{ ($.eventSource = s3.amazonaws.com) && (($.eventName = DisableKey) || ($.eventName = ScheduleKeyDeletion)) }'],
    ['one of two', '{ $.eventName = ScheduleKeyDeletion }'],
    ['"and" for "or"', '{ ($.eventName = DisableKey) && ($.eventName = ScheduleKeyDeletion) }'],
    ['all changes of IAM but one', `{ ${names(IAM.filter((name) => name !== 'AttachRolePolicy'))} }`],
    ['changes of IAM by users only', `{ $.userIdentity.type = "IAMUser" && (${names(IAM)}) }`],
    ['changes of IAM that failed', `{ $.errorCode = * && (${names(IAM)}) }`],
    ['changes of trails in one region', `{ $.awsRegion = us-east-1 && (${names(TRAILS)}) }`],
    ['all changes of trails but stopping', `{ ${names(TRAILS.slice(0, 4))} }`],
    ['the root user signing in only', '{ $.userIdentity.type = "Root" && $.eventName = "ConsoleLogin" }'],
    ['the root user as a word in the wrong case', '{ $.userIdentity.type = "root" }'],
    ['service events of the root user only', '{ $.userIdentity.type = "Root" && $.eventType = "AwsServiceEvent" }'],
    ['the root user where "invoked by" must be there', '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy != "AWS Internal" }'],
    ['denied calls without the star', '{ ($.errorCode = "UnauthorizedOperation") || ($.errorCode = "AccessDenied") }'],
    ['half of the denied calls', '{ $.errorCode = "AccessDenied*" }'],
    ['logins with MFA', '{ $.eventName = ConsoleLogin && $.additionalEventData.MFAUsed = "Yes" }'],
    [
      'logins without MFA by an old property',
      '{ $.eventName = ConsoleLogin && $.userIdentity.sessionContext.attributes.mfaAuthenticated != "true" }',
    ],
    ['failed logins of the root user only', '{ $.userIdentity.type = "Root" && $.errorMessage = "Failed authentication" }'],
    ['failed logins by another message', '{ $.eventName = ConsoleLogin && $.errorMessage = "Failed" }'],
    ['bucket policies set, not removed', '{ $.eventSource = s3.amazonaws.com && $.eventName = PutBucketPolicy }'],
    ['bucket ACLs', '{ $.eventSource = s3.amazonaws.com && $.eventName = PutBucketAcl }'],
    ['a term that excludes', '-amazonaws'],
  ])('%s', (_, pattern) => {
    expect(categoriesWatched(pattern)).toEqual([]);
    expect(categoriesUnclear(pattern)).toEqual([]);
  });
});

test('a pattern that is not understood watches nothing, and nothing is said against it', () => {
  expect(categoriesWatched('{ $.eventName = }')).toEqual([]);
  expect(categoriesUnclear('{ $.eventName = }')).toHaveLength(CATEGORIES.length);
});

test('several patterns may share a category', () => {
  const halves = ['{ $.eventName = DisableKey }', '{ $.eventName = ScheduleKeyDeletion }'];
  expect(categoriesWatched(halves)).toEqual(['key-loss']);
  expect(categoriesWatched([...halves, '{ not understood'])).toEqual(['key-loss']);
  expect(categoriesUnclear([halves[0] ?? '', '{ not understood'])).toContain('key-loss');
  expect(categoriesWatched([])).toEqual([]);
});

test('ids are unique, and every category has samples', () => {
  expect(new Set(CATEGORIES.map(({ id }) => id)).size).toBe(CATEGORIES.length);
  for (const { samples } of CATEGORIES) expect(samples.length).toBeGreaterThan(1);
});
