import { kms } from '../../src/calls/kms.ts';
import type { SnapshotRecord } from '../../src/snapshot/record.ts';
import { absent, answered } from '../wire/snapshot-builder.ts';
import { home, keyArn, type Loose, loose, text, toIam } from './settings.ts';

/** A symmetric key of the account's own, rotated yearly, but for what is said here. */
export interface KeyOf {
  readonly region?: string;
  readonly tag?: string;
  readonly metadata?: Loose;
  readonly rotation?: Loose;
  readonly policy?: readonly Loose[];
  readonly grants?: readonly Loose[];
  readonly alias?: string;
}

/** All that KMS would answer of a key. */
export function keyRecords(id: string, of: KeyOf): readonly SnapshotRecord[] {
  const region = of.region ?? home;
  const KeyId = { KeyId: id };
  return [
    answered(
      kms.DescribeKey,
      KeyId,
      {
        KeyMetadata: loose({
          KeyId: id,
          Arn: keyArn(id, region),
          KeyManager: 'CUSTOMER',
          KeyState: 'Enabled',
          KeyUsage: 'ENCRYPT_DECRYPT',
          KeySpec: 'SYMMETRIC_DEFAULT',
          Origin: 'AWS_KMS',
          MultiRegion: false,
          ...of.metadata,
        }),
      },
      region,
    ),
    of.rotation === undefined || 'KeyRotationEnabled' in of.rotation
      ? answered(kms.GetKeyRotationStatus, KeyId, loose(of.rotation ?? { KeyRotationEnabled: true, RotationPeriodInDays: 365 }), region)
      : absent(kms.GetKeyRotationStatus, KeyId, region),
    answered(kms.GetKeyPolicy, KeyId, { Policy: text(of.policy ?? [toIam]) }, region),
    answered(kms.ListGrants, KeyId, { Grants: loose(of.grants ?? []) }, region),
    answered(kms.ListResourceTags, KeyId, { Tags: of.tag ? [{ TagKey: 'amazon-data-class', TagValue: of.tag }] : [] }, region),
  ];
}
