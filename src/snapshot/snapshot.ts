import { createHash } from 'node:crypto';
import { remember } from '../remember.ts';
import { canonical } from './canonical.ts';
import { chainOf, type End, type Header, recordId, type SnapshotRecord } from './record.ts';

/**
 * All that is known of an account. Records are held as the text of their lines, grouped by question, and parsed when they are looked at:
 * memory grows with the account's size in bytes and no further.
 */
export class Snapshot {
  readonly header: Header;
  end: End | undefined;
  /** Chain → the lines of its pages, by page. */
  readonly #chains = new Map<string, (string | undefined)[]>();
  /** Chain and page of the ids that were given out. */
  readonly #ids = new Map<string, { readonly chain: string; readonly page: number }>();
  #count = 0;

  constructor(header: Header) {
    this.header = header;
  }

  /** How many questions have a record. */
  get size(): number {
    return this.#count;
  }

  /** Adds a record; the last of a key wins. `line` is its canonical text if the caller has it. */
  add(record: SnapshotRecord, line = canonical(record)): void {
    const chain = chainOf(record);
    const pages = remember(this.#chains, chain, () => []);
    if (pages[record.page] === undefined) this.#count += 1;
    pages[record.page] = line;
  }

  page(chain: string, page: number): SnapshotRecord | undefined {
    const line = this.#chains.get(chain)?.[page];
    return line === undefined ? undefined : (JSON.parse(line) as SnapshotRecord);
  }

  /** The id of a record that is there, for facts to cite. */
  refer(chain: string, page: number): string {
    const id = recordId(chain, page);
    this.#ids.set(id, { chain, page });
    return id;
  }

  /** The record of an id that was given out. */
  cited(id: string): SnapshotRecord | undefined {
    const place = this.#ids.get(id);
    return place && this.page(place.chain, place.page);
  }

  /** Every chain's name, sorted, so that order of arrival never matters. */
  chains(): string[] {
    return [...this.#chains.keys()].sort();
  }

  /** All records, sorted by key. */
  *records(): Generator<SnapshotRecord> {
    for (const line of this.lines()) yield JSON.parse(line) as SnapshotRecord;
  }

  /** The text of all records, sorted by key. */
  *lines(): Generator<string> {
    for (const chain of this.chains()) for (const line of this.#chains.get(chain) ?? []) if (line !== undefined) yield line;
  }

  /** SHA-256 over header, records sorted by key, and end: what the snapshot says, however it was written. */
  hash(): string {
    const hash = createHash('sha256').update(`${canonical(this.header)}\n`);
    for (const line of this.lines()) hash.update(`${line}\n`);
    if (this.end) hash.update(`${canonical(this.end)}\n`);
    return hash.digest('hex');
  }
}
