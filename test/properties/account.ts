// Plausible accounts: every call of the catalogue has an answer, good or bad, and every one is another with some seed.
import fc from 'fast-check';
import { account as accountCalls } from '../../src/calls/account.ts';
import { ec2 } from '../../src/calls/ec2.ts';
import { organizations } from '../../src/calls/organizations.ts';
import { sts } from '../../src/calls/sts.ts';
import type { Config } from '../../src/dpp/config.ts';
import type { SnapshotRecord } from '../../src/snapshot/record.ts';
import { describeRegionsInput } from '../../src/snapshot/regions.ts';
import { absent, account, answered } from '../wire/snapshot-builder.ts';
import { identities } from './account/iam.ts';
import { keys } from './account/kms.ts';
import { groups } from './account/logs.ts';
import { joined, oneOf, organization, regions, sister, stranger } from './account/places.ts';
import { buckets } from './account/s3.ts';
import { trailAndAlarms } from './account/trail.ts';
import type { Cloud } from './cloud.ts';

/** An account, and what its owner says of it. */
export interface Scene {
  readonly cloud: Cloud;
  readonly config: Config;
  /** The regions that the run is limited to; null: all that are enabled. */
  readonly limit: readonly string[] | null;
}

const itself: fc.Arbitrary<readonly SnapshotRecord[]> = fc
  .record({ contact: fc.boolean(), master: oneOf<string | undefined>(undefined, account, sister) })
  .map(({ contact, master }) => [
    answered(sts.GetCallerIdentity, {}, { Account: account, Arn: `arn:aws:sts::${account}:assumed-role/audit/x`, UserId: 'AROAEXAMPLE:x' }),
    answered(ec2.DescribeRegions, describeRegionsInput, {
      Regions: [
        ...regions.map((RegionName) => ({ RegionName, OptInStatus: 'opt-in-not-required' })),
        { RegionName: 'me-south-1', OptInStatus: 'not-opted-in' },
      ],
    }),
    contact
      ? answered(
          accountCalls.GetAlternateContact,
          { AlternateContactType: 'SECURITY' },
          {
            AlternateContact: { AlternateContactType: 'SECURITY', EmailAddress: 'a@b.example', Name: 'A', PhoneNumber: '1' },
          },
        )
      : absent(accountCalls.GetAlternateContact, { AlternateContactType: 'SECURITY' }),
    master
      ? answered(
          organizations.DescribeOrganization,
          {},
          { Organization: { Id: organization, MasterAccountId: master, MasterAccountEmail: 'a@b.example' } },
        )
      : absent(organizations.DescribeOrganization, {}),
  ]);

const configs: readonly Config[] = [
  {},
  {
    classes: {
      patterns: [
        { match: 'orders', class: 'pii' },
        { match: '*logs*', class: 'log' },
      ],
    },
  },
  { classes: { precedence: 'patterns', patterns: [{ match: '*export*', class: 'information' }] } },
  { classes: { default: 'none' } },
  { classes: { unclassifiedAs: 'log' } },
  { accounts: { own: [sister] }, administrators: [{ arn: `arn:aws:iam::${account}:user/admin`, reason: 'break glass' }] },
  { spApi: { role: `arn:aws:iam::${account}:role/sp-api` }, accounts: { own: [stranger] } },
  { parameters: { piiRetentionDays: 14 } },
];

/** Accounts with the configuration under which they are audited. */
export const scenes: fc.Arbitrary<Scene> = fc.record({
  cloud: joined(itself, buckets, keys, groups, trailAndAlarms, identities),
  config: oneOf(configs[0] as Config, ...configs.slice(1)),
  limit: oneOf<readonly string[] | null>(regions, null),
});
