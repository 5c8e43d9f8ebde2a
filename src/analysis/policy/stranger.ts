import type { Other } from './context.ts';
import { glob, literal, overlaps } from './pattern.ts';
import type { Tri } from './tri.ts';

/**
 * Whether a value that a condition names can be a stranger's. A fixed value never is; one that's open where the stranger could differ may be.
 * After what S3 calls a fixed value: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
export function canBeStranger(kind: Other, value: string): Tri {
  if (/^\*+$/.test(value)) return 'yes';
  return isFixed(kind, value) ? 'no' : 'maybe';
}

/** Whether an ARN that a condition names, with its wildcards, can be one of something in the account. */
export function canBeArnOf(account: string, value: string): Tri {
  if (/^\*+$/.test(value)) return 'yes';
  const segment = value.split(':')[4];
  if (segment === undefined) return isPlain(value) ? 'no' : 'maybe';
  return overlaps(glob(segment), literal(account)) && !isFixedBucket(value) ? 'maybe' : 'no';
}

function isFixed(kind: Other, value: string): boolean {
  switch (kind) {
    case 'id':
      return isPlain(value);
    case 'userid':
      // a role's id, then the session's name, which the requester chooses
      return isPlain(before(value, ':'));
    case 'path':
      // an organisation's id, then its units
      return isPlain(before(value, '/'));
    case 'arn':
      return isFixedArn(value);
  }
}

/** The account is fixed; or the ARN is of a bucket, which has no account in it, and the bucket is fixed. */
function isFixedArn(value: string): boolean {
  const account = value.split(':')[4] ?? '*';
  return isPlain(value) || (account !== '' && isPlain(account)) || isFixedBucket(value);
}

function isFixedBucket(value: string): boolean {
  const [, , service, , , ...rest] = value.split(':');
  const bucket = before(rest.join(':'), '/');
  return service === 's3' && bucket !== '' && isPlain(bucket) && bucket !== 'accesspoint';
}

function isPlain(text: string): boolean {
  return !/[*?]|\$\{/.test(text);
}

/** All of it where the mark isn't there. */
function before(text: string, mark: string): string {
  return text.split(mark, 1)[0] ?? '';
}
