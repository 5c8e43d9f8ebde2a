import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/dpp/config.ts';
import type { FindingsFile } from '../../src/findings/file.ts';
import { startMoto } from '../emulator/moto.ts';
import { withAws } from './account.ts';
import { emulated, run } from './program.ts';

const dir = mkdtempSync(join(tmpdir(), 'dpp-audit-init-test-'));
const sample = resolve('sample/snapshot.ndjson.gz');
let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(dir, 'case-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

const init = (...args: readonly string[]) => run(['init', ...args], { cwd });
const read = (name = 'dpp-audit.yaml'): string => readFileSync(join(cwd, name), 'utf8');
const patterns = () => readConfig(read(), 'dpp-audit.yaml').config.classes?.patterns;

/** The sample account with a bucket more, of which the tags are known, and who may write. */
function withBucket(name: string): string {
  const lines = gunzipSync(readFileSync(sample)).toString().trimEnd().split('\n');
  const header = JSON.parse(lines[0] ?? '') as { readonly account: string; readonly asOf: string };
  const about = { account: header.account, region: 'eu-west-1', service: 's3', input: { Bucket: name }, page: 0, time: header.asOf };
  const more = [
    { ...about, operation: 'GetBucketTagging', absent: 'NoSuchTagSet' },
    { ...about, operation: 'GetBucketPolicy', absent: 'NoSuchBucketPolicy' },
    { ...about, operation: 'GetBucketLogging', answer: {} },
  ].map((record) => JSON.stringify(record));
  const listed = lines.map((line) => {
    if (!line.includes('"operation":"ListBuckets"')) return line;
    const record = JSON.parse(line) as { readonly answer: { readonly Buckets: readonly object[] } };
    return JSON.stringify({
      ...record,
      answer: { ...record.answer, Buckets: [...record.answer.Buckets, { Name: name, BucketRegion: 'eu-west-1' }] },
    });
  });
  const file = join(cwd, 'more.ndjson');
  writeFileSync(file, `${[...listed.slice(0, -1), ...more, listed.at(-1)].join('\n')}\n`);
  return file;
}

describe('init from a snapshot', () => {
  it('does not write that there is no PII where the account says that there is', async () => {
    const { code, stderr } = await init('--from', sample, '--yes', '--no-holds-pii');
    expect(code).toBe(2);
    for (const line of stderr.trimEnd().split('\n'))
      expect(line).toMatch(/^You say that nothing here holds PII, and arn:\S+ does \(.+\): /);
    expect(existsSync(join(cwd, 'dpp-audit.yaml'))).toBe(false);
  });

  it('writes a configuration that is valid, asks nothing without a terminal, and goes through evaluate', async () => {
    const { code, stdout, stderr } = await init('--from', sample, '--class', 'acme-seller-analytics=information');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Wrote dpp-audit.yaml');
    expect(read()).toMatch(/^# yaml-language-server: \$schema=\S+\/dpp-audit\.schema\.json\n/);
    expect(patterns()).toEqual([{ match: 'arn:aws:s3:::acme-seller-analytics', class: 'information' }]);
    expect((await run(['evaluate', sample, '--out', 'out'], { cwd })).code).toBe(1);
    const { coverage } = JSON.parse(read('out/findings.json')) as FindingsFile;
    expect(coverage.unclassified).toEqual([]);
  });

  it('run again, changes nothing; a bucket more is one line more', async () => {
    await init('--from', sample, '--yes');
    renameSync(join(cwd, 'dpp-audit.yaml'), join(cwd, 'real.yaml'));
    symlinkSync('real.yaml', join(cwd, 'dpp-audit.yaml'));
    const first = `# mine\n${read()}`.replace('edition: dpp-2022-08', 'edition: latest # chosen');
    writeFileSync(join(cwd, 'dpp-audit.yaml'), first);
    chmodSync(join(cwd, 'dpp-audit.yaml'), 0o640);
    const again = await init('--from', sample, '--yes');
    expect(again.stdout).toContain('nothing was changed');
    expect(read()).toBe(first);

    const more = await init('--from', withBucket('acme-seller-customers'), '--yes');
    expect(more.stdout).toMatch(/ {2}pii\s+acme-seller-customers {2}its name says "customers"\n/);
    const second = read();
    expect(second.split('\n').filter((line) => !first.split('\n').includes(line))).toEqual([
      '  patterns:',
      expect.stringMatching(/^ {4}# New on \d{4}-\d\d-\d\d$/),
      expect.stringMatching(/^ {4}- \{ match: "arn:aws:s3:::acme-seller-customers", class: pii \} # S3 bucket/),
    ]);
    expect(patterns()).toEqual([{ match: 'arn:aws:s3:::acme-seller-customers', class: 'pii' }]);
    expect(statSync(join(cwd, 'dpp-audit.yaml')).mode & 0o777).toBe(0o640);
    expect(readdirSync(cwd).sort()).toEqual(['dpp-audit.yaml', 'more.ndjson', 'real.yaml']);
    expect(lstatSync(join(cwd, 'dpp-audit.yaml')).isSymbolicLink()).toBe(true);
  });

  it.each([
    ['a class that is none', ['--class', 'x=secret'], {}, /expected a name or ARN/],
    ['an edition for a file that is there', ['--edition', 'latest'], { 'dpp-audit.yaml': 'edition: latest\n' }, /is there already/],
    [
      'a layout that can not be added to',
      ['--class', 'acme-seller-analytics=none'],
      { 'dpp-audit.yaml': 'classes: {}\n' },
      /Paste these lines/,
    ],
  ])('refused, and nothing is written: %s', async (_name, args, files, message) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
    const { code, stderr } = await init('--from', sample, '--yes', ...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(readdirSync(cwd)).toEqual(Object.keys(files));
    for (const [name, text] of Object.entries(files)) expect(read(name)).toBe(text);
  });
});

describe('the job and the role', () => {
  it('are written beside, and never over what is there', async () => {
    const args = ['--skip-account', '--workflow', 'github', '--role', 'terraform'];
    expect((await init(...args)).stdout).toBe('Wrote .github/workflows/dpp-audit.yml\nWrote dpp-audit-role.tf\n');
    expect(existsSync(join(cwd, 'dpp-audit.yaml'))).toBe(false);
    writeFileSync(join(cwd, 'dpp-audit-role.tf'), '# mine\n');
    const { stdout } = await init(...args);
    expect(stdout).toContain(
      'dpp-audit.yml is there already, just so.\ndpp-audit-role.tf is there already and differs: it stays as it is.',
    );
    expect(read('dpp-audit-role.tf')).toBe('# mine\n');
  });
});

withAws('init of an account', () => {
  it('collects into a folder of its own, and says where', async () => {
    const moto = await startMoto();
    try {
      await fetch(`${moto.url}/acme-orders`, { method: 'PUT', headers: { host: 's3.amazonaws.com' } });
      const args = ['init', '--yes', '--regions', 'us-east-1', '--endpoint-url', moto.url];
      const { code, stderr } = await run(args, { cwd, env: { ...emulated, AWS_REGION: 'us-east-1', TMPDIR: cwd } });
      const [, kept = ''] = /What AWS answered lies in (\S+)\./.exec(stderr) ?? [];
      expect(code, stderr).toBe(0);
      expect(patterns()).toEqual([{ match: 'arn:aws:s3:::acme-orders', class: 'pii' }]);
      expect(existsSync(join(kept, 'snapshot.ndjson.gz'))).toBe(true);
      expect(statSync(kept).mode & 0o777).toBe(0o700);
    } finally {
      await moto.stop();
    }
  });
});
