// Measures the built program against an account that answers over HTTP: `npm run bench`. Prints each figure beside its aim.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Size } from './bench/account.ts';
import { evaluationsASecond } from './bench/engine.ts';
import { fewest } from './bench/fewest.ts';
import { writeManyBuckets } from './bench/many-buckets.ts';
import { type Measured, measure } from './bench/measure.ts';
import type { Seen } from './bench/server.ts';

const delayMs = 30;
const atOnce = 32;
const large: Size = { buckets: 1_000, roles: 1_000, groups: 3_000 };
/** As large as the account that the most used scanner was measured on: some 630 calls, 27 s, 430 MB. */
const small: Size = { buckets: 37, roles: 20, groups: 20 };
const peer = { calls: 630, seconds: 27, megabytes: 430 } as const;

const work = mkdtempSync(join(tmpdir(), 'dpp-audit-bench-'));
const megabytes = (bytes: number): number => bytes / 2 ** 20;

/** One figure, and what it should be. */
function say(what: string, value: number, unit: string, aim?: { readonly most: number } | { readonly least: number }): void {
  const met = aim === undefined || ('most' in aim ? value <= aim.most : value >= aim.least);
  const wanted =
    aim === undefined ? '' : `aim ${'most' in aim ? `≤ ${aim.most.toLocaleString('en')}` : `≥ ${aim.least.toLocaleString('en')}`}`;
  const digits = value < 10 ? 2 : value < 1_000 ? 1 : 0;
  const shown = `${value.toLocaleString('en', { maximumFractionDigits: digits })} ${unit}`;
  process.stdout.write(
    `  ${what.padEnd(52)}${shown.padStart(18)}   ${wanted.padEnd(18)}${aim === undefined ? '' : met ? 'met' : 'MISSED'}\n`,
  );
}

const section = (title: string): void => void process.stdout.write(`\n${title}\n`);

/** Runs `work` against an account of that size, which answers as another process. */
async function against<T>(size: Size, use: (url: string) => Promise<T>): Promise<T> {
  const server = spawn(process.execPath, ['scripts/run.mjs', 'bench/server', JSON.stringify(size), String(delayMs)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    return await use(await addressOf(server));
  } finally {
    server.kill();
  }
}

const addressOf = (server: ChildProcess): Promise<string> =>
  new Promise((found, failed) => {
    server.stdout?.once('data', (chunk: Buffer) => found(chunk.toString().trim()));
    server.once('exit', (code) => failed(new Error(`the bench's server ended with ${code}`)));
  });

interface Scan extends Measured {
  readonly dir: string;
  readonly seen: Seen;
  readonly calls: number;
}

async function scan(size: Size, name: string): Promise<Scan> {
  return against(size, async (url) => {
    const dir = join(work, name);
    const measured = await measure(['scan', '--endpoint-url', url, '--out', dir], work, join(dir, 'report.html'));
    const seen = (await (await fetch(`${url}/bench/seen`)).json()) as Seen;
    return { ...measured, dir, seen, calls: Object.values(seen.calls).reduce((sum, count) => sum + count, 0) };
  });
}

/** What was asked more often than need be, or that no need names: where to look when the ratio is missed. */
function sayExtraCalls(size: Size, { calls }: Seen): void {
  const needs = new Map(fewest(size).map(({ operation, calls: count }) => [operation, count]));
  for (const operation of [...new Set([...needs.keys(), ...Object.keys(calls)])].sort()) {
    const [asked, needed] = [calls[operation] ?? 0, needs.get(operation) ?? 0];
    if (asked !== needed) process.stdout.write(`    ${operation}: ${asked} calls, where ${needed} would do\n`);
  }
}

async function largeAccount(): Promise<string> {
  section(`An account of ${large.buckets} buckets, ${large.roles} roles and ${large.groups} log groups, ${delayMs} ms a call`);
  const run = await scan(large, 'large');
  const least = fewest(large).reduce((sum, { calls }) => sum + calls, 0);
  const floor = (run.calls * delayMs) / atOnce;
  say('wall time', run.ms / 1000, 's');
  say(`the floor: ${run.calls} calls × ${delayMs} ms ÷ ${atOnce} in flight`, floor / 1000, 's');
  say('wall time ÷ floor', run.ms / floor, '×', { most: 1.5 });
  say('processor time of the program', run.cpuMs / 1000, 's');
  say('until the first call', Date.parse(run.seen.first) - run.started.getTime(), 'ms');
  say('most in flight', run.seen.mostInFlight, 'calls');
  say(`calls ÷ the fewest (${least}: see scripts/bench/fewest.ts)`, run.calls / least, '×', { most: 1.1 });
  sayExtraCalls(large, run.seen);
  say('peak memory', megabytes(run.peak), 'MB', { most: 250 });
  return run.dir;
}

async function smallAccount(): Promise<void> {
  section(
    `An account of ${small.buckets} buckets in two regions, ${delayMs} ms a call; the most used scanner: ${peer.calls} calls, ${peer.seconds} s, ${peer.megabytes} MB`,
  );
  const run = await scan(small, 'small');
  say('calls', run.calls, '', { most: peer.calls });
  say('wall time', run.ms / 1000, 's', { most: peer.seconds / 10 });
  say('peak memory', megabytes(run.peak), 'MB', { most: peer.megabytes / 2 });
}

async function evaluation(run: string): Promise<void> {
  section('Evaluation');
  say('rule evaluations a second, engine alone', evaluationsASecond(run), '', { least: 1_000_000 });
  const dir = join(work, 'many');
  const records = writeManyBuckets(dir, 10_000);
  const { ms, peak, cpuMs } = await measure(['evaluate', dir], work, join(dir, 'report.html'));
  say(`10,000 buckets (${records} records) evaluated and written`, ms / 1000, 's', { most: 10 });
  say('processor time', cpuMs / 1000, 's');
  say('peak memory', megabytes(peak), 'MB', { most: 400 });
  await evidence(dir);
}

/** The bundle of a run of 10,000 buckets: some 120 MB of findings, and as much again of pages. */
async function evidence(dir: string): Promise<void> {
  section('Evidence of 10,000 buckets');
  const bundle = join(dir, 'evidence.zip');
  for (const [what, args] of [
    ['packed', ['evidence', 'pack', dir, '--out', bundle]],
    ['verified: evaluated anew, every page made anew', ['evidence', 'verify', bundle]],
  ] as const) {
    const { ms, peak, cpuMs } = await measure(args, work);
    say(what, ms / 1000, 's');
    say('processor time', cpuMs / 1000, 's');
    say('peak memory', megabytes(peak), 'MB');
  }
}

async function help(): Promise<void> {
  section('Start');
  const times: number[] = [];
  for (let i = 0; i < 7; i += 1) times.push((await measure(['--help'], work)).ms);
  say('--help, median of 7', times.sort((a, b) => a - b)[3] ?? 0, 'ms', { most: 200 });
}

/** Times are of this machine as it is: what else runs on it counts. */
const busy = (): string => `${availableParallelism()} processors, load ${loadavg()[0]?.toFixed(1)}`;

process.stdout.write(`On ${busy()}, Node ${process.version}\n`);
try {
  await help();
  await smallAccount();
  await evaluation(await largeAccount());
} finally {
  rmSync(work, { recursive: true, force: true });
}
