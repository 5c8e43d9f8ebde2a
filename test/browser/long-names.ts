import type { FindingsFile } from '../../src/findings/file.ts';
import { fixture } from './fixture.ts';

/** The longest that AWS lets a bucket, a role and an account be called, without a place to break. */
export const long = { bucket: 'b'.repeat(63), role: 'r'.repeat(64), account: 'a'.repeat(50) };

/** The fixture, with the longest names in every place where a name may stand. */
export function longNamed(more: Partial<FindingsFile> = {}): FindingsFile {
  const text = JSON.stringify(fixture(more))
    .replaceAll('seller-reports', long.bucket)
    .replaceAll('labels-archive', 'l'.repeat(63))
    .replaceAll('orders-inbox', 'o'.repeat(63))
    .replaceAll('anna@acme.example', long.role)
    .replaceAll('a key of 402 days', `the longest: ${long.bucket}`)
    .replaceAll('90 days in 3 log groups', `${long.bucket}, ${long.role}`);
  return JSON.parse(text) as FindingsFile;
}
