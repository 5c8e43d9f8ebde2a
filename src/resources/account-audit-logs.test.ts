import { describe, expect, test } from 'vitest';
import { cloudtrail } from '../calls/cloudtrail.ts';
import type { SnapshotRecord } from '../snapshot/record.ts';
import { all, listed, proofs, REGION, selecting, shown, TRAIL, told, trail, whole } from './account-test-whole.ts';
import { ACCOUNT, answered, denied, record } from './account-test-world.ts';

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
