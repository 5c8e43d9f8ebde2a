import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** What a run of the program took. */
export interface Measured {
  /** Wall time in milliseconds. */
  readonly ms: number;
  /** The most memory that it held, in bytes. */
  readonly peak: number;
  /** Processor time in milliseconds, of all threads: what a busy machine does not distort. */
  readonly cpuMs: number;
  readonly code: number;
  readonly started: Date;
  readonly stderr: string;
}

/** Credentials that the loopback takes, and nothing of the machine's own. */
const environment = (extra: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  AWS_ACCESS_KEY_ID: 'AKIABENCH',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_REGION: 'us-east-1',
  AWS_EC2_METADATA_DISABLED: 'true',
  ...extra,
});

/** Runs the built program as a process of its own. Rejects where it does not do what it was measured for: `makes` is a file that it must leave. */
export async function measure(args: readonly string[], workFolder: string, makes?: string): Promise<Measured> {
  const file = join(workFolder, 'peak');
  const preload = resolve('scripts/bench/peak.mjs');
  const started = new Date();
  const begun = performance.now();
  const child = spawn(process.execPath, ['--import', preload, 'dist/main.js', ...args], {
    env: environment({ BENCH_PEAK: file }),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const code = await new Promise<number>((done) => child.once('close', (status) => done(status ?? -1)));
  const ms = performance.now() - begun;
  const done = makes === undefined ? code === 0 : existsSync(makes);
  if (!done) throw new Error(`dpp-audit ${args.join(' ')} ended with ${code}: ${stderr}`);
  return { ms, ...(JSON.parse(readFileSync(file, 'utf8')) as Pick<Measured, 'peak' | 'cpuMs'>), code, started, stderr };
}
