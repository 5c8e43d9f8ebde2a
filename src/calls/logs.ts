import { calls } from './catalogue.ts';

const gone = ['ResourceNotFoundException'];
const page = { token: 'nextToken', next: 'nextToken' };

/** CloudWatch Logs: docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/ */
export const logs = calls<typeof import('@aws-sdk/client-cloudwatch-logs')>()('logs', {
  DescribeLogGroups: { action: 'logs:DescribeLogGroups', scope: 'region', page: { ...page, size: { limit: 50 } } },
  DescribeMetricFilters: { action: 'logs:DescribeMetricFilters', scope: 'region', page },
  DescribeSubscriptionFilters: { action: 'logs:DescribeSubscriptionFilters', scope: 'region', page, gone },
  DescribeExportTasks: { action: 'logs:DescribeExportTasks', scope: 'region', page },
  DescribeAccountPolicies: { action: 'logs:DescribeAccountPolicies', scope: 'region', page },
  ListTagsForResource: { action: 'logs:ListTagsForResource', scope: 'region', gone },
});
