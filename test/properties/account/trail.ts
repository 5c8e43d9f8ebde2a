import fc from 'fast-check';
import { cloudtrail } from '../../../src/calls/cloudtrail.ts';
import { cloudwatch } from '../../../src/calls/cloudwatch.ts';
import { logs } from '../../../src/calls/logs.ts';
import { sns } from '../../../src/calls/sns.ts';
import type { SnapshotRecord } from '../../../src/snapshot/record.ts';
import { account, answered, recorded } from '../../wire/snapshot-builder.ts';
import { groupArn, home, joined, keyId, oneOf, other, policy, regions, stranger, topicArn, trailArn, trailGroup } from './places.ts';

const usual = {
  Name: 'main',
  TrailARN: trailArn,
  HomeRegion: home,
  S3BucketName: 'trail-logs',
  IsMultiRegionTrail: true,
  IsOrganizationTrail: false,
  IncludeGlobalServiceEvents: true,
  LogFileValidationEnabled: true,
  HasCustomEventSelectors: true,
  CloudWatchLogsLogGroupArn: `${groupArn(home, trailGroup)}:*`,
  CloudWatchLogsRoleArn: `arn:aws:iam::${account}:role/trail`,
};
const trails: readonly object[] = [
  {},
  { IsMultiRegionTrail: false },
  { LogFileValidationEnabled: false },
  { IncludeGlobalServiceEvents: false },
  { CloudWatchLogsLogGroupArn: undefined },
  { S3BucketName: 'of-somebody-else' },
  { S3KeyPrefix: 'exports' },
  { KmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/k' },
  { TrailARN: trailArn.replace(account, stranger), IsOrganizationTrail: true, CloudWatchLogsLogGroupArn: undefined },
];

const working = {
  IsLogging: true,
  StartLoggingTime: '2025-01-01T00:00:00.000Z',
  LatestDeliveryTime: '2026-03-10T11:55:00.000Z',
  LatestCloudWatchLogsDeliveryTime: '2026-03-10T11:55:00.000Z',
  LatestDigestDeliveryTime: '2026-03-10T11:00:00.000Z',
};
const states: readonly object[] = [
  working,
  { ...working, IsLogging: false },
  { ...working, LatestDeliveryError: 'AccessDenied' },
  { ...working, LatestDeliveryTime: '2026-03-01T00:00:00.000Z' },
  { ...working, LatestCloudWatchLogsDeliveryError: 'Denied' },
  { ...working, LatestDigestDeliveryError: 'NoSuchBucket' },
];

const everything = { ReadWriteType: 'All' as const, IncludeManagementEvents: true, DataResources: [] as object[] };
const selections: readonly object[] = [
  { EventSelectors: [everything] },
  { EventSelectors: [{ ...everything, DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }] }] },
  { EventSelectors: [{ ...everything, ReadWriteType: 'WriteOnly' }] },
  { EventSelectors: [{ ...everything, ExcludeManagementEventSources: ['kms.amazonaws.com'] }] },
  { AdvancedEventSelectors: [{ Name: 'm', FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] }] },
  {
    AdvancedEventSelectors: [
      {
        FieldSelectors: [
          { Field: 'eventCategory', Equals: ['Data'] },
          { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
        ],
      },
    ],
  },
];

const storeArn = `arn:aws:cloudtrail:${home}:${account}:eventdatastore/1`;
const stores: readonly object[] = [
  { Status: 'ENABLED', MultiRegionEnabled: true, RetentionPeriod: 400 },
  { Status: 'STOPPED_INGESTION', MultiRegionEnabled: true, RetentionPeriod: 400 },
  { Status: 'ENABLED', MultiRegionEnabled: false, RetentionPeriod: 30 },
];

const audit: fc.Arbitrary<readonly SnapshotRecord[]> = fc
  .record({
    trail: oneOf<object | undefined>(trails[0], undefined, ...trails.slice(1)),
    state: oneOf(states[0], ...states.slice(1)),
    selected: oneOf(selections[0], ...selections.slice(1)),
    store: oneOf<object | undefined>(undefined, ...stores),
    taken: oneOf(selections[4], selections[5]),
  })
  .map(({ trail, state, selected, store, taken }) => {
    const list = trail ? [{ ...usual, ...trail }] : [];
    const arn = list[0]?.TrailARN ?? trailArn;
    const foreign = !arn.includes(account);
    const gone = { gone: 'TrailNotFoundException' };
    return [
      ...regions.map((region) => answered(cloudtrail.DescribeTrails, {}, { trailList: list }, region)),
      foreign
        ? recorded(cloudtrail.GetTrailStatus, { Name: arn }, gone, home)
        : answered(cloudtrail.GetTrailStatus, { Name: arn }, state ?? {}, home),
      foreign
        ? recorded(cloudtrail.GetEventSelectors, { TrailName: arn }, gone, home)
        : answered(cloudtrail.GetEventSelectors, { TrailName: arn }, { TrailARN: arn, ...selected }, home),
      answered(cloudtrail.ListEventDataStores, {}, { EventDataStores: store ? [{ EventDataStoreArn: storeArn, Name: 'lake' }] : [] }, home),
      answered(cloudtrail.ListEventDataStores, {}, { EventDataStores: [] }, other),
      answered(
        cloudtrail.GetEventDataStore,
        { EventDataStore: storeArn },
        { EventDataStoreArn: storeArn, Name: 'lake', ...store, ...(taken as { AdvancedEventSelectors: never[] }) },
        home,
      ),
    ];
  });

const filters = [
  [
    {
      filterName: 'all',
      logGroupName: trailGroup,
      filterPattern: '',
      metricTransformations: [{ metricName: 'Events', metricNamespace: 'Trail', metricValue: '1' }],
    },
  ],
  [],
  [
    {
      filterName: 'root',
      logGroupName: trailGroup,
      filterPattern: '{ $.userIdentity.type = "Root" }',
      metricTransformations: [{ metricName: 'Events', metricNamespace: 'Trail', metricValue: '1' }],
    },
  ],
];
const alarm = {
  AlarmName: 'events',
  AlarmArn: `arn:aws:cloudwatch:${home}:${account}:alarm:events`,
  MetricName: 'Events',
  Namespace: 'Trail',
  Statistic: 'Sum' as const,
  Threshold: 1,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold' as const,
  EvaluationPeriods: 1,
  ActionsEnabled: true,
  AlarmActions: [topicArn],
};
const composite = { AlarmName: 'any', AlarmRule: 'ALARM("events")', ActionsEnabled: true, AlarmActions: [topicArn] };
const alarms: readonly object[] = [
  { MetricAlarms: [alarm], CompositeAlarms: [] },
  { MetricAlarms: [], CompositeAlarms: [] },
  { MetricAlarms: [{ ...alarm, ActionsEnabled: false }], CompositeAlarms: [] },
  { MetricAlarms: [{ ...alarm, AlarmActions: [] }], CompositeAlarms: [composite] },
];
const usualPolicy = policy({
  Effect: 'Allow',
  Principal: { AWS: '*' },
  Action: 'SNS:Publish',
  Resource: topicArn,
  Condition: { StringEquals: { 'AWS:SourceOwner': account } },
});
const topics: readonly Readonly<Record<string, string>>[] = [
  { Policy: usualPolicy },
  { Policy: policy({ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'SNS:Publish', Resource: topicArn }) },
  { Policy: usualPolicy, KmsMasterKeyId: 'alias/aws/sns' },
  { Policy: usualPolicy, KmsMasterKeyId: 'alias/key-0' },
  { Policy: usualPolicy, KmsMasterKeyId: keyId(home, 0) },
];
const subscriptions = [
  [{ SubscriptionArn: `${topicArn}:0c9e`, Protocol: 'email' }],
  [],
  [{ SubscriptionArn: 'PendingConfirmation', Protocol: 'email' }],
];

const chain: fc.Arbitrary<readonly SnapshotRecord[]> = fc
  .record({
    filtered: oneOf(filters[0], ...filters.slice(1)),
    alarmed: oneOf(alarms[0], ...alarms.slice(1)),
    topic: oneOf(topics[0], ...topics.slice(1)),
    subscribed: oneOf(subscriptions[0], ...subscriptions.slice(1)),
  })
  .map(({ filtered, alarmed, topic, subscribed }) => [
    answered(logs.DescribeMetricFilters, {}, { metricFilters: filtered ?? [] }, home),
    answered(cloudwatch.DescribeAlarms, { AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }, alarmed ?? {}, home),
    answered(sns.GetTopicAttributes, { TopicArn: topicArn }, { Attributes: topic ?? {} }, home),
    answered(sns.ListSubscriptionsByTopic, { TopicArn: topicArn }, { Subscriptions: subscribed ?? [] }, home),
  ]);

/** A trail or none, an event data store or none, and the chain from the trail to a person. */
export const trailAndAlarms: fc.Arbitrary<readonly SnapshotRecord[]> = joined(audit, chain);
