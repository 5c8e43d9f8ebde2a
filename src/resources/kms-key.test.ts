import { describe, expect, it } from 'vitest';
import { factsOf, leafAt, shown } from '../../test/wire/facts.ts';
import { absent, account, answered, denied, recorded } from '../../test/wire/snapshot-builder.ts';
import { kms } from '../calls/kms.ts';
import { organizations } from '../calls/organizations.ts';
import type { SnapshotRecord } from '../snapshot/record.ts';

const region = 'eu-west-1';
const KeyId = '1234abcd-0000-4000-8000-000000000001';
const KeyArn = `arn:aws:kms:${region}:${account}:key/${KeyId}`;
const input = { KeyId };
const usual = {
  KeyId,
  Arn: KeyArn,
  KeyManager: 'CUSTOMER',
  KeyState: 'Enabled',
  KeySpec: 'SYMMETRIC_DEFAULT',
  KeyUsage: 'ENCRYPT_DECRYPT',
  Origin: 'AWS_KMS',
};
const described = (more: object = {}) => answered(kms.DescribeKey, input, { KeyMetadata: { ...usual, ...more } as never }, region);
const policy = (...Statement: object[]) =>
  answered(kms.GetKeyPolicy, input, { Policy: JSON.stringify({ Version: '2012-10-17', Statement }) }, region);
const root = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' };
const use = (Principal: unknown, more: object = {}) => ({ Effect: 'Allow', Principal, Action: 'kms:Decrypt', Resource: '*', ...more });
const rotation = (answer: object) => answered(kms.GetKeyRotationStatus, input, answer, region);
const grants = (...GranteePrincipals: string[]) =>
  answered(
    kms.ListGrants,
    input,
    {
      Grants: GranteePrincipals.map((GranteePrincipal) => ({
        GrantId: 'g',
        Name: 'g',
        GranteePrincipal,
        Operations: ['Decrypt' as const],
      })),
      Truncated: false,
    },
    region,
  );

const base = [
  answered(kms.ListKeys, {}, { Keys: [{ KeyId, KeyArn }], Truncated: false }, region),
  answered(kms.ListAliases, {}, { Aliases: [{ AliasName: 'alias/orders', TargetKeyId: KeyId }], Truncated: false }, region),
  described(),
  rotation({ KeyRotationEnabled: true, RotationPeriodInDays: 365 }),
  policy(root),
  grants(),
  answered(kms.ListResourceTags, input, { Tags: [], Truncated: false }, region),
  absent(organizations.DescribeOrganization, {}),
];
const leaf = (path: string, ...changes: SnapshotRecord[]): unknown =>
  shown(leafAt(factsOf([...base, ...changes], 'kms.key', 'alias/orders'), path));

describe('a key', () => {
  it.each<[string, string, readonly SnapshotRecord[], unknown]>([
    ['symmetric, made by KMS', 'rotation.applies', [], true],
    ['asymmetric: no "rotation off"', 'rotation.applies', [described({ KeySpec: 'RSA_2048' })], false],
    ['HMAC', 'rotation.applies', [described({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' })], false],
    ['imported', 'rotation.applies', [described({ Origin: 'EXTERNAL' })], false],
    ['in CloudHSM', 'rotation.applies', [described({ Origin: 'AWS_CLOUDHSM' })], false],
    ["a replica: its primary's", 'rotation.applies', [described({ MultiRegionConfiguration: { MultiRegionKeyType: 'REPLICA' } })], false],
    ['a primary', 'rotation.applies', [described({ MultiRegionConfiguration: { MultiRegionKeyType: 'PRIMARY' } })], true],
    ['rotated yearly', 'rotation.everyDays', [], 365],
    ['rotated every 2560 days', 'rotation.everyDays', [rotation({ KeyRotationEnabled: true, RotationPeriodInDays: 2560 })], 2560],
    ['rotation off', 'rotation.everyDays', [rotation({ KeyRotationEnabled: false })], Number.POSITIVE_INFINITY],
    ['rotation denied', 'rotation.everyDays', [denied(kms.GetKeyRotationStatus, input, region)], '?'],
    ['rotation without an answer', 'rotation.everyDays', [rotation({})], '?'],
    ['AES', 'strong', [], true],
    ['RSA of 2048 bits', 'strong', [described({ KeySpec: 'RSA_2048' })], true],
    ['an elliptic curve', 'strong', [described({ KeySpec: 'ECC_NIST_P256' })], false],
    ['for who knows what', 'encrypts', [described({ KeyUsage: undefined })], '?'],
    ['of who knows what spec', 'rotation.applies', [described({ KeySpec: undefined })], '?'],
    ['of who knows what origin', 'rotation.applies', [described({ Origin: undefined })], '?'],
    ['for signatures', 'encrypts', [described({ KeyUsage: 'SIGN_VERIFY' })], false],
    ['pending deletion', 'state', [described({ KeyState: 'PendingDeletion' })], 'PendingDeletion'],
    ['disabled', 'state', [described({ KeyState: 'Disabled' })], 'Disabled'],
    ['denied', 'state', [denied(kms.DescribeKey, input, region)], '?'],
  ])('%s (%s)', (_, path, changes, value) => {
    expect(leaf(path, ...changes)).toBe(value);
  });

  it('that AWS manages rotates by itself, and is asked for no more than its description', () => {
    const managed = [
      ...base.filter(({ operation }) => operation.startsWith('List') && operation !== 'ListGrants' && operation !== 'ListResourceTags'),
      described({ KeyManager: 'AWS' }),
    ];
    const facts = factsOf(managed, 'kms.key', 'alias/orders');
    expect(shown(leafAt(facts, 'rotation.everyDays'))).toBe(365);
    expect(shown(leafAt(facts, 'attribution.class'))).toBe('none');
  });

  it('deleted since it was listed drops out', () => {
    const gone = recorded(kms.DescribeKey, input, { gone: 'NotFoundException' }, region);
    expect(() => factsOf([...base, gone], 'kms.key', 'alias/orders')).toThrow('there is no kms.key');
  });
});

describe('who may use it', () => {
  const org = (Id: string) => answered(organizations.DescribeOrganization, {}, { Organization: { Id, MasterAccountId: '222233334444' } });
  const inOrg = use('*', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } } });
  const count = (...changes: SnapshotRecord[]): unknown => {
    const found = leaf('exposure.outsiders', ...changes);
    return Array.isArray(found) ? found.length : found;
  };
  it.each<[string, readonly SnapshotRecord[], unknown]>([
    ['root of the own account hands over to IAM', [], 0],
    ['another account', [policy(root, use({ AWS: 'arn:aws:iam::999988887777:root' }))], 1],
    ['a deleted principal is none', [policy(root, use({ AWS: 'AROAEXAMPLEEXAMPLE' }))], 0],
    ['everybody', [policy(root, use('*'))], 1],
    ['everybody of the own account', [policy(root, use('*', { Condition: { StringEquals: { 'kms:CallerAccount': account } } }))], 0],
    [
      'through a service alone limits nobody',
      [policy(root, use('*', { Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } } }))],
      1,
    ],
    ['a service of AWS', [policy(root, use({ Service: 'logs.eu-west-1.amazonaws.com' }))], 0],
    ["everybody of the account's organization", [policy(root, inOrg), org('o-abcdefghij')], 0],
    ['everybody of another organization', [policy(root, inOrg), org('o-zzzzzzzzzz')], 1],
    ['everybody of an organization that could not be read', [policy(root, inOrg), denied(organizations.DescribeOrganization, {})], '?'],
    [
      "the organization's management account is not foreign",
      [policy(root, use({ AWS: 'arn:aws:iam::222233334444:root' })), org('o-abcdefghij')],
      0,
    ],
    ['the policy denied', [denied(kms.GetKeyPolicy, input, region)], '?'],
  ])('%s', (_, changes, expected) => {
    expect(count(...changes)).toBe(expected);
  });

  it('a grant that names nobody is not known to be ours', () => {
    const nobody = answered(
      kms.ListGrants,
      input,
      { Grants: [{ GrantId: 'g', Name: 'g', Operations: ['Decrypt'] }], Truncated: false },
      region,
    );
    expect(shown(leafAt(factsOf([...base, nobody], 'kms.grant', 'g of alias/orders'), 'outsiders'))).toBe('?');
  });

  it('a grant to a service, by its own field', () => {
    const service = { GrantId: 'g', Name: 'g', GranteeServicePrincipal: 'rds.amazonaws.com', Operations: ['Decrypt' as const] };
    const records = [...base, answered(kms.ListGrants, input, { Grants: [service], Truncated: false }, region)];
    expect(shown(leafAt(factsOf(records, 'kms.grant', 'g of alias/orders'), 'outsiders'))).toEqual([]);
  });

  it.each<[string, string, unknown]>([
    ['a role of the account', `arn:aws:iam::${account}:role/worker`, []],
    ['a service', 'rds.eu-west-1.amazonaws.com', []],
    ['another account', 'arn:aws:iam::999988887777:role/x', ['arn:aws:iam::999988887777:role/x may Decrypt']],
    ['an account id', '999988887777', ['999988887777 may Decrypt']],
    ['a deleted principal', 'AIDAEXAMPLEEXAMPLE', []],
  ])('a grant reaches past the policy: to %s', (_, grantee, outsiders) => {
    expect(shown(leafAt(factsOf([...base, grants(grantee)], 'kms.grant', 'g of alias/orders'), 'outsiders'))).toEqual(outsiders);
  });
});
