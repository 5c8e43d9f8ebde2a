// Kinds, states and rotation of keys, their policies and grants.
import { account } from '../wire/snapshot-builder.ts';
import { type Loose, rootOf, toIam } from './settings.ts';
import { key, table, vendor } from './verdict-table.ts';

const decrypts = (Principal: unknown, Condition?: Loose): readonly Loose[] => [
  toIam,
  { Effect: 'Allow', Principal, Action: 'kms:Decrypt', Resource: '*', ...(Condition && { Condition }) },
];
const grant = (GranteePrincipal: string): readonly Loose[] => [{ GrantId: 'g1', Name: 'n', GranteePrincipal, Operations: ['Decrypt'] }];

table('keys of KMS', [
  ['usual', key({}), 'k', 'strong pass, usable pass, rotate pass, own pass, public pass, class pass'],
  ['rotation off', key({ rotation: { KeyRotationEnabled: false } }), 'k', 'rotate fail'],
  ['rotation off, 2022', key({ rotation: { KeyRotationEnabled: false } }), 'k', 'rotate absent, usable pass', 'dpp-2022-08'],
  ['every 366 days', key({ rotation: { KeyRotationEnabled: true, RotationPeriodInDays: 366 } }), 'k', 'rotate fail'],
  ['every 90 days', key({ rotation: { KeyRotationEnabled: true, RotationPeriodInDays: 90 } }), 'k', 'rotate pass'],
  ['on, no period', key({ rotation: { KeyRotationEnabled: true } }), 'k', 'rotate pass'],
  [
    'imported',
    key({ metadata: { Origin: 'EXTERNAL', ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' }, rotation: {} }),
    'k',
    'rotate n/a, usable pass, strong pass',
  ],
  ['CloudHSM', key({ metadata: { Origin: 'AWS_CLOUDHSM', CustomKeyStoreId: 'cks-1' }, rotation: {} }), 'k', 'rotate n/a, usable pass'],
  [
    'external store disconnected',
    key({ metadata: { Origin: 'EXTERNAL_KEY_STORE', KeyState: 'Unavailable' }, rotation: {} }),
    'k',
    'rotate n/a, usable fail',
  ],
  ['RSA 2048', key({ metadata: { KeySpec: 'RSA_2048' }, rotation: {} }), 'k', 'rotate n/a, strong pass'],
  ['RSA signing', key({ metadata: { KeySpec: 'RSA_4096', KeyUsage: 'SIGN_VERIFY' }, rotation: {} }), 'k', 'rotate n/a, strong n/a'],
  ['HMAC', key({ metadata: { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }, rotation: {} }), 'k', 'rotate n/a, strong n/a'],
  ['SM2', key({ metadata: { KeySpec: 'SM2', KeyUsage: 'ENCRYPT_DECRYPT' }, rotation: {} }), 'k', 'strong fail'],
  [
    'replica',
    key({
      metadata: { MultiRegion: true, MultiRegionConfiguration: { MultiRegionKeyType: 'REPLICA' } },
      rotation: { KeyRotationEnabled: false },
    }),
    'k',
    'rotate n/a',
  ],
  [
    'primary',
    key({
      metadata: { MultiRegion: true, MultiRegionConfiguration: { MultiRegionKeyType: 'PRIMARY' } },
      rotation: { KeyRotationEnabled: false },
    }),
    'k',
    'rotate fail',
  ],
  ['disabled', key({ metadata: { KeyState: 'Disabled' }, rotation: { KeyRotationEnabled: false } }), 'k', 'usable fail, rotate n/a'],
  [
    'pending deletion',
    key({ metadata: { KeyState: 'PendingDeletion' }, rotation: { KeyRotationEnabled: false } }),
    'k',
    'usable fail, rotate n/a',
  ],
  ['pending import', key({ metadata: { KeyState: 'PendingImport', Origin: 'EXTERNAL' }, rotation: {} }), 'k', 'usable fail'],
  [
    'AWS managed',
    key({ tag: '', metadata: { KeyManager: 'AWS' }, alias: 'alias/aws/s3' }),
    'alias/aws/s3',
    'usable n/a, rotate n/a, own n/a, class pass, public n/a',
  ],
  ['everybody', key({ policy: decrypts('*') }), 'k', 'own fail, public fail'],
  [
    'everybody by ViaService',
    key({ policy: decrypts('*', { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } }) }),
    'k',
    'own fail, public fail',
  ],
  [
    'everybody by ViaService and CallerAccount',
    key({ policy: decrypts('*', { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com', 'kms:CallerAccount': account } }) }),
    'k',
    'own pass, public pass',
  ],
  ['vendor', key({ policy: decrypts({ AWS: rootOf(vendor) }) }), 'k', 'own fail, public pass, out fail'],
  ['logs service', key({ policy: decrypts({ Service: 'logs.eu-west-1.amazonaws.com' }) }), 'k', 'own pass, public pass'],
  [
    'key agreement',
    key({ metadata: { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' }, rotation: {} }),
    'k',
    'strong n/a, rotate n/a, usable pass',
  ],
  ['a use that is not told', key({ metadata: { KeyUsage: undefined } }), 'k', 'strong unknown'],
  [
    'primary that waits for its replicas to go',
    key({ metadata: { KeyState: 'PendingReplicaDeletion', MultiRegionConfiguration: { MultiRegionKeyType: 'PRIMARY' } } }),
    'k',
    'usable fail, rotate n/a',
  ],
  [
    'our organisation',
    key({ policy: decrypts({ AWS: '*' }, { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } }) }, { organization: 'o-abcdefghij' }),
    'k',
    'own pass, public pass',
  ],
  [
    'service for a vendor',
    key({ policy: decrypts({ Service: 's3.amazonaws.com' }, { StringEquals: { 'aws:SourceAccount': vendor } }) }),
    'k',
    'own fail',
  ],
  [
    'everybody with a tag',
    key({ policy: decrypts('*', { StringEquals: { 'aws:PrincipalTag/team': 'x' } }) }),
    'k',
    'own fail, public fail',
  ],
  [
    'everybody with an encryption context',
    key({ policy: decrypts('*', { StringEquals: { 'kms:EncryptionContext:a': 'b' } }) }),
    'k',
    'own fail, public fail',
  ],
  [
    'none: class none, still a key of ours',
    key({ tag: 'none', rotation: { KeyRotationEnabled: false }, policy: decrypts({ AWS: rootOf(vendor) }) }),
    'k',
    'rotate fail, own fail, public n/a, out n/a',
  ],
  ['unclassified', key({ tag: '' }), 'k', 'class fail'],
  ['grant to own role', key({ grants: grant(`arn:aws:iam::${account}:role/x`) }), 'n of k', 'grants pass'],
  ['grant to vendor', key({ grants: grant(`arn:aws:iam::${vendor}:role/x`) }), 'n of k', 'grants fail'],
  ['grant to service', key({ grants: grant('dynamodb.eu-west-1.amazonaws.com') }), 'n of k', 'grants pass'],
  [
    'grant to assumed role of own',
    key({ grants: grant(`arn:aws:sts::${account}:assumed-role/aws:ec2-infrastructure/i-1`) }),
    'n of k',
    'grants pass',
  ],
  ['grant to vendor user', key({ grants: grant(`arn:aws:sts::${vendor}:federated-user/bob`) }), 'n of k', 'grants fail'],
]);
