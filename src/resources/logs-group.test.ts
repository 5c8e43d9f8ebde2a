import { describe, expect, it } from 'vitest';
import { factsOf, leafAt, shown } from '../../test/wire/facts.ts';
import { account, answered, denied } from '../../test/wire/snapshot-builder.ts';
import { logs } from '../calls/logs.ts';
import type { SnapshotRecord } from '../snapshot/record.ts';

const region = 'eu-west-1';
const logGroupName = '/app/orders';
const logGroupArn = `arn:aws:logs:${region}:${account}:log-group:${logGroupName}`;
const wide = { policyType: 'SUBSCRIPTION_FILTER_POLICY' as const };
const groups = (more: object = {}) =>
  answered(logs.DescribeLogGroups, {}, { logGroups: [{ logGroupName, logGroupArn, logGroupClass: 'STANDARD', ...more }] }, region);
const subscriptions = (...destinations: string[]) =>
  answered(
    logs.DescribeSubscriptionFilters,
    { logGroupName },
    { subscriptionFilters: destinations.map((destinationArn) => ({ destinationArn })) },
    region,
  );
const accountWide = (selectionCriteria?: string) =>
  answered(
    logs.DescribeAccountPolicies,
    wide,
    { accountPolicies: [{ policyDocument: '{"DestinationArn":"arn:x"}', ...(selectionCriteria && { selectionCriteria }) }] },
    region,
  );
const exported = (code: 'COMPLETED' | 'FAILED' | 'PENDING_CANCEL', name = logGroupName) =>
  answered(logs.DescribeExportTasks, {}, { exportTasks: [{ logGroupName: name, destination: 'exports', status: { code } }] }, region);

const base = [
  groups({ retentionInDays: 30 }),
  subscriptions(),
  answered(logs.DescribeAccountPolicies, wide, { accountPolicies: [] }, region),
  answered(logs.DescribeExportTasks, {}, { exportTasks: [] }, region),
  answered(logs.ListTagsForResource, { resourceArn: logGroupArn }, { tags: {} }, region),
];
const leaf = (path: string, ...changes: SnapshotRecord[]): unknown =>
  shown(leafAt(factsOf([...base, ...changes], 'logs.group', logGroupName), path));

describe('a log group', () => {
  it.each<[string, readonly SnapshotRecord[], unknown]>([
    ['a retention of 30 days', [], 30],
    ['no retention: for ever', [groups()], Number.POSITIVE_INFINITY],
    ['of class DELIVERY: one day, whatever stands there', [groups({ retentionInDays: 400, logGroupClass: 'DELIVERY' })], 1],
    ['of class INFREQUENT_ACCESS: as it says', [groups({ retentionInDays: 30, logGroupClass: 'INFREQUENT_ACCESS' })], 30],
    ['copied by a subscription', [subscriptions('arn:aws:lambda:x')], '≥ 30'],
    ['copied by the account', [accountWide()], '≥ 30'],
    ['left out by the account', [accountWide(`LogGroupName NOT IN ["/x", "${logGroupName}"]`)], 30],
    ['not left out by the account', [accountWide('LogGroupName NOT IN ["/x"]')], '≥ 30'],
    ['exported', [exported('COMPLETED')], '≥ 30'],
    ['an export that failed', [exported('FAILED')], 30],
    ['an export that is being cancelled has copied some', [exported('PENDING_CANCEL')], '≥ 30'],
    ['an export of another group', [exported('COMPLETED', '/other')], 30],
    ['subscriptions denied', [denied(logs.DescribeSubscriptionFilters, { logGroupName }, region)], '≥ 30'],
    ['account policies denied', [denied(logs.DescribeAccountPolicies, wide, region)], '≥ 30'],
    ['exports denied', [denied(logs.DescribeExportTasks, {}, region)], '≥ 30'],
    [
      'for ever, whatever copies it',
      [groups(), denied(logs.DescribeSubscriptionFilters, { logGroupName }, region)],
      Number.POSITIVE_INFINITY,
    ],
  ])('%s', (_, changes, days) => {
    expect(leaf('retention.maxDays', ...changes)).toBe(days);
  });

  it('keeps logs as long as it says, whatever copies it', () => {
    expect(leaf('retention.minDays', subscriptions('arn:aws:lambda:x'))).toBe(30);
  });

  it('is always encrypted: no key of KMS is not "unencrypted"', () => {
    expect([leaf('encryption.atRest'), leaf('encryption.keyManaged')]).toEqual([true, false]);
    expect(leaf('encryption.keyManaged', groups({ kmsKeyId: 'arn:aws:kms:x' }))).toBe(true);
  });

  it.each<[string, readonly SnapshotRecord[], unknown]>([
    ['a log, unless classified', [], 'log'],
    [
      'tagged otherwise',
      [answered(logs.ListTagsForResource, { resourceArn: logGroupArn }, { tags: { 'amazon-data-class': 'pii' } }, region)],
      'pii',
    ],
    ['whose tags could not be read', [denied(logs.ListTagsForResource, { resourceArn: logGroupArn }, region)], '?'],
  ])('is %s', (_, changes, expected) => {
    expect(leaf('attribution.class', ...changes)).toBe(expected);
  });
});
