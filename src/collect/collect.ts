import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { ec2 } from '../calls/ec2.ts';
import { sts } from '../calls/sts.ts';
import { collectors } from '../generated/collectors.ts';
import { Problem } from '../problem.ts';
import type { Header } from '../snapshot/record.ts';
import { describeRegionsInput, homeRegion, regionScope } from '../snapshot/regions.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { SnapshotWriter } from '../snapshot/write.ts';
import { type Caller, startRegion } from './caller.ts';
import { Clients, requestHandler } from './clients.ts';
import { resolveCredentials } from './credentials.ts';
import { identity } from './identity.ts';
import { Pacer } from './pacer.ts';
import { type Progress, Recorder } from './recorder.ts';
import { refuseTooOld } from './too-old.ts';

export interface CollectSettings {
  readonly tool: { readonly name: string; readonly version: string };
  readonly profile?: string;
  readonly roleArn?: string;
  readonly externalId?: string;
  /** Regions to limit the run to; undefined: all that are enabled. */
  readonly regions?: readonly string[];
  readonly endpoint?: string;
  /** The folder of a run that was cut off. */
  readonly resume?: string;
  /** Resume although the run is older than a day. */
  readonly force?: boolean;
  /** The folder for a new run of this account. */
  readonly folder: (account: string, asOf: string) => string;
  readonly now: () => Date;
  readonly signal?: AbortSignal;
  readonly onStart?: (progress: () => Progress, dir: string) => void;
  readonly plan?: boolean;
  /** One account of many: whose credentials and connections to use. */
  readonly caller?: Caller;
  /** The account that it must be; undefined: whichever the credentials are of. */
  readonly account?: string;
  /** The folder by which `--resume` goes on, where it is not the run's own. */
  readonly goOn?: string;
}

export interface Collected {
  readonly dir: string;
  readonly snapshot: Snapshot;
  /** Calls that were asked in this run. */
  readonly calls: number;
  /** With `plan`: how many more calls it would be, by service. */
  readonly plan?: ReadonlyMap<string, number>;
}

const callsAtOnce = 32;

/** Collects an account into a snapshot: on disk as it comes, whole at the end. Throws a Problem where it must stop; what came stays. */
export async function collect(settings: CollectSettings): Promise<Collected> {
  const { now, signal, endpoint, caller } = settings;
  const asOf = now();
  // every call in flight listens
  if (signal) setMaxListeners(0, signal);
  const inFlight = caller?.callsAtOnce ?? callsAtOnce;
  const handler = caller?.connections ?? requestHandler(inFlight);
  const start = startRegion();
  const { provider, source } = await resolveCredentials({ ...settings, caller: caller?.provider, region: start, requestHandler: handler });
  const clock = { offset: 0 };
  const clients = new Clients({
    credentials: provider,
    handler,
    endpoint,
    onDate: (date) => {
      clock.offset = Math.round((Date.parse(date) - now().getTime()) / 1000) * 1000;
    },
  });
  try {
    const who = await identity(clients, start);
    if (settings.account) assertAccount(settings.account, who.account);
    const writer = settings.resume ? resumed(settings.resume, who.account, settings) : begun(settings, who, asOf, source);
    const plan = settings.plan ? new Map<string, number>() : undefined;
    const pacer = new Pacer({ inFlight, sleep: (ms) => sleep(ms) });
    const recorder = new Recorder({ writer, clients, pacer, home: homeRegion(who.partition), now, signal, plan, goOn: settings.goOn });
    settings.onStart?.(() => recorder.progress, writer.dir);
    try {
      await recorder.ask(sts.GetCallerIdentity, {});
      await recorder.ask(ec2.DescribeRegions, describeRegionsInput);
      const scope = regionScope(writer.snapshot);
      refuseUnknownRegions(settings.regions, scope);
      recorder.optIn = new Set(scope.optedIn);
      const { partition, account } = who;
      const asker = {
        account,
        partition,
        regions: scope.regions,
        leftOut: scope.leftOut,
        ask: recorder.ask.bind(recorder),
        again: recorder.again.bind(recorder),
        pages: recorder.pages.bind(recorder),
      };
      await allSettledThenThrow(collectors.map(({ collect: run }) => run(asker)));
      if (!plan) writer.finish({ complete: true, time: now().toISOString(), clockOffset: clock.offset });
      return { dir: writer.dir, snapshot: writer.snapshot, calls: recorder.progress.done, ...(plan && { plan }) };
    } finally {
      writer.close();
    }
  } finally {
    if (!caller) clients.close();
  }
}

/** Whatever role was assumed: what is read is of the account that was meant, or nothing is read. */
function assertAccount(meant: string, is: string): void {
  if (is === meant) return;
  throw new Problem('credentials', `The credentials for ${meant} are of the account ${is}, so nothing was read: name a role of ${meant}.`);
}

function begun(
  { tool, regions, folder }: CollectSettings,
  who: { account: string; partition: string },
  asOf: Date,
  credentials: string,
): SnapshotWriter {
  const time = asOf.toISOString();
  const header: Header = { snapshot: 1, tool, asOf: time, ...who, regions: regions ?? null, credentials };
  return SnapshotWriter.create(folder(who.account, time), header);
}

function resumed(dir: string, account: string, { force, now }: CollectSettings): SnapshotWriter {
  const writer = SnapshotWriter.resume(dir);
  const { header } = writer.snapshot;
  if (header.account !== account) {
    throw new Problem(
      'usage',
      `The run in ${dir} is of account ${header.account}, and these credentials are of ${account}: use those of the run's account.`,
    );
  }
  refuseTooOld(dir, header.asOf, now(), force ?? false);
  return writer;
}

function refuseUnknownRegions(wanted: readonly string[] | undefined, scope: ReturnType<typeof regionScope>): void {
  const known = new Set([...scope.regions, ...scope.leftOut]);
  const wrong = (wanted ?? []).filter((name) => !known.has(name));
  if (wrong.length === 0) return;
  const issues = wrong.map((name) => ({
    message: scope.notEnabled.includes(name)
      ? `The region ${name} is not enabled in this account: enable it, or leave it out of --regions.`
      : `There is no region ${name}: expected one of ${[...known].sort().join(', ')}.`,
  }));
  throw new Problem('usage', issues);
}

/** Lets every collector come to its end, so that nothing writes afterwards; then says what the first of them said. */
async function allSettledThenThrow(runs: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(runs);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
