import { calls } from './catalogue.ts';

export const cloudwatch = calls<typeof import('@aws-sdk/client-cloudwatch')>()('cloudwatch', {
  DescribeAlarms: {
    action: 'cloudwatch:DescribeAlarms',
    scope: 'region',
    always: ['MetricAlarms', 'CompositeAlarms'],
    page: { token: 'NextToken', next: 'NextToken', size: { MaxRecords: 100 } },
  },
});
