import { createHash } from 'node:crypto';
import { Problem } from '../problem.ts';
import type { Send } from './sign.ts';

export const lockModes = ['governance', 'compliance'] as const;
export type LockMode = (typeof lockModes)[number];

/** Where a bundle goes, and until when nobody may delete it there. */
export interface Upload {
  readonly bucket: string;
  readonly key: string;
  /** ISO date, UTC. */
  readonly until: string;
  readonly mode: LockMode;
}

/** `s3://bucket/prefix` and the bundle's name as bucket and key. Throws a usage Problem for another address. */
export function placeOf(address: string, name: string): Pick<Upload, 'bucket' | 'key'> {
  const [, bucket, prefix = ''] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/([^\p{Cc}]*))?$/u.exec(address) ?? [];
  if (bucket === undefined) throw new Problem('usage', `--to is ${JSON.stringify(address)}: expected s3://bucket or s3://bucket/prefix.`);
  const folder = prefix.replace(/\/+$/, '');
  return { bucket, key: folder === '' ? name : `${folder}/${name}` };
}

/** Twelve months after a day, as clause 3 asks records to be kept after the agreement. Days are ISO dates; 29 February ends on the 28th. */
export function keptUntil(end: string): string {
  const [year = '', month = '', day = ''] = end.slice(0, 10).split('-');
  return `${Number(year) + 1}-${month}-${month === '02' && day === '29' ? '28' : day}`;
}

export interface Uploaded {
  /** Whether Object Lock keeps it. */
  readonly locked: boolean;
  readonly versionId: string;
}

interface LockAnswer {
  readonly ObjectLockConfiguration?: { readonly ObjectLockEnabled?: string };
}

/**
 * Uploads a bundle, under Object Lock where the bucket has it. Asks `s3:GetBucketLocation`, `s3:GetBucketObjectLockConfiguration`, and
 * writes by `s3:PutObject` and `s3:PutObjectRetention`. Throws a Problem where AWS refuses.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html
 */
export async function upload(bytes: Uint8Array, { bucket, key, until, mode }: Upload, send: Send): Promise<Uploaded> {
  const region = await regionOf(bucket, send);
  const locked = await hasLock(bucket, region, send);
  const answer = await asked<{ VersionId?: string }>(
    send,
    'PutObject',
    {
      Bucket: bucket,
      Key: key,
      Body: bytes,
      ContentType: 'application/zip',
      // S3 wants a checksum with a lock, and refuses what does not arrive whole
      ChecksumAlgorithm: 'SHA256',
      ChecksumSHA256: createHash('sha256').update(bytes).digest('base64'),
      ...(locked && { ObjectLockMode: mode.toUpperCase(), ObjectLockRetainUntilDate: new Date(`${until}T23:59:59Z`) }),
    },
    region,
    bucket,
  );
  return { locked, versionId: answer.VersionId ?? '' };
}

/** A bucket's region as its location says it: nothing is us-east-1, EU is eu-west-1. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html */
async function regionOf(bucket: string, send: Send): Promise<string> {
  const { LocationConstraint = '' } = await asked<{ LocationConstraint?: string }>(
    send,
    'GetBucketLocation',
    { Bucket: bucket },
    'us-east-1',
    bucket,
  );
  return LocationConstraint === '' ? 'us-east-1' : LocationConstraint === 'EU' ? 'eu-west-1' : LocationConstraint;
}

async function hasLock(bucket: string, region: string, send: Send): Promise<boolean> {
  try {
    const answer = (await send('s3', 'GetObjectLockConfiguration', { Bucket: bucket }, region)) as LockAnswer;
    return answer.ObjectLockConfiguration?.ObjectLockEnabled === 'Enabled';
  } catch (error) {
    if ((error as Error).name === 'ObjectLockConfigurationNotFoundError') return false;
    throw refused('GetObjectLockConfiguration', bucket, error);
  }
}

async function asked<T>(send: Send, operation: string, input: object, region: string, bucket: string): Promise<T> {
  try {
    return (await send('s3', operation, input, region)) as T;
  } catch (error) {
    throw refused(operation, bucket, error);
  }
}

const refused = (operation: string, bucket: string, cause: unknown): Problem => {
  const { name, message } = cause as Error;
  return new Problem(
    'cut-off',
    `s3:${operation} did not answer for the bucket ${bucket}: ${name}: ${message}. docs/evidence.md says what uploading needs.`,
    { cause },
  );
};
