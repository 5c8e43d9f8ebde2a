import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';

/** The bundle; another one where the environment names it. */
export const main = resolve(process.env.DPP_AUDIT_MAIN ?? 'dist/main.js');

export interface Ran {
  /** Exit code; what a signal ends without one is told by its name. */
  readonly code: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  /** Beside what a child needs; nothing of AWS's, and no credentials, unless they are given here. */
  readonly env?: Readonly<Record<string, string>>;
  /** Sees the child as soon as it runs. */
  readonly onStart?: (child: ChildProcess) => void;
}

/** Credentials that an emulated AWS takes. */
export const emulated = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'emulated', AWS_REGION: 'eu-west-1' } as const;

/** Runs the built program as a child, as a user does. */
export function run(args: readonly string[], { cwd, env = {}, onStart }: RunOptions = {}): Promise<Ran> {
  const clean = { PATH: process.env.PATH ?? '', HOME: '/nonexistent', AWS_EC2_METADATA_DISABLED: 'true' };
  const child = spawn(process.execPath, [main, ...args], { cwd, env: { ...clean, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  onStart?.(child);
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('close', (code, signal) => done({ code: code ?? signal ?? 'none', ...said }));
  });
}
