import { describe, expect, it } from 'vitest';
import { answered, recorded, snapshotOf } from '../test/wire/snapshot-builder.ts';
import { kms } from './calls/kms.ts';
import { s3 } from './calls/s3.ts';
import { readAccount } from './read.ts';
import { Aws } from './resources/aws.ts';
import type { SnapshotRecord } from './snapshot/record.ts';

const region = 'eu-west-1';
const typeOf = (type: string, ...records: SnapshotRecord[]) => {
  const found = readAccount(new Aws(snapshotOf(records)), {}).find((one) => one.type.type === type);
  if (!found) throw new Error(`there is no type ${type}`);
  return found;
};
const buckets = (...names: string[]) => answered(s3.ListBuckets, {}, { Buckets: names.map((Name) => ({ Name, BucketRegion: region })) });
const gone = (Bucket: string) => recorded(s3.GetBucketLogging, { Bucket }, { gone: 'NoSuchBucket' }, region);
const names = ({ resources }: ReturnType<typeof typeOf>): readonly string[] => resources.map(({ identity }) => identity.name);

describe('reading an account', () => {
  it('sorts what it found by ARN, each once', () => {
    expect(names(typeOf('s3.bucket', buckets('c', 'a', 'b', 'a')))).toEqual(['a', 'b', 'c']);
  });

  it('a bucket that is gone drops out', () => {
    expect(
      names(typeOf('s3.bucket', buckets('a', 'b'), recorded(s3.GetBucketPolicy, { Bucket: 'b' }, { gone: 'NoSuchBucket' }, region))),
    ).toEqual(['a']);
  });

  it.each(['a', 'b', 'c'])('where %s is gone, it takes no other with it', (name) => {
    const records = [gone(name), recorded(s3.GetBucketPolicy, { Bucket: name }, { gone: 'NoSuchBucket' }, region)];
    expect(names(typeOf('s3.bucket', buckets('a', 'b', 'c'), ...records))).toEqual(['a', 'b', 'c'].filter((other) => other !== name));
  });

  it('something without a name leaves the list unread', () => {
    const { unread } = typeOf(
      'kms.key',
      answered(kms.ListKeys, {}, { Keys: [{ KeyId: 'k' }], Truncated: false }, region),
      answered(kms.ListAliases, {}, { Aliases: [], Truncated: false }, region),
    );
    expect(unread.map(({ code }) => code)).toEqual(['malformed']);
  });

  it('of nothing at all knows nothing, and finds only what is always there', () => {
    const types = readAccount(new Aws(snapshotOf([])), {});
    const found = types.flatMap(({ type, resources }) => (resources.length > 0 ? [type.type] : []));
    expect(found.sort()).toEqual(['account', 'iam.root']);
    for (const { type, unread } of types) expect([type.type, unread.length > 0]).toEqual([type.type, !found.includes(type.type)]);
  });
});
