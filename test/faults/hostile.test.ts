// An account whose owner, or whoever may name things in it, means harm: nothing of it moves the cursor, and every file stays what it is.
import { describe, expect, it } from 'vitest';
import { audit } from '../../src/audit.ts';
import { iam } from '../../src/calls/iam.ts';
import { kms } from '../../src/calls/kms.ts';
import { logs } from '../../src/calls/logs.ts';
import { s3 } from '../../src/calls/s3.ts';
import { newestEdition } from '../../src/dpp/edition.ts';
import { loadRules } from '../../src/engine/load.ts';
import { FindingsFileSchema } from '../../src/findings/file.ts';
import { findingsText } from '../../src/findings/write.ts';
import { renderTerminal } from '../../src/report/terminal/render.ts';
import { validator } from '../../src/yaml/validator.ts';
import { hostile } from '../browser/hostile.ts';
import { account, answered, denied, snapshotOf } from '../wire/snapshot-builder.ts';

const region = 'eu-west-1';
const more = [
  'name\r\nFAKE: all is well',
  'tab\there',
  'bell\u0007',
  'del\u007f',
  'c1\u009b31m',
  'rtl\u202eslaw',
  'mark\u200f\u2066x\u2069',
  'zero\u0000',
  'line\u2028end',
  '@SUM(1+1)',
  '-2+3',
  '+1',
  '%0a',
  '$' + '{jndi:ldap://x}',
];
const names = [...hostile, ...more];

/** Every name and tag of the account is one of them. */
const records = [
  answered(
    s3.ListBuckets,
    {},
    { Buckets: names.map((Name) => ({ Name, BucketRegion: region, CreationDate: '2020-01-01T00:00:00.000Z' })) },
  ),
  ...names.map((name) =>
    answered(
      s3.GetBucketTagging,
      { Bucket: name },
      {
        TagSet: [
          { Key: 'amazon-data-class', Value: name },
          { Key: name, Value: name },
        ],
      },
      region,
    ),
  ),
  ...names.map((name) => denied(s3.GetBucketPolicy, { Bucket: name }, region, name)),
  ...names.map((name) =>
    answered(
      s3.GetBucketLifecycleConfiguration,
      { Bucket: name },
      { Rules: [{ ID: name, Status: 'Enabled', Filter: { Prefix: name }, Expiration: { Days: 9 } }] },
      region,
    ),
  ),
  answered(
    kms.ListKeys,
    {},
    { Keys: names.map((KeyId) => ({ KeyId, KeyArn: `arn:aws:kms:${region}:${account}:key/${KeyId}` })), Truncated: false },
    region,
  ),
  answered(
    kms.ListAliases,
    {},
    { Aliases: names.map((name) => ({ AliasName: `alias/${name}`, TargetKeyId: name })), Truncated: false },
    region,
  ),
  answered(
    logs.DescribeLogGroups,
    {},
    {
      logGroups: names.map((name) => ({
        logGroupName: name,
        logGroupArn: `arn:aws:logs:${region}:${account}:log-group:${name}`,
        retentionInDays: 3,
      })),
    },
    region,
  ),
  answered(iam.ListAccountAliases, {}, { AccountAliases: [names[6] ?? ''], IsTruncated: false }),
  answered(
    iam.GetAccountAuthorizationDetails,
    {},
    {
      UserDetailList: names.map((UserName) => ({
        UserName,
        Arn: `arn:aws:iam::${account}:user/${UserName}`,
        CreateDate: '2020-01-01T00:00:00.000Z',
        UserPolicyList: [],
        GroupList: [UserName],
        AttachedManagedPolicies: [],
      })),
      GroupDetailList: [],
      RoleDetailList: names.map((RoleName) => ({
        RoleName,
        Arn: `arn:aws:iam::${account}:role/${RoleName}`,
        CreateDate: '2020-01-01T00:00:00.000Z',
        AssumeRolePolicyDocument: JSON.stringify({
          Statement: [{ Effect: 'Allow', Principal: { AWS: RoleName }, Action: 'sts:AssumeRole' }],
        }),
        RolePolicyList: [],
        AttachedManagedPolicies: [],
      })),
      Policies: [],
      IsTruncated: false,
    },
  ),
];

const file = audit(snapshotOf(records), {
  rules: loadRules(),
  edition: newestEdition().id,
  config: { config: {}, issues: () => [] },
  tool: { name: 'dpp-audit', version: '0' },
});

/** Ranges of characters that move the cursor, break lines, or turn the reading direction. */
const forbidden = [
  [0, 0x1f],
  [0x7f, 0x9f],
  [0x200e, 0x200f],
  [0x2028, 0x2029],
  [0x202a, 0x202e],
  [0x2066, 0x2069],
] as const;
const isForbidden = (character: string): boolean =>
  forbidden.some(([from, to]) => (character.codePointAt(0) ?? 0) >= from && (character.codePointAt(0) ?? 0) <= to);
const colour = new RegExp(`${String.fromCharCode(0x1b)}\\[\\d+(;\\d+)*m`, 'g');

describe('a hostile account', () => {
  it('is audited to its end, under every name', () => {
    const seen = new Set(file.resources.filter(({ type }) => type === 's3.bucket').map(({ name }) => name));
    expect([...seen].sort()).toEqual([...names].sort());
    expect(file.findings.filter(({ resource }) => resource.type === 'iam.user').length).toBeGreaterThanOrEqual(names.length);
  });

  it.each([100, 40])('prints no control character on %i columns, and no mark that turns the reading direction', (width) => {
    const text = renderTerminal(file, { colour: false, width });
    expect(text.length).toBeGreaterThan(500);
    expect(text.split('\n').filter((line) => [...line].some(isForbidden))).toEqual([]);
  });

  it('with colour prints colours alone', () => {
    const coloured = renderTerminal(file, { colour: true, width: 100 });
    const plain = coloured.replace(colour, '');
    expect(plain).toBe(renderTerminal(file, { colour: false, width: 100 }));
  });

  it('begins no line of the terminal with a line of its own', () => {
    expect(
      renderTerminal(file, { colour: false, width: 100 })
        .split('\n')
        .filter((line) => line.startsWith('FAKE')),
    ).toEqual([]);
  });

  it('leaves findings.json JSON of its schema, with the names as they are', () => {
    const parsed: unknown = JSON.parse([...findingsText(file)].join(''));
    const validate = validator(FindingsFileSchema);
    expect([validate(parsed), validate.errors]).toEqual([true, null]);
    const { resources } = parsed as { resources: { type: string; name: string }[] };
    expect(
      resources
        .filter(({ type }) => type === 'logs.group')
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...names].sort());
  });
});
