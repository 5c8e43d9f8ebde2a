import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from './program.ts';

const cwd = mkdtempSync(join(tmpdir(), 'dpp-answers-'));
const dir = join('reports', '123456789012', '2026-11-20T09-12-00Z');

beforeAll(async () => {
  mkdirSync(join(cwd, dir), { recursive: true });
  const { code, stderr } = await run(
    ['evaluate', resolve('sample'), '--config', resolve('sample/dpp-audit.yaml'), '--out', dir, '--edition', 'latest'],
    { cwd },
  );
  if (code !== 1) throw new Error(stderr);
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

describe('dpp-audit answers', () => {
  it('drafts answers from the latest run, as Markdown', async () => {
    const { code, stdout, stderr } = await run(['answers'], { cwd });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^# Answers for acme-seller/);
    // the sample has a bucket that takes plain HTTP, and an SP-API user that is as it should be
    expect(stdout).toMatch(/### Is Amazon's data encrypted in transit\?\n\n\*\*No\*\*/);
    expect(stdout).not.toContain('refuses connections without TLS (');
    expect(stdout).toContain(
      'The SP-API user may only assume its one role, and that role may only call the API (IAM users: 1; IAM roles: 1).',
    );
    expect(stdout).not.toContain('**Yes**');
  });

  it('writes a page, and the plan of action with the deadlines of the edition', async () => {
    expect((await run(['answers', dir, '--out', 'answers.html'], { cwd })).code).toBe(0);
    expect(readFileSync(join(cwd, 'answers.html'), 'utf8')).toMatch(/^<!doctype html>/);
    const plan = await run(['answers', dir, '--gaps', '--format', 'md', '--out', 'plan.md'], { cwd });
    expect([plan.code, plan.stdout]).toEqual([0, 'Plan of action: plan.md\n']);
    expect(readFileSync(join(cwd, 'plan.md'), 'utf8')).toMatch(/\| Critical \| .* \| \[who\] \| 2026-11-27 \(7 days by dpp-2026-08\) \|/);
  });

  it.each([
    ['a folder without a run', ['answers', 'nowhere'], /nowhere.* there is no such file/],
    ['a format that there is none of', ['answers', '--format', 'pdf'], /format/],
  ])('%s: one sentence, and exit code 2', async (_, args, said) => {
    const { code, stdout, stderr } = await run(args, { cwd });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(said);
    expect(existsSync(join(cwd, 'nowhere'))).toBe(false);
  });
});
