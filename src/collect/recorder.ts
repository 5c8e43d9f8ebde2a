import { setTimeout as sleep } from 'node:timers/promises';
import type { AnyCall, Call, Catalogue } from '../calls/catalogue.ts';
import { ec2 } from '../calls/ec2.ts';
import { s3 } from '../calls/s3.ts';
import { codes } from '../facts/codes.ts';
import { catalogues } from '../generated/calls.ts';
import { Problem } from '../problem.ts';
import { plain } from '../snapshot/canonical.ts';
import { chainOf, isError, type Outcome, type SnapshotRecord } from '../snapshot/record.ts';
import { hideCredentials, redact } from '../snapshot/redact.ts';
import type { SnapshotWriter } from '../snapshot/write.ts';
import type { Clients } from './clients.ts';
import { isExpired, isRefused, isRefusedToken, isThrottling, nameOf } from './failures.ts';
import type { Pacer } from './pacer.ts';

export interface Progress {
  readonly done: number;
  readonly inFlight: number;
  readonly throttled: number;
  /** Where the last call went: a region, or `global`. */
  readonly region: string;
}

export interface RecorderSettings {
  readonly writer: SnapshotWriter;
  readonly clients: Clients;
  readonly pacer: Pacer;
  /** The region that answers global calls. */
  readonly home: string;
  readonly now: () => Date;
  readonly signal?: AbortSignal;
  /** The folder by which `--resume` goes on, where it is not the run's own. */
  readonly goOn?: string;
  /** A dry run: only lists are asked, everything else is counted here by service. */
  readonly plan?: Map<string, number>;
}

type Page = Readonly<Record<string, unknown>>;

/** A service may say that a bucket is gone while it is only busy: asked so often before it is believed. */
const goneTries = 3;

/** The one way to AWS: what was answered is never asked again, and every outcome goes to the snapshot before anyone sees it. */
export class Recorder {
  readonly #settings: RecorderSettings;
  readonly #underWay = new Map<string, Promise<SnapshotRecord>>();
  /** Chains that failed in this run; those of an earlier run are asked again. */
  readonly #failed = new Set<string>();
  /** Calls that a dry run has counted: some are wanted by more than one. */
  readonly #planned = new Set<string>();
  #stopped: Problem | undefined;
  #done = 0;
  #region = 'global';
  /** Regions where credentials may be unknown without being wrong. */
  optIn: ReadonlySet<string> = new Set();

  constructor(settings: RecorderSettings) {
    this.#settings = settings;
  }

  get progress(): Progress {
    const { pacer } = this.#settings;
    return { done: this.#done, inFlight: pacer.inFlight, throttled: pacer.throttled, region: this.#region };
  }

  /** The answer to one call, or undefined where there is none (absent, gone, denied, failed: the snapshot says which). */
  async ask<I, O>(call: Call<I, O>, input: I, region = ''): Promise<O | undefined> {
    if (call.unless) {
      const other = (catalogues[call.service] as Catalogue)[call.unless.call] as Call<I, unknown>;
      await this.ask(other, input, region);
      const record = this.#recorded(other, input as Page, region, 0);
      if (record && ('answer' in record || 'absent' in record)) {
        const answer = 'answer' in record ? record.answer : undefined;
        if (call.unless.when(answer)) return call.unless.reads as O | undefined;
      }
    }
    const record = await this.#page(call, input as Page, region, 0, undefined);
    return record && 'answer' in record ? (record.answer as O) : undefined;
  }

  /** Asks anew what may have an answer already: what AWS is still making. */
  async again<I, O>(call: Call<I, O>, input: I, region = ''): Promise<O | undefined> {
    const record = await this.#ask(call, input as Page, region, 0, undefined);
    return 'answer' in record ? (record.answer as O) : undefined;
  }

  /** The answers of a chain of pages, as far as it goes. */
  async pages<I, O>(call: Call<I, O>, input: I, region = ''): Promise<readonly O[]> {
    const first = await this.ask(call, input, region);
    if (first === undefined) return [];
    const pages: O[] = [first];
    let restarted = false;
    for (let token = nextToken(call, first); token !== undefined; token = nextToken(call, pages.at(-1) as O)) {
      const ask = restarted ? this.#ask : this.#page;
      const record = await ask.call(this, call, input as Page, region, pages.length, token);
      if (record && 'answer' in record) pages.push(record.answer as O);
      else if (!restarted && record && isError(record) && isRefusedToken(record.error.name, record.error.message)) {
        restarted = true;
        const again = await this.#ask(call, input as Page, region, 0, undefined);
        if (!('answer' in again)) break;
        pages.splice(0, pages.length, again.answer as O);
      } else break;
    }
    return pages;
  }

  #recorded(call: AnyCall, input: Page, region: string, page: number): SnapshotRecord | undefined {
    const { snapshot } = this.#settings.writer;
    return snapshot.page(
      chainOf({ account: snapshot.header.account, region, service: call.service, operation: call.operation, input }),
      page,
    );
  }

  async #page(call: AnyCall, input: Page, region: string, page: number, token: unknown): Promise<SnapshotRecord | undefined> {
    const known = this.#recorded(call, input, region, page);
    const key = `${call.id} ${region} ${JSON.stringify(input)} ${page}`;
    if (known && (!isError(known) || this.#failed.has(key))) return known;
    const { plan } = this.#settings;
    if (plan && Object.keys(input).length > 0 && !listing.has(call.id)) {
      if (!this.#planned.has(key)) plan.set(call.service, (plan.get(call.service) ?? 0) + 1);
      this.#planned.add(key);
      return undefined;
    }
    let asked = this.#underWay.get(key);
    if (!asked) {
      asked = this.#ask(call, input, region, page, token).finally(() => this.#underWay.delete(key));
      this.#underWay.set(key, asked);
    }
    const record = await asked;
    if (isError(record)) this.#failed.add(key);
    return record;
  }

  async #ask(call: AnyCall, input: Page, region: string, page: number, token: unknown): Promise<SnapshotRecord> {
    const { writer, now } = this.#settings;
    const sent = { ...call.along, ...input, ...call.page?.size, ...(token !== undefined && call.page && { [call.page.token]: token }) };
    const { outcome, requestId, attempts } = await this.#send(call, sent, region);
    if (this.#stopped) throw this.#stopped;
    const record: SnapshotRecord = {
      account: writer.snapshot.header.account,
      region,
      service: call.service,
      operation: call.operation,
      input,
      page,
      ...outcome,
      time: now().toISOString(),
      ...(requestId !== undefined && { requestId }),
      ...(attempts !== undefined && attempts > 1 && { attempts }),
    };
    try {
      writer.append(record);
    } catch (error) {
      if (error instanceof Problem) this.#stopped = error;
      throw error;
    }
    this.#done += 1;
    this.#region = region || 'global';
    return record;
  }

  async #send(call: AnyCall, input: Page, region: string): Promise<{ outcome: Outcome; requestId?: string; attempts?: number }> {
    const { clients, pacer, home, signal } = this.#settings;
    for (let attempt = 1; ; attempt += 1) {
      if (signal?.aborted) this.#stopped ??= interrupted();
      if (this.#stopped) throw this.#stopped;
      try {
        const sendOnce = () => clients.send(call.service, call.operation, input, region || home, signal);
        const answer = await pacer.run(`${call.service} ${region}`, sendOnce, isThrottling);
        const { requestId, extendedRequestId, attempts } = answer.$metadata;
        return { outcome: { answer: redacted(call, plain(answer)) }, requestId: requestId ?? extendedRequestId, attempts };
      } catch (error) {
        if (this.#stopped) throw this.#stopped;
        const name = nameOf(error);
        if (call.gone.includes(name) && attempt < goneTries) {
          await sleep(100 * attempt);
          continue;
        }
        this.#stopIfLost(name, region);
        const { requestId, attempts } = (error as { $metadata?: { requestId?: string; attempts?: number } }).$metadata ?? {};
        return { outcome: outcomeOf(call, name, (error as Error).message ?? ''), requestId, attempts };
      }
    }
  }

  /** Ends the run where every further call would fail alike; in a region of choice an unknown token may be an old one. */
  #stopIfLost(name: string, region: string): void {
    if (this.#settings.signal?.aborted) this.#stopped ??= interrupted();
    else if (isExpired(name) || (isRefused(name) && !this.optIn.has(region))) {
      this.#stopped ??= new Problem(
        'cut-off',
        `AWS no longer takes the credentials (${name}): renew them and go on with \`--resume ${this.#settings.goOn ?? this.#settings.writer.dir}\`; what was answered is kept.`,
      );
    }
    if (this.#stopped) throw this.#stopped;
  }
}

/** What a plan asks beside lists: all regions are a list too, and what is asked of a bucket depends on where it lies. */
const listing: ReadonlySet<string> = new Set([ec2.DescribeRegions.id, s3.GetBucketLocation.id]);

const interrupted = (): Problem => new Problem('cut-off', 'Interrupted.');

/** The SDK says so of a body that is no JSON or no XML. */
const isUnreadable = (name: string, message: string): boolean => name === 'SyntaxError' || message.includes('Deserialization error');

function outcomeOf(call: AnyCall, name: string, message: string): Outcome {
  if (call.absent.includes(name)) return { absent: name };
  if (call.gone.includes(name)) return { gone: name };
  // what is no JSON and no XML is no answer of AWS's: a proxy's page, a body cut short
  return { error: { name: isUnreadable(name, message) ? codes.malformed : name, message: hideCredentials(message) } };
}

/** The answer without its secrets. A page token stays as it is, whatever it looks like: without it the list would be cut short. */
function redacted(call: AnyCall, answer: unknown): unknown {
  const hidden = redact(answer, call.secret);
  const next = call.page?.next;
  return next && (answer as Page)[next] !== undefined ? { ...(hidden as Page), [next]: (answer as Page)[next] } : hidden;
}

function nextToken(call: AnyCall, answer: unknown): unknown {
  const token = call.page && (answer as Page)[call.page.next];
  return token === '' || token === null ? undefined : token;
}
