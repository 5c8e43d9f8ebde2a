import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { AnyCall } from '../../src/calls/catalogue.ts';
import { leastPolicy } from '../../src/calls/permissions.ts';
import type { Asker } from '../../src/collect/collector.ts';
import { catalogues } from '../../src/generated/calls.ts';
import { collectors } from '../../src/generated/collectors.ts';
import { filesBelow, importsOf, isShipped } from './sources.ts';

const all = Object.values(catalogues).flatMap((catalogue) => Object.values(catalogue));
const account = '111122223333';
const region = 'eu-west-1';
const group = `arn:aws:logs:${region}:${account}:log-group:trail`;

/** An account with one of everything: enough for a collector to go all its ways. */
const oneOfEverything: Readonly<Record<string, object>> = {
  's3:ListBuckets': { Buckets: [{ Name: 'bucket' }] },
  's3:GetBucketLocation': { LocationConstraint: region },
  's3:GetBucketPolicy': { Policy: '{"Statement":[{"Condition":{"StringEquals":{"s3:DataAccessPointAccount":"111122223333"}}}]}' },
  's3control:ListAccessPoints': { AccessPointList: [{ Name: 'point' }] },
  'iam:GenerateCredentialReport': { State: 'COMPLETE' },
  'iam:GetCredentialReport': { Content: Buffer.from(report()).toString('base64') },
  'kms:ListKeys': { Keys: [{ KeyId: 'key' }] },
  'logs:DescribeLogGroups': { logGroups: [{ logGroupName: 'group', logGroupArn: group, retentionInDays: 30 }] },
  'logs:DescribeMetricFilters': { metricFilters: [{ filterName: 'filter', logGroupName: 'trail' }] },
  'cloudtrail:DescribeTrails': {
    trailList: [
      { TrailARN: `arn:aws:cloudtrail:${region}:${account}:trail/main`, HomeRegion: region, CloudWatchLogsLogGroupArn: `${group}:*` },
    ],
  },
  'cloudtrail:ListEventDataStores': { EventDataStores: [{ EventDataStoreArn: 'store' }] },
  'cloudwatch:DescribeAlarms': { MetricAlarms: [{ AlarmActions: [`arn:aws:sns:${region}:${account}:topic`] }] },
};

function report(): string {
  const columns =
    'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,cert_1_active,cert_2_active';
  const time = '2026-01-01T00:00:00Z';
  return [
    columns,
    `someone,arn:aws:iam::${account}:user/someone,${time},true,${time},${time},true,true,${time},${time},false,N/A,N/A,false,false`,
  ].join('\n');
}

async function askedBy(collect: (typeof collectors)[number]['collect']): Promise<readonly string[]> {
  const asked = new Set<string>();
  const answer = (call: AnyCall): object | undefined => {
    asked.add(call.id);
    return oneOfEverything[call.id];
  };
  const asker: Asker = {
    account,
    partition: 'aws',
    regions: [region],
    leftOut: [],
    ask: async (call) => answer(call) as never,
    again: async (call) => answer(call) as never,
    pages: async (call) => [answer(call)].filter((page) => page !== undefined) as never,
  };
  await collect(asker);
  return [...asked];
}

describe('every call of the catalogue', () => {
  it('is asked by a collector', async () => {
    /** Asked before any collector. */
    const first: Readonly<Record<string, string>> = {
      'sts:GetCallerIdentity': 'says whose account it is',
      'ec2:DescribeRegions': 'says where to ask',
    };
    const asked = new Set((await Promise.all(collectors.map(({ collect }) => askedBy(collect)))).flat());
    expect(all.map((call) => call.id).filter((id) => !asked.has(id) && !(id in first))).toEqual([]);
  });

  it('is read: nothing is asked that no rule, proof or report uses', () => {
    /** Asked for what it does. */
    const unread: Readonly<Record<string, string>> = {
      'iam:GenerateCredentialReport': 'has IAM make the report that GetCredentialReport then gives',
    };
    const catalogueFile = new Map(
      readdirSync('src/calls').map(
        (name) => [/\(\)\('([\w-]+)'/.exec(readFileSync(`src/calls/${name}`, 'utf8'))?.[1], `src/calls/${name}`] as const,
      ),
    );
    const readers = filesBelow('src')
      .filter(isShipped)
      .filter((file) => !/^src\/(calls|collect|generated)\//.test(file))
      .map((file) => ({ text: readFileSync(file, 'utf8'), imports: new Set(importsOf(file).map(({ target }) => target)) }));
    const isRead = ({ service, operation }: AnyCall): boolean =>
      readers.some(({ text, imports }) => imports.has(catalogueFile.get(service) ?? '') && new RegExp(`\\.${operation}\\b`).test(text));
    expect(all.filter((call) => !isRead(call) && !(call.id in unread)).map((call) => call.id)).toEqual([]);
  });

  it('only reads', () => {
    const writes: Readonly<Record<string, string>> = {
      'iam:GenerateCredentialReport': "IAM writes a report of its own, and nothing of the account's changes",
    };
    expect(
      all.filter(({ id, operation }) => !/^(Get|List|Describe)[A-Z]/.test(operation) && !(id in writes)).map((call) => call.id),
    ).toEqual([]);
  });

  it('has its rights in the least policy, which has no others', () => {
    const [statement, ...more] = leastPolicy().Statement;
    expect(more).toEqual([]);
    expect(statement?.Action).toEqual([...new Set(all.flatMap((call) => call.actions))].sort());
    expect(statement?.Action.filter((action) => !/^[a-z0-9-]+:(Get|List|Describe|Generate)[A-Za-z]+$/.test(action))).toEqual([]);
  });

  it('names, where it is needless after another, a call of its own service', () => {
    const wrong = all.filter(({ service, unless }) => unless && !catalogues[service]?.[unless.call]);
    expect(wrong.map((call) => call.id)).toEqual([]);
  });
});
