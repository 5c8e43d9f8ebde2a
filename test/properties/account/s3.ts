import fc from 'fast-check';
import { s3 } from '../../../src/calls/s3.ts';
import { s3control } from '../../../src/calls/s3-control.ts';
import type { SnapshotRecord } from '../../../src/snapshot/record.ts';
import { absent, account, answered } from '../../wire/snapshot-builder.ts';
import { bucketNames, classTags, home, joined, keyArn, oneOf, organization, other, policy, sister, stranger } from './places.ts';

type Rule = object;
const whole = (more: object): Rule => ({ ID: 'r', Status: 'Enabled', Filter: {}, ...more });
const aborts = whole({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } });

const lifecycles: readonly (readonly Rule[] | undefined)[] = [
  [whole({ Expiration: { Days: 20 }, NoncurrentVersionExpiration: { NoncurrentDays: 5 } }), aborts],
  undefined,
  [whole({ Expiration: { Days: 30 } }), aborts],
  [whole({ Expiration: { Days: 30 } })],
  [whole({ Expiration: { Days: 400 } }), aborts],
  [whole({ Filter: { Prefix: 'exports/' }, Expiration: { Days: 10 } }), aborts],
  [whole({ Expiration: { Days: 10 }, NoncurrentVersionExpiration: { NoncurrentDays: 5, NewerNoncurrentVersions: 3 } }), aborts],
  [whole({ Status: 'Disabled', Expiration: { Days: 10 } })],
];

const everybodyDenied = (name: string, condition: object) => ({
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`],
  Condition: condition,
});
const allowed = (name: string, Principal: unknown, more: object = {}) => ({
  Effect: 'Allow',
  Principal,
  Action: 's3:GetObject',
  Resource: `arn:aws:s3:::${name}/*`,
  ...more,
});
const https = (name: string) => everybodyDenied(name, { Bool: { 'aws:SecureTransport': 'false' } });
const delivery = (name: string, service: string) => ({ ...allowed(name, { Service: service }), Action: 's3:PutObject' });

const policies = (name: string): readonly (string | undefined)[] => [
  policy(https(name)),
  undefined,
  policy(https(name), delivery(name, 'cloudtrail.amazonaws.com')),
  policy(https(name), delivery(name, 'logging.s3.amazonaws.com')),
  policy(https(name), allowed(name, '*')),
  policy(https(name), allowed(name, '*', { Condition: { StringEquals: { 'aws:PrincipalOrgID': organization } } })),
  policy(https(name), allowed(name, '*', { Condition: { StringEquals: { 's3:DataAccessPointAccount': account } } })),
  policy(https(name), allowed(name, { AWS: `arn:aws:iam::${stranger}:root` })),
  policy(allowed(name, { AWS: `arn:aws:iam::${sister}:root` })),
  policy(allowed(name, { AWS: `arn:aws:iam::${account}:root` }, { Action: ['s3:PutObject', 's3:GetObject'] })),
  '{ this is no policy',
];

const block = (IgnorePublicAcls: boolean, RestrictPublicBuckets: boolean) => ({
  PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls, RestrictPublicBuckets },
});
const blocks = [block(true, true), undefined, block(true, false), block(false, true), block(false, false)];

const owner = { ID: 'canonical-of-acme' };
const own = { Grantee: { Type: 'CanonicalUser' as const, ID: owner.ID }, Permission: 'FULL_CONTROL' as const };
const group = (name: string) => ({
  Grantee: { Type: 'Group' as const, URI: `http://acs.amazonaws.com/groups/global/${name}` },
  Permission: 'READ' as const,
});
const acls = [
  [own],
  [own, group('AllUsers')],
  [own, group('AuthenticatedUsers')],
  [own, { Grantee: { Type: 'CanonicalUser' as const, ID: 'canonical-of-a-stranger' }, Permission: 'READ' as const }],
];

const encryptions = [
  { ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const } }] } },
  {
    ServerSideEncryptionConfiguration: {
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const, KMSMasterKeyID: keyArn(home, 'k') } }],
    },
  },
  undefined,
];

const locks: readonly [object | undefined, ...(object | undefined)[]] = [
  undefined,
  { ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' as const } },
  {
    ObjectLockConfiguration: {
      ObjectLockEnabled: 'Enabled' as const,
      Rule: { DefaultRetention: { Mode: 'COMPLIANCE' as const, Days: 100 } },
    },
  },
];

const replicatesTo = (arn: string, Status: 'Enabled' | 'Disabled' = 'Enabled') => ({
  ReplicationConfiguration: { Role: 'r', Rules: [{ Status, Destination: { Bucket: arn } }] },
});
const replications: readonly [object | undefined, ...(object | undefined)[]] = [
  undefined,
  replicatesTo('arn:aws:s3:::exports'),
  replicatesTo('arn:aws:s3:::access-logs'),
  replicatesTo('arn:aws:s3:::of-somebody-else'),
  replicatesTo('arn:aws:s3:::exports', 'Disabled'),
];

const loggings = [
  {},
  { LoggingEnabled: { TargetBucket: 'access-logs', TargetPrefix: 'a/' } },
  { LoggingEnabled: { TargetBucket: 'orders', TargetPrefix: '' } },
];

type BucketCall = (typeof s3)[Exclude<keyof typeof s3, 'ListBuckets'>];

function bucket(name: (typeof bucketNames)[number], region: string): fc.Arbitrary<readonly SnapshotRecord[]> {
  const input = { Bucket: name };
  const of = (call: BucketCall, answer: object | undefined): SnapshotRecord =>
    answer === undefined ? absent(call as never, input as never, region) : answered(call as never, input as never, answer as never, region);
  const either = (call: BucketCall, choices: readonly (object | undefined)[]) =>
    oneOf(choices[0], ...choices.slice(1)).map((answer) => [of(call, answer)]);
  const texts = policies(name);
  return joined(
    either(s3.GetBucketOwnershipControls, [
      { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } },
      undefined,
      { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' }] } },
    ]),
    either(s3.GetBucketEncryption, encryptions),
    either(s3.GetPublicAccessBlock, blocks),
    oneOf(texts[0], ...texts.slice(1)).map((Policy) => [of(s3.GetBucketPolicy, Policy === undefined ? undefined : { Policy })]),
    either(
      s3.GetBucketAcl,
      acls.map((Grants) => ({ Owner: owner, Grants })),
    ),
    either(
      s3.GetBucketLifecycleConfiguration,
      lifecycles.map((Rules) => Rules && { Rules }),
    ),
    // what was never versioned has neither lock nor replication
    fc
      .tuple(oneOf<string | undefined>(undefined, 'Enabled', 'Suspended'), oneOf(...locks), oneOf(...replications))
      .map(([Status, lock, replication]) => [
        of(s3.GetBucketVersioning, Status ? { Status } : {}),
        of(s3.GetObjectLockConfiguration, Status ? lock : undefined),
        of(s3.GetBucketReplication, Status ? replication : undefined),
      ]),
    either(s3.GetBucketLogging, loggings),
    classTags.map((tags) => {
      const TagSet = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      return [of(s3.GetBucketTagging, TagSet.length === 0 ? undefined : { TagSet })];
    }),
    either(s3.GetBucketWebsite, [undefined, { IndexDocument: { Suffix: 'index.html' } }]),
    accessPoints(name, region),
  );
}

function accessPoints(Bucket: string, region: string): fc.Arbitrary<readonly SnapshotRecord[]> {
  const Name = `${Bucket}-point`;
  const arn = `arn:aws:s3:${region}:${account}:accesspoint/${Name}`;
  const point = { Name, Bucket, NetworkOrigin: 'Internet' as const, AccessPointArn: arn };
  const open = (Principal: unknown) => policy({ Effect: 'Allow', Principal, Action: 's3:GetObject', Resource: `${arn}/object/*` });
  const texts = [undefined, open('*'), open({ AWS: stranger }), open({ AWS: `arn:aws:iam::${account}:role/worker` }), '{'];
  return fc
    .tuple(
      oneOf(true, true, false),
      oneOf(texts[0], ...texts.slice(1)),
      oneOf<object>({ NetworkOrigin: 'Internet' }, { NetworkOrigin: 'VPC' }, { NetworkOrigin: 'Internet', ...block(true, true) }),
    )
    .map(([some, Policy, settings]) => [
      answered(s3control.GetAccessPoint, { AccountId: account, Name }, settings, region),
      answered(s3control.ListAccessPoints, { AccountId: account, Bucket }, { AccessPointList: some ? [point] : [] }, region),
      Policy === undefined
        ? absent(s3control.GetAccessPointPolicy, { AccountId: account, Name }, region)
        : answered(s3control.GetAccessPointPolicy, { AccountId: account, Name }, { Policy }, region),
    ]);
}

/** Buckets with all that can be asked of them; the list in one page or two, the region in it or to be asked for. */
export const buckets: fc.Arbitrary<readonly SnapshotRecord[]> = fc
  .record({
    names: fc.subarray([...bucketNames]),
    inHome: fc.subarray([...bucketNames]),
    old: fc.subarray([...bucketNames]),
    regionless: fc.subarray([...bucketNames]),
    paged: fc.boolean(),
    blocked: oneOf(blocks[1], ...blocks),
    everywhere: oneOf<readonly string[]>([], [bucketNames[0]]),
  })
  .chain(({ names, inHome, old, regionless, paged, blocked, everywhere }) => {
    const regionOf = (name: (typeof bucketNames)[number]): string => (inHome.includes(name) ? home : other);
    const rows = names.map((Name) => ({
      Name,
      CreationDate: old.includes(Name) ? '2021-05-01T00:00:00.000Z' : '2024-05-01T00:00:00.000Z',
      ...(regionless.includes(Name) ? {} : { BucketRegion: regionOf(Name) }),
    }));
    const half = paged ? Math.floor(rows.length / 2) : rows.length;
    const list = [
      answered(s3.ListBuckets, {}, { Buckets: rows.slice(0, half), ...(half < rows.length && { ContinuationToken: '1' }) }),
      ...(half < rows.length ? [answered(s3.ListBuckets, {}, { Buckets: rows.slice(half) }, '', 1)] : []),
    ];
    const places = names.map((Bucket) =>
      answered(s3.GetBucketLocation, { Bucket }, regionOf(Bucket) === other ? {} : { LocationConstraint: regionOf(Bucket) as 'eu-west-1' }),
    );
    const accountBlock = blocked
      ? answered(s3control.GetPublicAccessBlock, { AccountId: account }, blocked)
      : absent(s3control.GetPublicAccessBlock, { AccountId: account });
    const points = everywhere.map((Bucket) => ({ Name: 'everywhere', Regions: [{ Bucket }] }));
    const multi = answered(s3control.ListMultiRegionAccessPoints, { AccountId: account }, { AccessPoints: points }, 'us-west-2');
    return joined(fc.constant([...list, ...places, accountBlock, multi]), ...names.map((name) => bucket(name, regionOf(name))));
  });
