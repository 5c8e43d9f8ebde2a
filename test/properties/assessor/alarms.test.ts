// Alarms on the audit log, from the trail to somebody who reads mail.
import { describe, test } from 'vitest';
import { account as accountCalls } from '../../../src/calls/account.ts';
import { cloudwatch } from '../../../src/calls/cloudwatch.ts';
import { sns } from '../../../src/calls/sns.ts';
import {
  alarm,
  alarms,
  all,
  confirmed,
  filter,
  filters,
  group,
  groups,
  KEY,
  keyFor,
  keyRecords,
  listed,
  REGION,
  selecting,
  status,
  subscriptions,
  TOPIC,
  told,
  topic,
  trail,
  usualPolicy,
} from '../../../src/resources/account-test-whole.ts';
import { ACCOUNT, answered, denied, record } from '../../../src/resources/account-test-world.ts';
import type { SnapshotRecord } from '../../../src/snapshot/record.ts';
import { type Case, check, until2025 } from './account.ts';

const gaps = 'account-logs-all-management-events shop';
const told1 = 'account-alarms-reach-a-person shop';

describe('alarms', () => {
  const metric = {
    Id: 'm1',
    MetricStat: { Metric: { Namespace: 'Trail', MetricName: 'Events', Dimensions: [] }, Period: 300, Stat: 'Sum' },
    ReturnData: true,
  };
  const calculated = (...Metrics: object[]): object => ({
    ...alarm,
    MetricName: undefined,
    Namespace: undefined,
    Statistic: undefined,
    Metrics,
  });
  const silent = { ...alarm, AlarmActions: [] };
  const composite = (AlarmRule: string, own: object = {}): object => ({
    AlarmName: 'any',
    AlarmArn: `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:any`,
    AlarmRule,
    ActionsEnabled: true,
    AlarmActions: [TOPIC],
    ...own,
  });
  const patterns = (...texts: string[]): SnapshotRecord[] => [
    filters(...texts.map((filterPattern, i) => ({ ...filter, filterName: `f${i}`, filterPattern }))),
  ];
  const cis = [
    '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }',
    '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }',
    '{($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication")}',
    '{($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")}',
    '{($.eventSource=iam.amazonaws.com) && (($.eventName=DeleteGroupPolicy) || ($.eventName=DeleteRolePolicy) || ($.eventName=DeleteUserPolicy) || ($.eventName=PutGroupPolicy) || ($.eventName=PutRolePolicy) || ($.eventName=PutUserPolicy) || ($.eventName=CreatePolicy) || ($.eventName=DeletePolicy) || ($.eventName=CreatePolicyVersion) || ($.eventName=DeletePolicyVersion) || ($.eventName=AttachRolePolicy) || ($.eventName=DetachRolePolicy) || ($.eventName=AttachUserPolicy) || ($.eventName=DetachUserPolicy) || ($.eventName=AttachGroupPolicy) || ($.eventName=DetachGroupPolicy))}',
    '{($.eventName=CreateTrail) || ($.eventName=UpdateTrail) || ($.eventName=DeleteTrail) || ($.eventName=StartLogging) || ($.eventName=StopLogging)}',
    '{($.eventSource=kms.amazonaws.com) && (($.eventName=DisableKey) || ($.eventName=ScheduleKeyDeletion))}',
    '{($.eventSource=s3.amazonaws.com) && (($.eventName=PutBucketAcl) || ($.eventName=PutBucketPolicy) || ($.eventName=PutBucketCors) || ($.eventName=PutBucketLifecycle) || ($.eventName=PutBucketReplication) || ($.eventName=DeleteBucketPolicy) || ($.eventName=DeleteBucketCors) || ($.eventName=DeleteBucketLifecycle) || ($.eventName=DeleteBucketReplication))}',
  ];
  const service = (Condition?: object): object => ({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: 'sns:Publish',
        Resource: TOPIC,
        ...(Condition && { Condition }),
      },
    ],
  });
  const cases: Case[] = [
    ['the CIS filters', patterns(...cis), { [told1]: 'pass' }],
    [
      'the CIS filters with a newer one of denied calls',
      patterns(
        ...cis.filter((_, i) => i !== 3),
        '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") && ($.sourceIPAddress!="delivery.logs.amazonaws.com") && ($.eventName!="HeadBucket") }',
      ),
      { [told1]: 'pass' },
    ],
    ['no filter of root', patterns(...cis.slice(1)), { [told1]: 'warn' }],
    ['trails without StopLogging', patterns(...cis.map((one) => one.replace(' || ($.eventName=StopLogging)', ''))), { [told1]: 'warn' }],
    ['a pattern in brackets', patterns('[a, b, c]'), { [told1]: 'unknown' }],
    ['no alarm', [alarms([])], { [told1]: 'warn' }],
    ['an alarm on another metric', [alarms([{ ...alarm, MetricName: 'events' }])], { [told1]: 'warn' }],
    ['an alarm in another namespace', [alarms([{ ...alarm, Namespace: 'trail' }])], { [told1]: 'warn' }],
    [
      'an alarm in another region',
      [
        alarms([]),
        record(
          cloudwatch.DescribeAlarms,
          { AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] },
          'us-east-1',
          answered({ MetricAlarms: [alarm], CompositeAlarms: [] }),
        ),
      ],
      { [told1]: 'warn' },
    ],
    ['an alarm on a dimension', [alarms([{ ...alarm, Dimensions: [{ Name: 'a', Value: 'b' }] }])], { [told1]: 'warn' }],
    ['switched off', [alarms([{ ...alarm, ActionsEnabled: false }])], { [told1]: 'warn' }],
    ['told when all is well again', [alarms([{ ...silent, OKActions: [TOPIC] }])], { [told1]: 'warn' }],
    ['goes off at more than one event', [alarms([{ ...alarm, ComparisonOperator: 'GreaterThanThreshold' }])], { [told1]: 'warn' }],
    ['goes off when there are none', [alarms([{ ...alarm, ComparisonOperator: 'LessThanThreshold' }])], { [told1]: 'warn' }],
    ['goes off at more than none', [alarms([{ ...alarm, ComparisonOperator: 'GreaterThanThreshold', Threshold: 0 }])], { [told1]: 'pass' }],
    ['one metric, written as a query', [alarms([calculated(metric)])], { [told1]: 'pass' }],
    [
      'one metric of another name, as a query',
      [alarms([calculated({ ...metric, MetricStat: { ...metric.MetricStat, Metric: { Namespace: 'Trail', MetricName: 'Others' } } })])],
      { [told1]: 'warn' },
    ],
    ['one metric of another account, as a query', [alarms([calculated({ ...metric, AccountId: '999988887777' })])], { [told1]: 'unknown' }],
    [
      'a calculation',
      [alarms([calculated({ ...metric, ReturnData: false }, { Id: 'e1', Expression: 'm1*2', ReturnData: true })])],
      { [told1]: 'unknown' },
    ],
    ['a filter on another group', [filters({ ...filter, logGroupName: 'app' })], { [told1]: 'warn' }],
    ['through a composite alarm', [alarms([silent], [composite('ALARM("events") OR ALARM("other")')])], { [told1]: 'pass' }],
    [
      'through a composite alarm that waits for another',
      [alarms([silent], [composite('ALARM("events") AND ALARM("other")')])],
      { [told1]: 'unknown' },
    ],
    [
      'through a composite alarm that is switched off',
      [alarms([silent], [composite('ALARM("events")', { ActionsEnabled: false })])],
      { [told1]: 'warn' },
    ],
    ['through a composite alarm of another', [alarms([silent], [composite('ALARM("events-of-others")')])], { [told1]: 'warn' }],
    ['nobody subscribed', [subscriptions()], { [told1]: 'warn' }],
    ['waiting to be confirmed', [subscriptions({ SubscriptionArn: 'PendingConfirmation', Protocol: 'email' })], { [told1]: 'warn' }],
    ['deleted', [subscriptions({ SubscriptionArn: 'Deleted', Protocol: 'email' })], { [told1]: 'warn' }],
    ['one waiting and one confirmed', [subscriptions({ SubscriptionArn: 'PendingConfirmation' }, confirmed)], { [told1]: 'pass' }],
    ['subscriptions denied', [record(sns.ListSubscriptionsByTopic, { TopicArn: TOPIC }, REGION, denied)], { [told1]: 'unknown' }],
    ['the topic lets CloudWatch publish', [topic({}, service())], { [told1]: 'pass' }],
    ['of its own account', [topic({}, service({ StringEquals: { 'aws:SourceAccount': ACCOUNT } }))], { [told1]: 'pass' }],
    ['of another account', [topic({}, service({ StringEquals: { 'aws:SourceAccount': '999988887777' } }))], { [told1]: 'warn' }],
    [
      'by HTTPS alone',
      [
        topic(
          {},
          {
            ...usualPolicy,
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
      { [told1]: 'pass' },
    ],
    ['encrypted by the key that AWS keeps', [topic({ KmsMasterKeyId: 'alias/aws/sns' })], { [told1]: 'warn' }],
    [
      'encrypted by an own key that CloudWatch may use',
      [topic({ KmsMasterKeyId: KEY }), ...keyRecords(keyFor({ Service: 'cloudwatch.amazonaws.com' }))],
      { [told1]: 'pass' },
    ],
    [
      'encrypted by an own key',
      [topic({ KmsMasterKeyId: KEY }), ...keyRecords(keyFor({ AWS: `arn:aws:iam::${ACCOUNT}:root` }))],
      { [told1]: 'warn' },
    ],
    [
      'a topic of another account',
      [alarms([{ ...alarm, AlarmActions: [TOPIC.replace(ACCOUNT, '999988887777')] }])],
      { [told1]: 'unknown' },
    ],
    ['a group without metric filters', [groups({ ...group, logGroupClass: 'INFREQUENT_ACCESS' })], { [told1]: 'warn' }],
    ['a group that gets nothing', [told({ LatestCloudWatchLogsDeliveryError: 'denied' })], { [told1]: 'warn', [gaps]: 'pass' }],
    ['no group', listed({ ...trail, CloudWatchLogsLogGroupArn: undefined }), { [told1]: 'warn', [gaps]: 'pass' }],
    ['a trail without KMS', [selecting({ ...all, ExcludeManagementEventSources: ['kms.amazonaws.com'] })], { [told1]: 'warn' }],
    ['silent for two days', [told({ ...status, LatestCloudWatchLogsDeliveryTime: '2026-03-08T00:00:00.000Z' })], { [told1]: 'warn' }],
    [
      'no contact',
      [record(accountCalls.GetAlternateContact, { AlternateContactType: 'SECURITY' }, '', { absent: 'ResourceNotFoundException' })],
      { 'account-has-security-contact shop': until2025('none', 'fail') },
    ],
    [
      'contact denied',
      [record(accountCalls.GetAlternateContact, { AlternateContactType: 'SECURITY' }, '', denied)],
      { 'account-has-security-contact shop': until2025('none', 'unknown') },
    ],
  ];
  for (const one of cases) test(one[0], () => check(one));
});
