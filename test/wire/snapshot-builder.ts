import type { Call } from '../../src/calls/catalogue.ts';
import { remember } from '../../src/remember.ts';
import { canonical } from '../../src/snapshot/canonical.ts';
import type { Header, Outcome, SnapshotRecord } from '../../src/snapshot/record.ts';
import { Snapshot } from '../../src/snapshot/snapshot.ts';

/** The account of every test, and the clock of its snapshots. */
export const account = '111122223333';
export const asOf = '2026-03-10T12:00:00.000Z';

/** An answer as far as a test cares for it: every field may be left out. */
export type Some<T> = T extends readonly (infer E)[] ? readonly Some<E>[] : T extends object ? { readonly [K in keyof T]?: Some<T[K]> } : T;

/** A header; `regions` limits the run, null looks at all. */
export const header = (more: Partial<Header> = {}): Header => ({
  snapshot: 1,
  tool: { name: 'dpp-audit', version: '0.0.0' },
  asOf,
  account,
  partition: 'aws',
  regions: ['eu-west-1'],
  credentials: 'test',
  ...more,
});

/** A record of any outcome. */
export const recorded = <I, O>(call: Call<I, O>, input: Some<I>, outcome: Outcome, region = '', page = 0): SnapshotRecord => ({
  account,
  region,
  service: call.service,
  operation: call.operation,
  input: input as SnapshotRecord['input'],
  page,
  time: asOf,
  ...outcome,
});

/** A record of an answer. */
export const answered = <I, O>(call: Call<I, O>, input: Some<I>, answer: Some<O>, region = '', page = 0): SnapshotRecord =>
  recorded(call, input, { answer }, region, page);

/** A record that says: nothing is configured. The service's first name for it, by the catalogue. */
export const absent = <I, O>(call: Call<I, O>, input: Some<I>, region = ''): SnapshotRecord =>
  recorded(call, input, { absent: call.absent[0] ?? 'Absent' }, region);

/** What stands in a record where a call was refused. */
export const denial = (name = 'AccessDenied'): Outcome => ({ error: { name, message: 'not authorized' } });

/** A record of a refused call. */
export const denied = <I, O>(call: Call<I, O>, input: Some<I>, region = '', name?: string): SnapshotRecord =>
  recorded(call, input, denial(name), region);

const lines = new WeakMap<SnapshotRecord, string>();

/** A snapshot of these records; the last of a key wins. `more` goes into the header. It is whole unless `cut`. */
export function snapshotOf(records: Iterable<SnapshotRecord>, more: Partial<Header> = {}, cut = false): Snapshot {
  const snapshot = new Snapshot(header(more));
  // the same record stands in thousands of snapshots
  for (const record of records)
    snapshot.add(
      record,
      remember(lines, record, () => canonical(record)),
    );
  if (!cut) snapshot.end = { complete: true, time: asOf, clockOffset: 0 };
  return snapshot;
}
