import { describe, expect, test } from 'vitest';
import { cloudtrail } from '../calls/cloudtrail.ts';
import { s3 } from '../calls/s3.ts';
import { type Fact, isKnown, type Leaf } from '../facts/fact.ts';
import type { Outcome, SnapshotRecord } from '../snapshot/record.ts';
import { ACCOUNT, answered, awsOf, denied, REGIONS, record, worldOf } from './account-test-world.ts';
import { cloudtrailTrail } from './cloudtrail-trail.ts';

const ARN = `arn:aws:cloudtrail:eu-central-1:${ACCOUNT}:trail/main`;
const settings = {
  Name: 'main',
  TrailARN: ARN,
  HomeRegion: 'eu-central-1',
  S3BucketName: 'trail-logs',
  IsMultiRegionTrail: true,
  IsOrganizationTrail: false,
  IncludeGlobalServiceEvents: true,
  LogFileValidationEnabled: true,
};
const healthy = { IsLogging: true, StartLoggingTime: '2025-01-01T00:00:00.000Z', LatestDeliveryTime: '2026-03-10T11:55:00.000Z' };
const everything = {
  EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [], ExcludeManagementEventSources: [] }],
};

const listed = (trails: readonly object[], ...regions: readonly string[]): SnapshotRecord[] =>
  regions.map((region) => record(cloudtrail.DescribeTrails, {}, region, answered({ trailList: trails })));
const status = (outcome: Outcome, arn = ARN) => record(cloudtrail.GetTrailStatus, { Name: arn }, 'eu-central-1', outcome);
const selectors = (outcome: Outcome, arn = ARN) => record(cloudtrail.GetEventSelectors, { TrailName: arn }, 'eu-central-1', outcome);

const shown = (fact: Fact<Leaf>) => (isKnown(fact) ? fact.value : fact.unknown.map(({ code, note }) => note ?? code));

function read(records: readonly SnapshotRecord[]) {
  const aws = awsOf([...listed([settings], ...REGIONS), status(answered(healthy)), selectors(answered(everything)), ...records]);
  const [trail] = cloudtrailTrail.list(aws).found;
  if (!trail) throw new Error('no trail');
  return cloudtrailTrail.read(trail, aws);
}

describe('the list of trails', () => {
  test('a shadow in another region is the same trail, read from its home', () => {
    const { found, unread } = cloudtrailTrail.list(awsOf(listed([settings], ...REGIONS)));
    expect(found).toEqual([expect.objectContaining({ arn: ARN, region: 'eu-central-1', seenIn: 'eu-central-1' })]);
    expect(unread).toEqual([]);
  });

  test('with its home unread, it is read from its shadow', () => {
    const aws = awsOf([...listed([settings], 'us-east-1'), record(cloudtrail.DescribeTrails, {}, 'eu-central-1', denied)]);
    const { found, unread } = cloudtrailTrail.list(aws);
    expect(found).toEqual([expect.objectContaining({ arn: ARN, seenIn: 'us-east-1' })]);
    expect(unread).toEqual([{ operation: 'cloudtrail:DescribeTrails', code: 'AccessDenied', region: 'eu-central-1' }]);
  });

  test('an answer without a list is unread', () => {
    const { unread } = cloudtrailTrail.list(
      awsOf([record(cloudtrail.DescribeTrails, {}, 'us-east-1', answered({})), ...listed([], 'eu-central-1')]),
    );
    expect(unread).toEqual([{ operation: 'cloudtrail:DescribeTrails', code: 'malformed', region: 'us-east-1' }]);
  });

  test('one deleted since it was listed drops out', () => {
    const aws = awsOf([...listed([settings], ...REGIONS), status({ gone: 'TrailNotFoundException' })]);
    expect(worldOf(aws, [cloudtrailTrail]).all).toEqual([]);
  });

  test("an organization's trail that the member account can't look at stays", () => {
    const theirs = ARN.replace(ACCOUNT, '999988887777');
    const trail = { ...settings, TrailARN: theirs, IsOrganizationTrail: true };
    const aws = awsOf([...listed([trail], ...REGIONS), status({ gone: 'TrailNotFoundException' }, theirs), selectors(denied, theirs)]);
    const facts = worldOf(aws, [cloudtrailTrail]).byArn(theirs)?.facts;
    expect(facts).toBeDefined();
    const { logging, faults, managementGaps, logGroupFaults, validated } = facts as ReturnType<typeof read>;
    expect([logging, faults, managementGaps, validated].map(shown)).toEqual([
      ['TrailNotFoundException'],
      ['TrailNotFoundException'],
      ['AccessDenied'],
      ['TrailNotFoundException'],
    ]);
    expect(shown(logGroupFaults)).toContain('the trail belongs to account 999988887777, and shows no log group');
  });
});

describe('does it log and deliver now', () => {
  test.each<{ name: string; status: Outcome; faults: unknown }>([
    { name: 'it does', status: answered(healthy), faults: [] },
    { name: 'stopped', status: answered({ ...healthy, IsLogging: false }), faults: ['it does not log now'] },
    {
      name: 'an error',
      status: answered({ ...healthy, LatestDeliveryError: 'AccessDenied' }),
      faults: ['its log files do not arrive: AccessDenied'],
    },
    { name: 'no error: it is empty', status: answered({ ...healthy, LatestDeliveryError: '' }), faults: [] },
    { name: 'last delivery 24 hours ago', status: answered({ ...healthy, LatestDeliveryTime: '2026-03-09T12:00:00.000Z' }), faults: [] },
    {
      name: 'a time-out sets no error: last delivery more than 24 hours ago',
      status: answered({ ...healthy, LatestDeliveryTime: '2026-03-09T11:59:00.000Z' }),
      faults: ['its last log files arrived on 2026-03-09, more than 24 hours before the audit'],
    },
    {
      name: 'it began to log an hour ago and has not delivered yet',
      status: answered({ IsLogging: true, StartLoggingTime: '2026-03-10T11:00:00.000Z' }),
      faults: ['it began to log less than 24 hours before the audit, and has delivered no log files since'],
    },
    {
      name: 'it has logged for long and has never delivered',
      status: answered({ IsLogging: true, StartLoggingTime: '2026-03-01T11:00:00.000Z' }),
      faults: ['it has never delivered any log files'],
    },
    { name: 'no times at all', status: answered({ IsLogging: true }), faults: ['malformed'] },
    { name: 'an answer without IsLogging', status: answered({}), faults: ['malformed'] },
    { name: 'denied', status: denied, faults: ['AccessDenied'] },
  ])('$name', ({ status: outcome, faults }) => {
    expect(shown(read([status(outcome)]).faults)).toEqual(faults);
  });

  test('to CloudWatch Logs: the error of that delivery counts', () => {
    const group = { ...settings, CloudWatchLogsLogGroupArn: `arn:aws:logs:eu-central-1:${ACCOUNT}:log-group:trail:*` };
    const feeding = (own: object) => read([...listed([group], ...REGIONS), status(answered({ ...healthy, ...own }))]).logGroupFaults;
    expect(shown(feeding({ LatestCloudWatchLogsDeliveryTime: '2026-03-10T11:55:00.000Z' }))).toEqual([]);
    expect(shown(feeding({ LatestCloudWatchLogsDeliveryError: 'Access denied' }))).toEqual([
      'its events for CloudWatch Logs do not arrive: Access denied',
    ]);
    expect(shown(feeding({}))).toEqual(['it has never delivered any events for CloudWatch Logs']);
    expect(shown(read([]).logGroupFaults)).toEqual(['it delivers to no CloudWatch log group']);
  });
});

describe('what it leaves out', () => {
  test.each<{ name: string; of: Outcome; gaps: unknown }>([
    { name: 'nothing', of: answered(everything), gaps: [] },
    {
      name: 'KMS',
      of: answered({ EventSelectors: [{ ...everything.EventSelectors[0], ExcludeManagementEventSources: ['kms.amazonaws.com'] }] }),
      gaps: ['Management events of kms.amazonaws.com are not logged'],
    },
    { name: 'an answer without selectors', of: answered({}), gaps: ['malformed'] },
    { name: 'denied', of: denied, gaps: ['AccessDenied'] },
  ])('$name', ({ of, gaps }) => {
    expect(shown(read([selectors(of)]).managementGaps)).toEqual(gaps);
  });
});

describe('validation of log files', () => {
  const off = listed([{ ...settings, LogFileValidationEnabled: false }], ...REGIONS);
  test.each<{ name: string; records: readonly SnapshotRecord[]; validated: unknown }>([
    { name: 'on', records: [], validated: true },
    { name: 'off', records: off, validated: false },
    { name: 'off, the status unread', records: [...off, status(denied)], validated: false },
    { name: 'on, the status unread', records: [status(denied)], validated: ['AccessDenied'] },
    {
      name: 'on, but the digests do not arrive',
      records: [status(answered({ ...healthy, LatestDigestDeliveryError: 'AccessDenied' }))],
      validated: false,
    },
  ])('$name', ({ records, validated }) => {
    expect(shown(read(records).validated)).toEqual(validated);
  });
});

test('its files are always encrypted, with or without a KMS key', () => {
  expect(shown(read([]).encryption.algorithm)).toBe('AES-256');
  expect(shown(read([]).encryption.keyManaged)).toBe(false);
  const key = 'arn:aws:kms:eu-central-1:111122223333:key/1';
  expect(shown(read(listed([{ ...settings, KmsKeyId: key }], ...REGIONS)).encryption.keyArn)).toBe(key);
});

describe('how long its log files are kept', () => {
  const bucket = record(s3.ListBuckets, {}, '', answered({ Buckets: [{ Name: 'trail-logs', BucketRegion: 'eu-central-1' }] }));
  const ask = (
    call: typeof s3.GetBucketVersioning | typeof s3.GetBucketLifecycleConfiguration | typeof s3.GetObjectLockConfiguration,
    outcome: Outcome,
  ) => record(call as typeof s3.GetBucketVersioning, { Bucket: 'trail-logs' }, 'eu-central-1', outcome);
  const rule = (prefix: string, days: number) => ({ Status: 'Enabled', Filter: { Prefix: prefix }, Expiration: { Days: days } });
  const lifecycle = (...Rules: readonly object[]) => ask(s3.GetBucketLifecycleConfiguration, answered({ Rules }));
  const plain = ask(s3.GetBucketVersioning, answered({}));
  const none = ask(s3.GetBucketLifecycleConfiguration, { absent: 'NoSuchLifecycleConfiguration' });

  test.each<{ name: string; trail?: object; records: readonly SnapshotRecord[]; minDays: unknown; maxDays?: unknown }>([
    { name: 'no lifecycle: for ever', records: [bucket, plain, none], minDays: Infinity, maxDays: Infinity },
    { name: 'a rule over the whole bucket', records: [bucket, plain, lifecycle(rule('', 60))], minDays: 60 },
    { name: 'a rule over its own prefix', records: [bucket, plain, lifecycle(rule(`AWSLogs/${ACCOUNT}/`, 60))], minDays: 60 },
    {
      name: 'a rule over some of its files',
      records: [bucket, plain, lifecycle(rule(`AWSLogs/${ACCOUNT}/CloudTrail/eu-west-1/`, 60))],
      minDays: 60,
      maxDays: Infinity,
    },
    {
      name: 'a rule over its digests',
      records: [bucket, plain, lifecycle(rule(`AWSLogs/${ACCOUNT}/CloudTrail-Digest/`, 60))],
      minDays: 60,
    },
    {
      name: 'a rule over other logs of the account',
      records: [bucket, plain, lifecycle(rule(`AWSLogs/${ACCOUNT}/elasticloadbalancing/`, 60))],
      minDays: Infinity,
    },
    { name: 'a rule over the keys of another prefix', records: [bucket, plain, lifecycle(rule('audit/', 60))], minDays: Infinity },
    { name: 'its own key prefix', trail: { S3KeyPrefix: 'audit' }, records: [bucket, plain, lifecycle(rule('audit/', 60))], minDays: 60 },
    {
      name: "an organization's trail: any account's files",
      trail: { IsOrganizationTrail: true },
      records: [bucket, plain, lifecycle(rule('AWSLogs/o-1/1/', 60))],
      minDays: 60,
    },
    { name: 'a disabled rule', records: [bucket, plain, lifecycle({ ...rule('', 60), Status: 'Disabled' })], minDays: Infinity },
    {
      name: 'versioned: a delete marker alone loses nothing',
      records: [
        bucket,
        ask(s3.GetBucketVersioning, answered({ Status: 'Enabled' })),
        ask(s3.GetObjectLockConfiguration, { absent: 'ObjectLockConfigurationNotFoundError' }),
        lifecycle(rule('', 60)),
      ],
      minDays: Infinity,
    },
    { name: 'the lifecycle unread', records: [bucket, plain, ask(s3.GetBucketLifecycleConfiguration, denied)], minDays: ['AccessDenied'] },
    {
      name: 'no lifecycle, the versioning unread: for ever either way',
      records: [bucket, none, ask(s3.GetBucketVersioning, denied), ask(s3.GetObjectLockConfiguration, denied)],
      minDays: Infinity,
    },
    {
      name: 'a bucket of another account',
      records: [record(s3.ListBuckets, {}, '', answered({ Buckets: [] }))],
      minDays: ['its log files are in the bucket trail-logs, which is not in this account'],
    },
    { name: 'buckets that could not be listed', records: [record(s3.ListBuckets, {}, '', denied)], minDays: ['AccessDenied'] },
  ])('$name', ({ trail, records, minDays, maxDays }) => {
    const aws = awsOf([...listed([{ ...settings, ...trail }], ...REGIONS), ...records]);
    const [one] = cloudtrailTrail.list(aws).found;
    if (!one || !cloudtrailTrail.prove) throw new Error('no trail');
    const { retention } = cloudtrailTrail.prove(one, aws, worldOf(aws, []));
    expect(shown(retention.minDays)).toEqual(minDays);
    if (maxDays !== undefined) expect(shown(retention.maxDays)).toEqual(maxDays);
  });
});
