import { createHash } from 'node:crypto';
import { remember } from '../remember.ts';
import { canonical } from './canonical.ts';
import { chainOf, type End, type Header, recordId, type SnapshotRecord } from './record.ts';

/** The text of one page's record, with its id once that was given out. */
interface Page {
  line: string | undefined;
  id: string | undefined;
  /** The chain's further pages, of its first alone. */
  more?: (Page | undefined)[];
}

const emptyPage = (): Page => ({ line: undefined, id: undefined });

function further(first: Page, number: number): Page {
  first.more ??= [];
  const page = first.more[number - 1] ?? emptyPage();
  first.more[number - 1] = page;
  return page;
}

const recordOf = (page: Page | undefined): SnapshotRecord | undefined =>
  page?.line === undefined ? undefined : (JSON.parse(page.line) as SnapshotRecord);

/**
 * All that is known of an account. Records are held as the text of their lines, grouped by question, and parsed when they are looked at:
 * memory grows with the account's size in bytes and no further.
 */
export class Snapshot {
  readonly header: Header;
  end: End | undefined;
  /** Chain → its first page; most have no other. */
  readonly #chains = new Map<string, Page>();
  /** The pages whose ids were given out. */
  readonly #ids = new Map<string, Page>();
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
    const first = remember(this.#chains, chainOf(record), emptyPage);
    const page = record.page === 0 ? first : further(first, record.page);
    if (page.line === undefined) this.#count += 1;
    page.line = line;
  }

  page(chain: string, page: number): SnapshotRecord | undefined {
    return recordOf(this.#page(chain, page));
  }

  /** The id of a record that is there, for facts to cite. */
  refer(chain: string, page: number): string {
    const found = this.#page(chain, page);
    if (found?.id !== undefined) return found.id;
    const id = recordId(chain, page);
    if (found) {
      found.id = id;
      this.#ids.set(id, found);
    }
    return id;
  }

  /** The record of an id that was given out. */
  cited(id: string): SnapshotRecord | undefined {
    return recordOf(this.#ids.get(id));
  }

  #page(chain: string, page: number): Page | undefined {
    const first = this.#chains.get(chain);
    return page === 0 ? first : first?.more?.[page - 1];
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
    for (const chain of this.chains()) {
      const first = this.#chains.get(chain);
      for (const page of [first, ...(first?.more ?? [])]) if (page?.line !== undefined) yield page.line;
    }
  }

  /** SHA-256 over header, records sorted by key, and end: what the snapshot says, however it was written. */
  hash(): string {
    const hash = createHash('sha256').update(`${canonical(this.header)}\n`);
    for (const line of this.lines()) hash.update(`${line}\n`);
    if (this.end) hash.update(`${canonical(this.end)}\n`);
    return hash.digest('hex');
  }
}
