// Collects the sample account and evaluates it: `npm run sample`; with `--evaluate` only the second, which needs no emulator.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { startMoto } from '../test/emulator/moto.ts';
import { startWire } from '../test/emulator/wire.ts';
import { emulated, main, run } from '../test/end-to-end/program.ts';
import { seedSample } from '../test/sample/account.ts';
import { settled } from '../test/sample/settled.ts';
import { sampleWire } from '../test/sample/wire.ts';

/** The sample's clock: no run can change it. */
const asOf = new Date('2026-11-20T09:12:00Z');

/** Collects with the real program over a real wire, and puts the emulator's times and request ids to rest. */
async function collect(dir: string): Promise<void> {
  const moto = await startMoto();
  const wire = await startWire(moto.url, sampleWire(asOf));
  try {
    const from = Date.now();
    await seedSample(moto.url);
    const { code, stderr } = await run(['collect', '--endpoint-url', wire.url, '--out', dir], { env: emulated });
    if (code !== 0) throw new Error(`collecting ended with ${code}: ${stderr}`);
    const lines = gunzipSync(readFileSync(join(dir, 'snapshot.ndjson.gz'))).toString('utf8');
    mkdirSync('sample', { recursive: true });
    writeFileSync('sample/snapshot.ndjson.gz', gzipSync(settled(lines, { asOf, from, to: Date.now() }), { level: 9 }));
  } finally {
    await wire.close();
    await moto.stop();
  }
}

function evaluate(dir: string): void {
  try {
    execFileSync(process.execPath, [main, 'evaluate', 'sample/snapshot.ndjson.gz', '--config', 'sample/dpp-audit.yaml', '--out', dir], {
      stdio: 'pipe',
    });
  } catch (error) {
    const { status, stderr } = error as { status: number; stderr: Buffer };
    if (status !== 1) throw new Error(`evaluating ended with ${status}: ${stderr}`);
  }
  mkdirSync('reports/sample', { recursive: true });
  for (const name of ['findings.json', 'report.html']) copyFileSync(join(dir, name), join('reports/sample', name));
}

const dir = mkdtempSync(join(tmpdir(), 'dpp-audit-sample-'));
try {
  if (!process.argv.includes('--evaluate')) await collect(join(dir, 'collected'));
  evaluate(join(dir, 'evaluated'));
  process.stdout.write('Wrote sample/snapshot.ndjson.gz and reports/sample/.\n');
} finally {
  rmSync(dir, { recursive: true, force: true });
}
