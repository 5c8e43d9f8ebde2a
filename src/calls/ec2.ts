import { calls } from './catalogue.ts';

export const ec2 = calls<typeof import('@aws-sdk/client-ec2')>()('ec2', {
  DescribeRegions: { action: 'ec2:DescribeRegions', scope: 'global' },
});
