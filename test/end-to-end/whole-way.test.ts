import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, expect, test } from 'vitest';
import { type FindingsFile, FindingsFileSchema } from '../../src/findings/file.ts';
import { told, wanted } from '../sample/compare.ts';
import { expected } from '../sample/verdicts.ts';
import { enabledRegions } from '../sample/wire.ts';
import { sampleAccount, withAws } from './account.ts';
import { type Ran, run } from './program.ts';

const config = resolve('sample/dpp-audit.yaml');

withAws('the whole way', () => {
  const account = sampleAccount();
  let scan: Ran;
  const at = (...path: readonly string[]): string => join(account.dir, ...path);
  const bytes = (...path: readonly string[]): Buffer => readFileSync(at(...path));
  const findings = (...path: readonly string[]): FindingsFile => JSON.parse(bytes(...path).toString()) as FindingsFile;

  beforeAll(async () => {
    scan = await account.run(['scan', '--out', 'scan', '--config', config]);
  });

  test('a scan says what it found, and exits 1', () => {
    expect(scan.code, scan.stderr).toBe(1);
    expect(scan.stdout).toContain('acme-seller');
    expect(scan.stdout).toContain(`Report: ${join('scan', 'report.html')}`);
    expect(scan.stderr).not.toMatch(/\n\s+at /);
  });

  test('its findings are as their schema says', () => {
    const validate = new Ajv2020({ strict: false }).compile(FindingsFileSchema);
    validate(findings('scan', 'findings.json'));
    expect(validate.errors).toBeNull();
  });

  test('each verdict is the one that is right', () => {
    expect(told(findings('scan', 'findings.json'))).toEqual(wanted(expected));
  });

  test('every region that is enabled was looked at, and no other', () => {
    const { regions } = findings('scan', 'findings.json').audit;
    expect(regions).toMatchObject({ read: [...enabledRegions], leftOut: [] });
    const asked = new Set(account.wire.requests.filter(({ service }) => service === 'logs').map(({ region }) => region));
    expect([...asked].sort()).toEqual(enabledRegions);
  });

  test("the run's folder is its owner's alone, and never committed", () => {
    expect(statSync(at('scan')).mode & 0o777).toBe(0o700);
    const files = readdirSync(at('scan')).sort();
    expect(files).toEqual(['.gitignore', 'dpp-audit.yaml', 'findings.json', 'report.html', 'snapshot.ndjson.gz']);
    for (const file of files) expect(statSync(at('scan', file)).mode & 0o777, file).toBe(0o600);
    expect(bytes('scan', '.gitignore').toString()).toBe('*\n');
  });

  test('the page is one file that holds the findings', () => {
    const page = bytes('scan', 'report.html').toString();
    expect(page).toMatch(/^<!doctype html>/i);
    expect(page).toContain('acme-seller');
    expect(page).not.toMatch(/<(script|link|img)[^>]+(src|href)="https?:/);
  });

  test('its snapshot evaluated without AWS gives the same findings and the same page, byte for byte, each time', async () => {
    for (const name of ['once', 'twice']) {
      const { code, stderr } = await run(['evaluate', 'scan', '--config', config, '--out', name], { cwd: account.dir });
      expect(code, stderr).toBe(1);
      for (const file of ['findings.json', 'report.html']) expect(bytes(name, file).equals(bytes('scan', file)), file).toBe(true);
    }
  });

  test('collect and evaluate come to what scan comes to', async () => {
    const collected = await account.run(['collect', '--out', 'collected']);
    expect(collected).toMatchObject({ code: 0, stdout: `Snapshot: ${join('collected', 'snapshot.ndjson.gz')}\n` });
    expect(readdirSync(at('collected')).sort()).toEqual(['.gitignore', 'snapshot.ndjson.gz']);
    const evaluated = await run(['evaluate', 'collected', '--config', config], { cwd: account.dir });
    expect(evaluated.code, evaluated.stderr).toBe(1);
    const verdicts = (dir: string) => findings(dir, 'findings.json').findings.map(({ id, verdict, message }) => ({ id, verdict, message }));
    expect(verdicts('collected')).toEqual(verdicts('scan'));
  });

  test('the order of records changes nothing', async () => {
    const [header = '', ...rest] = gunzipSync(bytes('scan', 'snapshot.ndjson.gz')).toString().trim().split('\n');
    const end = rest.pop() ?? '';
    // the records backwards, and each second before each first
    const shuffled = rest.reverse().sort((a, b) => (a.length % 7) - (b.length % 7));
    writeFileSync(at('shuffled.ndjson'), `${[header, ...shuffled, end].join('\n')}\n`);
    const { code, stderr } = await run(['evaluate', 'shuffled.ndjson', '--config', config, '--out', 'shuffled'], { cwd: account.dir });
    expect(code, stderr).toBe(1);
    expect(bytes('shuffled', 'findings.json').equals(bytes('scan', 'findings.json'))).toBe(true);
  });
});
