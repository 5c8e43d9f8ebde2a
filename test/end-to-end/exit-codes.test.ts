import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FindingsFile } from '../../src/findings/file.ts';
import type { Header } from '../../src/snapshot/record.ts';
import { run } from './program.ts';

describe('exit codes', () => {
  let dir: string;
  let findings: FindingsFile['findings'] = [];

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'dpp-audit-'));
    // the sample's snapshot, three days old whatever day it is
    const [header = '', ...rest] = gunzipSync(readFileSync(resolve('sample/snapshot.ndjson.gz')))
      .toString()
      .split('\n');
    const begun: Header = { ...(JSON.parse(header) as Header), asOf: ago(3) };
    writeFileSync(join(dir, 'snapshot.ndjson'), [JSON.stringify(begun), ...rest].join('\n'));
    await evaluate([]);
    findings = (JSON.parse(readFileSync(join(dir, 'out', 'findings.json'), 'utf8')) as FindingsFile).findings;
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  /** Evaluates with everything waived that has one of the verdicts. */
  async function evaluate(waived: readonly string[], ...flags: readonly string[]) {
    const waivers = findings
      .filter(({ verdict }) => waived.includes(verdict))
      .map(({ rule, resource }) => ({
        rule,
        resource: resource?.arn ?? '*',
        reason: 'for the test',
        approver: 'nobody',
        expires: ago(-30).slice(0, 10),
      }));
    writeFileSync(join(dir, 'dpp-audit.yaml'), JSON.stringify({ waivers }));
    return run(['evaluate', 'snapshot.ndjson', '--out', 'out', ...flags], { cwd: dir });
  }

  test('1: findings, whatever could not be read', async () => {
    expect((await evaluate([])).code).toBe(1);
    expect((await evaluate(['unknown'])).code).toBe(1);
  });

  test('1 all the same where whoever reads has seen enough', async () => {
    const { code, stderr } = await run(['evaluate', 'snapshot.ndjson', '--out', 'out'], {
      cwd: dir,
      onStart: (child) => child.stdout?.destroy(),
    });
    expect(code, stderr).toBe(1);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test('where what is printed finds a full disk: a sentence, and the code of the findings, or 3', () => {
    const main = resolve(process.env.DPP_AUDIT_MAIN ?? 'dist/main.js');
    for (const [command, code] of [
      ['evaluate snapshot.ndjson --out out', 1],
      ['rules list', 3],
    ] as const) {
      const ended = spawnSync('/bin/sh', ['-c', `exec '${process.execPath}' '${main}' ${command} > /dev/full`], {
        cwd: dir,
        encoding: 'utf8',
      });
      expect(ended.stderr).toContain("What is printed can't be written: the disk is full. Make room, or print elsewhere.\n");
      expect(ended.stderr).not.toMatch(/^\s+at /m);
      expect(ended.status).toBe(code);
    }
  });

  test('3: nothing fails, and something could not be read', async () => {
    const { code, stderr } = await evaluate(['fail', 'waived']);
    expect(code, stderr).toBe(3);
  });

  test('0: nothing fails, and what could not be read is waived; advice does not count', async () => {
    const { code, stderr } = await evaluate(['fail', 'waived', 'unknown']);
    expect(code, stderr).toBe(0);
  });

  test('--fail-on leaves out what is less severe', async () => {
    const critical = findings.filter(({ verdict, severity }) => severity === 'critical' && (verdict === 'fail' || verdict === 'unknown'));
    expect(critical.length).toBeGreaterThan(0);
    expect((await evaluate([], '--fail-on', 'critical')).code).toBe(1);
    const waivers = critical.map(({ rule, resource }) => ({
      rule,
      resource: resource?.arn ?? '*',
      reason: 'for the test',
      approver: 'nobody',
      expires: ago(-30).slice(0, 10),
    }));
    writeFileSync(join(dir, 'critical.yaml'), JSON.stringify({ waivers }));
    const { code, stderr } = await run(
      ['evaluate', 'snapshot.ndjson', '--out', 'out', '--config', 'critical.yaml', '--fail-on', 'critical'],
      { cwd: dir },
    );
    expect(code, stderr).toBe(0);
  });

  test('3: older than --max-age; 1 beats it', async () => {
    const old = await evaluate(['fail', 'waived', 'unknown'], '--max-age', '24h');
    expect(old.code).toBe(3);
    expect(old.stderr).toContain('The snapshot is 72 hours old.');
    expect((await evaluate(['fail', 'waived', 'unknown'], '--max-age', '4d')).code).toBe(0);
    expect((await evaluate([], '--max-age', '24h')).code).toBe(1);
  });

  test('2 beats all', async () => {
    expect((await evaluate([], '--max-age', 'x')).code).toBe(2);
  });

  test('3: a run that was cut off', async () => {
    const lines = readFileSync(join(dir, 'snapshot.ndjson'), 'utf8').trim().split('\n');
    writeFileSync(join(dir, 'cut.ndjson'), `${lines.slice(0, 1).join('\n')}\n`);
    writeFileSync(join(dir, 'none.yaml'), '{}\n');
    const { code, stdout } = await run(['evaluate', 'cut.ndjson', '--out', 'out', '--config', 'none.yaml'], { cwd: dir });
    expect(code).toBe(3);
    expect(stdout).toContain('This run is not complete');
  });
});

const ago = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
