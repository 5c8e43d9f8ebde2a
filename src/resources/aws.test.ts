import { describe, expect, it } from 'vitest';
import { absent, answered, asOf, denied, recorded, snapshotOf } from '../../test/wire/snapshot-builder.ts';
import { iam } from '../calls/iam.ts';
import { kms } from '../calls/kms.ts';
import { logs } from '../calls/logs.ts';
import { s3 } from '../calls/s3.ts';
import type { SnapshotRecord } from '../snapshot/record.ts';
import { Aws } from './aws.ts';

const awsOf = (...records: SnapshotRecord[]): Aws => new Aws(snapshotOf(records));
const Bucket = 'orders';
const region = 'eu-west-1';

describe('an answer', () => {
  it('that came is there, with its evidence', () => {
    const answer = awsOf(answered(s3.GetBucketVersioning, { Bucket }, { Status: 'Enabled' }, region)).answer(
      s3.GetBucketVersioning,
      { Bucket },
      region,
    );
    expect(answer).toMatchObject({ answer: { Status: 'Enabled' }, operation: 's3:GetBucketVersioning' });
    expect(answer.refs).toHaveLength(1);
  });

  it('that says nothing is configured is an answer', () => {
    const answer = awsOf(absent(s3.GetBucketPolicy, { Bucket }, region)).answer(s3.GetBucketPolicy, { Bucket }, region);
    expect(answer).toHaveProperty('answer', undefined);
  });

  it.each([
    ['was refused', denied(s3.GetBucketPolicy, { Bucket }, region), 'AccessDenied'],
    ['timed out', denied(s3.GetBucketPolicy, { Bucket }, region, 'TimeoutError'), 'TimeoutError'],
    ['says that the bucket is gone', recorded(s3.GetBucketPolicy, { Bucket }, { gone: 'NoSuchBucket' }, region), 'NoSuchBucket'],
    ['is a list', recorded(s3.GetBucketPolicy, { Bucket }, { answer: [] }, region), 'malformed'],
    ['is text', recorded(s3.GetBucketPolicy, { Bucket }, { answer: '<html>' }, region), 'malformed'],
    ['is null', recorded(s3.GetBucketPolicy, { Bucket }, { answer: null }, region), 'malformed'],
    ['is of another region', answered(s3.GetBucketPolicy, { Bucket }, { Policy: '{}' }, 'us-east-1'), 'not-asked'],
  ] as const)('that %s is unknown', (_, record, code) => {
    const answer = awsOf(record).answer(s3.GetBucketPolicy, { Bucket }, region);
    expect(answer).toMatchObject({ unknown: { operation: 's3:GetBucketPolicy', code, region } });
  });

  it('that lacks a field which AWS always gives is malformed', () => {
    const answer = awsOf(answered(s3.GetBucketLifecycleConfiguration, { Bucket }, {}, region)).answer(
      s3.GetBucketLifecycleConfiguration,
      { Bucket },
      region,
    );
    expect(answer).toMatchObject({ unknown: { code: 'malformed' } });
  });

  it('that another makes needless is read as the value it must have, with the other as evidence', () => {
    const enforced = answered(
      s3.GetBucketOwnershipControls,
      { Bucket },
      { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } },
      region,
    );
    const aws = awsOf(enforced);
    const answer = aws.answer(s3.GetBucketAcl, { Bucket }, region);
    expect(answer).toMatchObject({ answer: { Grants: [] }, operation: 's3:GetBucketOwnershipControls' });
    expect(answer.refs).toEqual(aws.answer(s3.GetBucketOwnershipControls, { Bucket }, region).refs);
  });

  it('that another would make needless is lacking where the other is', () => {
    const answer = awsOf(denied(s3.GetBucketOwnershipControls, { Bucket }, region)).answer(s3.GetBucketAcl, { Bucket }, region);
    expect(answer).toMatchObject({ unknown: { operation: 's3:GetBucketAcl', code: 'not-asked' } });
  });
});

describe('a chain of pages', () => {
  const first = answered(iam.ListAccessKeys, { UserName: 'anna' }, { AccessKeyMetadata: [], IsTruncated: true, Marker: 'm' });
  const last = answered(iam.ListAccessKeys, { UserName: 'anna' }, { AccessKeyMetadata: [], IsTruncated: false }, '', 1);
  const pages = (...records: SnapshotRecord[]) => awsOf(...records).pages(iam.ListAccessKeys, { UserName: 'anna' });

  it('is whole when its last page has no token', () => {
    expect(pages(first, last)).toMatchObject({ answer: [{ Marker: 'm' }, { IsTruncated: false }] });
  });

  it.each([
    ['ends with a token', [first], 'truncated'],
    ['ends with a page that says there is more', [{ ...first, answer: { AccessKeyMetadata: [], IsTruncated: true } }], 'truncated'],
    ['was refused on its second page', [first, { ...denied(iam.ListAccessKeys, { UserName: 'anna' }), page: 1 }], 'AccessDenied'],
    ['has an empty second page', [first, { ...last, answer: {} }], 'malformed'],
    ['was never asked', [], 'not-asked'],
  ] as const)('that %s is unknown as a whole', (_, records, code) => {
    expect(pages(...(records as readonly SnapshotRecord[]))).toMatchObject({ unknown: { operation: 'iam:ListAccessKeys', code } });
  });
});

describe('a list', () => {
  const keys = (...records: SnapshotRecord[]) =>
    new Aws(snapshotOf(records, { regions: ['eu-west-1', 'us-east-1'] })).list(kms.ListKeys, {}, (page) => page.Keys ?? []);
  const here = answered(kms.ListKeys, {}, { Keys: [{ KeyId: 'k' }], Truncated: false }, 'eu-west-1');

  it('says what was found and what could not be listed, region by region', () => {
    expect(keys(here, denied(kms.ListKeys, {}, 'us-east-1'))).toMatchObject({
      found: [{ KeyId: 'k' }],
      unread: [{ operation: 'kms:ListKeys', code: 'AccessDenied', region: 'us-east-1' }],
    });
  });

  it('of pages that the reader stumbles over is unread', () => {
    const aws = awsOf(answered(logs.DescribeLogGroups, {}, { logGroups: [] }, region));
    const list = aws.list(logs.DescribeLogGroups, {}, () => {
      throw new Error('no list');
    });
    expect(list).toMatchObject({ found: [], unread: [{ code: 'malformed', region }] });
  });

  it('is unread in regions that may be enabled and could not be asked', () => {
    const aws = new Aws(snapshotOf([], { regions: null }));
    const { unread } = aws.list(kms.ListKeys, {}, (page) => page.Keys ?? []);
    expect(unread).toContainEqual({ operation: 'ec2:DescribeRegions', code: 'not-asked', region: 'me-south-1' });
  });
});

describe('the clock', () => {
  it.each([
    [asOf, 0],
    ['2026-03-09T12:00:00.000Z', 1],
    ['2026-03-09T12:00:01.000Z', 0],
    [undefined, Number.POSITIVE_INFINITY],
  ])('counts whole days since %s: %d', (time, days) => {
    expect(awsOf().daysSince(time)).toBe(days);
  });
});
