import { canonical } from './canonical.ts';
import { shortHash } from './short-hash.ts';

/** What was asked: the key of a record. `region` is empty for global calls; `input` is without page tokens and sizes. */
export interface Key {
  readonly account: string;
  readonly region: string;
  readonly service: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly page: number;
}

/** What came of it. `absent` and `gone` carry the name of the service's error. */
export type Outcome =
  | { readonly answer: unknown }
  | { readonly absent: string }
  | { readonly gone: string }
  | { readonly error: { readonly name: string; readonly message: string } };

/** One call and page: the evidence. Times are ISO 8601 in UTC. */
export type SnapshotRecord = Key & Outcome & { readonly requestId?: string; readonly time: string; readonly attempts?: number };

/** The first line of a snapshot. `asOf`, when collecting began, is the clock of every verdict. */
export interface Header {
  readonly snapshot: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly asOf: string;
  readonly account: string;
  readonly partition: string;
  /** The regions that the run was limited to; null: all that are enabled. */
  readonly regions: readonly string[] | null;
  /** How the caller got its credentials, in words. */
  readonly credentials: string;
}

/** The last line of a whole snapshot. `clockOffset` is AWS's clock minus ours, in milliseconds. */
export interface End {
  readonly complete: true;
  readonly time: string;
  readonly clockOffset: number;
}

/** A key without its page, as text: one chain of pages. */
export const chainOf = (key: Omit<Key, 'page'>): string =>
  `${key.account}\t${key.region}\t${key.service}\t${key.operation}\t${canonical(key.input)}`;

/** A record's id: the hash of its key, so that the same question has the same id in every run. */
export const recordId = (chain: string, page: number): string => shortHash(`${chain}\t${page}`);

export const isAnswer = (outcome: Outcome): outcome is { readonly answer: unknown } => 'answer' in outcome;
export const isError = (outcome: Outcome): outcome is { readonly error: { readonly name: string; readonly message: string } } =>
  'error' in outcome;
