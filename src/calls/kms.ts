import { calls } from './catalogue.ts';

const gone = ['NotFoundException'];
const page = { token: 'Marker', next: 'NextMarker', more: 'Truncated' };

/** Keys that AWS manages rotate by themselves, serve one service and can't be tagged, shared or granted: only the description is asked. */
const managedByAws = {
  call: 'DescribeKey',
  when: (answer: { KeyMetadata?: { KeyManager?: string } } | undefined) => answer?.KeyMetadata?.KeyManager === 'AWS',
} as const;

export const kms = calls<typeof import('@aws-sdk/client-kms')>()('kms', {
  ListKeys: { action: 'kms:ListKeys', scope: 'region', always: ['Keys'], page: { ...page, size: { Limit: 1000 } } },
  ListAliases: { action: 'kms:ListAliases', scope: 'region', always: ['Aliases'], page },
  DescribeKey: { action: 'kms:DescribeKey', scope: 'region', gone },
  GetKeyRotationStatus: {
    action: 'kms:GetKeyRotationStatus',
    scope: 'region',
    gone,
    // Only symmetric encryption keys rotate: docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
    absent: ['UnsupportedOperationException'],
    unless: { ...managedByAws, reads: { KeyRotationEnabled: true, RotationPeriodInDays: 365 } },
  },
  GetKeyPolicy: {
    action: 'kms:GetKeyPolicy',
    scope: 'region',
    along: { PolicyName: 'default' }, // a key has this one policy
    gone,
    secret: { Policy: 'policy' },
    unless: { ...managedByAws, reads: undefined },
  },
  ListGrants: {
    action: 'kms:ListGrants',
    scope: 'region',
    always: ['Grants'],
    page,
    gone,
    unless: { ...managedByAws, reads: { Grants: [] } },
  },
  ListResourceTags: {
    action: 'kms:ListResourceTags',
    scope: 'region',
    always: ['Tags'],
    page,
    gone,
    unless: { ...managedByAws, reads: { Tags: [] } },
  },
});
