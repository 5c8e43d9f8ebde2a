import fc from 'fast-check';
import { logs } from '../../../src/calls/logs.ts';
import type { SnapshotRecord } from '../../../src/snapshot/record.ts';
import { account, answered } from '../../wire/snapshot-builder.ts';
import { classTags, groupArn, home, joined, oneOf, other, trailGroup } from './places.ts';

const names = [trailGroup, '/app/orders'];
const subscriptions = [[], [{ filterName: 's', destinationArn: `arn:aws:lambda:${home}:${account}:function:ship` }]];
const exports = [
  [],
  [{ taskId: 't', logGroupName: '/app/orders', destination: 'exports', status: { code: 'COMPLETED' as const } }],
  [{ taskId: 't', logGroupName: '/app/orders', destination: 'exports', status: { code: 'FAILED' as const } }],
];
const accountPolicies = [
  [],
  [{ policyName: 'p', policyDocument: '{"DestinationArn":"arn:aws:lambda:x"}', selectionCriteria: 'LogGroupName NOT IN ["/app/orders"]' }],
];

const inRegion = (region: string): fc.Arbitrary<readonly SnapshotRecord[]> =>
  fc
    .record({
      groups: fc.subarray(names),
      days: fc.array(oneOf<number | undefined>(undefined, 14, 30, 90, 400), { minLength: 2, maxLength: 2 }),
      classes: fc.array(oneOf('STANDARD', 'INFREQUENT_ACCESS', 'DELIVERY'), { minLength: 2, maxLength: 2 }),
      tags: fc.array(classTags, { minLength: 2, maxLength: 2 }),
      subscribed: oneOf(subscriptions[0], ...subscriptions.slice(1)),
      exported: oneOf(exports[0], ...exports.slice(1)),
      accountWide: oneOf(accountPolicies[0], ...accountPolicies.slice(1)),
      paged: fc.boolean(),
    })
    .map(({ groups, days, classes, tags, subscribed, exported, accountWide, paged }) => {
      const rows = groups.map((logGroupName, i) => ({
        logGroupName,
        arn: `${groupArn(region, logGroupName)}:*`,
        logGroupArn: groupArn(region, logGroupName),
        logGroupClass: classes[i] as 'STANDARD',
        ...(days[i] !== undefined && { retentionInDays: days[i] }),
      }));
      const half = paged && rows.length > 1 ? 1 : rows.length;
      const more = half < rows.length;
      return [
        answered(logs.DescribeLogGroups, {}, { logGroups: rows.slice(0, half), ...(more && { nextToken: '1' }) }, region),
        ...(more ? [answered(logs.DescribeLogGroups, {}, { logGroups: rows.slice(half) }, region, 1)] : []),
        answered(
          logs.DescribeAccountPolicies,
          { policyType: 'SUBSCRIPTION_FILTER_POLICY' },
          { accountPolicies: accountWide ?? [] },
          region,
        ),
        answered(logs.DescribeExportTasks, {}, { exportTasks: exported ?? [] }, region),
        ...groups.flatMap((logGroupName, i) => [
          answered(logs.ListTagsForResource, { resourceArn: groupArn(region, logGroupName) }, { tags: tags[i] ?? {} }, region),
          answered(logs.DescribeSubscriptionFilters, { logGroupName }, { subscriptionFilters: subscribed ?? [] }, region),
        ]),
      ];
    });

/** Log groups, in both regions. */
export const groups: fc.Arbitrary<readonly SnapshotRecord[]> = joined(inRegion(home), inRegion(other));
