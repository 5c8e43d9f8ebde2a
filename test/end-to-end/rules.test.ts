import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FindingsFile } from '../../src/findings/file.ts';
import { run } from './program.ts';

const own = `id: log-groups-have-a-key
title: The log group has a key of its own
requirement: encryption-at-rest
severity: low
effort: minutes
resource: logs.group
expect:
  encryption.keyManaged: { const: true }
message: '{name} has no key of its own'
rationale: Our customers ask it.
limits: None.
references: [https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html]
examples:
  - { name: a key, facts: { encryption: { keyManaged: true } }, verdict: pass }
  - { name: no key, facts: { encryption: { keyManaged: false } }, verdict: fail }
`;

describe('rules', () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'dpp-audit-'));
    mkdirSync(join(dir, 'ours'));
    writeFileSync(join(dir, 'ours', 'log-groups-have-a-key.yaml'), own);
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  test('list tells clause, id, severity and sentence, in the edition that is asked', async () => {
    const [older, newest] = await Promise.all([
      run(['rules', 'list'], { cwd: dir }),
      run(['rules', 'list', '--edition', 'latest'], { cwd: dir }),
    ]);
    expect(older).toMatchObject({ code: 0, stderr: '' });
    expect(older.stdout).toMatch(/^2\.1 +stores-delete-pii-in-time +critical +Everything in a store of PII is gone within 30 days$/m);
    expect(older.stdout).toMatch(/^2\.6 +stores-keep-logs-long-enough .*at least 90 days$/m);
    expect(newest.stdout).toMatch(/^2\.6\.1 +stores-keep-logs-long-enough .*at least 365 days$/m);
    // rotation of keys came in November 2025
    expect(older.stdout).not.toContain('keys-rotate-in-time');
    expect(newest.stdout).toContain('keys-rotate-in-time');
  });

  test('show prints a rule as it is written', async () => {
    const { code, stdout } = await run(['rules', 'show', 'stores-are-not-public'], { cwd: dir });
    expect(code).toBe(0);
    expect(stdout).toBe(
      `# rules/network-public-access/stores-are-not-public.yaml\n${readFileSync(resolve('rules/network-public-access/stores-are-not-public.yaml'), 'utf8')}`,
    );
  });

  test('the example of the documents is a rule, and its examples hold', async () => {
    const [, text = ''] = /```yaml\n([\s\S]*?)```/.exec(readFileSync(resolve('docs/own-rules.md'), 'utf8')) ?? [];
    const [, path = ''] = /^# (\S+\.yaml)$/m.exec(text) ?? [];
    mkdirSync(join(dir, 'our-rules'));
    writeFileSync(join(dir, path), text);
    const check = async (...flags: readonly string[]) => {
      const { code, stdout, stderr } = await run(['rules', 'check', ...flags], { cwd: dir });
      expect(code, stderr).toBe(0);
      const [, rules, examples] = /^(\d+) rules .* (\d+) examples hold/.exec(stdout) ?? [];
      return { rules: Number(rules), examples: Number(examples) };
    };
    const [without, with_] = [await check(), await check('--rules', 'our-rules')];
    expect(with_.rules).toBe(without.rules + 1);
    expect(with_.examples).toBeGreaterThan(without.examples + 4);
  });

  test('check holds every rule to its examples', async () => {
    const { code, stdout } = await run(['rules', 'check'], { cwd: dir });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+ rules compile in every edition that has them, and their \d+ examples hold\.\n$/);
  });

  test('--rules adds rules of the user, which are evaluated like the others', async () => {
    const count = async (...flags: readonly string[]) =>
      Number(/^\d+/.exec((await run(['rules', 'check', ...flags], { cwd: dir })).stdout)?.[0]);
    expect(await count('--rules', 'ours')).toBe((await count()) + 1);
    const { code, stderr } = await run(['evaluate', resolve('sample/snapshot.ndjson.gz'), '--rules', 'ours', '--out', 'out'], { cwd: dir });
    expect(code, stderr).toBe(1);
    const file = JSON.parse(readFileSync(join(dir, 'out', 'findings.json'), 'utf8')) as FindingsFile;
    const verdicts = file.findings
      .filter(({ rule }) => rule === 'log-groups-have-a-key')
      .map(({ resource, verdict, message }) => [resource?.name, verdict, message]);
    expect(verdicts).toContainEqual(['/acme-seller/trail', 'pass', 'The log group has a key of its own']);
    expect(verdicts).toContainEqual(['/acme-seller/label-errors', 'fail', '/acme-seller/label-errors has no key of its own']);
    expect(readFileSync(join(dir, 'out', 'rules', 'log-groups-have-a-key.yaml'), 'utf8')).toBe(own);
  });
});
