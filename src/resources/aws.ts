import type { AnyCall, Call, Catalogue } from '../calls/catalogue.ts';
import { codes } from '../facts/codes.ts';
import type { Answer, Reason, Ref } from '../facts/fact.ts';
import { catalogues } from '../generated/calls.ts';
import { remember } from '../remember.ts';
import { chainOf } from '../snapshot/record.ts';
import { type RegionScope, regionScope } from '../snapshot/regions.ts';
import type { Cited, Snapshot } from '../snapshot/snapshot.ts';

/** What a list came to: what was found, and what could not be listed. Both may hold at once. */
export interface Listing<R> {
  readonly found: readonly R[];
  readonly unread: readonly Reason[];
  /** The records that the list rests on. */
  readonly refs: readonly Ref[];
}

/** A chain of pages as far as it goes, and why it goes no further. */
interface Walked<O> {
  readonly pages: readonly O[];
  readonly refs: readonly Ref[];
  readonly lacking?: Reason;
}

type Input = Readonly<Record<string, unknown>>;

/** The account as a snapshot tells it: what a resource type reads its facts from. */
export class Aws {
  readonly account: string;
  readonly partition: string;
  /** When collecting began: the clock of every verdict. */
  readonly asOf: Date;
  readonly scope: RegionScope;
  readonly #snapshot: Snapshot;
  /** Lists of what there is, which many resources look at: read once. */
  readonly #lists = new Map<string, Walked<unknown>>();
  #gone = false;

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
    this.account = snapshot.header.account;
    this.partition = snapshot.header.partition;
    this.asOf = new Date(snapshot.header.asOf);
    this.scope = regionScope(snapshot);
  }

  /** Whole days from an ISO time to the snapshot's clock; Infinity where there is no time. */
  daysSince(time: string | undefined): number {
    return time === undefined ? Number.POSITIVE_INFINITY : Math.floor((this.asOf.getTime() - Date.parse(time)) / 86_400_000);
  }

  /** What one call came to. */
  answer<I, O>(call: Call<I, O>, input: I, region = ''): Answer<O> {
    const needless = this.#needless(call, input as Input, region);
    if (needless) return needless as Answer<O>;
    const chain = this.#chain(call, input as Input, region);
    const cited = this.#snapshot.cite(chain, 0);
    if (!cited) return { unknown: { operation: call.id, code: codes.notAsked, ...(region && { region }) }, refs: [] };
    return this.#outcome(call, cited) as Answer<O>;
  }

  /** What a chain of pages came to: all of them, or none. */
  pages<I, O>(call: Call<I, O>, input: I, region = ''): Answer<readonly O[]> {
    const { pages, refs, lacking } = this.#walk(call, input, region);
    return lacking ? { unknown: lacking, refs } : { answer: pages, refs, operation: call.id };
  }

  /** A list, over every region of the run where the call is regional. `read` makes resources of a page; a page that it can't read is unread. */
  list<I, O, R>(call: Call<I, O>, input: I, read: (page: O, region: string) => readonly R[]): Listing<R> {
    const regions = call.scope === 'region' ? this.scope.regions : [''];
    const found: R[] = [];
    const unread: Reason[] = [];
    const refs: Ref[] = [];
    for (const region of regions) {
      const walked = this.#walk(call, input, region);
      refs.push(...walked.refs);
      if (walked.lacking) unread.push(walked.lacking);
      for (const page of walked.pages) {
        try {
          found.push(...read(page, region));
        } catch {
          unread.push({ operation: call.id, code: codes.malformed, ...(region && { region }) });
        }
      }
    }
    if (call.scope === 'region') unread.push(...this.unaskedRegions());
    return { found, unread, refs };
  }

  /** Regions that may be enabled and were not asked, as reasons for any regional list. */
  unaskedRegions(): readonly Reason[] {
    const { unread } = this.scope;
    return unread ? unread.regions.map((region) => ({ ...unread.reason, region })) : [];
  }

  /** Runs a reader, and tells whether the resource turned out to be deleted since it was listed. One within another says nothing of the outer's. */
  reading<T>(read: () => T): { readonly result: T; readonly gone: boolean } {
    const around = this.#gone;
    this.#gone = false;
    const result = read();
    const gone = this.#gone;
    this.#gone = around;
    return { result, gone };
  }

  #chain(call: AnyCall, input: Input, region: string): string {
    return chainOf({ account: this.account, region, service: call.service, operation: call.operation, input });
  }

  /** What a call need not be asked for, because another answer says it already. */
  #needless(call: AnyCall, input: Input, region: string): Answer<unknown> | undefined {
    if (!call.unless) return undefined;
    const other = (catalogues[call.service] as Catalogue)[call.unless.call] as Call<unknown, unknown>;
    const answer = this.answer(other, input, region);
    if ('unknown' in answer || !call.unless.when(answer.answer)) return undefined;
    return { answer: call.unless.reads, refs: answer.refs, operation: other.id };
  }

  #outcome(call: AnyCall, { record, id: ref }: Cited): Answer<unknown> {
    const reason = (code: string): Reason => ({ operation: call.id, code, ...(record.region && { region: record.region }) });
    if ('absent' in record) return { answer: undefined, refs: [ref], operation: call.id };
    if ('error' in record) return { unknown: reason(record.error.name), refs: [ref] };
    if ('gone' in record) {
      this.#gone = true;
      return { unknown: reason(record.gone), refs: [ref] };
    }
    const { answer } = record;
    if (typeof answer !== 'object' || answer === null || Array.isArray(answer) || call.always.some((field) => !(field in answer))) {
      return { unknown: reason(codes.malformed), refs: [ref] };
    }
    return { answer, refs: [ref], operation: call.id };
  }

  #walk<I, O>(call: Call<I, O>, input: I, region: string): Walked<O> {
    if (Object.keys(input as Input).length > 0) return this.#walkAnew(call, input, region);
    return remember(this.#lists, `${call.id} ${region}`, () => this.#walkAnew(call, input, region)) as Walked<O>;
  }

  #walkAnew<I, O>(call: Call<I, O>, input: I, region: string): Walked<O> {
    const first = this.answer(call, input, region);
    if ('unknown' in first) return { pages: [], refs: first.refs, lacking: first.unknown };
    if (first.answer === undefined) return { pages: [], refs: first.refs };
    const pages: O[] = [first.answer];
    const refs = [...first.refs];
    const chain = this.#chain(call, input as Input, region);
    const next = (page: O): unknown => call.page && (page as Input)[call.page.next];
    while (next(pages.at(-1) as O)) {
      const cited = this.#snapshot.cite(chain, pages.length);
      const cut: Reason = { operation: call.id, code: codes.truncated, ...(region && { region }) };
      if (!cited) return { pages, refs, lacking: cut };
      const outcome = this.#outcome(call, cited);
      refs.push(...outcome.refs);
      if ('unknown' in outcome) return { pages, refs, lacking: outcome.unknown };
      if (outcome.answer === undefined) return { pages, refs, lacking: cut };
      pages.push(outcome.answer as O);
    }
    const { more } = call.page ?? {};
    if (more && (pages.at(-1) as Input)[more] === true)
      return { pages, refs, lacking: { operation: call.id, code: codes.truncated, ...(region && { region }) } };
    return { pages, refs };
  }
}
