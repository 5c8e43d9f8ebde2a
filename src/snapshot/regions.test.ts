import { describe, expect, it } from 'vitest';
import { answered, denied, snapshotOf } from '../../test/wire/snapshot-builder.ts';
import { ec2 } from '../calls/ec2.ts';
import { describeRegionsInput, homeRegion, regionScope } from './regions.ts';

const refused = denied(ec2.DescribeRegions, describeRegionsInput);

describe('the regions of a run that may not ask for them', () => {
  it('are those that every account has; the others may be enabled, the newest among them', () => {
    const { regions, unread } = regionScope(snapshotOf([refused], { regions: null }));
    expect(regions).toHaveLength(17);
    expect(regions).not.toContain('me-west-1');
    expect(unread?.regions).toEqual(expect.arrayContaining(['ap-east-2', 'ap-southeast-6', 'me-west-1', 'mx-central-1', 'sa-west-1']));
    expect(unread?.regions).toHaveLength(19);
  });

  it.each([
    ['aws-cn', ['cn-north-1', 'cn-northwest-1'], 'cn-north-1'],
    ['aws-us-gov', ['us-gov-east-1', 'us-gov-west-1'], 'us-gov-west-1'],
    ['aws-eusc', ['eusc-de-east-1'], 'eusc-de-east-1'],
  ])('%s has no others', (partition, regions, home) => {
    expect(regionScope(snapshotOf([refused], { regions: null, partition }))).toMatchObject({ regions, optedIn: [], notEnabled: [] });
    expect(homeRegion(partition)).toBe(home);
  });

  it('of a partition that is not known are none, and nobody knows which there are', () => {
    expect(regionScope(snapshotOf([refused], { regions: null, partition: 'aws-new' }))).toMatchObject({
      regions: [],
      unread: { regions: ['every region of aws-new'], reason: { operation: 'ec2:DescribeRegions', code: 'AccessDenied' } },
    });
  });

  it('are those that the user names, opted in or not', () => {
    const scope = regionScope(snapshotOf([refused], { regions: ['eu-west-1', 'sa-west-1'] }));
    expect(scope).toMatchObject({ regions: ['eu-west-1', 'sa-west-1'], optedIn: ['sa-west-1'], told: false });
    expect(scope.unread).toBeUndefined();
  });
});

it('what AWS says of its regions counts, not the list', () => {
  const Regions = [
    { RegionName: 'eu-west-1', OptInStatus: 'opt-in-not-required' },
    { RegionName: 'xx-new-1', OptInStatus: 'opted-in' },
    { RegionName: 'me-west-1', OptInStatus: 'not-opted-in' },
  ];
  const scope = regionScope(snapshotOf([answered(ec2.DescribeRegions, describeRegionsInput, { Regions })], { regions: null }));
  expect(scope).toMatchObject({
    regions: ['eu-west-1', 'xx-new-1'],
    optedIn: ['xx-new-1'],
    notEnabled: ['me-west-1'],
    leftOut: [],
    told: true,
  });
});
