import { AccountClient, GetAlternateContactCommand } from '@aws-sdk/client-account';
import { CloudTrailClient, DescribeTrailsCommand } from '@aws-sdk/client-cloudtrail';
import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetAccountSummaryCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetBucketLifecycleConfigurationCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWire, type Wire } from './wire.ts';

let wire: Wire;
const config = () => ({
  endpoint: wire.url,
  region: 'eu-west-1',
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  maxAttempts: 1,
  forcePathStyle: true,
});

beforeAll(async () => {
  wire = await startWire(undefined, {
    'ec2:DescribeRegions': { answer: { regionInfo: [{ regionName: 'eu-west-1', optInStatus: 'opt-in-not-required' }] } },
    's3:GetBucketLifecycleConfiguration': ({ input }) =>
      input.Bucket === 'kept'
        ? { error: 'NoSuchLifecycleConfiguration', status: 404 }
        : {
            answer: {
              LifecycleConfiguration: {
                Rule: [
                  { ID: 'a', Status: 'Enabled' },
                  { ID: 'b', Status: 'Disabled' },
                ],
              },
            },
          },
    'iam:*': { answer: { SummaryMap: [] } },
    'cloudtrail:DescribeTrails': { answer: { trailList: [{ Name: 't', HomeRegion: 'eu-west-1' }] } },
    'account:GetAlternateContact': { error: 'AccessDeniedException', message: 'no' },
  });
});
afterAll(() => wire.close());

test('answers in the protocol of each service', async () => {
  expect((await new EC2Client(config()).send(new DescribeRegionsCommand({}))).Regions).toEqual([
    { RegionName: 'eu-west-1', OptInStatus: 'opt-in-not-required' },
  ]);
  expect((await new CloudTrailClient(config()).send(new DescribeTrailsCommand({}))).trailList?.[0]?.Name).toBe('t');
  expect((await new IAMClient(config()).send(new GetAccountSummaryCommand({}))).SummaryMap).toEqual({});
  const s3 = new S3Client(config());
  expect((await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: 'b' }))).Rules?.map((rule) => rule.ID)).toEqual(['a', 'b']);
  await expect(s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: 'kept' }))).rejects.toMatchObject({
    name: 'NoSuchLifecycleConfiguration',
  });
  await expect(
    new AccountClient(config()).send(new GetAlternateContactCommand({ AlternateContactType: 'SECURITY' })),
  ).rejects.toMatchObject({ name: 'AccessDeniedException', message: 'no' });
});

test('refuses what the table lacks where there is nothing to pass on to, and cuts the connection when told', async () => {
  const s3 = new S3Client(config());
  await expect(s3.send(new ListBucketsCommand({}))).rejects.toMatchObject({ name: 'NotImplemented' });
  wire.answers['s3:ListBuckets'] = { hangUp: true };
  await expect(s3.send(new ListBucketsCommand({}))).rejects.toThrow(/socket hang up|ECONNRESET/);
});

test('writes down each request', () => {
  expect(wire.requests.map(({ service, operation, region }) => `${service}:${operation} ${region}`)).toEqual([
    'ec2:DescribeRegions eu-west-1',
    'cloudtrail:DescribeTrails eu-west-1',
    'iam:GetAccountSummary eu-west-1',
    's3:GetBucketLifecycleConfiguration eu-west-1',
    's3:GetBucketLifecycleConfiguration eu-west-1',
    'account:GetAlternateContact eu-west-1',
    's3:ListBuckets eu-west-1',
    's3:ListBuckets eu-west-1',
  ]);
});
