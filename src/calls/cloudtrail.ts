import { calls } from './catalogue.ts';

const gone = ['TrailNotFoundException', 'EventDataStoreNotFoundException'];

/** Trails and event data stores: docs.aws.amazon.com/awscloudtrail/latest/APIReference/ */
export const cloudtrail = calls<typeof import('@aws-sdk/client-cloudtrail')>()('cloudtrail', {
  DescribeTrails: { action: 'cloudtrail:DescribeTrails', scope: 'region' },
  GetTrailStatus: { action: 'cloudtrail:GetTrailStatus', scope: 'region', always: ['IsLogging'], gone },
  GetEventSelectors: { action: 'cloudtrail:GetEventSelectors', scope: 'region', gone },
  ListEventDataStores: { action: 'cloudtrail:ListEventDataStores', scope: 'region', page: { token: 'NextToken', next: 'NextToken' } },
  GetEventDataStore: { action: 'cloudtrail:GetEventDataStore', scope: 'region', gone },
});
