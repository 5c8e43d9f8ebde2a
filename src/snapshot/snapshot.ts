import { createHash } from 'node:crypto';
import { remember } from '../remember.ts';
import { canonical } from './canonical.ts';
import { bytesOf, type Line, Lines, textOf } from './lines.ts';
import { chainOf, type End, type Header, isError, type Key, type Outcome, recordId, type SnapshotRecord } from './record.ts';

/** What came of a question, without what was answered. */
export type OutcomeKind = 'answer' | 'absent' | 'gone' | { readonly error: string };

/** A record and its id. */
export interface Cited {
  readonly record: SnapshotRecord;
  readonly id: string;
}

/** One page's record as it lies in the snapshot's bytes, with its id once that was given out. No line within: there is one of these a record. */
interface Page {
  bytes: Buffer | undefined;
  start: number;
  end: number;
  kind: OutcomeKind;
  id: string | undefined;
  /** Parsed, while it is one of the latest that were looked at. */
  record: SnapshotRecord | undefined;
  /** The chain's further pages, of its first alone. */
  more?: (Page | undefined)[];
}

const emptyPage = (): Page => ({ bytes: undefined, start: 0, end: 0, kind: 'answer', id: undefined, record: undefined });

/** How many records are kept parsed: more than any one resource is read from, which looks at the same ones again and again. */
const keptParsed = 64;

const isThere = (page: Page | undefined): page is Page & Line => page?.bytes !== undefined;

function further(first: Page, number: number): Page {
  first.more ??= [];
  const page = first.more[number - 1] ?? emptyPage();
  first.more[number - 1] = page;
  return page;
}

const parsed = (line: Line): SnapshotRecord => JSON.parse(textOf(line)) as SnapshotRecord;

const kindOf = (outcome: Outcome): OutcomeKind =>
  isError(outcome) ? { error: outcome.error.name } : 'answer' in outcome ? 'answer' : 'absent' in outcome ? 'absent' : 'gone';

/**
 * All that is known of an account. Records are held as the bytes of their lines, grouped by question, and parsed when they are looked at:
 * memory grows with the account's size in bytes and no further.
 */
export class Snapshot {
  readonly header: Header;
  end: End | undefined;
  /** Chain → its first page; most have no other. */
  readonly #chains = new Map<string, Page>();
  /** The pages whose ids were given out. */
  readonly #ids = new Map<string, Page>();
  readonly #own = new Lines();
  /** A ring of the pages that are parsed. */
  readonly #latest: Page[] = [];
  #turn = 0;
  #count = 0;

  constructor(header: Header) {
    this.header = header;
  }

  /** How many questions have a record. */
  get size(): number {
    return this.#count;
  }

  /** Adds a record; the last of a key wins. `line` is its canonical text if the caller has it: bytes are kept where they lie. */
  add(record: SnapshotRecord, line: Line | string = canonical(record)): void {
    const first = remember(this.#chains, chainOf(record), emptyPage);
    const page = record.page === 0 ? first : further(first, record.page);
    if (!isThere(page)) this.#count += 1;
    const { bytes, start, end } = typeof line === 'string' ? this.#own.keep(line) : line;
    page.bytes = bytes;
    page.start = start;
    page.end = end;
    page.kind = kindOf(record);
    page.record = undefined;
  }

  page(chain: string, page: number): SnapshotRecord | undefined {
    return this.#recordOf(this.#page(chain, page));
  }

  #recordOf(page: Page | undefined): SnapshotRecord | undefined {
    if (!isThere(page) || page.record !== undefined) return page?.record;
    page.record = parsed(page);
    const oldest = this.#latest[this.#turn];
    if (oldest) oldest.record = undefined;
    this.#latest[this.#turn] = page;
    this.#turn = (this.#turn + 1) % keptParsed;
    return page.record;
  }

  /** The same with its id, for facts to cite. */
  cite(chain: string, page: number): Cited | undefined {
    const found = this.#page(chain, page);
    const record = this.#recordOf(found);
    return found && record && { record, id: this.#idOf(found, chain, page) };
  }

  #idOf(found: Page, chain: string, page: number): string {
    if (found.id !== undefined) return found.id;
    found.id = recordId(chain, page);
    this.#ids.set(found.id, found);
    return found.id;
  }

  /** The record of an id that was given out. */
  cited(id: string): SnapshotRecord | undefined {
    const page = this.#ids.get(id);
    return isThere(page) ? parsed(page) : undefined;
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
    for (const { page } of this.#sorted()) yield parsed(page);
  }

  /** What came of each call, in no order. */
  *outcomes(): Generator<Pick<Key, 'region' | 'service' | 'operation'> & { readonly kind: OutcomeKind }> {
    for (const { chain, page } of this.#pages(this.#chains.keys())) {
      const [, region = '', service = '', operation = ''] = chain.split('\t', 4);
      yield { region, service, operation, kind: page.kind };
    }
  }

  #sorted(): Generator<{ readonly chain: string; readonly page: Page & Line }> {
    return this.#pages(this.chains());
  }

  *#pages(chains: Iterable<string>): Generator<{ readonly chain: string; readonly page: Page & Line }> {
    for (const chain of chains) {
      const first = this.#chains.get(chain);
      for (const page of [first, ...(first?.more ?? [])]) if (isThere(page)) yield { chain, page };
    }
  }

  /** SHA-256 over header, records sorted by key, and end: what the snapshot says, however it was written. */
  hash(): string {
    const hash = createHash('sha256').update(`${canonical(this.header)}\n`);
    for (const { page } of this.#sorted()) hash.update(bytesOf(page)).update('\n');
    if (this.end) hash.update(`${canonical(this.end)}\n`);
    return hash.digest('hex');
  }
}
