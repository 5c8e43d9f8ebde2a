import fc from 'fast-check';
import { kms } from '../../../src/calls/kms.ts';
import type { SnapshotRecord } from '../../../src/snapshot/record.ts';
import { absent, account, answered } from '../../wire/snapshot-builder.ts';
import { classTags, home, joined, keyArn, keyId, oneOf, organization, other, policy, sister, stranger } from './places.ts';

const root = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' };
const use = (Principal: unknown, more: object = {}) => ({ Effect: 'Allow', Principal, Action: 'kms:Decrypt', Resource: '*', ...more });

const policies = [
  policy(root),
  policy(root, use({ AWS: `arn:aws:iam::${stranger}:root` })),
  policy(root, use({ AWS: `arn:aws:iam::${sister}:role/x` })),
  policy(root, use('*')),
  policy(root, use('*', { Condition: { StringEquals: { 'kms:CallerAccount': account } } })),
  policy(root, use('*', { Condition: { StringEquals: { 'aws:PrincipalOrgID': organization } } })),
  policy(root, use({ Service: 'cloudwatch.amazonaws.com' })),
];

const metadata: readonly object[] = [
  {},
  { KeyManager: 'AWS' },
  { KeyState: 'Disabled', Enabled: false },
  { KeyState: 'PendingDeletion', Enabled: false },
  { KeySpec: 'RSA_2048', CustomerMasterKeySpec: 'RSA_2048' },
  { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' },
  { Origin: 'EXTERNAL' },
  { MultiRegion: true, MultiRegionConfiguration: { MultiRegionKeyType: 'REPLICA' } },
];

const rotations: readonly (object | undefined)[] = [
  { KeyRotationEnabled: true, RotationPeriodInDays: 365 },
  { KeyRotationEnabled: false },
  { KeyRotationEnabled: true, RotationPeriodInDays: 2560 },
  undefined,
];

const grant = (GranteePrincipal: string) => ({ GrantId: 'g1', Name: '', GranteePrincipal, Operations: ['Decrypt' as const] });
const grants = [
  [],
  [grant(`arn:aws:iam::${stranger}:role/x`)],
  [grant(`arn:aws:iam::${account}:role/worker`)],
  [grant('rds.eu-west-1.amazonaws.com')],
];

function key(region: string, n: number): fc.Arbitrary<readonly SnapshotRecord[]> {
  const KeyId = keyId(region, n);
  const usual = {
    KeyId,
    Arn: keyArn(region, KeyId),
    AWSAccountId: account,
    KeyManager: 'CUSTOMER',
    KeyState: 'Enabled',
    Enabled: true,
    KeySpec: 'SYMMETRIC_DEFAULT',
    KeyUsage: 'ENCRYPT_DECRYPT',
    Origin: 'AWS_KMS',
    MultiRegion: false,
  };
  return fc
    .record({
      own: oneOf(metadata[0], ...metadata.slice(1)),
      rotation: oneOf(rotations[0], ...rotations.slice(1)),
      text: oneOf(policies[0], ...policies.slice(1)),
      granted: oneOf(grants[0], ...grants.slice(1)),
      tags: classTags,
    })
    .map((any) => {
      // what AWS manages rotates, and nobody else can share, grant or tag it
      const managed = 'KeyManager' in (any.own ?? {});
      const { own, rotation, text, granted, tags } = managed
        ? { ...any, rotation: rotations[0], text: policies[0], granted: [], tags: {} }
        : any;
      return [
        answered(kms.DescribeKey, { KeyId }, { KeyMetadata: { ...usual, ...own } as never }, region),
        rotation ? answered(kms.GetKeyRotationStatus, { KeyId }, rotation, region) : absent(kms.GetKeyRotationStatus, { KeyId }, region),
        answered(kms.GetKeyPolicy, { KeyId }, { Policy: text ?? '', PolicyName: 'default' }, region),
        answered(kms.ListGrants, { KeyId }, { Grants: granted ?? [], Truncated: false }, region),
        answered(
          kms.ListResourceTags,
          { KeyId },
          { Tags: Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })), Truncated: false },
          region,
        ),
      ];
    });
}

const inRegion = (region: string): fc.Arbitrary<readonly SnapshotRecord[]> =>
  fc.record({ count: fc.nat(2), paged: fc.boolean(), named: fc.boolean() }).chain(({ count, paged, named }) => {
    const ids = Array.from({ length: count }, (_, n) => keyId(region, n));
    const rows = ids.map((KeyId) => ({ KeyId, KeyArn: keyArn(region, KeyId) }));
    const half = paged && rows.length > 1 ? 1 : rows.length;
    const more = half < rows.length;
    return joined(
      fc.constant([
        answered(kms.ListKeys, {}, { Keys: rows.slice(0, half), Truncated: more, ...(more && { NextMarker: '1' }) }, region),
        ...(more ? [answered(kms.ListKeys, {}, { Keys: rows.slice(half), Truncated: false }, region, 1)] : []),
        answered(
          kms.ListAliases,
          {},
          { Aliases: named ? ids.map((TargetKeyId, n) => ({ AliasName: `alias/key-${n}`, TargetKeyId })) : [], Truncated: false },
          region,
        ),
      ]),
      ...ids.map((_, n) => key(region, n)),
    );
  });

/** Keys, in both regions. */
export const keys: fc.Arbitrary<readonly SnapshotRecord[]> = joined(inRegion(home), inRegion(other));
