import { describe, expect, test } from 'vitest';
import { lifecycleRule, type RawLifecycleRule } from './rule.ts';

describe('rules as AWS gives them', () => {
  test.each<{ name: string; raw: RawLifecycleRule; want: object }>([
    {
      name: 'the old prefix beside the filter',
      raw: { Status: 'Enabled', Prefix: 'a/' },
      want: { enabled: true, filter: { prefix: 'a/' } },
    },
    {
      name: 'an empty filter',
      raw: { ID: 'x', Status: 'Disabled', Filter: {} },
      want: { id: 'x', enabled: false, filter: { tags: [], unknown: false } },
    },
    { name: 'one tag', raw: { Filter: { Tag: { Key: 'k', Value: 'v' } } }, want: { filter: { tags: [{ key: 'k', value: 'v' }] } } },
    { name: 'a tag without a value', raw: { Filter: { Tag: { Key: 'k' } } }, want: { filter: { tags: [{ key: 'k', value: '' }] } } },
    {
      name: 'conditions together',
      raw: { Filter: { And: { Prefix: 'p/', Tags: [{ Key: 'k', Value: 'v' }], ObjectSizeGreaterThan: 1, ObjectSizeLessThan: 9 } } },
      want: { filter: { prefix: 'p/', tags: [{ key: 'k', value: 'v' }], sizeGreaterThan: 1, sizeLessThan: 9, unknown: false } },
    },
    { name: 'a condition of a new kind', raw: { Filter: { ObjectColour: 'red' } as object }, want: { filter: { unknown: true } } },
    {
      name: 'a condition of a new kind within And',
      raw: { Filter: { And: { Prefix: 'p/', Colour: 1 } as object } },
      want: { filter: { unknown: true } },
    },
    {
      name: 'all actions',
      raw: {
        Expiration: { Days: 1, Date: '2026-01-01T00:00:00.000Z', ExpiredObjectDeleteMarker: true },
        NoncurrentVersionExpiration: { NoncurrentDays: 2, NewerNoncurrentVersions: 3 },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 4 },
      },
      want: {
        expirationDays: 1,
        expirationDate: '2026-01-01T00:00:00.000Z',
        expiredObjectDeleteMarker: true,
        noncurrentDays: 2,
        newerNoncurrentVersions: 3,
        abortMultipartDays: 4,
      },
    },
  ])('$name', ({ raw, want }) => expect(lifecycleRule(raw)).toMatchObject(want));
});
