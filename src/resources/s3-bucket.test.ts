import { describe, expect, it } from 'vitest';
import { factsOf, leafAt, shown } from '../../test/wire/facts.ts';
import { absent, account, answered, denied, recorded } from '../../test/wire/snapshot-builder.ts';
import { cloudtrail } from '../calls/cloudtrail.ts';
import { organizations } from '../calls/organizations.ts';
import { s3 } from '../calls/s3.ts';
import { s3control } from '../calls/s3-control.ts';
import type { SnapshotRecord } from '../snapshot/record.ts';

const region = 'eu-west-1';
const Bucket = 'orders';
const input = { Bucket };
const enforced = { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' as const }] } };
const listed = (CreationDate: string, ...names: string[]) =>
  answered(s3.ListBuckets, {}, { Buckets: names.map((Name) => ({ Name, BucketRegion: region, CreationDate })) });

/** A bucket as S3 makes it today: private, never versioned, nothing configured. */
const fresh = (name: string): readonly SnapshotRecord[] => {
  const of = { Bucket: name };
  return [
    answered(s3.GetBucketVersioning, of, {}, region),
    answered(s3.GetBucketOwnershipControls, of, enforced, region),
    answered(
      s3.GetBucketEncryption,
      of,
      { ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] } },
      region,
    ),
    answered(s3.GetPublicAccessBlock, of, { PublicAccessBlockConfiguration: {} }, region),
    absent(s3.GetBucketPolicy, of, region),
    absent(s3.GetBucketLifecycleConfiguration, of, region),
    answered(s3.GetBucketLogging, of, {}, region),
    absent(s3.GetBucketTagging, of, region),
    absent(s3.GetBucketWebsite, of, region),
  ];
};
const around = [
  absent(s3control.GetPublicAccessBlock, { AccountId: account }),
  absent(organizations.DescribeOrganization, {}),
  answered(cloudtrail.DescribeTrails, {}, { trailList: [] }, region),
];
const base = [listed('2024-05-01T00:00:00.000Z', Bucket), ...fresh(Bucket), ...around];
const leaf = (path: string, ...changes: SnapshotRecord[]): unknown =>
  shown(leafAt(factsOf([...base, ...changes], 's3.bucket', Bucket), path));

type Rule = Readonly<Record<string, unknown>>;
const rules = (...Rules: Rule[]) =>
  answered(
    s3.GetBucketLifecycleConfiguration,
    input,
    { Rules: Rules.map((rule) => ({ ID: 'r', Status: 'Enabled', Filter: {}, ...rule })) as never[] },
    region,
  );
const expires = (Days: number, more: Rule = {}): Rule => ({
  Expiration: { Days },
  AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
  ...more,
});
const versioning = (Status: 'Enabled' | 'Suspended') => answered(s3.GetBucketVersioning, input, { Status }, region);
const noLock = absent(s3.GetObjectLockConfiguration, input, region);
const noCopies = absent(s3.GetBucketReplication, input, region);
const lock = (DefaultRetention?: { Days: number; Mode: 'COMPLIANCE' }) =>
  answered(
    s3.GetObjectLockConfiguration,
    input,
    { ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', ...(DefaultRetention && { Rule: { DefaultRetention } }) } },
    region,
  );
const copies = (to: string) =>
  answered(
    s3.GetBucketReplication,
    input,
    { ReplicationConfiguration: { Role: 'r', Rules: [{ Status: 'Enabled', Destination: { Bucket: to } }] } },
    region,
  );

describe('how long data can live', () => {
  it.each<[string, readonly SnapshotRecord[], unknown]>([
    ['no lifecycle at all: for ever', [], Number.POSITIVE_INFINITY],
    ['a setting of 30 days', [rules(expires(30))], 30],
    ['a disabled rule does nothing', [rules(expires(30, { Status: 'Disabled' }))], Number.POSITIVE_INFINITY],
    ['a rule of one prefix leaves the rest', [rules(expires(30, { Filter: { Prefix: 'a/' } }))], Number.POSITIVE_INFINITY],
    ['the prefix "" is everything', [rules(expires(30, { Filter: { Prefix: '' } }))], 30],
    ['no filter is everything', [rules(expires(30, { Filter: undefined, Prefix: '' }))], 30],
    ['uploads that nobody ends live for ever', [rules({ Expiration: { Days: 30 } })], Number.POSITIVE_INFINITY],
    ['the shorter of two wins', [rules(expires(30), expires(10))], 10],
    [
      'versioned: the marker alone deletes nothing',
      [rules(expires(30)), versioning('Enabled'), noLock, noCopies],
      Number.POSITIVE_INFINITY,
    ],
    [
      'versioned: current and old days add up',
      [rules(expires(30, { NoncurrentVersionExpiration: { NoncurrentDays: 5 } })), versioning('Enabled'), noLock, noCopies],
      35,
    ],
    [
      'newer old versions that are kept live for ever',
      [
        rules(expires(30, { NoncurrentVersionExpiration: { NoncurrentDays: 5, NewerNoncurrentVersions: 2 } })),
        versioning('Enabled'),
        noLock,
        noCopies,
      ],
      Number.POSITIVE_INFINITY,
    ],
    ['suspended versioning keeps old versions', [rules(expires(30)), versioning('Suspended'), noLock, noCopies], Number.POSITIVE_INFINITY],
    [
      'Object Lock: any object may carry more',
      [rules(expires(30, { NoncurrentVersionExpiration: { NoncurrentDays: 5 } })), versioning('Enabled'), lock(), noCopies],
      '≥ 35',
    ],
    [
      'copies into another account live who knows how long',
      [
        rules(expires(30, { NoncurrentVersionExpiration: { NoncurrentDays: 5 } })),
        versioning('Enabled'),
        noLock,
        copies('arn:aws:s3:::abroad'),
      ],
      '≥ 35',
    ],
    [
      "copies into a bucket of the account are that one's matter",
      [
        rules(expires(30, { NoncurrentVersionExpiration: { NoncurrentDays: 5 } })),
        versioning('Enabled'),
        noLock,
        copies('arn:aws:s3:::orders'),
      ],
      35,
    ],
    ['lifecycle denied', [denied(s3.GetBucketLifecycleConfiguration, input, region)], '?'],
    [
      'versioning denied: a plain bucket would keep it 30 days',
      [rules(expires(30)), denied(s3.GetBucketVersioning, input, region), noLock, noCopies],
      '≥ 30',
    ],
    [
      'versioning denied, and nothing ever expires',
      [denied(s3.GetBucketVersioning, input, region), noLock, noCopies],
      Number.POSITIVE_INFINITY,
    ],
    [
      'lock denied',
      [
        rules(expires(30, { NoncurrentVersionExpiration: { NoncurrentDays: 5 } })),
        versioning('Enabled'),
        denied(s3.GetObjectLockConfiguration, input, region),
        noCopies,
      ],
      '≥ 35',
    ],
  ])('%s', (_, changes, days) => {
    expect(leaf('retention.maxDays', ...changes)).toBe(days);
  });

  it.each<[string, readonly SnapshotRecord[], unknown]>([
    ['nothing ever expires', [], Number.POSITIVE_INFINITY],
    ['what a prefix loses counts', [rules(expires(400), expires(20, { Filter: { Prefix: 'a/' } }))], 20],
    ['a delete marker alone loses nothing', [rules(expires(20)), versioning('Enabled'), noLock, noCopies], Number.POSITIVE_INFINITY],
    [
      'a lock holds longer',
      [
        rules(expires(20, { NoncurrentVersionExpiration: { NoncurrentDays: 1 } })),
        versioning('Enabled'),
        lock({ Mode: 'COMPLIANCE', Days: 100 }),
        noCopies,
      ],
      100,
    ],
    [
      'a lock that could not be read may hold longer',
      [
        rules(expires(20, { NoncurrentVersionExpiration: { NoncurrentDays: 1 } })),
        versioning('Enabled'),
        denied(s3.GetObjectLockConfiguration, input, region),
        noCopies,
      ],
      '≥ 21',
    ],
  ])('at least: %s', (_, changes, days) => {
    expect(leaf('retention.minDays', ...changes)).toBe(days);
  });
});

describe('encryption', () => {
  const old = listed('2021-05-01T00:00:00.000Z', Bucket);
  it.each<[string, string, readonly SnapshotRecord[], unknown]>([
    ['a bucket younger than default encryption', 'atRest', [], true],
    ['an older bucket: what lies in it may be older too', 'atRest', [old], '?'],
    ['an older bucket in which nothing so old is left', 'atRest', [old, rules(expires(30))], true],
    ['an older bucket whose retention is not known', 'atRest', [old, denied(s3.GetBucketLifecycleConfiguration, input, region)], '?'],
    ['no KMS key is not "unencrypted"', 'keyManaged', [], false],
    ['no configuration is SSE-S3 all the same', 'algorithm', [absent(s3.GetBucketEncryption, input, region)], 'AES-256'],
    [
      'a KMS key',
      'keyManaged',
      [
        answered(
          s3.GetBucketEncryption,
          input,
          {
            ServerSideEncryptionConfiguration: {
              Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms:dsse', KMSMasterKeyID: 'k' } }],
            },
          },
          region,
        ),
      ],
      true,
    ],
    ['denied', 'keyManaged', [denied(s3.GetBucketEncryption, input, region)], '?'],
  ])('%s (%s)', (_, name, changes, value) => {
    expect(leaf(`encryption.${name}`, ...changes)).toBe(value);
  });
});

const policy = (...Statement: object[]) =>
  answered(s3.GetBucketPolicy, input, { Policy: JSON.stringify({ Version: '2012-10-17', Statement }) }, region);
const everybody = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` };
const plainDenied = {
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};

describe('TLS', () => {
  it.each<[string, readonly SnapshotRecord[], unknown]>([
    ['no policy', [], false],
    ['everything denied without TLS', [policy(plainDenied)], true],
    [
      'an Allow with TLS denies nobody',
      [policy({ ...plainDenied, Effect: 'Allow', Condition: { Bool: { 'aws:SecureTransport': 'true' } } })],
      false,
    ],
    ['the bucket itself left out', [policy({ ...plainDenied, Resource: `arn:aws:s3:::${Bucket}/*` })], false],
    ['one action only', [policy({ ...plainDenied, Action: 's3:PutObject' })], false],
    ['the policy could not be read', [denied(s3.GetBucketPolicy, input, region)], '?'],
    ['the policy is none', [answered(s3.GetBucketPolicy, input, { Policy: '{' }, region)], '?'],
  ])('%s', (_, changes, value) => {
    expect(leaf('tls.httpsOnly', ...changes)).toBe(value);
  });
});

const grants = (...Grants: object[]) => [
  absent(s3.GetBucketOwnershipControls, input, region),
  answered(s3.GetBucketAcl, input, { Owner: { ID: 'us' }, Grants: Grants as never[] }, region),
];
const group = (name: string) => ({ Grantee: { Type: 'Group', URI: `http://acs.amazonaws.com/groups/global/${name}` }, Permission: 'READ' });
const block = (IgnorePublicAcls: boolean, RestrictPublicBuckets: boolean) => ({
  PublicAccessBlockConfiguration: { IgnorePublicAcls, RestrictPublicBuckets },
});
const ofBucket = (...flags: [boolean, boolean]) => answered(s3.GetPublicAccessBlock, input, block(...flags), region);
const ofAccount = (...flags: [boolean, boolean]) => answered(s3control.GetPublicAccessBlock, { AccountId: account }, block(...flags));

describe('who gets in', () => {
  /** How many are let in: the public, then all outsiders. */
  const open = (...changes: SnapshotRecord[]): unknown[] =>
    ['public', 'outsiders'].map((name) => {
      const found = leaf(`exposure.${name}`, ...changes);
      return Array.isArray(found) ? found.length : found;
    });
  it.each<[string, readonly SnapshotRecord[], readonly unknown[]]>([
    ['nobody', [], [0, 0]],
    ['everybody, by policy', [policy(everybody)], [1, 1]],
    ['a public policy that the bucket restricts', [policy(everybody), ofBucket(false, true)], [0, 0]],
    ['a public policy that the account restricts', [policy(everybody), ofAccount(false, true)], [0, 0]],
    [
      'flags that only refuse new ones tame nothing',
      [
        policy(everybody),
        answered(
          s3.GetPublicAccessBlock,
          input,
          { PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true } },
          region,
        ),
      ],
      [1, 1],
    ],
    ['everybody, by ACL, with no ownership controls', grants(group('AllUsers')), [1, 1]],
    ['everybody who has an AWS account is everybody', grants(group('AuthenticatedUsers')), [1, 1]],
    ['a public ACL that is ignored', [...grants(group('AllUsers')), ofBucket(true, false)], [0, 0]],
    ['where the owner is enforced ACLs are not asked, and count not', [], [0, 0]],
    [
      'another account, by ACL, though public ones are ignored',
      [...grants({ Grantee: { Type: 'CanonicalUser', ID: 'them' }, Permission: 'READ' }), ofBucket(true, false)],
      [0, 1],
    ],
    [
      'the ACL denied: it could let in another account',
      [absent(s3.GetBucketOwnershipControls, input, region), denied(s3.GetBucketAcl, input, region), ofBucket(true, true)],
      [0, '?'],
    ],
    [
      "the bucket's block denied, the account's enough",
      [policy(everybody), denied(s3.GetPublicAccessBlock, input, region), ofAccount(true, true)],
      [0, 0],
    ],
    ["the bucket's block denied, the account's not", [policy(everybody), denied(s3.GetPublicAccessBlock, input, region)], ['?', '?']],
    ['the policy denied', [denied(s3.GetBucketPolicy, input, region)], ['?', '?']],
    ['another account, by policy', [policy({ ...everybody, Principal: { AWS: 'arn:aws:iam::999988887777:root' } })], [0, 1]],
  ])('%s', (_, changes, expected) => {
    expect(open(...changes)).toEqual(expected);
  });

  const delegating = policy({ ...everybody, Condition: { StringEquals: { 's3:DataAccessPointAccount': account } } });
  const points = answered(
    s3control.ListAccessPoints,
    { AccountId: account, Bucket },
    { AccessPointList: [{ Name: 'p', AccessPointArn: `arn:aws:s3:${region}:${account}:accesspoint/p` }] },
    region,
  );
  const point = { AccountId: account, Name: 'p' };
  const setTo = (settings: object) => answered(s3control.GetAccessPoint, point, settings, region);
  const unblocked = setTo({ NetworkOrigin: 'Internet', PublicAccessBlockConfiguration: { RestrictPublicBuckets: false } });
  const leading = (...names: string[]) =>
    answered(
      s3control.ListMultiRegionAccessPoints,
      { AccountId: account },
      { AccessPoints: names.map((name) => ({ Name: 'everywhere', Regions: [{ Bucket: name }] })) },
      'us-west-2',
    );
  const none = leading();
  const pointOf = (Principal: unknown) =>
    answered(
      s3control.GetAccessPointPolicy,
      point,
      {
        Policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal, Action: 's3:GetObject', Resource: '*' }],
        }),
      },
      region,
    );
  const openPoint = pointOf('*');
  const vendorPoint = pointOf({ AWS: 'arn:aws:iam::999988887777:root' });
  it.each<[string, readonly SnapshotRecord[], readonly unknown[]]>([
    ['access points that are closed', [points, none, absent(s3control.GetAccessPointPolicy, point, region)], [0, 0]],
    ['an access point that is open', [points, none, openPoint, unblocked], [1, 1]],
    [
      'an open access point, which blocks what is public',
      [points, none, openPoint, setTo({ NetworkOrigin: 'Internet', ...block(false, true) })],
      [0, 0],
    ],
    ['an open access point, and the account blocks what is public', [points, none, openPoint, unblocked, ofAccount(false, true)], [0, 0]],
    ['an open access point, and the bucket blocks what is public', [points, none, openPoint, unblocked, ofBucket(false, true)], [0, 0]],
    [
      'an open access point of one VPC',
      [points, none, openPoint, setTo({ NetworkOrigin: 'VPC', VpcConfiguration: { VpcId: 'vpc-1' } })],
      [0, 0],
    ],
    [
      'an open access point whose settings could not be read',
      [points, none, openPoint, denied(s3control.GetAccessPoint, point, region)],
      ['?', '?'],
    ],
    [
      'an access point for another account, which no block keeps out',
      [points, none, vendorPoint, unblocked, ofAccount(true, true)],
      [0, 1],
    ],
    [
      'access points that could not be listed',
      [none, denied(s3control.ListAccessPoints, { AccountId: account, Bucket }, region)],
      ['?', '?'],
    ],
    ['access points that were not asked for', [], ['?', '?']],
    ['an access point whose policy could not be read', [points, none, denied(s3control.GetAccessPointPolicy, point, region)], ['?', '?']],
    ['a multi-Region access point', [points, leading('x', Bucket), absent(s3control.GetAccessPointPolicy, point, region)], ['?', '?']],
    [
      'closed access points, a multi-Region one leading elsewhere',
      [points, leading('x'), absent(s3control.GetAccessPointPolicy, point, region)],
      [0, 0],
    ],
  ])('a policy that leaves it to %s', (_, changes, expected) => {
    expect(open(delegating, ...changes)).toEqual(expected);
  });
});

describe('the class of a bucket', () => {
  const [logs, other] = ['logs', 'other'];
  const delivery = (service: string) => ({
    Effect: 'Allow',
    Principal: { Service: service },
    Action: 's3:PutObject',
    Resource: `arn:aws:s3:::${logs}/*`,
  });
  const policyOf = (...Statement: object[]) =>
    answered(s3.GetBucketPolicy, { Bucket: logs }, { Policy: JSON.stringify({ Version: '2012-10-17', Statement }) }, region);
  const trail = answered(cloudtrail.DescribeTrails, {}, { trailList: [{ TrailARN: 't', S3BucketName: logs }] }, region);
  const logsTo = (name: string, target: string) =>
    answered(s3.GetBucketLogging, { Bucket: name }, { LoggingEnabled: { TargetBucket: target, TargetPrefix: '' } }, region);
  const accounts = [listed('2024-05-01T00:00:00.000Z', logs, other), ...fresh(logs), ...fresh(other), ...around];
  const classOf = (...changes: SnapshotRecord[]): unknown =>
    shown(leafAt(factsOf([...accounts, ...changes], 's3.bucket', logs), 'attribution.class'));
  const fromTrail = policyOf(delivery('cloudtrail.amazonaws.com'));
  const replicates = { ...delivery('x'), Principal: { AWS: 'arn:aws:iam::999988887777:role/r' }, Action: 's3:ReplicateObject' };
  const noControls = absent(s3.GetBucketOwnershipControls, { Bucket: logs }, region);
  const aclOf = (Permission: 'READ' | 'WRITE') =>
    answered(
      s3.GetBucketAcl,
      { Bucket: logs },
      { Owner: { ID: 'us' }, Grants: [{ Grantee: { Type: 'CanonicalUser', ID: 'them' }, Permission }] },
      region,
    );

  it.each<[string, readonly SnapshotRecord[], unknown]>([
    ['nothing delivers to it', [], ''],
    ['CloudTrail delivers to it', [trail, fromTrail], 'log'],
    ['S3 delivers access logs of another bucket', [logsTo(other, logs), policyOf(delivery('logging.s3.amazonaws.com'))], 'log'],
    ['it logs to itself', [logsTo(logs, logs)], ''],
    [
      'others may write to it too',
      [trail, policyOf(delivery('cloudtrail.amazonaws.com'), { ...delivery('x'), Principal: { AWS: `arn:aws:iam::${account}:root` } })],
      '',
    ],
    ['another account replicates into it', [trail, policyOf(delivery('cloudtrail.amazonaws.com'), replicates)], ''],
    ['its ACL lets others write too', [trail, fromTrail, noControls, aclOf('WRITE')], ''],
    ['its ACL lets others read alone', [trail, fromTrail, noControls, aclOf('READ')], 'log'],
    ['its ACL lets others write, and has no effect', [trail, fromTrail, aclOf('WRITE')], 'log'],
    ['its ACL could not be read', [trail, fromTrail, noControls, denied(s3.GetBucketAcl, { Bucket: logs }, region)], '?'],
    ['its ACL could not be read, and nothing delivers to it', [noControls, denied(s3.GetBucketAcl, { Bucket: logs }, region)], ''],
    ['the policy could not be read', [trail, denied(s3.GetBucketPolicy, { Bucket: logs }, region)], '?'],
    ['trails could not be read', [denied(cloudtrail.DescribeTrails, {}, region)], '?'],
    ["another bucket's logging could not be read", [denied(s3.GetBucketLogging, { Bucket: other }, region)], '?'],
    ['another bucket is gone', [recorded(s3.GetBucketLogging, { Bucket: other }, { gone: 'NoSuchBucket' }, region)], ''],
    [
      'tagged, whoever delivers',
      [trail, fromTrail, answered(s3.GetBucketTagging, { Bucket: logs }, { TagSet: [{ Key: 'amazon-data-class', Value: 'pii' }] }, region)],
      'pii',
    ],
    ['tags could not be read', [trail, fromTrail, denied(s3.GetBucketTagging, { Bucket: logs }, region)], '?'],
  ])('%s', (_, changes, expected) => {
    expect(classOf(...changes)).toBe(expected);
  });
});

describe('where a bucket lies', () => {
  const unplaced = answered(s3.ListBuckets, {}, { Buckets: [{ Name: Bucket, CreationDate: '2024-05-01T00:00:00.000Z' }] });
  it.each([
    ['empty means us-east-1', {}, 'us-east-1'],
    ['EU means eu-west-1', { LocationConstraint: 'EU' }, 'eu-west-1'],
    ['a region is itself', { LocationConstraint: 'eu-west-1' }, 'eu-west-1'],
  ] as const)('%s', (_, location, expected) => {
    const records = [...base, unplaced, answered(s3.GetBucketLocation, input, location)];
    expect(shown(leafAt(factsOf(records, 's3.bucket', Bucket, ['eu-west-1', 'us-east-1']), 'region'))).toBe(expected);
  });
});
