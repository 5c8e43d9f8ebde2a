import { describe, expect, test } from 'vitest';
import { cloudtrail } from '../calls/cloudtrail.ts';
import { sns } from '../calls/sns.ts';
import { isKnown } from '../facts/fact.ts';
import type { SnapshotRecord } from '../snapshot/record.ts';
import {
  alarm,
  alarms,
  all,
  filter,
  filters,
  group,
  groups,
  KEY,
  keyFor,
  keyRecords,
  listed,
  proofs,
  REGION,
  selecting,
  subscriptions,
  TOPIC,
  told,
  topic,
  trail,
  usualPolicy,
  whole,
} from './account-test-whole.ts';
import { ACCOUNT, answered, REGIONS, record } from './account-test-world.ts';

/** Why nobody is told of a use of the root user; undefined: somebody is. */
function rootUse(...changes: readonly SnapshotRecord[]): string | readonly string[] | undefined {
  const fact = proofs([...whole, ...changes]).alarms.unwatched;
  if (!isKnown(fact)) return [...new Set(fact.unknown.map(({ code, note }) => note ?? code))];
  return /^use of the root user \((.*)\)$/.exec(fact.value[0] ?? '')?.[1];
}

describe('who is told of what happens', () => {
  test('the chain is whole', () => {
    expect(proofs(whole).alarms.unwatched).toMatchObject({ value: [] });
  });

  test.each<{ name: string; changes: readonly SnapshotRecord[]; because: string | readonly string[] | undefined }>([
    {
      name: 'no trail',
      changes: REGIONS.map((region) => record(cloudtrail.DescribeTrails, {}, region, answered({ trailList: [] }))),
      because: 'there is no trail',
    },
    { name: 'a trail that is stopped', changes: [told({ IsLogging: false })], because: 'trail main does not log now' },
    {
      name: 'a trail of one region',
      changes: listed({ ...trail, IsMultiRegionTrail: false }),
      because: 'trail main logs eu-central-1 alone',
    },
    {
      name: 'a trail without global events',
      changes: listed({ ...trail, IncludeGlobalServiceEvents: false }),
      because: 'trail main leaves out the events of global services',
    },
    {
      name: 'a trail of writing events only',
      changes: [selecting({ ...all, ReadWriteType: 'WriteOnly' })],
      because: 'trail main: no management events that read are logged',
    },
    {
      name: 'no log group',
      changes: listed({ ...trail, CloudWatchLogsLogGroupArn: undefined }),
      because: 'trail main: it delivers to no CloudWatch log group',
    },
    {
      name: 'the delivery to the group fails',
      changes: [told({ LatestCloudWatchLogsDeliveryError: 'denied' })],
      because: 'trail main: its events for CloudWatch Logs do not arrive: denied',
    },
    {
      name: 'a log group of another account',
      changes: listed({ ...trail, CloudWatchLogsLogGroupArn: `arn:aws:logs:${REGION}:999988887777:log-group:trail:*` }),
      because: ['trail main delivers to a log group of another account'],
    },
    { name: 'the group is gone', changes: [groups()], because: 'the log group trail does not exist' },
    {
      name: 'INFREQUENT_ACCESS has no metric filters',
      changes: [groups({ ...group, logGroupClass: 'INFREQUENT_ACCESS' })],
      because: 'the log group trail is of class INFREQUENT_ACCESS, which has no metric filters',
    },
    { name: 'no filters', changes: [filters()], because: 'no metric filter matches it' },
    { name: 'a filter of another group', changes: [filters({ ...filter, logGroupName: 'other' })], because: 'no metric filter matches it' },
    {
      name: 'a filter of something else',
      changes: [filters({ ...filter, filterPattern: '{ $.eventName = "StopLogging" }' })],
      because: 'no metric filter matches it',
    },
    {
      name: 'a pattern that is not understood',
      changes: [filters({ ...filter, filterPattern: '[a, b, c]' })],
      because: ['a metric filter has a pattern that is not understood'],
    },
    {
      name: 'a filter of some accounts alone',
      changes: [filters({ ...filter, fieldSelectionCriteria: '@aws.account = "1"' })],
      because: ['the metric filter everything selects or rewrites events in a way that is not understood'],
    },
    { name: 'no alarm', changes: [alarms([])], because: 'no alarm is set on the metric Events' },
    {
      name: 'an alarm in another namespace',
      changes: [alarms([{ ...alarm, Namespace: 'Other' }])],
      because: 'no alarm is set on the metric Events',
    },
    {
      name: 'an alarm that does not go off at one event',
      changes: [alarms([{ ...alarm, Threshold: 10 }])],
      because: 'the alarm events does not go off at one such event: its threshold is 10',
    },
    {
      name: 'actions switched off',
      changes: [alarms([{ ...alarm, ActionsEnabled: false }])],
      because: 'the actions of the alarm events are switched off',
    },
    { name: 'no action', changes: [alarms([{ ...alarm, AlarmActions: [] }])], because: 'the alarm events sends no message to a topic' },
    {
      name: 'an action that is no message',
      changes: [alarms([{ ...alarm, AlarmActions: [`arn:aws:lambda:${REGION}:${ACCOUNT}:function:f`] }])],
      because: 'the alarm events sends no message to a topic',
    },
    {
      name: 'a second alarm that works',
      changes: [alarms([{ ...alarm, AlarmName: 'mute', ActionsEnabled: false }, alarm])],
      because: undefined,
    },
    {
      name: 'through a composite alarm',
      changes: [
        alarms(
          [{ ...alarm, AlarmActions: [] }],
          [{ AlarmName: 'any', AlarmRule: 'ALARM("events") OR ALARM(other)', ActionsEnabled: true, AlarmActions: [TOPIC] }],
        ),
      ],
      because: undefined,
    },
    {
      name: 'through a composite alarm that needs another too',
      changes: [
        alarms(
          [{ ...alarm, AlarmActions: [] }],
          [{ AlarmName: 'both', AlarmRule: 'ALARM("events") AND ALARM(other)', ActionsEnabled: true, AlarmActions: [TOPIC] }],
        ),
      ],
      because: ['whether the composite alarm both goes off with events depends on other alarms'],
    },
    {
      name: 'composite alarms that name each other',
      changes: [
        alarms(
          [{ ...alarm, AlarmActions: [] }],
          [
            { AlarmName: 'a', AlarmRule: 'ALARM(events) OR ALARM(b)', ActionsEnabled: true },
            { AlarmName: 'b', AlarmRule: 'ALARM(a)', ActionsEnabled: true },
          ],
        ),
      ],
      because: 'the alarm events sends no message to a topic',
    },
    {
      name: 'a topic of another account',
      changes: [alarms([{ ...alarm, AlarmActions: [TOPIC.replace(ACCOUNT, '999988887777')] }])],
      because: ['the topic security belongs to another account'],
    },
    {
      name: 'the topic is gone',
      changes: [record(sns.GetTopicAttributes, { TopicArn: TOPIC }, REGION, { gone: 'NotFoundException' })],
      because: 'the topic security does not exist',
    },
    { name: 'nobody has subscribed', changes: [subscriptions()], because: 'nobody has confirmed a subscription to the topic security' },
    {
      name: 'subscriptions that are not confirmed, or deleted',
      changes: [subscriptions({ SubscriptionArn: 'PendingConfirmation' }, { SubscriptionArn: 'Deleted' })],
      because: 'nobody has confirmed a subscription to the topic security',
    },
    {
      name: 'the policy lets CloudWatch publish',
      changes: [
        topic(
          {},
          {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { Service: 'cloudwatch.amazonaws.com' },
                Action: 'sns:Publish',
                Resource: TOPIC,
                Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:*` } },
              },
            ],
          },
        ),
      ],
      because: undefined,
    },
    {
      name: 'the policy lets the account publish',
      changes: [
        topic(
          {},
          {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'sns:Publish', Resource: TOPIC }],
          },
        ),
      ],
      because: undefined,
    },
    {
      name: 'the policy lets another service publish',
      changes: [
        topic(
          {},
          {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sns:Publish', Resource: TOPIC }],
          },
        ),
      ],
      because: 'the policy of the topic security does not let CloudWatch publish',
    },
    {
      name: 'the policy refuses CloudWatch',
      changes: [
        topic(
          {},
          {
            Version: '2012-10-17',
            Statement: [
              ...usualPolicy.Statement,
              { Effect: 'Deny', Principal: { Service: 'cloudwatch.amazonaws.com' }, Action: 'sns:*', Resource: '*' },
            ],
          },
        ),
      ],
      because: 'the policy of the topic security does not let CloudWatch publish',
    },
    {
      name: 'plain HTTP refused: CloudWatch uses none',
      changes: [
        topic(
          {},
          {
            Version: '2012-10-17',
            Statement: [
              ...usualPolicy.Statement,
              {
                Effect: 'Deny',
                Principal: '*',
                Action: 'sns:Publish',
                Resource: TOPIC,
                Condition: { Bool: { 'aws:SecureTransport': 'false' } },
              },
            ],
          },
        ),
      ],
      because: undefined,
    },
    {
      name: 'a policy that can not be read',
      changes: [topic({ Policy: '{' })],
      because: ["it can't be told whether the policy of the topic security lets CloudWatch publish"],
    },
    {
      name: 'an answer without a policy',
      changes: [record(sns.GetTopicAttributes, { TopicArn: TOPIC }, REGION, answered({ Attributes: {} }))],
      because: ['malformed'],
    },
    {
      name: 'encrypted under alias/aws/sns',
      changes: [topic({ KmsMasterKeyId: 'alias/aws/sns' })],
      because: "the topic security is encrypted under alias/aws/sns, which CloudWatch can't use",
    },
    {
      name: 'encrypted under the key behind alias/aws/sns, named by its id',
      changes: [topic({ KmsMasterKeyId: KEY }), ...keyRecords(keyFor({ AWS: '*' }), { KeyManager: 'AWS' })],
      because: "the topic security is encrypted under alias/aws/sns, which CloudWatch can't use",
    },
    {
      name: 'encrypted under a key that serves CloudWatch',
      changes: [topic({ KmsMasterKeyId: 'alias/topics' }), ...keyRecords(keyFor({ Service: 'cloudwatch.amazonaws.com' }))],
      because: undefined,
    },
    {
      name: 'encrypted under a key that serves the account alone',
      changes: [
        topic({ KmsMasterKeyId: `arn:aws:kms:${REGION}:${ACCOUNT}:key/${KEY}` }),
        ...keyRecords(keyFor({ AWS: `arn:aws:iam::${ACCOUNT}:root` })),
      ],
      because: 'the policy of the key of the topic security does not let CloudWatch use it',
    },
    {
      name: 'encrypted under a key that is disabled',
      changes: [topic({ KmsMasterKeyId: KEY }), ...keyRecords(keyFor({ Service: 'cloudwatch.amazonaws.com' }), { Enabled: false })],
      because: 'the key of the topic security is not enabled',
    },
    {
      name: 'encrypted under a key of another account',
      changes: [topic({ KmsMasterKeyId: `arn:aws:kms:${REGION}:999988887777:key/${KEY}` })],
      because: ['the key of the topic security belongs to another account'],
    },
  ])('$name', ({ changes, because }) => {
    expect(rootUse(...changes)).toEqual(because);
  });

  test('of failed logins and denied calls it is many that count', () => {
    const { unwatched } = proofs([...whole, alarms([{ ...alarm, Threshold: 10 }])]).alarms;
    expect(isKnown(unwatched) && unwatched.value.map((sentence) => sentence.split(' (')[0])).toEqual([
      'use of the root user',
      'console logins without MFA',
      'changes of IAM policies',
      'changes of CloudTrail trails',
      'KMS keys that are disabled or scheduled for deletion',
      'changes of bucket policies',
    ]);
  });
});
