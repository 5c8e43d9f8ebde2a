import { history, timeBefore } from '../emulator/history.ts';
import { seedAccount } from '../emulator/seed/aws.ts';
import type { Answers } from '../emulator/wire.ts';
import { roles, users } from './identities.ts';
import { regionOf } from './stores.ts';

/** The regions that every account has, and some that must be enabled first. */
export const enabledRegions =
  'ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1 eu-north-1 eu-west-1 eu-west-2 eu-west-3 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2'.split(
    ' ',
  );
const otherRegions = ['af-south-1', 'eu-central-2', 'eu-south-1', 'me-south-1'];

/** What the emulator lacks or loses of the sample account, as it would be at `asOf`. */
export function sampleWire(asOf: Date): Answers {
  const ago = (days: number): string => timeBefore(asOf, days);
  const seconds = (days: number): number => Date.parse(ago(days)) / 1000;
  return {
    ...history({ asOf, users, roles, root: { made: 1_100, used: 200, mfa: true } }),
    'sts:GetCallerIdentity': {
      answer: {
        UserId: 'AROAEXAMPLEEXAMPLEEX:nightly',
        Account: seedAccount,
        Arn: `arn:aws:sts::${seedAccount}:assumed-role/dpp-audit/nightly`,
      },
    },
    'ec2:DescribeRegions': {
      answer: {
        regionInfo: [
          ...enabledRegions.map((name) => ({
            regionName: name,
            regionEndpoint: `ec2.${name}.amazonaws.com`,
            optInStatus: 'opt-in-not-required',
          })),
          ...otherRegions.map((name) => ({ regionName: name, regionEndpoint: `ec2.${name}.amazonaws.com`, optInStatus: 'not-opted-in' })),
        ],
      },
    },
    'account:GetAlternateContact': {
      error: 'ResourceNotFoundException',
      message: 'No contact of the inputted alternate contact type found.',
      status: 404,
    },
    'organizations:DescribeOrganization': {
      error: 'AWSOrganizationsNotInUseException',
      message: 'Your account is not a member of an organization.',
    },
    'logs:DescribeAccountPolicies': { answer: { accountPolicies: [] } },
    'cloudtrail:ListEventDataStores': { answer: { EventDataStores: [] } },
    'cloudtrail:DescribeTrails': async (_, passOn) => {
      const answer = JSON.parse((await passOn()).body) as { trailList: object[] };
      return { answer: { trailList: answer.trailList.map((trail) => ({ ...trail, HasCustomEventSelectors: true })) } };
    },
    'cloudtrail:GetTrailStatus': ({ input }) => {
      const began = { StartLoggingTime: seconds(700) };
      const now = {
        LatestDeliveryTime: seconds(0.004),
        LatestDigestDeliveryTime: seconds(0.03),
        LatestCloudWatchLogsDeliveryTime: seconds(0.002),
      };
      if (String(input.Name).endsWith('/acme-seller')) return { answer: { IsLogging: true, ...began, ...now } };
      return { answer: { IsLogging: false, ...began, StopLoggingTime: seconds(410), LatestDeliveryTime: seconds(410) } };
    },
    's3:ListBuckets': async (_, passOn) => ({
      text: withDetails((await passOn()).body, (name) => ago(name === 'acme-seller-legacy' ? 1_980 : 640)),
    }),
    's3:GetBucketLifecycleConfiguration': ({ input }) => lifecycles[String(input.Bucket)],
    'sns:ListSubscriptionsByTopic': ({ input }) =>
      String(input.TopicArn).endsWith('oncall') ? { answer: { Subscriptions: [pending(String(input.TopicArn))] } } : undefined,
    'kms:GetKeyPolicy': async ({ region }) =>
      region === 'eu-central-1'
        ? { error: 'AccessDeniedException', message: 'The ciphertext refers to a key that this user may not look at.' }
        : undefined,
  };
}

/** Lifecycles that the emulator loses, and one that the audit may not see. */
const lifecycles: Readonly<Record<string, { readonly answer: object } | { readonly error: string }>> = {
  'acme-seller-reports': {
    answer: {
      LifecycleConfiguration: {
        Rule: [
          { ID: 'large', Status: 'Enabled', Filter: { ObjectSizeGreaterThan: 131_072 }, Expiration: { Days: 30 } },
          { ID: 'uploads', Status: 'Enabled', Filter: { Prefix: '' }, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } },
        ],
      },
    },
  },
  'acme-seller-exports': {
    answer: {
      LifecycleConfiguration: {
        Rule: [
          {
            ID: 'all',
            Status: 'Enabled',
            Filter: { Prefix: '' },
            Expiration: { Days: 25 },
            NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 3 },
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
          },
        ],
      },
    },
  },
  'acme-seller-legacy': { error: 'AccessDenied' },
};

const pending = (TopicArn: string): object => ({
  SubscriptionArn: 'PendingConfirmation',
  Owner: seedAccount,
  Protocol: 'email',
  Endpoint: 'oncall@acme-seller.example',
  TopicArn,
});

/** A list of buckets with the dates on which they were made, and their regions. */
const withDetails = (xml: string, date: (bucket: string) => string): string =>
  xml.replace(/<Bucket>[\s\S]*?<\/Bucket>/g, (bucket) => {
    const [, name = ''] = /<Name>([^<]*)/.exec(bucket) ?? [];
    return bucket
      .replace(/<CreationDate>[^<]*/, `<CreationDate>${date(name)}`)
      .replace('</Bucket>', `<BucketRegion>${regionOf(name)}</BucketRegion></Bucket>`);
  });
