import fc from 'fast-check';
import { account } from '../../wire/snapshot-builder.ts';

/** Where the generated accounts live. */
export const home = 'eu-west-1';
export const other = 'us-east-1';
export const regions = [home, other];
export const stranger = '999988887777';
export const sister = '222233334444';
export const organization = 'o-abcdefghij';

export const bucketNames = ['orders', 'exports', 'trail-logs', 'access-logs'] as const;
export const trailArn = `arn:aws:cloudtrail:${home}:${account}:trail/main`;
export const trailGroup = 'trail';
export const groupArn = (region: string, name: string): string => `arn:aws:logs:${region}:${account}:log-group:${name}`;
export const topicArn = `arn:aws:sns:${home}:${account}:security`;
export const keyId = (region: string, n: number): string => `b5d3a4c1-0000-4000-8000-${region === home ? '1' : '2'}0000000000${n}`;
export const keyArn = (region: string, id: string): string => `arn:aws:kms:${region}:${account}:key/${id}`;

export const policy = (...Statement: object[]): string => JSON.stringify({ Version: '2012-10-17', Statement });

/** One of several; the first is the most usual. */
export const oneOf = <T>(first: T, ...rest: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(first) }, ...rest.map((value) => ({ weight: 2, arbitrary: fc.constant(value) })));

/** The records of several parts, one after another. */
export const joined = <T>(...parts: readonly fc.Arbitrary<readonly T[]>[]): fc.Arbitrary<readonly T[]> =>
  fc.tuple(...parts).map((lists) => lists.flat());

export const classTags: fc.Arbitrary<Readonly<Record<string, string>>> = oneOf<Readonly<Record<string, string>>>(
  { 'amazon-data-class': 'pii' },
  {},
  { 'amazon-data-class': 'log' },
  { 'amazon-data-class': 'information' },
  { 'amazon-data-class': 'none' },
  { 'amazon-data-class': 'whatever', owner: 'x' },
);
