// Lifecycle, versions, uploads, locks and copies together, and what each class and edition makes of them.
import { abroad, home, type Loose } from './settings.ts';
import { bucket, table } from './verdict-table.ts';

const abort = { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } };
const days = (Days: number, more: Loose = {}): Loose => ({ Expiration: { Days }, ...abort, ...more });
const old = (NoncurrentDays: number, NewerNoncurrentVersions?: number): Loose => ({
  NoncurrentVersionExpiration: { NoncurrentDays, ...(NewerNoncurrentVersions && { NewerNoncurrentVersions }) },
});

table('how long a bucket keeps', [
  ['30 days and uploads ended', bucket({ lifecycle: [days(30)] }), 'orders', 'pii pass, enc pass, class pass, copy pass'],
  ['31 days', bucket({ lifecycle: [days(31)] }), 'orders', 'pii fail'],
  ['no lifecycle', bucket({}), 'orders', 'pii fail'],
  [
    'two prefixes, rest uncovered',
    bucket({ lifecycle: [days(10, { Filter: { Prefix: 'a/' } }), days(10, { Filter: { Prefix: 'b/' } })] }),
    'orders',
    'pii fail',
  ],
  [
    'prefix long and everything short: shorter wins',
    bucket({ lifecycle: [days(90, { Filter: { Prefix: 'a/' } }), days(30)] }),
    'orders',
    'pii pass',
  ],
  [
    'sizes that meet: > 100 and < 101',
    bucket({
      lifecycle: [
        days(20, { Filter: { ObjectSizeGreaterThan: 100 }, AbortIncompleteMultipartUpload: undefined }),
        days(30, { Filter: { ObjectSizeLessThan: 101 }, AbortIncompleteMultipartUpload: undefined }),
        { ...abort },
      ],
    }),
    'orders',
    'pii pass',
  ],
  [
    'sizes that leave a hole: > 100 and < 100',
    bucket({
      lifecycle: [
        { Expiration: { Days: 20 }, Filter: { ObjectSizeGreaterThan: 100 } },
        { Expiration: { Days: 20 }, Filter: { ObjectSizeLessThan: 100 } },
        abort,
      ],
    }),
    'orders',
    'pii fail',
  ],
  [
    'size > 0 leaves empty objects',
    bucket({ lifecycle: [{ Expiration: { Days: 20 }, Filter: { ObjectSizeGreaterThan: 0 } }, abort] }),
    'orders',
    'pii fail',
  ],
  [
    'tag only',
    bucket({ lifecycle: [{ Expiration: { Days: 20 }, Filter: { Tag: { Key: 'a', Value: 'b' } } }, abort] }),
    'orders',
    'pii fail',
  ],
  [
    'And of prefix "" and size',
    bucket({ lifecycle: [{ Expiration: { Days: 20 }, Filter: { And: { Prefix: '', ObjectSizeGreaterThan: 1 } } }, abort] }),
    'orders',
    'pii fail',
  ],
  ['old form: Prefix beside, no filter', bucket({ lifecycle: [days(30, { Filter: undefined, Prefix: '' })] }), 'orders', 'pii pass'],
  [
    'abort in 40 days',
    bucket({ lifecycle: [{ Expiration: { Days: 20 } }, { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 40 } }] }),
    'orders',
    'pii fail',
  ],
  [
    'abort for a prefix only',
    bucket({ lifecycle: [{ Expiration: { Days: 20 } }, { ...abort, Filter: { Prefix: 'a/' } }] }),
    'orders',
    'pii fail',
  ],
  [
    'transition to Glacier and no expiry',
    bucket({ lifecycle: [{ Transitions: [{ Days: 30, StorageClass: 'GLACIER' }], ...abort }] }),
    'orders',
    'pii fail',
  ],
  [
    'transition and expiry at 30',
    bucket({ lifecycle: [days(30, { Transitions: [{ Days: 1, StorageClass: 'GLACIER_IR' }] })] }),
    'orders',
    'pii pass',
  ],
  ['disabled rule', bucket({ lifecycle: [days(10, { Status: 'Disabled' })] }), 'orders', 'pii fail'],
  ['versioned 20+10', bucket({ versioning: 'Enabled', lifecycle: [days(20, old(10))] }), 'orders', 'pii pass'],
  ['versioned 21+10', bucket({ versioning: 'Enabled', lifecycle: [days(21, old(10))] }), 'orders', 'pii fail'],
  [
    'versioned, old versions unmentioned, delete markers removed',
    bucket({ versioning: 'Enabled', lifecycle: [days(20), { Expiration: { ExpiredObjectDeleteMarker: true } }] }),
    'orders',
    'pii fail',
  ],
  ['versioned, newer versions kept', bucket({ versioning: 'Enabled', lifecycle: [days(1, old(1, 1))] }), 'orders', 'pii fail'],
  [
    'versioned, newer kept by one rule, all gone by another',
    bucket({ versioning: 'Enabled', lifecycle: [days(1, old(1, 5)), { ...old(20) }] }),
    'orders',
    'pii pass',
  ],
  [
    'versioned: old versions of a prefix only',
    bucket({ versioning: 'Enabled', lifecycle: [days(1), { ...old(1), Filter: { Prefix: 'a/' } }] }),
    'orders',
    'pii fail',
  ],
  ['suspended without noncurrent rule', bucket({ versioning: 'Suspended', lifecycle: [days(10)] }), 'orders', 'pii fail'],
  ['suspended with noncurrent rule', bucket({ versioning: 'Suspended', lifecycle: [days(10, old(10))] }), 'orders', 'pii pass'],
  ['date past', bucket({ lifecycle: [{ Expiration: { Date: '2026-01-01T00:00:00.000Z' }, ...abort }] }), 'orders', 'pii pass'],
  ['date to come', bucket({ lifecycle: [{ Expiration: { Date: '2026-04-01T00:00:00.000Z' }, ...abort }] }), 'orders', 'pii fail'],
  [
    'date to come and 30 days',
    bucket({ lifecycle: [{ Expiration: { Date: '2026-04-01T00:00:00.000Z' } }, days(30)] }),
    'orders',
    'pii pass',
  ],
  ['lock without default', bucket({ lock: true, lifecycle: [days(10, old(10))] }), 'orders', 'pii unknown'],
  ['lock with 60 days default', bucket({ lock: { Mode: 'GOVERNANCE', Days: 60 }, lifecycle: [days(10, old(10))] }), 'orders', 'pii fail'],
  ['lock and no lifecycle', bucket({ lock: true }), 'orders', 'pii fail'],
  [
    'replicates to another account',
    bucket({ versioning: 'Enabled', lifecycle: [days(10, old(10))], copiesTo: 'abroad' }),
    'orders',
    'pii unknown',
  ],
  [
    'replicates to own, weaker tag',
    bucket(
      { versioning: 'Enabled', lifecycle: [days(10, old(10))], copiesTo: 'copy' },
      { buckets: { copy: { region: abroad, versioning: 'Enabled', tag: 'none' } } },
    ),
    'copy',
    'copy fail, pii fail, class pass, http pass',
  ],
  [
    'replicates to own bucket of the other region left out',
    bucket(
      { versioning: 'Enabled', lifecycle: [days(10, old(10))], copiesTo: 'copy' },
      { limit: [home], buckets: { copy: { region: abroad, versioning: 'Enabled', tag: 'pii' } } },
    ),
    'orders',
    'pii unknown',
  ],
  ['information: 548 and 549 days', bucket({ tag: 'information', lifecycle: [days(548)] }), 'orders', 'info pass, pii n/a'],
  ['information: 549', bucket({ tag: 'information', lifecycle: [days(549)] }), 'orders', 'info fail, pii n/a'],
  ['information: 549 in 2026-08 is guidance', bucket({ tag: 'information', lifecycle: [days(549)] }), 'orders', 'info warn', 'dpp-2026-08'],
  ['information: none in 2022-08', bucket({ tag: 'information' }), 'orders', 'info absent, rotate absent', 'dpp-2022-08'],
  ['information: none in 2024-06', bucket({ tag: 'information' }), 'orders', 'info absent', 'dpp-2024-06'],
  ['log: 90 days in 2022', bucket({ tag: 'log', lifecycle: [days(90)] }), 'orders', 'keep pass, pii n/a', 'dpp-2022-08'],
  ['log: 89 days in 2024', bucket({ tag: 'log', lifecycle: [days(89)] }), 'orders', 'keep fail', 'dpp-2024-06'],
  ['log: 90 days in 2025', bucket({ tag: 'log', lifecycle: [days(90)] }), 'orders', 'keep fail, vers warn'],
  ['log: 365 days in 2026', bucket({ tag: 'log', lifecycle: [days(365)] }), 'orders', 'keep pass', 'dpp-2026-08'],
  [
    'log: one prefix goes early',
    bucket({ tag: 'log', lifecycle: [days(400), days(30, { Filter: { Prefix: 'tmp/' } })] }),
    'orders',
    'keep fail',
  ],
  [
    'log: versioned, expiry alone loses nothing',
    bucket({ tag: 'log', versioning: 'Enabled', lifecycle: [days(30)] }),
    'orders',
    'keep pass, vers pass',
  ],
  [
    'log: suspended, expiry loses',
    bucket({ tag: 'log', versioning: 'Suspended', lifecycle: [days(30)] }),
    'orders',
    'keep fail, vers warn',
  ],
  [
    'log: lock of a year holds',
    bucket({ tag: 'log', lock: { Mode: 'COMPLIANCE', Years: 1 }, lifecycle: [days(30, old(1))] }),
    'orders',
    'keep pass',
  ],
  ['log: disabled early rule', bucket({ tag: 'log', lifecycle: [days(30, { Status: 'Disabled' })] }), 'orders', 'keep pass'],
  ['log: date to come', bucket({ tag: 'log', lifecycle: [{ Expiration: { Date: '2026-04-01T00:00:00.000Z' } }] }), 'orders', 'keep fail'],
  [
    'none: nothing asked',
    bucket({ tag: 'none', policy: null }),
    'orders',
    'pii n/a, keep n/a, enc n/a, http n/a, public n/a, out n/a, class pass',
  ],
]);
