import { logs } from '../../calls/logs.ts';
import { collector, each } from '../collector.ts';

/**
 * Every log group with its tags, and what copies it: subscriptions of its own, of the account, and exports. A group that keeps its events
 * for ever is asked for no subscription: no copy could live longer.
 */
export default collector(async ({ ask, pages, regions }) => {
  await each(regions, async (region) => {
    const [groups] = await Promise.all([
      pages(logs.DescribeLogGroups, {}, region),
      pages(logs.DescribeAccountPolicies, { policyType: 'SUBSCRIPTION_FILTER_POLICY' }, region),
      pages(logs.DescribeExportTasks, {}, region),
    ]);
    await each(
      groups.flatMap((page) => page.logGroups ?? []),
      async ({ logGroupName, logGroupArn, arn, retentionInDays, logGroupClass }) => {
        const resourceArn = logGroupArn ?? arn?.replace(/:\*$/, '');
        await Promise.all([
          resourceArn && ask(logs.ListTagsForResource, { resourceArn }, region),
          (retentionInDays !== undefined || logGroupClass === 'DELIVERY') &&
            pages(logs.DescribeSubscriptionFilters, { logGroupName }, region),
        ]);
      },
    );
  });
});
