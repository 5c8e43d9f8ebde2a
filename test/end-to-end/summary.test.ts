import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answers } from '../../scripts/bench/account.ts';
import { startWire } from '../emulator/wire.ts';
import { emulated, type Ran, run } from './program.ts';

const dir = mkdtempSync(join(tmpdir(), 'dpp-audit-summary-'));
const sample = ['evaluate', resolve('sample/snapshot.ndjson.gz'), '--config', resolve('sample/dpp-audit.yaml')];
const evaluate = (...args: readonly string[]): Promise<Ran> => run([...sample, ...args], { cwd: dir });

afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('--summary', () => {
  const title = "## Amazon's Data Protection Policy\n";
  let first: Ran;

  beforeAll(async () => {
    first = await evaluate('--out', 'run', '--summary', 'own.md');
  });

  test('writes Markdown for its owner alone, beside what the terminal shows', () => {
    const text = readFileSync(join(dir, 'own.md'), 'utf8');
    expect(first.code).toBe(1);
    expect(first.stdout).toContain('What to do first\n');
    expect(text.startsWith(title)).toBe(true);
    expect(text).toContain('| 2.1 | PII gone within 30 days | ✕ Fail |');
    expect(statSync(join(dir, 'own.md')).mode & 0o777).toBe(0o600);
  });

  test('is appended, and says with a baseline that nothing is worse', async () => {
    writeFileSync(join(dir, 'there.md'), 'What another said\n');
    const { code } = await evaluate('--out', 'again', '--baseline', 'run/findings.json', '--summary', 'there.md');
    expect(code).toBe(0);
    const text = readFileSync(join(dir, 'there.md'), 'utf8');
    expect(text.startsWith(`What another said\n\n${title}`)).toBe(true);
    expect(text).toContain('### Nothing new or worse since 20 November 2026, 09:12 UTC\n\nNothing differs.\n');
  });

  test('- is stdout, and nothing else is', async () => {
    const { code, stdout, stderr } = await evaluate('--out', 'piped', '--summary', '-');
    expect(code).toBe(1);
    expect(stdout).toBe(readFileSync(join(dir, 'own.md'), 'utf8'));
    expect(stderr).toContain(`Findings: ${join('piped', 'findings.json')}\n`);
  });

  test.each([
    ['', 'GITHUB_STEP_SUMMARY is empty'],
    ['no/such/folder.md', 'nothing can be written there (ENOENT)'],
    ['folder', 'a folder: give a file'],
  ])('%j is refused before anything is evaluated', async (path, why) => {
    mkdirSync(join(dir, 'folder'), { recursive: true });
    const { code, stdout, stderr } = await evaluate('--out', 'refused', '--summary', path);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(why);
    expect(existsSync(join(dir, 'refused'))).toBe(false);
  });

  test('of many accounts is one', async () => {
    const wire = await startWire(undefined, {
      ...answers({ buckets: 1, roles: 1, groups: 1 }),
      'sts:AssumeRole': { error: 'AccessDenied' },
    });
    writeFileSync(join(dir, 'accounts.yaml'), "accounts:\n  - { id: '444455556666', name: 'shop | <b>' }\n  - { id: '777788889999' }\n");
    const args = ['scan', '--accounts', 'accounts.yaml', '--out', 'many', '--summary'];
    const many = (path: string): Promise<Ran> => run([...args, path], { cwd: dir, env: { ...emulated, AWS_ENDPOINT_URL: wire.url } });
    const { code, stderr } = await many('many.md');
    expect(code, stderr).toBe(3);
    const text = readFileSync(join(dir, 'many.md'), 'utf8');
    expect(text.startsWith(`${title}\n**Cannot say:** none of 2 accounts could be read.`)).toBe(true);
    expect(text).toContain('\n- 444455556666 shop \\| \\<b\\>: ');
    await wire.close();
  });
});
