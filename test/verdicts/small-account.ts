// A small account written down by hand: what AWS would answer, so that the whole audit can be asked for its verdicts.
import { account as accountCalls } from '../../src/calls/account.ts';
import { cloudtrail } from '../../src/calls/cloudtrail.ts';
import { ec2 } from '../../src/calls/ec2.ts';
import { kms } from '../../src/calls/kms.ts';
import { logs } from '../../src/calls/logs.ts';
import { organizations } from '../../src/calls/organizations.ts';
import { s3 } from '../../src/calls/s3.ts';
import { s3control } from '../../src/calls/s3-control.ts';
import { sts } from '../../src/calls/sts.ts';
import type { Config } from '../../src/dpp/config.ts';
import { editionOf } from '../../src/dpp/edition.ts';
import { compileRules, type Rule } from '../../src/engine/compile.ts';
import { loadRules } from '../../src/engine/load.ts';
import { judge } from '../../src/judge.ts';
import { readAccount } from '../../src/read.ts';
import { remember } from '../../src/remember.ts';
import { Aws } from '../../src/resources/aws.ts';
import type { SnapshotRecord } from '../../src/snapshot/record.ts';
import { describeRegionsInput } from '../../src/snapshot/regions.ts';
import { absent, account, answered, snapshotOf } from '../wire/snapshot-builder.ts';
import { type BucketOf, bucketRecords } from './bucket-records.ts';
import { type KeyOf, keyRecords } from './key-records.ts';
import { abroad, home, keyArn, type Loose, loose } from './settings.ts';

/** A log group: STANDARD, for ever, without a tag, but for what is said here. */
export interface GroupOf {
  readonly region?: string;
  readonly days?: number;
  readonly logClass?: string;
  readonly tag?: string;
  readonly kms?: string;
  readonly copiedTo?: readonly string[];
}

/** What an account has; nothing else is in it. */
export interface AccountOf {
  readonly buckets?: Readonly<Record<string, BucketOf>>;
  readonly keys?: Readonly<Record<string, KeyOf>>;
  readonly groups?: Readonly<Record<string, GroupOf>>;
  readonly block?: Loose;
  readonly multi?: readonly Loose[];
  readonly trails?: readonly Loose[];
  readonly copiesAll?: readonly Loose[];
  readonly exports?: readonly Loose[];
  readonly config?: Config;
  readonly organization?: string;
  readonly limit?: readonly string[];
  readonly more?: readonly SnapshotRecord[];
}

const groupArn = (name: string, region: string): string => `arn:aws:logs:${region}:${account}:log-group:${name}`;

function groupRecords(name: string, of: GroupOf): readonly SnapshotRecord[] {
  const region = of.region ?? home;
  return [
    answered(
      logs.ListTagsForResource,
      { resourceArn: groupArn(name, region) },
      { tags: of.tag ? { 'amazon-data-class': of.tag } : {} },
      region,
    ),
    answered(
      logs.DescribeSubscriptionFilters,
      { logGroupName: name },
      { subscriptionFilters: (of.copiedTo ?? []).map((destinationArn) => ({ destinationArn })) },
      region,
    ),
  ];
}

function recordsOf(of: AccountOf): readonly SnapshotRecord[] {
  const regions = [home, abroad];
  const buckets = Object.entries(of.buckets ?? {});
  const keys = Object.entries(of.keys ?? {});
  const groups = Object.entries(of.groups ?? {});
  return [
    answered(sts.GetCallerIdentity, {}, { Account: account, Arn: `arn:aws:sts::${account}:assumed-role/audit/x`, UserId: 'AROAEXAMPLE:x' }),
    answered(ec2.DescribeRegions, describeRegionsInput, {
      Regions: regions.map((RegionName) => ({ RegionName, OptInStatus: 'opt-in-not-required' })),
    }),
    absent(accountCalls.GetAlternateContact, { AlternateContactType: 'SECURITY' }),
    of.organization
      ? answered(organizations.DescribeOrganization, {}, { Organization: { Id: of.organization, MasterAccountId: account } })
      : absent(organizations.DescribeOrganization, {}),
    of.block
      ? answered(s3control.GetPublicAccessBlock, { AccountId: account }, { PublicAccessBlockConfiguration: of.block })
      : absent(s3control.GetPublicAccessBlock, { AccountId: account }),
    answered(
      s3.ListBuckets,
      {},
      {
        Buckets: buckets.map(([Name, { region = home, created = '2024-05-01T00:00:00.000Z' }]) => ({
          Name,
          BucketRegion: region,
          CreationDate: created,
        })),
      },
    ),
    answered(s3control.ListMultiRegionAccessPoints, { AccountId: account }, { AccessPoints: loose(of.multi ?? []) }, 'us-west-2'),
    ...buckets.flatMap(([name, bucket]) => bucketRecords(name, bucket)),
    ...keys.flatMap(([id, key]) => keyRecords(id, key)),
    ...groups.flatMap(([name, group]) => groupRecords(name, group)),
    ...regions.flatMap((region) => [
      answered(cloudtrail.DescribeTrails, {}, { trailList: loose(of.trails ?? []) }, region),
      answered(cloudtrail.ListEventDataStores, {}, { EventDataStores: [] }, region),
      answered(
        kms.ListKeys,
        {},
        {
          Keys: keys.filter(([, key]) => (key.region ?? home) === region).map(([KeyId]) => ({ KeyId, KeyArn: keyArn(KeyId, region) })),
        },
        region,
      ),
      answered(
        kms.ListAliases,
        {},
        {
          Aliases: keys.flatMap(([TargetKeyId, key]) =>
            key.alias && (key.region ?? home) === region ? [{ TargetKeyId, AliasName: key.alias }] : [],
          ),
        },
        region,
      ),
      answered(
        logs.DescribeLogGroups,
        {},
        {
          logGroups: groups
            .filter(([, group]) => (group.region ?? home) === region)
            .map(([logGroupName, { days, logClass = 'STANDARD', kms: kmsKeyId }]) =>
              loose({
                logGroupName,
                logGroupArn: groupArn(logGroupName, region),
                arn: `${groupArn(logGroupName, region)}:*`,
                logGroupClass: logClass,
                ...(days !== undefined && { retentionInDays: days }),
                ...(kmsKeyId && { kmsKeyId }),
              }),
            ),
        },
        region,
      ),
      answered(
        logs.DescribeAccountPolicies,
        { policyType: 'SUBSCRIPTION_FILTER_POLICY' },
        { accountPolicies: loose(of.copiesAll ?? []) },
        region,
      ),
      answered(logs.DescribeExportTasks, {}, { exportTasks: loose(of.exports ?? []) }, region),
    ]),
    ...(of.more ?? []),
  ];
}

const rules = loadRules();
const compiled = new Map<string, readonly Rule[]>();
const rulesOf = (edition: string): readonly Rule[] => remember(compiled, edition, () => compileRules(rules, editionOf(edition)));

/** The verdict of each rule on the resource of that name, by the steps of the audit that judge; a rule that the edition lacks is not there. */
export function verdictsOf(of: AccountOf, name: string, edition = 'dpp-2025-11'): Readonly<Record<string, string>> {
  const config = of.config ?? {};
  const aws = new Aws(snapshotOf(recordsOf(of), { regions: of.limit ? [...of.limit] : null }));
  const found = judge(rulesOf(edition), readAccount(aws, config), config, aws.asOf);
  return Object.fromEntries(
    found.filter(({ resource }) => resource?.identity.name === name).map(({ rule, verdict }) => [rule.id, verdict]),
  );
}
