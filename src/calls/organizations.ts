import { calls } from './catalogue.ts';

export const organizations = calls<typeof import('@aws-sdk/client-organizations')>()('organizations', {
  DescribeOrganization: {
    action: 'organizations:DescribeOrganization',
    scope: 'global',
    absent: ['AWSOrganizationsNotInUseException'],
    secret: { 'Organization.MasterAccountEmail': 'contact' },
  },
});
