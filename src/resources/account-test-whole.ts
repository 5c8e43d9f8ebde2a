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
import { ACCOUNT, answered, awsOf, REGIONS, record, worldOf } from './account-test-world.ts';
import { cloudtrailEventDataStore } from './cloudtrail-event-data-store.ts';
import { cloudtrailTrail } from './cloudtrail-trail.ts';

export const REGION = 'eu-central-1';
export const TRAIL = `arn:aws:cloudtrail:${REGION}:${ACCOUNT}:trail/main`;
export const TOPIC = `arn:aws:sns:${REGION}:${ACCOUNT}:security`;
export const KEY = 'b5d3a4c1-0000-4000-8000-000000000001';

export const trail = {
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
export const status = {
  IsLogging: true,
  StartLoggingTime: '2025-01-01T00:00:00.000Z',
  LatestDeliveryTime: '2026-03-10T11:55:00.000Z',
  LatestCloudWatchLogsDeliveryTime: '2026-03-10T11:55:00.000Z',
};
export const group = { logGroupName: 'trail', logGroupClass: 'STANDARD' };
export const filter = {
  filterName: 'everything',
  logGroupName: 'trail',
  filterPattern: '',
  metricTransformations: [{ metricName: 'Events', metricNamespace: 'Trail', metricValue: '1' }],
};
export const alarm = {
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
export const usualPolicy = {
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
export const confirmed = { SubscriptionArn: `${TOPIC}:0c9e`, Protocol: 'email' };

export const listed = (one: object) =>
  REGIONS.map((region) => record(cloudtrail.DescribeTrails, {}, region, answered({ trailList: [one] })));
export const told = (own: object) => record(cloudtrail.GetTrailStatus, { Name: TRAIL }, REGION, answered({ ...status, ...own }));
export const selecting = (...EventSelectors: object[]) =>
  record(cloudtrail.GetEventSelectors, { TrailName: TRAIL }, REGION, answered({ EventSelectors }));
export const all = { ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [] as object[] };
export const groups = (...logGroups: object[]) => record(logs.DescribeLogGroups, {}, REGION, answered({ logGroups }));
export const filters = (...metricFilters: object[]) => record(logs.DescribeMetricFilters, {}, REGION, answered({ metricFilters }));
export const alarms = (MetricAlarms: object[], CompositeAlarms: object[] = []) =>
  record(cloudwatch.DescribeAlarms, { AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }, REGION, answered({ MetricAlarms, CompositeAlarms }));
export const topic = (own: object = {}, policy: object = usualPolicy) =>
  record(sns.GetTopicAttributes, { TopicArn: TOPIC }, REGION, answered({ Attributes: { Policy: JSON.stringify(policy), ...own } }));
export const subscriptions = (...Subscriptions: object[]) =>
  record(sns.ListSubscriptionsByTopic, { TopicArn: TOPIC }, REGION, answered({ Subscriptions }));
export const keyRecords = (policy: object, own: object = {}) => [
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
export const keyFor = (Principal: object) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal, Action: 'kms:*', Resource: '*' }],
});

/** For tests: an account in which everything is as it should be. */
export const whole: readonly SnapshotRecord[] = [
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

export function proofs(records: readonly SnapshotRecord[]) {
  const aws = awsOf(records);
  const world = worldOf(aws, [cloudtrailTrail, cloudtrailEventDataStore, account]);
  const [one] = account.list(aws).found;
  if (!one || !account.prove) throw new Error('no account');
  return { ...account.prove(one, aws, world), ...account.read(one, aws), events: dataEventLogging(aws, world, 'arn:aws:s3:::orders') };
}

export const shown = (fact: Fact<Leaf>) => (isKnown(fact) ? fact.value : fact.unknown.map(({ code, note }) => note ?? code));
