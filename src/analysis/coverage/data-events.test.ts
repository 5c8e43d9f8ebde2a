import { describe, expect, test } from 'vitest';
import { dataEventCoverage } from './data-events.ts';
import type { EventSelector, FieldSelector, Selectors } from './selectors.ts';

const BUCKET = 'arn:aws:s3:::bucket-a';
const type = 'AWS::S3::Object';
const classic = (Values: string[], own: EventSelector = {}): Selectors => ({
  EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: false, DataResources: [{ Type: type, Values }], ...own }],
});
const data: FieldSelector[] = [
  { Field: 'eventCategory', Equals: ['Data'] },
  { Field: 'resources.type', Equals: [type] },
];
const advanced = (...selectors: FieldSelector[][]): Selectors => ({
  AdvancedEventSelectors: selectors.map((fields) => ({ FieldSelectors: [...data, ...fields] })),
});
const arn = (own: FieldSelector): FieldSelector => ({ Field: 'resources.ARN', ...own });

describe('data events of every object of bucket-a', () => {
  test.each<{ name: string; of: Selectors; bucket?: string; reads?: boolean; writes?: boolean }>([
    { name: 'no selectors', of: {} },
    {
      name: 'management events only',
      of: { EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [] }] },
    },
    { name: 'all buckets, as arn:aws:s3', of: classic(['arn:aws:s3']), reads: true, writes: true },
    { name: 'all buckets, as arn:aws:s3:::', of: classic(['arn:aws:s3:::']), reads: true, writes: true },
    { name: 'the bucket', of: classic([`${BUCKET}/`]), reads: true, writes: true },
    { name: 'the bucket among others', of: classic(['arn:aws:s3:::other/', `${BUCKET}/`]), reads: true, writes: true },
    { name: 'bucket-ab is not bucket-a', of: classic(['arn:aws:s3:::bucket-ab/']) },
    { name: 'bucket-a is not bucket-ab', of: classic([`${BUCKET}/`]), bucket: 'arn:aws:s3:::bucket-ab' },
    { name: 'a prefix is not the bucket', of: classic([`${BUCKET}/orders/`]) },
    { name: 'a bucket without its slash is not said to be all of it', of: classic([BUCKET]) },
    { name: 'reading only', of: classic([`${BUCKET}/`], { ReadWriteType: 'ReadOnly' }), reads: true },
    { name: 'writing only', of: classic([`${BUCKET}/`], { ReadWriteType: 'WriteOnly' }), writes: true },
    { name: 'functions, not objects', of: classic([], { DataResources: [{ Type: 'AWS::Lambda::Function', Values: ['arn:aws:s3'] }] }) },
    { name: 'China', of: classic(['arn:aws-cn:s3']), bucket: 'arn:aws-cn:s3:::bucket-a', reads: true, writes: true },
    { name: 'another partition', of: classic(['arn:aws:s3']), bucket: 'arn:aws-us-gov:s3:::bucket-a' },
    { name: 'advanced: all objects', of: advanced([]), reads: true, writes: true },
    {
      name: 'advanced: other types',
      of: { AdvancedEventSelectors: [{ FieldSelectors: [data[0] ?? {}, { Field: 'resources.type', Equals: ['AWS::Lambda::Function'] }] }] },
    },
    { name: 'advanced: no type', of: { AdvancedEventSelectors: [{ FieldSelectors: data.slice(0, 1) }] } },
    { name: 'advanced: no category', of: { AdvancedEventSelectors: [{ FieldSelectors: data.slice(1) }] } },
    {
      name: 'advanced: starts with the bucket and a slash',
      of: advanced([arn({ StartsWith: [`${BUCKET}/`] })]),
      reads: true,
      writes: true,
    },
    { name: 'advanced: starts with less', of: advanced([arn({ StartsWith: ['arn:aws:s3:::buck'] })]), reads: true, writes: true },
    {
      name: 'advanced: one of several beginnings',
      of: advanced([arn({ StartsWith: ['arn:aws:s3:::x/', `${BUCKET}/`] })]),
      reads: true,
      writes: true,
    },
    { name: 'advanced: starts with a prefix in it', of: advanced([arn({ StartsWith: [`${BUCKET}/orders/`] })]) },
    { name: 'advanced: starts with bucket-ab', of: advanced([arn({ StartsWith: ['arn:aws:s3:::bucket-ab'] })]) },
    { name: 'advanced: equals is one object', of: advanced([arn({ Equals: [`${BUCKET}/`] })]) },
    { name: 'advanced: ends with', of: advanced([arn({ EndsWith: ['.csv'] })]) },
    {
      name: 'advanced: another bucket taken away',
      of: advanced([arn({ NotStartsWith: ['arn:aws:s3:::logs/'] })]),
      reads: true,
      writes: true,
    },
    {
      name: 'advanced: bucket-ab taken away',
      of: advanced([arn({ NotStartsWith: ['arn:aws:s3:::bucket-ab'] })]),
      reads: true,
      writes: true,
    },
    { name: 'advanced: this bucket taken away', of: advanced([arn({ NotStartsWith: [`${BUCKET}/`] })]) },
    { name: 'advanced: a prefix taken away', of: advanced([arn({ NotStartsWith: [`${BUCKET}/tmp/`] })]) },
    { name: 'advanced: all that begin alike taken away', of: advanced([arn({ NotStartsWith: ['arn:aws:s3:::bucket'] })]) },
    { name: 'advanced: one object taken away', of: advanced([arn({ NotEquals: [`${BUCKET}/x`] })]) },
    {
      name: 'advanced: an object of another bucket taken away',
      of: advanced([arn({ NotEquals: ['arn:aws:s3:::logs/x'] })]),
      reads: true,
      writes: true,
    },
    { name: 'advanced: an ending taken away', of: advanced([arn({ NotEndsWith: ['.tmp'] })]) },
    {
      name: 'advanced: covered, but a prefix taken away by another field',
      of: advanced([arn({ StartsWith: [BUCKET] }), arn({ NotStartsWith: [`${BUCKET}/a`] })]),
    },
    { name: 'advanced: a condition without a value', of: advanced([arn({ StartsWith: [] })]) },
    { name: 'advanced: an operator that is not known', of: advanced([arn({ StartsWith: [BUCKET], Matches: ['x'] } as FieldSelector)]) },
    { name: 'advanced: readOnly true', of: advanced([{ Field: 'readOnly', Equals: ['true'] }]), reads: true },
    {
      name: 'advanced: the halves add up',
      of: advanced([{ Field: 'readOnly', Equals: ['true'] }], [{ Field: 'readOnly', Equals: ['false'] }]),
      reads: true,
      writes: true,
    },
    { name: 'advanced: eventName narrows', of: advanced([{ Field: 'eventName', Equals: ['GetObject', 'PutObject'] }]) },
    { name: 'advanced: userIdentity.arn narrows', of: advanced([{ Field: 'userIdentity.arn', NotStartsWith: ['x'] }]) },
    { name: 'advanced: a field that is not known narrows', of: advanced([{ Field: 'somethingNew', Equals: ['x'] }]) },
  ])('$name: reads $reads, writes $writes', ({ of, bucket = BUCKET, reads = false, writes = false }) => {
    expect(dataEventCoverage(of, bucket)).toEqual({ reads, writes });
  });
});
