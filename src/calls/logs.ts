import { calls } from './catalogue.ts';

const gone = ['ResourceNotFoundException'];
const page = { token: 'nextToken', next: 'nextToken' };

/** CloudWatch Logs: docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/ */
export const logs = calls<typeof import('@aws-sdk/client-cloudwatch-logs')>()('logs', {
  DescribeLogGroups: { action: 'logs:DescribeLogGroups', scope: 'region', always: ['logGroups'], page: { ...page, size: { limit: 50 } } },
  DescribeMetricFilters: { action: 'logs:DescribeMetricFilters', scope: 'region', always: ['metricFilters'], page },
  DescribeSubscriptionFilters: { action: 'logs:DescribeSubscriptionFilters', scope: 'region', always: ['subscriptionFilters'], page, gone },
  DescribeExportTasks: { action: 'logs:DescribeExportTasks', scope: 'region', always: ['exportTasks'], page },
  DescribeAccountPolicies: { action: 'logs:DescribeAccountPolicies', scope: 'region', always: ['accountPolicies'], page },
  ListTagsForResource: { action: 'logs:ListTagsForResource', scope: 'region', gone },
});
