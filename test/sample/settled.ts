import { createHash } from 'node:crypto';
import { canonical } from '../../src/snapshot/canonical.ts';
import { chainOf, type End, type Header, recordId, type SnapshotRecord } from '../../src/snapshot/record.ts';

export interface Clock {
  /** When the sample's collecting is said to have begun. */
  readonly asOf: Date;
  /** The real times between which it was made and collected, in milliseconds: what the emulator dates so gets a time of the sample's. */
  readonly from: number;
  readonly to: number;
}

/** When the account was set up, so far as the wire says nothing else. */
const made = '2025-02-03T09:00:00.000Z';
const day = 86_400_000;

/** A snapshot's text without what differs from run to run: times of now, request ids, the order of records. */
export function settled(text: string, clock: Clock): string {
  const [header, ...rest] = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  const records = rest.filter((line): line is SnapshotRecord => 'operation' in (line as object));
  const sorted = records.map((record) => ({ record, id: recordId(chainOf(record), record.page) })).sort((a, b) => (a.id < b.id ? -1 : 1));
  const time = (n: number): string => new Date(clock.asOf.getTime() + n).toISOString();
  const lines = sorted.map(({ record: { attempts: _, ...record }, id }, n) => ({
    ...(dated(record, clock) as object),
    time: time(200 + 11 * n),
    requestId: requestId(id),
  }));
  const head: Header = { ...(header as Header), asOf: time(0) };
  const end: End = { complete: true, time: time(400 + 11 * lines.length), clockOffset: 0 };
  return `${[head, ...lines, end].map(canonical).join('\n')}\n`;
}

/** The value with every time of the run replaced. What is due some days after the run is due so many days after the sample's. */
function dated(value: unknown, clock: Clock): unknown {
  if (Array.isArray(value)) return value.map((item) => dated(item, clock));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, dated(item, clock)]));
  const moment =
    typeof value === 'number'
      ? value
      : typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)
        ? Date.parse(value)
        : undefined;
  if (moment === undefined) return value;
  const days = Math.round((moment - clock.from) / day);
  const [from, to] = [clock.from - 60_000, clock.to + 60_000].map((edge) => edge + days * day) as [number, number];
  if (![0, 30].includes(days) || moment < from || moment > to) return value;
  const then = days === 0 ? Date.parse(made) : clock.asOf.getTime() + (days - 7) * day;
  return typeof value === 'number' ? then : new Date(then).toISOString();
}

/** As AWS writes them: a UUID, here of the record's id. */
function requestId(id: string): string {
  const hex = createHash('sha256').update(id).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}
