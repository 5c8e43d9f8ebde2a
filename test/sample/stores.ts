import type { LifecycleRule } from '@aws-sdk/client-s3';
import type { SeedAws } from '../emulator/seed/aws.ts';
import { trailArn } from '../emulator/seed/cloudtrail.ts';
import { key, logsUse, trailUses } from '../emulator/seed/kms.ts';
import { group } from '../emulator/seed/logs.ts';
import { accessLogsDelivered, bucket, tlsOnly, trailDelivers } from '../emulator/seed/s3.ts';
import { vendor } from './identities.ts';

/** Where the seller's application lies, and where its copies are. */
export const home = 'eu-west-1';
export const abroad = 'eu-central-1';

export const mainTrail = trailArn({ name: 'acme-seller', region: home });
export const oldTrail = trailArn({ name: 'old-trail', region: 'us-east-1' });

export interface Stores {
  readonly logsKey: string;
  readonly trailGroup: string;
}

/** Makes keys, log groups and buckets. */
export async function seedStores(aws: SeedAws): Promise<Stores> {
  const pii = await key(aws, { alias: 'acme-seller-pii', region: home, dataClass: 'pii' });
  const logsKey = await key(aws, {
    alias: 'acme-seller-logs',
    region: home,
    dataClass: 'log',
    statements: [trailUses(mainTrail), logsUse(home)],
  });
  const exports = await key(aws, {
    alias: 'acme-seller-exports',
    region: home,
    dataClass: 'pii',
    rotates: false,
    grantee: `arn:aws:iam::${vendor}:role/importer`,
  });
  await key(aws, { alias: 'acme-seller-2023', region: home, dataClass: 'pii', toBeDeleted: true });
  await key(aws, { alias: 'acme-seller-webhooks', region: home, dataClass: 'none', spec: 'RSA_2048' });
  const copy = await key(aws, { alias: 'acme-seller-copy', region: abroad, dataClass: 'pii' });
  await seedBuckets(aws, { pii, exports, copy });
  return { logsKey, trailGroup: await seedGroups(aws, logsKey, pii) };
}

async function seedGroups(aws: SeedAws, logsKey: string, pii: string): Promise<string> {
  await group(aws, { name: '/aws/lambda/acme-seller-orders', region: home });
  await group(aws, { name: '/aws/lambda/acme-seller-notifications', region: home, keeps: 30 });
  await group(aws, { name: '/acme-seller/orders-debug', region: home, dataClass: 'pii', keeps: 14, keyArn: pii });
  await group(aws, { name: '/acme-seller/label-errors', region: home, dataClass: 'pii' });
  await group(aws, { name: '/aws/lambda/acme-seller-edge', region: 'us-east-1', keeps: 90 });
  return group(aws, { name: '/acme-seller/trail', region: home, keeps: 400, keyArn: logsKey });
}

/** Where a bucket of the account lies. */
export const regionOf = (bucket: string): string => elsewhere[bucket] ?? home;
const elsewhere: Readonly<Record<string, string>> = {
  'acme-seller-old-trail': 'us-east-1',
  'acme-seller-exports-copy': abroad,
  'acme-seller-legacy': abroad,
};

const days = (Days: number, more: Partial<LifecycleRule> = {}): Partial<LifecycleRule> => ({
  Expiration: { Days },
  AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
  ...more,
});

async function seedBuckets(aws: SeedAws, keys: { readonly pii: string; readonly exports: string; readonly copy: string }): Promise<void> {
  const store = (name: string, more: object) => bucket(aws, { name, region: regionOf(name), statements: [tlsOnly(name)], ...more });

  // logs first: others deliver to them
  await store('acme-seller-trail', {
    versioned: true,
    lifecycle: [days(400, { NoncurrentVersionExpiration: { NoncurrentDays: 30 } })],
    statements: [...trailDelivers('acme-seller-trail', mainTrail), tlsOnly('acme-seller-trail')],
  });
  await store('acme-seller-access-logs', {
    lifecycle: [days(60)],
    statements: [accessLogsDelivered('acme-seller-access-logs'), tlsOnly('acme-seller-access-logs')],
  });
  await store('acme-seller-old-trail', {
    statements: [...trailDelivers('acme-seller-old-trail', oldTrail), tlsOnly('acme-seller-old-trail')],
  });

  // as it should be: gone after 20 days, and its old versions 10 days later
  await store('acme-seller-orders', {
    dataClass: 'pii',
    versioned: true,
    keyArn: keys.pii,
    lifecycle: [days(20, { NoncurrentVersionExpiration: { NoncurrentDays: 10 } })],
  });

  // too long, and open to plain HTTP but for writing
  const writeOnly = {
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:PutObject',
    Resource: 'arn:aws:s3:::acme-seller-labels/*',
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
  await store('acme-seller-labels', {
    dataClass: 'pii',
    keyArn: keys.pii,
    lifecycle: [days(60)],
    logsTo: 'acme-seller-access-logs',
    statements: [writeOnly],
  });

  // objects of 128 KB and less are left out (the wire says so)
  await store('acme-seller-reports', { dataClass: 'pii', lifecycle: [days(30)], logsTo: 'acme-seller-access-logs' });

  // three versions stay for ever (the wire says so), and copies go to a bucket that is tagged weaker
  await store('acme-seller-exports-copy', {
    dataClass: 'information',
    versioned: true,
    keyArn: keys.copy,
    lifecycle: [days(20, { NoncurrentVersionExpiration: { NoncurrentDays: 5 } })],
  });
  await store('acme-seller-exports', {
    dataClass: 'pii',
    versioned: true,
    keyArn: keys.exports,
    lifecycle: [days(25, { NoncurrentVersionExpiration: { NoncurrentDays: 1 } })],
    copiesTo: 'acme-seller-exports-copy',
  });

  // locked: any object may be kept longer than its lifecycle says
  await store('acme-seller-returns', {
    dataClass: 'pii',
    locked: true,
    keyArn: keys.pii,
    lifecycle: [days(10, { NoncurrentVersionExpiration: { NoncurrentDays: 5 } })],
  });

  // its lifecycle is denied to the audit (the wire says so), and it is from before S3 encrypted everything
  await store('acme-seller-legacy', { dataClass: 'pii', keyArn: keys.copy, acls: true });

  // nobody has said what it holds
  await store('acme-seller-analytics', { lifecycle: [days(30)] });

  // not PII, and the vendor's account reads it
  const vendorReads = {
    Sid: 'Vendor',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${vendor}:root` },
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::acme-seller-stock/*',
  };
  await store('acme-seller-stock', {
    dataClass: 'information',
    lifecycle: [days(700)],
    statements: [vendorReads, tlsOnly('acme-seller-stock')],
  });

  // public, as a website is; a copy of it by mistake holds invoices
  const open = (name: string): object => ({
    Sid: 'Public',
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${name}/*`,
  });
  await store('acme-seller-website', { dataClass: 'none', blocked: false, website: true, statements: [open('acme-seller-website')] });
  await store('acme-seller-invoices', {
    dataClass: 'pii',
    keyArn: keys.pii,
    blocked: false,
    lifecycle: [days(30)],
    statements: [open('acme-seller-invoices'), tlsOnly('acme-seller-invoices')],
  });
}
