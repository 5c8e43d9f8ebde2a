import { account } from '../wire/snapshot-builder.ts';

/** Where most things of a small account lie, and where a few do. */
export const home = 'eu-west-1';
export const abroad = 'us-east-1';

export type Loose = Readonly<Record<string, unknown>>;

/** An answer as it is written down, whatever the SDK's types ask. */
export const loose = (value: unknown): never => value as never;
/** A policy's text. */
export const text = (Statement: readonly Loose[]): string => JSON.stringify({ Version: '2012-10-17', Statement });

export const rootOf = (id: string): string => `arn:aws:iam::${id}:root`;
export const keyArn = (id: string, region = home): string => `arn:aws:kms:${region}:${account}:key/${id}`;
export const toIam: Loose = { Effect: 'Allow', Principal: { AWS: rootOf(account) }, Action: 'kms:*', Resource: '*' };
