// What speaks for the class of a bucket, and whether access logs arrive where they are meant to go.
import { account } from '../wire/snapshot-builder.ts';
import type { BucketOf } from './bucket-records.ts';
import { abroad, home, keyArn, type Loose, rootOf } from './settings.ts';
import { table, toGroup, vendor } from './verdict-table.ts';

const days = (Days: number): Loose => ({ Expiration: { Days }, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } });
const writes = (Principal: unknown, more: Loose = {}): Loose => ({
  Effect: 'Allow',
  Principal,
  Action: 's3:PutObject',
  Resource: 'arn:aws:s3:::logs/*',
  ...more,
});
const logDelivery = writes({ Service: 'logging.s3.amazonaws.com' });
const trailDelivery = writes({ Service: 'cloudtrail.amazonaws.com' });
const TrailARN = `arn:aws:cloudtrail:${home}:${account}:trail/t`;
const trail = { trails: [{ Name: 't', TrailARN, HomeRegion: home, S3BucketName: 'logs', IsMultiRegionTrail: true }] };
const orders = (more: BucketOf): Record<string, BucketOf> => ({ orders: { tag: 'pii', ...more } });

table('what is a log, and what is logged', [
  ['nothing says', { buckets: { orders: { lifecycle: [days(400)] } } }, 'orders', 'class fail, pii fail, keep n/a'],
  [
    'trail bucket',
    { ...trail, buckets: { logs: { policy: [trailDelivery] } } },
    'logs',
    'class pass, keep pass, pii n/a, logs pass, vers warn',
  ],
  [
    'trail bucket and a role writes',
    { ...trail, buckets: { logs: { policy: [trailDelivery, writes({ AWS: `arn:aws:iam::${account}:role/app` })] } } },
    'logs',
    'class fail, pii fail',
  ],
  [
    'trail bucket and a role only reads',
    {
      ...trail,
      buckets: { logs: { policy: [trailDelivery, writes({ AWS: `arn:aws:iam::${account}:role/app` }, { Action: 's3:GetObject' })] } },
    },
    'logs',
    'class pass, keep pass',
  ],
  [
    'trail bucket that another account replicates into',
    {
      ...trail,
      buckets: {
        logs: {
          versioning: 'Enabled',
          policy: [
            trailDelivery,
            writes({ AWS: `arn:aws:iam::${vendor}:role/r` }, { Action: ['s3:ReplicateObject', 's3:ReplicateDelete'] }),
          ],
        },
      },
    },
    'logs',
    'class fail, pii fail',
  ],
  [
    'trail bucket that an ACL lets everybody write',
    { ...trail, buckets: { logs: { ownership: null, acl: [toGroup('global/AllUsers', 'WRITE')], policy: [trailDelivery] } } },
    'logs',
    'public fail, class fail',
  ],
  [
    'access logs of others',
    { buckets: { ...orders({ logsTo: 'logs' }), logs: { policy: [logDelivery] } } },
    'logs',
    'class pass, keep pass',
  ],
  [
    'access logs of itself',
    { buckets: { ...orders({ logsTo: 'logs' }), logs: { policy: [logDelivery], logsTo: 'logs' } } },
    'logs',
    'class fail, pii fail',
  ],
  [
    'load balancer logs',
    { buckets: { logs: { policy: [writes({ Service: 'logdelivery.elasticloadbalancing.amazonaws.com' })] } } },
    'logs',
    'class pass, keep pass',
  ],
  [
    'load balancer logs by account',
    { buckets: { logs: { policy: [writes({ AWS: rootOf('156460612806') })] } } },
    'logs',
    'class pass, keep pass, logs pass',
  ],
  [
    'tag pii on a log bucket',
    { ...trail, buckets: { logs: { tag: 'pii', policy: [trailDelivery] } } },
    'logs',
    'class pass, keep n/a, pii fail',
  ],
  [
    'tag that says nothing known, on a trail bucket',
    { ...trail, buckets: { logs: { tag: 'customer-data', policy: [trailDelivery] } } },
    'logs',
    'class fail, pii fail',
  ],
  [
    'tag that says nothing known, default none',
    { buckets: { orders: { tag: 'personal' } }, config: { classes: { default: 'none' } } },
    'orders',
    'class fail, pii fail',
  ],
  ['tag with a space about it', { buckets: { orders: { tag: ' pii ' } } }, 'orders', 'class pass, pii fail'],
  [
    'tag wins over a pattern',
    { buckets: { orders: { tag: 'pii' } }, config: { classes: { patterns: [{ match: '*', class: 'none' }] } } },
    'orders',
    'pii fail',
  ],
  [
    'pattern wins',
    { buckets: { orders: { tag: 'pii' } }, config: { classes: { precedence: 'patterns', patterns: [{ match: 'ord*', class: 'none' }] } } },
    'orders',
    'pii n/a',
  ],
  [
    'log target of another region: not delivered',
    { buckets: { ...orders({ logsTo: 'logs' }), logs: { region: abroad, policy: [logDelivery] } } },
    'orders',
    'access fail',
  ],
  ['log target gone', { buckets: orders({ logsTo: 'logs' }) }, 'orders', 'access fail'],
  ['log target lets S3 deliver', { buckets: { ...orders({ logsTo: 'logs' }), logs: { policy: [logDelivery] } } }, 'orders', 'access pass'],
  [
    'log target lets S3 deliver from this account',
    {
      buckets: {
        ...orders({ logsTo: 'logs' }),
        logs: {
          policy: [
            {
              ...logDelivery,
              Condition: { StringEquals: { 'aws:SourceAccount': account }, ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::orders' } },
            },
          ],
        },
      },
    },
    'orders',
    'access pass',
  ],
  [
    'log target lets S3 deliver from another bucket only',
    {
      buckets: {
        ...orders({ logsTo: 'logs' }),
        logs: { policy: [{ ...logDelivery, Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::other' } } }] },
      },
    },
    'orders',
    'access fail',
  ],
  [
    'log target lets S3 deliver under another prefix only',
    { buckets: { ...orders({ logsTo: 'logs' }), logs: { policy: [{ ...logDelivery, Resource: 'arn:aws:s3:::logs/b/*' }] } } },
    'orders',
    'access fail',
  ],
  [
    'log target lets S3 deliver, encrypted by KMS',
    { buckets: { ...orders({ logsTo: 'logs' }), logs: { policy: [logDelivery], kms: keyArn('k') } } },
    'orders',
    'access fail',
  ],
  [
    'log target lets S3 deliver, locked',
    { buckets: { ...orders({ logsTo: 'logs' }), logs: { policy: [logDelivery], lock: { Mode: 'COMPLIANCE', Days: 400 } } } },
    'orders',
    'access fail',
  ],
  ['log target without any right for S3', { buckets: { ...orders({ logsTo: 'logs' }), logs: {} } }, 'orders', 'access fail'],
  [
    'log target by ACL',
    {
      buckets: {
        ...orders({ logsTo: 'logs' }),
        logs: { ownership: 'BucketOwnerPreferred', acl: [toGroup('s3/LogDelivery', 'WRITE'), toGroup('s3/LogDelivery', 'READ_ACP')] },
      },
    },
    'orders',
    'access pass',
  ],
]);
