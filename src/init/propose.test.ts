import { describe, expect, it } from 'vitest';
import { denial } from '../../test/wire/snapshot-builder.ts';
import { type Config, readConfig } from '../dpp/config.ts';
import { readAccount } from '../read.ts';
import { Aws } from '../resources/aws.ts';
import { readSnapshot } from '../snapshot/read.ts';
import type { Outcome, SnapshotRecord } from '../snapshot/record.ts';
import { Snapshot } from '../snapshot/snapshot.ts';
import { newFile } from './new-file.ts';
import type { Proposal } from './proposal.ts';
import { propose } from './propose.ts';

type Change = (record: SnapshotRecord) => SnapshotRecord;

const sample = readSnapshot('sample');

/** The sample account, each record changed, with more behind. */
function changed(change: Change = (record) => record, more: readonly SnapshotRecord[] = []): Snapshot {
  const snapshot = new Snapshot(sample.header);
  for (const record of sample.records()) snapshot.add(change(record));
  for (const record of more) snapshot.add(record);
  snapshot.end = sample.end;
  return snapshot;
}

function withOutcome(record: SnapshotRecord, outcome: Outcome): SnapshotRecord {
  const { account, region, service, operation, input, page, time } = record;
  return { account, region, service, operation, input, page, time, ...outcome };
}

const isTagging = ({ operation }: SnapshotRecord): boolean => operation === 'GetBucketTagging';
const untagged: Change = (record) => (isTagging(record) ? withOutcome(record, { absent: 'NoSuchTagSet' }) : record);

/** The sample with a bucket more, of which these answers are known. */
function withBucket(name: string, answers: Readonly<Record<string, Outcome>>): Snapshot {
  const listed: Change = (record) => {
    if (record.operation !== 'ListBuckets' || !('answer' in record)) return record;
    const { Buckets, ...rest } = record.answer as { readonly Buckets: readonly object[] };
    return withOutcome(record, { answer: { ...rest, Buckets: [...Buckets, { Name: name, BucketRegion: 'eu-west-1' }] } });
  };
  const none = {
    GetBucketTagging: { absent: 'NoSuchTagSet' },
    GetBucketPolicy: { absent: 'NoSuchBucketPolicy' },
    GetBucketLogging: { answer: {} },
  };
  const about = {
    account: sample.header.account,
    region: 'eu-west-1',
    service: 's3',
    input: { Bucket: name },
    page: 0,
    time: sample.header.asOf,
  };
  const more = Object.entries<Outcome>({ ...none, ...answers }).map(
    ([operation, outcome]): SnapshotRecord => ({ ...about, operation, ...outcome }),
  );
  return changed(listed, more);
}

const of = (stores: readonly Proposal[], name: string): Proposal | undefined => stores.find(({ identity }) => identity.name === name);
const proposed = (snapshot: Snapshot, name: string, config: Config = {}): Proposal | undefined =>
  of(propose(snapshot, config).stores, name);

describe('what the sample account shows', () => {
  it.each([
    ['a tag', 'acme-seller-orders', 'evident', 'pii', 'tag amazon-data-class: pii'],
    ['CloudTrail', 'acme-seller-trail', 'evident', 'log', 'CloudTrail delivers to it'],
    ['access logs', 'acme-seller-access-logs', 'evident', 'log', 'S3 delivers access logs of other buckets to it'],
    ['a log group', '/acme-seller/trail', 'evident', 'log', 'a log group holds logs'],
    [
      'a copy tagged weaker than its source',
      'acme-seller-exports-copy',
      'evident',
      'pii',
      'it holds copies from arn:aws:s3:::acme-seller-exports',
    ],
  ])('%s', (_name, store, kind, dataClass, because) => {
    expect(proposed(sample, store)).toMatchObject({ kind, class: dataClass, because: expect.stringContaining(because) });
  });

  it('leaves open what nothing speaks for', () => {
    expect(proposed(sample, 'acme-seller-analytics')).toMatchObject({ kind: 'unsure', because: expect.stringContaining('nothing says') });
  });

  it('leaves out the keys that AWS manages, and what a pattern names', () => {
    const config: Config = { classes: { patterns: [{ match: 'acme-seller-ana*', class: 'none' }] } };
    const { stores } = propose(sample, config);
    expect(of(stores, 'acme-seller-analytics')).toBeUndefined();
    expect(stores.length).toBeGreaterThan(10);
    expect(stores.filter(({ because }) => because.startsWith('AWS manages'))).toEqual([]);
  });
});

describe('without tags', () => {
  const bare = propose(changed(untagged), {});

  it('proposes PII by name, and nothing weaker', () => {
    expect(of(bare.stores, 'acme-seller-orders')).toMatchObject({ kind: 'proposed', class: 'pii', because: 'its name says "orders"' });
    expect(of(bare.stores, 'acme-seller-website')).toMatchObject({ kind: 'unsure', perhaps: 'none' });
    expect(bare.stores.filter((store) => store.kind === 'proposed' && store.class !== 'pii')).toEqual([]);
  });

  it('the written file is valid, and what it classifies is classified', () => {
    const { account, asOf } = sample.header;
    const text = newFile({ account, asOf, edition: 'latest', holdsPii: true, tag: 't', stores: bare.stores, unread: [], schema: 'x' });
    const { config } = readConfig(text, 'dpp-audit.yaml');
    const all = readAccount(new Aws(changed(untagged)), config).flatMap(({ resources }) => resources);
    const open = all.filter(({ unclassified }) => unclassified).map(({ identity }) => identity.arn);
    expect(open.sort()).toEqual(bare.stores.flatMap((store) => (store.kind === 'unsure' ? [store.identity.arn] : [])).sort());
    expect(propose(changed(untagged), config).stores.filter(({ kind }) => kind === 'proposed')).toEqual([]);
  });

  it('with no PII by the configuration, proposes none', () => {
    const { stores } = propose(changed(untagged), { holdsPii: false });
    expect(of(stores, 'acme-seller-orders')).toMatchObject({ kind: 'unsure', because: expect.stringContaining('nothing holds PII') });
  });

  it('a copy of what is proposed as PII is proposed too', () => {
    const toPii: Change = (record) =>
      record.operation === 'GetBucketTagging' && record.input.Bucket !== 'acme-seller-exports' ? untagged(record) : record;
    expect(proposed(changed(toPii), 'acme-seller-exports-copy')).toMatchObject({
      kind: 'proposed',
      class: 'pii',
      because: expect.stringContaining('copies from'),
    });
  });
});

describe('what is not known stays open', () => {
  it('tags denied: a tag could win over any line', () => {
    const refused: Change = (record) => (isTagging(record) ? withOutcome(record, denial()) : record);
    const store = proposed(changed(refused), 'acme-seller-orders');
    expect(store).toMatchObject({
      kind: 'unsure',
      because: expect.stringContaining('s3:GetBucketTagging: AccessDenied'),
      settle: expect.any(String),
    });
  });

  it('who writes to it denied: a hint of PII still counts, a weaker one does not', () => {
    const refused = { GetBucketPolicy: denial() };
    expect(proposed(withBucket('acme-orders', refused), 'acme-orders')).toMatchObject({ kind: 'proposed', class: 'pii' });
    expect(proposed(withBucket('acme-logs', refused), 'acme-logs')).not.toHaveProperty('perhaps');
  });

  it('a bucket that others write to as well: said, and left open', () => {
    const Statement = [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 's3:PutObject', Resource: '*' }];
    const policy = { answer: { Policy: JSON.stringify({ Version: '2012-10-17', Statement }) } };
    const store = proposed(withBucket('acme-logs', { GetBucketPolicy: policy }), 'acme-logs');
    expect(store).toMatchObject({ kind: 'unsure', because: expect.stringContaining('lambda.amazonaws.com write to it') });
    expect(store).not.toHaveProperty('perhaps');
  });

  it('a name that would stand for other stores gets no line', () => {
    expect(proposed(withBucket('orders*', {}), 'orders*')).toMatchObject({
      kind: 'unsure',
      settle: expect.stringContaining('other stores'),
    });
  });

  it('a foreign tag of PII counts', () => {
    const tags = { answer: { TagSet: [{ Key: 'data-classification', Value: 'PII' }] } };
    expect(proposed(withBucket('acme-x', { GetBucketTagging: tags }), 'acme-x')).toMatchObject({ kind: 'proposed', class: 'pii' });
  });

  it('lists that were refused are named', () => {
    const refused: Change = (record) => (record.operation === 'ListBuckets' ? withOutcome(record, denial()) : record);
    expect(propose(changed(refused), {}).unread).toMatchObject([{ title: 'S3 buckets', reasons: [{ code: 'AccessDenied' }] }]);
  });
});
