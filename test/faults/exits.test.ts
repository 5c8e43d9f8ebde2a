// The program as a user runs it: what befalls a run ends in one sentence, an exit code, and a folder from which it can go on.
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Asked, Wire } from '../emulator/wire.ts';
import { emulated, type Ran, run } from '../end-to-end/program.ts';
import type { Scene } from '../properties/account.ts';
import { inFolder, startAccount, wholeScene } from './wired-account.ts';

let scene: Scene;
let wire: Wire;
beforeAll(async () => {
  scene = await wholeScene();
});
beforeEach(async () => {
  wire = await startAccount(scene.cloud);
});
afterEach(() => wire.close());

const scan = (dir: string, ...flags: string[]): Promise<Ran> =>
  run(['scan', '--endpoint-url', wire.url, ...flags], { cwd: dir, env: emulated });
const keyOf = ({ service, operation, region, input }: Asked): string => JSON.stringify([service, operation, region, input]);

it('credentials that expire: 3, a sentence, and a resume that asks nothing again', async () => {
  wire.answers['s3:GetBucketWebsite'] = { error: 'ExpiredToken', status: 400 };
  await inFolder(async (dir) => {
    const out = join(dir, 'run');
    const cut = await scan(dir, '--out', out);
    expect(cut.code).toBe(3);
    expect(cut.stderr).toContain(`AWS no longer takes the credentials (ExpiredToken): renew them and go on with \`--resume ${out}\``);
    expect(cut.stderr).not.toMatch(/\n\s+at /);
    const kept = readFileSync(join(out, 'snapshot.ndjson'), 'utf8').trim().split('\n').length - 1;
    const before = new Set(wire.requests.map(keyOf));
    delete wire.answers['s3:GetBucketWebsite'];
    wire.requests.length = 0;
    const whole = await scan(dir, '--resume', out);
    expect([0, 1, 3]).toContain(whole.code);
    expect(kept).toBeGreaterThan(10);
    const again = wire.requests.filter(
      (asked) => before.has(keyOf(asked)) && asked.operation !== 'GetCallerIdentity' && asked.operation !== 'GetBucketWebsite',
    );
    // a call may have been on its way when the run stopped: no more than fit into one breath
    expect(again.length).toBeLessThanOrEqual(32);
    expect(JSON.parse(readFileSync(join(out, 'findings.json'), 'utf8'))).toMatchObject({ audit: { complete: true } });
  });
});

it('a disk that is full: 3, and a sentence', async () => {
  await inFolder(async (dir) => {
    const out = join(dir, 'run');
    mkdirSync(out);
    symlinkSync('/dev/full', join(out, 'snapshot.ndjson'));
    const { code, stderr } = await scan(dir, '--out', out);
    expect(code).toBe(3);
    expect(stderr).toMatch(/can't be written: the disk is full\. What was written stays; make room and go on with `--resume`\./);
  });
});

it('a run that could read almost nothing: 3, and it says so', async () => {
  const denied = ({ service }: Asked) => (service === 'sts' ? undefined : { error: 'AccessDenied', status: 403 });
  await wire.close();
  wire = await startAccount(scene.cloud, { '*': denied });
  await inFolder(async (dir) => {
    const { code, stdout } = await scan(dir, '--out', join(dir, 'run'));
    expect(code).toBe(3);
    expect(stdout).not.toMatch(/\bPass\b.*\bPass\b/);
    const findings = JSON.parse(readFileSync(join(dir, 'run', 'findings.json'), 'utf8')) as { findings: { verdict: string }[] };
    expect(new Set(findings.findings.map(({ verdict }) => verdict))).toEqual(new Set(['unknown']));
  });
});
