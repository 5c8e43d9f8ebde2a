// An account in memory: it answers the real recorder and the real collectors, so that a snapshot holds what a run would have asked.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AnyCall, Catalogue } from '../../src/calls/catalogue.ts';
import { ec2 } from '../../src/calls/ec2.ts';
import { sts } from '../../src/calls/sts.ts';
import type { Clients } from '../../src/collect/clients.ts';
import { Pacer } from '../../src/collect/pacer.ts';
import { Recorder } from '../../src/collect/recorder.ts';
import { catalogues } from '../../src/generated/calls.ts';
import { collectors } from '../../src/generated/collectors.ts';
import { chainOf, type Header, type Outcome, type SnapshotRecord } from '../../src/snapshot/record.ts';
import { describeRegionsInput, regionScope } from '../../src/snapshot/regions.ts';
import { SnapshotWriter } from '../../src/snapshot/write.ts';
import { asOf, header } from '../wire/snapshot-builder.ts';

/** Everything that an account could be asked, as the records that it would come to. The last of a key wins. */
export type Cloud = readonly SnapshotRecord[];

/** The call of the catalogue behind a service and an operation. */
export function callOf(service: string, operation: string): AnyCall {
  const call = (catalogues[service] as Catalogue | undefined)?.[operation];
  if (!call) throw new Error(`the catalogue has no ${service}:${operation}`);
  return call;
}

class CloudClients {
  readonly #outcomes = new Map<string, Outcome>();
  readonly #account: string;
  readonly #regions: ReadonlySet<string>;
  /** What was asked and the account says nothing of, in the regions where it is. */
  readonly unheardOf: string[] = [];

  constructor(cloud: Cloud, account: string) {
    this.#account = account;
    const regional = cloud.filter(({ service, operation }) => callOf(service, operation).scope === 'region');
    this.#regions = new Set(regional.map(({ region }) => region));
    for (const record of cloud) this.#outcomes.set(`${chainOf(record)}\t${record.page}`, record);
  }

  send(service: string, operation: string, sent: Readonly<Record<string, unknown>>, region: string): Promise<object> {
    const call = callOf(service, operation);
    const { token = '', size = {} } = call.page ?? {};
    const beside = { ...size, ...call.along, [token]: '' };
    const input = Object.fromEntries(Object.entries(sent).filter(([name, value]) => !(name in beside) && value !== undefined));
    const chain = chainOf({ account: this.#account, region: call.scope === 'global' ? '' : region, service, operation, input });
    const outcome = this.#outcomes.get(`${chain}\t${Number(sent[token] ?? 0)}`);
    if (!outcome && (call.scope !== 'region' || this.#regions.has(region))) this.unheardOf.push(chain);
    const answer = outcome && 'answer' in outcome ? (outcome.answer as object) : undefined;
    return answer ? Promise.resolve({ ...answer, $metadata: {} }) : Promise.reject(named(outcome));
  }

  close(): void {}
}

function named(outcome: Outcome | undefined): Error {
  const error = new Error('the account says so');
  if (!outcome || 'answer' in outcome) error.name = 'UnheardOf';
  else error.name = 'error' in outcome ? outcome.error.name : 'absent' in outcome ? outcome.absent : outcome.gone;
  return error;
}

/** Asks an account all that a run asks, in the run's own way. Throws where the account does not know what to answer. */
export async function collected(cloud: Cloud, more: Partial<Header> = {}): Promise<readonly SnapshotRecord[]> {
  const dir = mkdtempSync(join(tmpdir(), 'dpp-audit-cloud-'));
  const head = header(more);
  const writer = SnapshotWriter.create(dir, head);
  const clients = new CloudClients(cloud, head.account);
  const pacer = new Pacer({ inFlight: 32, sleep: () => Promise.resolve() });
  const recorder = new Recorder({ writer, clients: clients as unknown as Clients, pacer, home: 'us-east-1', now: () => new Date(asOf) });
  try {
    await recorder.ask(sts.GetCallerIdentity, {});
    await recorder.ask(ec2.DescribeRegions, describeRegionsInput);
    const { regions, leftOut } = regionScope(writer.snapshot);
    const { account, partition } = head;
    const { ask, again, pages } = recorder;
    const asker = {
      account,
      partition,
      regions,
      leftOut,
      ask: ask.bind(recorder),
      again: again.bind(recorder),
      pages: pages.bind(recorder),
    };
    await Promise.all(collectors.map(({ collect }) => collect(asker)));
    if (clients.unheardOf.length > 0) throw new Error(`the account has no answer to ${clients.unheardOf.join('; ')}`);
    return [...writer.snapshot.records()];
  } finally {
    writer.close();
    rmSync(dir, { recursive: true });
  }
}
