import { describe, expect, test } from 'vitest';
import { account as accountCalls } from '../calls/account.ts';
import { cloudtrail } from '../calls/cloudtrail.ts';
import { cloudwatch } from '../calls/cloudwatch.ts';
import { kms } from '../calls/kms.ts';
import { logs } from '../calls/logs.ts';
import { s3 } from '../calls/s3.ts';
import { sns } from '../calls/sns.ts';
import { type Fact, isKnown, type Leaf } from '../facts/fact.ts';
import type { SnapshotRecord } from '../snapshot/record.ts';
import { account } from './account.ts';
import { dataEventLogging } from './account-audit-logs.ts';
import { ACCOUNT, answered, awsOf, denied, REGIONS, record, worldOf } from './account-test-world.ts';
import { cloudtrailEventDataStore } from './cloudtrail-event-data-store.ts';
import { cloudtrailTrail } from './cloudtrail-trail.ts';

const REGION = 'eu-central-1';
const TRAIL = `arn:aws:cloudtrail:${REGION}:${ACCOUNT}:trail/main`;
const TOPIC = `arn:aws:sns:${REGION}:${ACCOUNT}:security`;
const KEY = 'b5d3a4c1-0000-4000-8000-000000000001';

const trail = {
  Name: 'main',
  TrailARN: TRAIL,
  HomeRegion: REGION,
  S3BucketName: 'trail-logs',
  IsMultiRegionTrail: true,
  IsOrganizationTrail: false,
  IncludeGlobalServiceEvents: true,
  LogFileValidationEnabled: true,
  CloudWatchLogsLogGroupArn: `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:trail:*`,
};
const status = {
  IsLogging: true,
  StartLoggingTime: '2025-01-01T00:00:00.000Z',
  LatestDeliveryTime: '2026-03-10T11:55:00.000Z',
  LatestCloudWatchLogsDeliveryTime: '2026-03-10T11:55:00.000Z',
};
const group = { logGroupName: 'trail', logGroupClass: 'STANDARD' };
const filter = {
  filterName: 'everything',
  logGroupName: 'trail',
  filterPattern: '',
  metricTransformations: [{ metricName: 'Events', metricNamespace: 'Trail', metricValue: '1' }],
};
const alarm = {
  AlarmName: 'events',
  AlarmArn: `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:events`,
  MetricName: 'Events',
  Namespace: 'Trail',
  Statistic: 'Sum',
  Threshold: 1,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  EvaluationPeriods: 1,
  ActionsEnabled: true,
  AlarmActions: [TOPIC],
};
const usualPolicy = {
  Version: '2008-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: ['SNS:Publish', 'SNS:Subscribe'],
      Resource: TOPIC,
      Condition: { StringEquals: { 'AWS:SourceOwner': ACCOUNT } },
    },
  ],
};
const confirmed = { SubscriptionArn: `${TOPIC}:0c9e`, Protocol: 'email' };

const listed = (one: object) => REGIONS.map((region) => record(cloudtrail.DescribeTrails, {}, region, answered({ trailList: [one] })));
const told = (own: object) => record(cloudtrail.GetTrailStatus, { Name: TRAIL }, REGION, answered({ ...status, ...own }));
const selecting = (...EventSelectors: object[]) =>
  record(cloudtrail.GetEventSelectors, { TrailName: TRAIL }, REGION, answered({ EventSelectors }));
const all = { ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [] as object[] };
const groups = (...logGroups: object[]) => record(logs.DescribeLogGroups, {}, REGION, answered({ logGroups }));
const filters = (...metricFilters: object[]) => record(logs.DescribeMetricFilters, {}, REGION, answered({ metricFilters }));
const alarms = (MetricAlarms: object[], CompositeAlarms: object[] = []) =>
  record(cloudwatch.DescribeAlarms, { AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }, REGION, answered({ MetricAlarms, CompositeAlarms }));
const topic = (own: object = {}, policy: object = usualPolicy) =>
  record(sns.GetTopicAttributes, { TopicArn: TOPIC }, REGION, answered({ Attributes: { Policy: JSON.stringify(policy), ...own } }));
const subscriptions = (...Subscriptions: object[]) =>
  record(sns.ListSubscriptionsByTopic, { TopicArn: TOPIC }, REGION, answered({ Subscriptions }));
const keyRecords = (policy: object, own: object = {}) => [
  record(kms.ListAliases, {}, REGION, answered({ Aliases: [{ AliasName: 'alias/topics', TargetKeyId: KEY }] })),
  record(
    kms.DescribeKey,
    { KeyId: KEY },
    REGION,
    answered({
      KeyMetadata: { KeyId: KEY, Arn: `arn:aws:kms:${REGION}:${ACCOUNT}:key/${KEY}`, KeyManager: 'CUSTOMER', Enabled: true, ...own },
    }),
  ),
  record(kms.GetKeyPolicy, { KeyId: KEY }, REGION, answered({ Policy: JSON.stringify(policy) })),
];
const keyFor = (Principal: object) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal, Action: 'kms:*', Resource: '*' }],
});

/** An account in which everything is as it should be. */
const whole: readonly SnapshotRecord[] = [
  ...listed(trail),
  ...REGIONS.map((region) => record(cloudtrail.ListEventDataStores, {}, region, answered({ EventDataStores: [] }))),
  told({}),
  selecting({ ...all, DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }] }),
  record(s3.ListBuckets, {}, '', answered({ Buckets: [{ Name: 'trail-logs', BucketRegion: REGION }] })),
  record(s3.GetBucketVersioning, { Bucket: 'trail-logs' }, REGION, answered({})),
  record(
    s3.GetBucketLifecycleConfiguration,
    { Bucket: 'trail-logs' },
    REGION,
    answered({ Rules: [{ Status: 'Enabled', Filter: {}, Expiration: { Days: 400 } }] }),
  ),
  groups(group),
  filters(filter),
  alarms([alarm]),
  topic(),
  subscriptions(confirmed),
  record(
    accountCalls.GetAlternateContact,
    { AlternateContactType: 'SECURITY' },
    '',
    answered({ AlternateContact: { AlternateContactType: 'SECURITY' } }),
  ),
];

function proofs(records: readonly SnapshotRecord[]) {
  const aws = awsOf(records);
  const world = worldOf(aws, [cloudtrailTrail, cloudtrailEventDataStore, account]);
  const [one] = account.list(aws).found;
  if (!one || !account.prove) throw new Error('no account');
  return { ...account.prove(one, aws, world), ...account.read(one, aws), events: dataEventLogging(aws, world, 'arn:aws:s3:::orders') };
}

const shown = (fact: Fact<Leaf>) => (isKnown(fact) ? fact.value : fact.unknown.map(({ code, note }) => note ?? code));
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

describe('the security contact', () => {
  const contact = (outcome: SnapshotRecord | Parameters<typeof record>[3]) =>
    record(accountCalls.GetAlternateContact, { AlternateContactType: 'SECURITY' }, '', outcome as never);
  test.each([
    { name: 'there', records: [], is: true },
    { name: 'not there', records: [contact({ absent: 'ResourceNotFoundException' })], is: false },
    { name: 'denied', records: [contact(denied)], is: ['AccessDenied'] },
    { name: 'an empty answer', records: [contact(answered({}))], is: ['malformed'] },
  ])('$name', ({ records, is }) => {
    expect(shown(proofs([...whole, ...records]).securityContact)).toEqual(is);
  });
});

describe('data events of a bucket', () => {
  const store = `arn:aws:cloudtrail:${REGION}:${ACCOUNT}:eventdatastore/1`;
  const data = [
    {
      FieldSelectors: [
        { Field: 'eventCategory', Equals: ['Data'] },
        { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
      ],
    },
  ];
  const lake = (own: object) => [
    record(cloudtrail.ListEventDataStores, {}, REGION, answered({ EventDataStores: [{ EventDataStoreArn: store, Name: 'lake' }] })),
    record(
      cloudtrail.GetEventDataStore,
      { EventDataStore: store },
      REGION,
      answered({ Status: 'ENABLED', MultiRegionEnabled: true, RetentionPeriod: 400, AdvancedEventSelectors: data, ...own }),
    ),
  ];
  test.each<{ name: string; changes: readonly SnapshotRecord[]; events: unknown }>([
    { name: 'a trail that works', changes: [], events: [true, true, 'trail main'] },
    { name: 'a trail that does not log proves nothing', changes: [told({ IsLogging: false })], events: [false, false, ''] },
    {
      name: 'reads only',
      changes: [
        selecting({ ...all, ReadWriteType: 'ReadOnly', DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::orders/'] }] }),
      ],
      events: [true, false, 'trail main'],
    },
    {
      name: 'another bucket',
      changes: [selecting({ ...all, DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::orders-old/'] }] })],
      events: [false, false, ''],
    },
    {
      name: 'selectors unread',
      changes: [record(cloudtrail.GetEventSelectors, { TrailName: TRAIL }, REGION, denied)],
      events: [['AccessDenied'], ['AccessDenied'], ['AccessDenied']],
    },
    {
      name: 'not covered, and a list unread',
      changes: [selecting(all), record(cloudtrail.DescribeTrails, {}, 'us-east-1', denied)],
      events: [['AccessDenied'], ['AccessDenied'], ['AccessDenied']],
    },
    {
      name: 'covered, and a list unread',
      changes: [record(cloudtrail.DescribeTrails, {}, 'us-east-1', denied)],
      events: [true, true, 'trail main'],
    },
    { name: 'a trail of another region', changes: listed({ ...trail, IsMultiRegionTrail: false }), events: [false, false, ''] },
    { name: 'an event data store', changes: [selecting(all), ...lake({})], events: [true, true, 'event data store lake'] },
    {
      name: 'an event data store that takes nothing in',
      changes: [selecting(all), ...lake({ Status: 'STOPPED_INGESTION' })],
      events: [false, false, ''],
    },
  ])('$name', ({ changes, events }) => {
    const { reads, writes, by } = proofs([...whole, ...changes]).events;
    expect([reads, writes, by].map(shown)).toEqual(events);
  });

  test('an event data store can be the audit log, and needs no digests', () => {
    const management = [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] }];
    const { trail: log } = proofs([...whole, told({ IsLogging: false }), ...lake({ AdvancedEventSelectors: management })]);
    expect([log.gaps, log.minDays, log.validated].map(shown)).toEqual([[], 400, true]);
  });

  test.each([
    { name: 'of one region', own: { MultiRegionEnabled: false }, flaw: 'event data store lake: it logs eu-central-1 alone' },
    {
      name: 'stopped',
      own: { Status: 'STOPPED_INGESTION' },
      flaw: 'event data store lake: it takes in no events now: its status is STOPPED_INGESTION',
    },
    { name: 'of data events', own: { AdvancedEventSelectors: data }, flaw: 'event data store lake: no management events are logged' },
  ])('one $name can not', ({ own, flaw }) => {
    const management = [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] }];
    const { gaps } = proofs([...whole, told({ IsLogging: false }), ...lake({ AdvancedEventSelectors: management, ...own })]).trail;
    expect(shown(gaps)).toContain(flaw);
  });
});

test('where CloudTrail Lake is not offered, there is no store', () => {
  const records = [
    ...whole,
    record(cloudtrail.ListEventDataStores, {}, 'us-east-1', { error: { name: 'UnsupportedOperationException', message: '' } }),
  ];
  expect(proofs(records).trail.minDays).toMatchObject({ value: 400 });
});

describe('an answer hidden, nothing becomes good, and nothing else than unknown', () => {
  const leaves = (records: readonly SnapshotRecord[]): Readonly<Record<string, Fact<Leaf>>> => {
    const { trail: log, alarms: told, securityContact, events } = proofs(records);
    return {
      gaps: log.gaps,
      minDays: log.minDays,
      validated: log.validated,
      unwatched: told.unwatched,
      securityContact,
      reads: events.reads,
      writes: events.writes,
    };
  };
  const scenes: Readonly<Record<string, readonly SnapshotRecord[]>> = {
    'all well': whole,
    'the trail stopped': [...whole, told({ IsLogging: false })],
    'a trail of one region': [...whole, ...listed({ ...trail, IsMultiRegionTrail: false })],
    'the topic under a key of its own': [
      ...whole,
      topic({ KmsMasterKeyId: 'alias/topics' }),
      ...keyRecords(keyFor({ Service: 'cloudwatch.amazonaws.com' })),
    ],
    'nobody subscribed': [...whole, subscriptions()],
    'no trail': [...whole, ...REGIONS.map((region) => record(cloudtrail.DescribeTrails, {}, region, answered({ trailList: [] })))],
  };
  const cases = Object.entries(scenes).flatMap(([scene, records]) => {
    const last = [...new Map(records.map((one) => [JSON.stringify([one.region, one.service, one.operation, one.input]), one])).values()];
    return last.flatMap((one) => [
      {
        scene,
        hidden: `${one.service}:${one.operation} ${one.region} denied`,
        before: last,
        after: last.map((other) => (other === one ? ({ ...strip(one), ...denied } as SnapshotRecord) : other)),
      },
      {
        scene,
        hidden: `${one.service}:${one.operation} ${one.region} dropped`,
        before: last,
        after: last.filter((other) => other !== one),
      },
    ]);
  });
  test.each(cases)('$scene: $hidden', ({ before, after }) => {
    const [known, left] = [leaves(before), leaves(after)];
    for (const [name, fact] of Object.entries(left))
      if (isKnown(fact)) expect({ [name]: fact.value }).toEqual({ [name]: shown(known[name] as Fact<Leaf>) });
  });
});

const strip = (one: SnapshotRecord): object => Object.fromEntries(Object.entries(one).filter(([key]) => key !== 'answer'));
