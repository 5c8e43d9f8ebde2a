import { appendFileSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FindingsFile } from '../../src/findings/file.ts';
import { type Ran, run } from './program.ts';

/** The register from its beginning, on the sample's snapshot: each step as a user does it. */
describe('the register of attestations', () => {
  let cwd: string;
  beforeAll(() => {
    cwd = mkdtempSync(join(tmpdir(), 'dpp-attest-'));
    cpSync(resolve('sample'), join(cwd, 'run'), { recursive: true });
  });
  afterAll(() => rmSync(cwd, { recursive: true, force: true }));

  const attest = (...args: readonly string[]): Promise<Ran> => run(['attest', ...args], { cwd });
  const evaluate = async (...more: readonly string[]): Promise<FindingsFile> => {
    const { code, stderr } = await run(['evaluate', 'run', ...more], { cwd });
    expect(code, stderr).toBe(1);
    return JSON.parse(readFileSync(join(cwd, 'run', 'findings.json'), 'utf8')) as FindingsFile;
  };
  const aspectOf = (file: FindingsFile, requirement: string, aspect: string) =>
    file.requirements.find(({ id }) => id === requirement)?.aspects.find(({ id }) => id === aspect);

  it('is not asked for: without one, what documents show is not provable', async () => {
    const file = await evaluate();
    expect(aspectOf(file, 'incident-response', 'plan')?.verdict).toBe('not-provable');
    expect(file.findings.filter(({ rule }) => rule.startsWith('attestation-'))).toEqual([]);
    expect(file.audit.inputs).not.toHaveProperty('attestations');
    expect(existsSync(join(cwd, 'run', 'attestations.yaml'))).toBe(false);
  });

  it('lists what can be recorded before the first document; a check without a register is refused', async () => {
    const listed = await attest('list');
    expect(listed).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^There is no attestations\.yaml here, so nothing is recorded yet/),
    });
    expect(listed.stdout).toMatch(/ incident-response\/plan +⊘ Document missing /);
    expect(await attest('check')).toMatchObject({ code: 2, stdout: '' });
  });

  it('names in each document the command that records it, and that works', async () => {
    const out = 'the papers/2026';
    expect(await attest('templates', '--from', 'run', '--out', out)).toMatchObject({ code: 0 });
    const path = join(cwd, out, 'risk-review.md');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replaceAll('[fill in]', 'done'));
    const [, command = ''] = /^dpp-audit (attest add .*) --owner OWNER --date YYYY-MM-DD -->$/m.exec(text) ?? [];
    expect(command).toContain("--file 'the papers/2026/risk-review.md'");
    const words = [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? '');
    const recorded = await run([...words, '--owner', 'Jane', '--attestations', 'other.yaml'], { cwd });
    expect(recorded.code, recorded.stderr).toBe(0);
    expect(readFileSync(join(cwd, 'other.yaml'), 'utf8')).toContain('file: the papers/2026/risk-review.md');
  });

  it('writes documents to fill in, two of them filled in from the run, and overwrites none', async () => {
    const first = await attest('templates', '--from', 'run', '--out', 'documents');
    expect(first.code, first.stderr).toBe(0);
    const review = readFileSync(join(cwd, 'documents', 'access-review.md'), 'utf8');
    expect(review).toContain('| anna | policy AdministratorAccess');
    expect(readFileSync(join(cwd, 'documents', 'asset-inventory.md'), 'utf8')).toContain(
      '| acme-seller-labels | S3 bucket | eu-west-1 | pii |',
    );
    writeFileSync(join(cwd, 'documents', 'risk-review.md'), 'ours\n');
    const again = await attest('templates', '--from', 'run', '--out', 'documents');
    expect(again.stdout).toBe('');
    expect(again.stderr).toContain('documents/risk-review.md is there already and stays as it is.');
    expect(readFileSync(join(cwd, 'documents', 'risk-review.md'), 'utf8')).toBe('ours\n');
  });

  it('takes a flag of several values as often as it is given', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dpp-attest-many-'));
    const days = ['2026-08-25', '2026-06-01', '2026-03-10'];
    const { code, stderr } = await run(
      [
        'attest',
        'add',
        '--for',
        'incident-response',
        '--for',
        'security-training',
        '--title',
        'T',
        '--url',
        'https://example.com/t',
        '--owner',
        'Jane',
        '--date',
        '2026-11-20',
        ...days.flatMap((day) => ['--earlier', day]),
      ],
      { cwd: folder },
    );
    expect(code, stderr).toBe(0);
    const text = readFileSync(join(folder, 'attestations.yaml'), 'utf8');
    for (const one of ['incident-response', 'security-training', ...days]) expect(text).toContain(one);
    rmSync(folder, { recursive: true });
  });

  it('records no document that is not filled in, not there, or outside', async () => {
    const plan = ['add', '--for', 'incident-response', '--title', 'Plan', '--owner', 'Jane'];
    const [unfilled, outside] = await Promise.all([
      attest(...plan, '--file', 'documents/incident-response-plan.md'),
      attest(...plan, '--file', resolve('package.json')),
    ]);
    expect(unfilled).toMatchObject({ code: 2, stderr: expect.stringContaining('is not filled in yet') });
    expect(outside).toMatchObject({ code: 2, stderr: expect.stringContaining('lies outside') });
    expect(existsSync(join(cwd, 'attestations.yaml'))).toBe(false);
  });

  it('shows what is recorded: attested, missing, expired, a hole; and keeps it in the run', async () => {
    // the sample's clock stands on 20 November 2026
    writeFileSync(join(cwd, 'documents', 'plan.md'), 'Who does what.\n');
    const plan = await attest(
      'add',
      '--for',
      'incident-response',
      '--title',
      'Plan',
      '--owner',
      'Jane',
      '--file',
      'documents/plan.md',
      '--date',
      '2026-09-01',
      '--earlier',
      '2026-03-05',
    );
    expect(plan.code, plan.stderr).toBe(0);
    appendFileSync(
      join(cwd, 'attestations.yaml'),
      `  - { for: [access-review], title: Review, owner: Jane, url: 'https://x.example/r', date: '2026-11-01' }
  - { for: [risk-management], title: Risks, owner: Jane, url: 'https://x.example/k', date: '2025-01-01' }\n`,
    );
    const file = await evaluate();
    expect(aspectOf(file, 'incident-response', 'plan')).toMatchObject({
      verdict: 'attested',
      rules: ['attestation-incident-response-plan'],
    });
    expect(aspectOf(file, 'access-review', 'review')?.verdict).toBe('attestation-missing');
    expect(aspectOf(file, 'risk-management', 'review')?.verdict).toBe('attestation-expired');
    expect(aspectOf(file, 'leaver-removal', 'process')?.verdict).toBe('attestation-missing');
    expect(file.requirements.find(({ id }) => id === 'risk-management')).toMatchObject({ verdict: 'attestation-expired', checked: 0 });
    const late = file.findings.find(({ rule }) => rule === 'attestation-risk-management-review');
    expect(late).toMatchObject({
      resource: { type: 'attestation', name: 'Risks' },
      message: expect.stringContaining('the next was due on 2026-01-01'),
    });
    expect(file.rules.some(({ id }) => id === 'attestation-risk-management-review')).toBe(true);
    expect(file.resources.find(({ arn }) => arn === late?.resource.arn)?.facts).toMatchObject({ due: { value: '2026-01-01' } });
    expect(file.audit.inputs.attestations).toMatch(/^[0-9a-f]{64}$/);
    expect(readFileSync(join(cwd, 'run', 'attestations.yaml'), 'utf8')).toBe(readFileSync(join(cwd, 'attestations.yaml'), 'utf8'));
    expect(Object.keys(JSON.parse(readFileSync(join(cwd, 'run', 'attested', 'hashes.json'), 'utf8')))).toEqual(['documents/plan.md']);
  });

  it('a file that has changed is a finding', async () => {
    appendFileSync(join(cwd, 'documents', 'plan.md'), 'And one thing more.\n');
    const file = await evaluate();
    const messages = file.findings.filter(({ rule }) => rule === 'attestation-incident-response-plan').map(({ message }) => message);
    expect(messages).toContainEqual(expect.stringContaining('has changed since it was recorded for 2026-09-01'));
    expect(aspectOf(file, 'incident-response', 'plan')?.verdict).toBe('attestation-expired');
  });

  it('a check fails while something is missing; a faulty register stops the run before it begins', async () => {
    expect(await attest('check')).toMatchObject({ code: 1, stdout: expect.stringContaining('mfa/identity-providers') });
    appendFileSync(join(cwd, 'attestations.yaml'), 'nonsense: true\n');
    const faulty = await run(['evaluate', 'run'], { cwd });
    expect(faulty.code).toBe(2);
    expect(faulty.stderr).toMatch(/^attestations\.yaml:\d+:\d+: there is no key `nonsense` here/);
  });
});
