import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { type Moto, motoCommand, startMoto } from '../emulator/moto.ts';
import { startWire, type Wire } from '../emulator/wire.ts';
import { seedSample } from '../sample/account.ts';
import { sampleWire } from '../sample/wire.ts';
import { emulated, type Ran, type RunOptions, run } from './program.ts';

/** A suite against the emulated AWS; skipped where there is none (the set-up says so once, and fails in CI). */
export const withAws = motoCommand() ? describe : describe.skip;

/** The sample account as it would be today, and the program run on it. */
export interface Account {
  readonly wire: Wire;
  /** A folder that goes when the suite ends. */
  readonly dir: string;
  /** Runs a command against the account, with credentials. */
  run(command: readonly string[], options?: RunOptions): Promise<Ran>;
}

/** Makes the account once for a suite. What is given is filled in before its first test. */
export function sampleAccount(): Account {
  const made: { moto?: Moto; wire?: Wire; dir?: string } = {};
  const own = <K extends keyof typeof made>(name: K): NonNullable<(typeof made)[K]> => {
    const value = made[name];
    if (value === undefined) throw new Error('the account is made before the first test, and not earlier');
    return value as NonNullable<(typeof made)[K]>;
  };
  beforeAll(async () => {
    made.dir = mkdtempSync(join(tmpdir(), 'dpp-audit-'));
    made.moto = await startMoto();
    await seedSample(made.moto.url);
    made.wire = await startWire(made.moto.url, sampleWire(new Date()));
  });
  afterAll(async () => {
    await made.wire?.close();
    await made.moto?.stop();
    if (made.dir) rmSync(made.dir, { recursive: true, force: true });
  });
  return {
    get wire() {
      return own('wire');
    },
    get dir() {
      return own('dir');
    },
    run: (command, options = {}) =>
      run([...command, '--endpoint-url', own('wire').url], { cwd: own('dir'), ...options, env: { ...emulated, ...options.env } }),
  };
}
