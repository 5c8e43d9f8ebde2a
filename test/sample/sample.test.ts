import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FindingsFile } from '../../src/findings/file.ts';
import { canonical } from '../../src/snapshot/canonical.ts';
import { readSnapshot } from '../../src/snapshot/read.ts';
import { run } from '../end-to-end/program.ts';
import { told, wanted } from './compare.ts';
import { expected, expectedNewest } from './verdicts.ts';

let dir: string;
const evaluate = async (name: string, ...flags: readonly string[]): Promise<FindingsFile> => {
  const out = join(dir, name);
  const { code, stderr } = await run([
    'evaluate',
    'sample/snapshot.ndjson.gz',
    '--config',
    'sample/dpp-audit.yaml',
    '--out',
    out,
    ...flags,
  ]);
  expect(code, stderr).toBe(1);
  return JSON.parse(readFileSync(join(out, 'findings.json'), 'utf8')) as FindingsFile;
};

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'dpp-audit-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test('the sample account gets the verdicts that its making asks', async () => {
  const file = await evaluate('2022');
  expect(told(file)).toEqual(wanted(expected));
});

test('and those of the newest edition', async () => {
  const file = await evaluate('newest', '--edition', 'latest');
  expect(told(file)).toEqual(wanted(expectedNewest));
});

test('what is committed is what the program makes of it (else: npm run sample -- --evaluate)', async () => {
  await evaluate('fresh');
  for (const name of ['findings.json', 'report.html']) {
    expect(
      readFileSync(join(dir, 'fresh', name)).equals(readFileSync(join('reports/sample', name))),
      `reports/sample/${name} is stale`,
    ).toBe(true);
  }
});

test('it shows every kind of verdict that this version has', async () => {
  const { findings, requirements } = JSON.parse(readFileSync('reports/sample/findings.json', 'utf8')) as FindingsFile;
  const verdicts = new Set([...findings, ...requirements].map(({ verdict }) => verdict));
  for (const verdict of ['pass', 'fail', 'warn', 'unknown', 'waived', 'not-applicable', 'not-provable'])
    expect(verdicts).toContain(verdict);
});

test('it is small, and holds nothing that is secret', () => {
  const sizes = ['sample/snapshot.ndjson.gz', 'reports/sample/findings.json', 'reports/sample/report.html'].map(
    (path) => statSync(path).size,
  );
  expect(sizes.reduce((a, b) => a + b)).toBeLessThan(2 ** 20);
  const snapshot = readSnapshot('sample/snapshot.ndjson.gz');
  const text = [canonical(snapshot.header), ...[...snapshot.records()].map(canonical)].join('\n');
  for (const secret of ['acme-seller-4711', 'acme-seller.example', 'wJalr', '/work/', '/root', '127.0.0.1'])
    expect(text).not.toContain(secret);
});
