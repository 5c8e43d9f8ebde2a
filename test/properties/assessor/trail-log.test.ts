// Trails and event data stores as the audit log.
import { describe, test } from 'vitest';
import { cloudtrail } from '../../../src/calls/cloudtrail.ts';
import { s3 } from '../../../src/calls/s3.ts';
import { all, listed, REGION, selecting, status, TRAIL, told, trail } from '../../../src/resources/account-test-whole.ts';
import { ACCOUNT, answered, denied, REGIONS, record } from '../../../src/resources/account-test-world.ts';
import type { SnapshotRecord } from '../../../src/snapshot/record.ts';
import { type Case, check, until2025 } from './account.ts';

const gaps = 'account-logs-all-management-events shop';
const kept = 'account-keeps-audit-log shop';
const valid = 'account-audit-log-is-validated shop';
const works = 'trails-log-and-deliver main';
const digests = 'trails-validate-log-files main';
const told1 = 'account-alarms-reach-a-person shop';

const advanced = (...selectors: object[][]): SnapshotRecord =>
  record(
    cloudtrail.GetEventSelectors,
    { TrailName: TRAIL },
    REGION,
    answered({ AdvancedEventSelectors: selectors.map((FieldSelectors) => ({ Name: 'x', FieldSelectors })) }),
  );
const management = { Field: 'eventCategory', Equals: ['Management'] };
const life = (...Rules: object[]): SnapshotRecord =>
  record(s3.GetBucketLifecycleConfiguration, { Bucket: 'trail-logs' }, REGION, answered({ Rules }));
const noTrails = REGIONS.map((region) => record(cloudtrail.DescribeTrails, {}, region, answered({ trailList: [] })));
const OLD = TRAIL.replace('/main', '/old');
/** A trail of each region; `home` is what is other about that of us-east-1. */
const two = (home: object): readonly SnapshotRecord[] =>
  REGIONS.flatMap((region) => {
    const TrailARN = `arn:aws:cloudtrail:${region}:${ACCOUNT}:trail/${region}`;
    const own = { ...trail, Name: region, TrailARN, HomeRegion: region, IsMultiRegionTrail: false, ...(region === 'us-east-1' && home) };
    return [
      record(cloudtrail.DescribeTrails, {}, region, answered({ trailList: [own] })),
      record(cloudtrail.GetTrailStatus, { Name: TrailARN }, region, answered(status)),
      record(cloudtrail.GetEventSelectors, { TrailName: TrailARN }, region, answered({ EventSelectors: [all] })),
    ];
  });
const STORE = `arn:aws:cloudtrail:${REGION}:${ACCOUNT}:eventdatastore/lake`;
const store = (own: object = {}): readonly SnapshotRecord[] => [
  record(cloudtrail.ListEventDataStores, {}, REGION, answered({ EventDataStores: [{ EventDataStoreArn: STORE, Name: 'lake' }] })),
  record(
    cloudtrail.GetEventDataStore,
    { EventDataStore: STORE },
    REGION,
    answered({
      Status: 'ENABLED',
      MultiRegionEnabled: true,
      RetentionPeriod: 366,
      TerminationProtectionEnabled: true,
      AdvancedEventSelectors: [{ FieldSelectors: [management] }],
      ...own,
    }),
  ),
];

describe('the audit log', () => {
  const cases: Case[] = [
    ['whole', [], { [gaps]: 'pass', [kept]: 'pass', [valid]: 'pass', [works]: 'pass', [digests]: 'pass', [told1]: 'pass' }],
    [
      'no trail',
      noTrails,
      { [gaps]: 'fail', [kept]: 'fail', [valid]: 'fail', [told1]: 'warn', 'trails-log-and-deliver': 'not-applicable' },
    ],
    ['does not log', [told({ IsLogging: false })], { [gaps]: 'fail', [kept]: 'fail', [works]: 'fail', [told1]: 'warn' }],
    ['cannot deliver', [told({ LatestDeliveryError: 'AccessDenied' })], { [gaps]: 'fail', [works]: 'fail' }],
    ['delivered yesterday', [told({ LatestDeliveryTime: '2026-03-09T11:00:00.000Z' })], { [gaps]: 'fail', [works]: 'fail' }],
    ['never delivered', [told({ LatestDeliveryTime: undefined })], { [gaps]: 'fail', [works]: 'fail' }],
    [
      'began an hour ago',
      [told({ LatestDeliveryTime: undefined, StartLoggingTime: '2026-03-10T11:00:00.000Z' })],
      { [gaps]: 'unknown', [works]: 'unknown' },
    ],
    [
      'of one region',
      listed({ ...trail, IsMultiRegionTrail: false })
        .slice(0, 1)
        .concat(record(cloudtrail.DescribeTrails, {}, 'us-east-1', answered({ trailList: [] }))),
      { [gaps]: 'fail', [kept]: 'fail', [works]: 'pass' },
    ],
    ['of one region each', two({}), { [gaps]: 'pass', [kept]: 'pass' }],
    [
      'of one region each, that of global services without them',
      two({ IncludeGlobalServiceEvents: false }),
      { [gaps]: 'fail', [kept]: 'fail' },
    ],
    ['never touched', [...listed({ ...trail, HasCustomEventSelectors: false }), selecting()], { [gaps]: 'pass' }],
    [
      'no selectors, though somebody set some',
      [...listed({ ...trail, HasCustomEventSelectors: true }), selecting()],
      { [gaps]: 'unknown' },
    ],
    ['an organization’s, of this account', listed({ ...trail, IsOrganizationTrail: true }), { [gaps]: 'pass', [kept]: 'pass' }],
    [
      'a second that does not log',
      [
        ...REGIONS.map((region) =>
          record(cloudtrail.DescribeTrails, {}, region, answered({ trailList: [{ ...trail, Name: 'old', TrailARN: OLD }, trail] })),
        ),
        record(cloudtrail.GetTrailStatus, { Name: OLD }, REGION, answered({ ...status, IsLogging: false })),
        record(cloudtrail.GetEventSelectors, { TrailName: OLD }, REGION, answered({ EventSelectors: [all] })),
      ],
      { [gaps]: 'pass', 'trails-log-and-deliver old': 'fail', [works]: 'pass', [told1]: 'pass' },
    ],
    ['without global events', listed({ ...trail, IncludeGlobalServiceEvents: false }), { [gaps]: 'fail' }],
    ['writes alone', [selecting({ ...all, ReadWriteType: 'WriteOnly' })], { [gaps]: 'fail' }],
    [
      'reads by one selector, writes by another',
      [selecting({ ...all, ReadWriteType: 'WriteOnly' }, { ...all, ReadWriteType: 'ReadOnly' })],
      { [gaps]: 'pass' },
    ],
    ['without KMS', [selecting({ ...all, ExcludeManagementEventSources: ['kms.amazonaws.com'] })], { [gaps]: 'fail' }],
    ['without RDS Data', [selecting({ ...all, ExcludeManagementEventSources: ['rdsdata.amazonaws.com'] })], { [gaps]: 'fail' }],
    ['data events alone', [selecting({ ...all, IncludeManagementEvents: false })], { [gaps]: 'fail' }],
    ['advanced: all', [advanced([management])], { [gaps]: 'pass' }],
    [
      'advanced: reads and writes',
      [advanced([management, { Field: 'readOnly', Equals: ['true'] }], [management, { Field: 'readOnly', Equals: ['false'] }])],
      { [gaps]: 'pass' },
    ],
    ['advanced: writes', [advanced([management, { Field: 'readOnly', Equals: ['false'] }])], { [gaps]: 'fail' }],
    ['advanced: not KMS', [advanced([management, { Field: 'eventSource', NotEquals: ['kms.amazonaws.com'] }])], { [gaps]: 'fail' }],
    ['advanced: some names', [advanced([management, { Field: 'eventName', Equals: ['CreateUser'] }])], { [gaps]: 'fail' }],
    [
      'advanced: no session credentials',
      [advanced([management, { Field: 'sessionCredentialFromConsole', Equals: ['true'] }])],
      { [gaps]: 'fail' },
    ],
    [
      'advanced: not one user',
      [advanced([management, { Field: 'userIdentity.arn', NotEquals: ['arn:aws:iam::111122223333:role/noisy'] }])],
      { [gaps]: 'fail' },
    ],
    [
      'advanced: data alone',
      [
        advanced([
          { Field: 'eventCategory', Equals: ['Data'] },
          { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
        ]),
      ],
      { [gaps]: 'fail' },
    ],
    [
      'status denied',
      [record(cloudtrail.GetTrailStatus, { Name: TRAIL }, REGION, denied)],
      { [gaps]: 'unknown', [works]: 'unknown', [kept]: 'unknown' },
    ],
    [
      'selectors denied',
      [record(cloudtrail.GetEventSelectors, { TrailName: TRAIL }, REGION, denied)],
      { [gaps]: 'unknown', [works]: 'pass' },
    ],
    ['no digests', listed({ ...trail, LogFileValidationEnabled: false }), { [valid]: 'fail', [digests]: 'fail', [gaps]: 'pass' }],
    ['digests that do not arrive', [told({ LatestDigestDeliveryError: 'AccessDenied' })], { [digests]: 'fail' }],
    [
      'a list denied',
      [
        record(cloudtrail.DescribeTrails, {}, 'us-east-1', denied),
        record(cloudtrail.DescribeTrails, {}, REGION, answered({ trailList: [] })),
      ],
      { [gaps]: 'unknown', [kept]: 'unknown' },
    ],
    [
      'an organization’s',
      [
        ...listed({ ...trail, TrailARN: TRAIL.replace(ACCOUNT, '999988887777'), IsOrganizationTrail: true }),
        record(cloudtrail.GetTrailStatus, { Name: TRAIL.replace(ACCOUNT, '999988887777') }, REGION, denied),
      ],
      { [gaps]: 'unknown', [works]: 'unknown' },
    ],
    ['files go after 90 days', [life({ Status: 'Enabled', Filter: {}, Expiration: { Days: 90 } })], { [kept]: until2025('pass', 'fail') }],
    ['files go after 89 days', [life({ Status: 'Enabled', Filter: {}, Expiration: { Days: 89 } })], { [kept]: 'fail' }],
    ['files go after 365 days', [life({ Status: 'Enabled', Filter: {}, Expiration: { Days: 365 } })], { [kept]: 'pass' }],
    [
      'files go after 30 days, a rule that is off',
      [life({ Status: 'Disabled', Filter: {}, Expiration: { Days: 30 } })],
      { [kept]: 'pass' },
    ],
    [
      'other files go after 30 days',
      [life({ Status: 'Enabled', Filter: { Prefix: 'tmp/' }, Expiration: { Days: 30 } })],
      { [kept]: 'pass' },
    ],
    [
      'files of the trail go after 30 days',
      [life({ Status: 'Enabled', Filter: { Prefix: 'AWSLogs/' }, Expiration: { Days: 30 } })],
      { [kept]: 'fail' },
    ],
    [
      'files of one region go after 30 days',
      [life({ Status: 'Enabled', Filter: { Prefix: `AWSLogs/${ACCOUNT}/CloudTrail/us-east-1/` }, Expiration: { Days: 30 } })],
      { [kept]: 'fail' },
    ],
    [
      'files move to Glacier after 30 days',
      [life({ Status: 'Enabled', Filter: {}, Transitions: [{ Days: 30, StorageClass: 'GLACIER' }] })],
      { [kept]: 'pass' },
    ],
    [
      'no lifecycle',
      [record(s3.GetBucketLifecycleConfiguration, { Bucket: 'trail-logs' }, REGION, { absent: 'NoSuchLifecycleConfiguration' })],
      { [kept]: 'pass' },
    ],
    ['the bucket in another account', listed({ ...trail, S3BucketName: 'elsewhere' }), { [kept]: 'unknown', [gaps]: 'pass' }],
  ];
  for (const one of cases) test(one[0], () => check(one));
});

describe('an event data store', () => {
  const lake = (own: object = {}): readonly SnapshotRecord[] => [...noTrails, ...store(own)];
  const cases: Case[] = [
    ['whole', lake(), { [gaps]: 'pass', [kept]: 'pass', [valid]: 'pass', 'stores-keep-logs-long-enough lake': 'pass' }],
    [
      'of 90 days',
      lake({ RetentionPeriod: 90 }),
      { [kept]: until2025('pass', 'fail'), 'stores-keep-logs-long-enough lake': until2025('pass', 'fail') },
    ],
    ['takes nothing in', lake({ Status: 'STOPPED_INGESTION' }), { [gaps]: 'fail', [kept]: 'fail' }],
    [
      'about to be deleted',
      lake({ Status: 'PENDING_DELETION' }),
      { [gaps]: 'fail', [kept]: 'fail', 'stores-keep-logs-long-enough lake': 'fail' },
    ],
    ['of one region', lake({ MultiRegionEnabled: false }), { [gaps]: 'fail' }],
    [
      'writes alone',
      lake({ AdvancedEventSelectors: [{ FieldSelectors: [management, { Field: 'readOnly', Equals: ['false'] }] }] }),
      { [gaps]: 'fail' },
    ],
    [
      'of configuration items',
      lake({ AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['ConfigurationItem'] }] }] }),
      { [gaps]: 'fail' },
    ],
    [
      'denied',
      [...noTrails, ...store().slice(0, 1), record(cloudtrail.GetEventDataStore, { EventDataStore: STORE }, REGION, denied)],
      { [gaps]: 'unknown' },
    ],
    ['beside a broken trail', [told({ IsLogging: false }), ...store()], { [gaps]: 'pass', [works]: 'fail', [kept]: 'pass' }],
  ];
  for (const one of cases) test(one[0], () => check(one));
});
