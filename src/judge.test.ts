import { describe, expect, it } from 'vitest';
import { absent, account, answered, denied, snapshotOf } from '../test/wire/snapshot-builder.ts';
import { audit } from './audit.ts';
import { cloudtrail } from './calls/cloudtrail.ts';
import { logs } from './calls/logs.ts';
import { s3 } from './calls/s3.ts';
import { readConfig } from './dpp/config.ts';
import { loadRules } from './engine/load.ts';
import { Problem } from './problem.ts';
import type { SnapshotRecord } from './snapshot/record.ts';

const region = 'eu-west-1';
const rules = loadRules();
const arn = (name: string): string => `arn:aws:logs:${region}:${account}:log-group:${name}`;
const group = (name: string, retentionInDays?: number) => ({
  logGroupName: name,
  logGroupArn: arn(name),
  ...(retentionInDays && { retentionInDays }),
});
const groups = (...logGroups: ReturnType<typeof group>[]) => answered(logs.DescribeLogGroups, {}, { logGroups }, region);
const tagged = (name: string, value: string) =>
  answered(logs.ListTagsForResource, { resourceArn: arn(name) }, { tags: { 'amazon-data-class': value } }, region);
const base = [
  groups(group('short', 30), group('long', 400)),
  tagged('short', 'log'),
  tagged('long', 'log'),
  ...['short', 'long'].map((logGroupName) =>
    answered(logs.DescribeSubscriptionFilters, { logGroupName }, { subscriptionFilters: [] }, region),
  ),
  answered(logs.DescribeAccountPolicies, { policyType: 'SUBSCRIPTION_FILTER_POLICY' }, { accountPolicies: [] }, region),
  answered(logs.DescribeExportTasks, {}, { exportTasks: [] }, region),
];

const audited = (text: string, records: readonly SnapshotRecord[] = base) =>
  audit(snapshotOf(records), {
    rules,
    edition: 'dpp-2022-08',
    config: readConfig(text, 'dpp-audit.yaml'),
    tool: { name: 'dpp-audit', version: '0' },
  });
const findings = (text: string, records: readonly SnapshotRecord[] = base) =>
  audited(text, records).findings.filter(({ rule, resource }) => rule === 'stores-keep-logs-long-enough' && resource.type === 'logs.group');
const verdicts = (text: string, records: readonly SnapshotRecord[] = base) =>
  Object.fromEntries(findings(text, records).map(({ resource, verdict }) => [resource.name, verdict]));

const waiver = (resource: string, expires = '2026-04-01'): string =>
  `waivers:\n  - { rule: stores-keep-logs-long-enough, resource: '${resource}', reason: moved to a bucket, approver: T. Berg, expires: '${expires}' }\n`;

describe('a finding', () => {
  it('says what is, and what the limit is', () => {
    const [found] = findings('').filter(({ verdict }) => verdict === 'fail');
    expect(found?.message).toBe('short loses an event after 30 days; logs are kept at least 90 days');
    expect(found?.checks.map(({ path, holds, expected }) => [path, holds, expected])).toEqual([
      ['dataClass', 'yes', { const: 'log' }],
      ['retention.minDays', 'no', { minimum: 90 }],
    ]);
  });

  it('of a pass keeps its checks and their records: evidence of what is right', () => {
    const [found] = findings('').filter(({ verdict }) => verdict === 'pass');
    expect(found?.checks.every(({ holds, from }) => holds === 'yes' && from.length > 0)).toBe(true);
  });

  it('follows a parameter that tightens', () => {
    expect(verdicts('parameters: { logRetentionDays: 500 }\n')).toEqual({ short: 'fail', long: 'fail' });
  });

  it('of a store that nothing classifies says that this is why', () => {
    const Bucket = 'orders';
    const records = [
      answered(s3.ListBuckets, {}, { Buckets: [{ Name: Bucket, BucketRegion: region, CreationDate: '2024-05-01T00:00:00.000Z' }] }),
      absent(s3.GetBucketTagging, { Bucket }, region),
      absent(s3.GetBucketLifecycleConfiguration, { Bucket }, region),
      absent(s3.GetBucketPolicy, { Bucket }, region),
      answered(s3.GetBucketVersioning, { Bucket }, {}, region),
      answered(s3.GetBucketLogging, { Bucket }, {}, region),
      answered(cloudtrail.DescribeTrails, {}, { trailList: [] }, region),
    ];
    const [found] = audited('', records).findings.filter(
      ({ rule, resource }) => rule === 'stores-delete-pii-in-time' && resource.name === Bucket,
    );
    expect([found?.verdict, found?.message]).toEqual([
      'fail',
      'orders keeps any object: for ever; the limit is 30 days. Nothing says what data it holds, so it is audited as PII',
    ]);
    expect(audited('', records).coverage.unclassified).toMatchObject([
      { arn: 'arn:aws:s3:::orders', line: expect.stringContaining('{ match: "arn:aws:s3:::orders", class: pii }') },
    ]);
  });
});

describe('a waiver', () => {
  it.each([
    ['of a name', waiver('short'), { short: 'waived', long: 'pass' }],
    ['of an ARN', waiver(arn('short')), { short: 'waived', long: 'pass' }],
    ['of a pattern', waiver('sh*t'), { short: 'waived', long: 'pass' }],
    ['of another', waiver('other'), { short: 'fail', long: 'pass' }],
    ['on its last day', waiver('short', '2026-03-10'), { short: 'waived', long: 'pass' }],
    ['that has expired brings the finding back', waiver('short', '2026-03-09'), { short: 'fail', long: 'pass' }],
  ])('%s', (_, text, expected) => {
    expect(verdicts(text)).toEqual(expected);
  });

  it('is shown with its reason, and with what it took', () => {
    const file = audited(waiver('short'));
    const [found] = file.findings.filter(({ verdict }) => verdict === 'waived');
    expect(found?.waiver).toEqual({ reason: 'moved to a bucket', approver: 'T. Berg', expires: '2026-04-01', was: 'fail' });
    expect(file.coverage.waivers).toMatchObject([{ state: 'in force', findings: 1 }]);
    expect(audited(waiver('other')).coverage.waivers).toMatchObject([{ state: 'matches nothing', findings: 0 }]);
    expect(audited(waiver('short', '2026-03-09')).coverage.waivers).toMatchObject([{ state: 'expired' }]);
  });

  it('makes no pass of an unknown', () => {
    const records = [...base, denied(logs.ListTagsForResource, { resourceArn: arn('short') }, region)];
    expect(verdicts('', records)).toEqual({ short: 'unknown', long: 'pass' });
    const [found] = findings(waiver('short'), records).filter(({ resource }) => resource.name === 'short');
    expect([found?.verdict, found?.waiver?.was]).toEqual(['unknown', 'unknown']);
  });
});

describe('a type', () => {
  it('of which there is nothing is said to be none, in so many regions', () => {
    const [found, ...rest] = findings('', [groups()]);
    expect([found?.verdict, found?.message, rest]).toEqual(['not-applicable', 'There are no log groups in 1 region', []]);
  });

  it('that could not be listed is unknown', () => {
    const [found] = findings('', [denied(logs.DescribeLogGroups, {}, region, 'AccessDeniedException')]);
    expect([found?.verdict, found?.message]).toEqual([
      'unknown',
      'log groups could not all be listed: logs:DescribeLogGroups: AccessDeniedException (eu-west-1)',
    ]);
  });

  it('that could not be listed everywhere is unknown beside what was found', () => {
    const records = [groups({ ...group('short', 30) }), { ...groups(), answer: { logGroups: [], nextToken: 't' }, page: 0 }];
    expect(Object.values(verdicts('', records))).toContain('unknown');
  });
});

describe('where nothing holds PII', () => {
  it('what only PII asks does not concern', () => {
    expect(verdicts('holdsPii: false\n')).toEqual({ short: 'not-applicable', long: 'not-applicable' });
    const { requirements } = audited('holdsPii: false\n');
    expect(new Set(requirements.filter(({ section }) => section === '2').map(({ verdict }) => verdict))).toEqual(
      new Set(['not-applicable']),
    );
  });

  it('a store that is tagged as PII contradicts the configuration', () => {
    const contradiction = () => audited('holdsPii: false\n', [...base, tagged('short', 'pii')]);
    expect(contradiction).toThrow(Problem);
    expect(contradiction).toThrow(/nothing holds PII \(holdsPii: false\), and arn:aws:logs.*:short is classified as pii/);
  });
});
