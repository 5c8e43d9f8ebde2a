import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import manifest from '../../package.json' with { type: 'json' };
import { answers as accountAnswers } from '../../scripts/bench/account.ts';
import { readConfig } from '../../src/dpp/config.ts';
import { editionOf } from '../../src/dpp/edition.ts';
import { loadRules } from '../../src/engine/load.ts';
import { type Answers, startWire, type Wire } from '../emulator/wire.ts';

interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly uses?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string>>;
  readonly run?: string;
}

const page = readFileSync('docs/ci.md', 'utf8');
const blocks = (language: string): readonly string[] =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map((match) => match[1] ?? '');
const [workflowText = '', configText = ''] = blocks('yaml');
const workflow = parse(workflowText) as {
  permissions: object;
  on: { schedule: { cron: string }[] };
  jobs: { audit: { steps: readonly Step[] } };
};
const { steps } = workflow.jobs.audit;

/** `steps.NAME.outputs.KEY`, the one context that the workflow uses. */
const fillIn = (text: string, outputs: ReadonlyMap<string, string>): string =>
  text.replace(/\$\{\{\s*steps\.(\w+)\.outputs\.(\w+)\s*\}\}/g, (_, id: string, key: string) => outputs.get(`${id}.${key}`) ?? '');

function isDue(condition: string | undefined, outputs: ReadonlyMap<string, string>): boolean {
  if (condition === undefined) return true;
  const [, id, key, operator, value] = /^steps\.(\w+)\.outputs\.(\w+) (==|!=) '(.*)'$/.exec(condition) ?? [];
  if (!id) throw new Error(`this test can't tell when "${condition}" holds`);
  return ((outputs.get(`${id}.${key}`) ?? '') === value) === (operator === '==');
}

describe('the workflow of docs/ci.md', () => {
  let folder: string;
  let wire: Wire;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dpp-audit-ci-'));
    mkdirSync(join(folder, 'bin'));
    mkdirSync(join(folder, 'work'));
    // stands for npx: the package that it fetches is the one that was built here
    const npx = `#!/bin/sh\n[ "$1" = --yes ] && [ "$2" = dpp-audit@${manifest.version} ] || { echo "npx $*: not as expected" >&2; exit 99; }\nshift 2\nexec "${process.execPath}" "${resolve('dist/main.js')}" "$@"\n`;
    writeFileSync(join(folder, 'bin', 'npx'), npx);
    chmodSync(join(folder, 'bin', 'npx'), 0o755);
  });
  afterEach(async () => {
    await wire.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs a step's script as GitHub does: `bash -e`. Gives its exit code, and reads its outputs. */
  async function runStep(step: Step, outputs: Map<string, string>): Promise<number> {
    const output = join(folder, 'output');
    writeFileSync(output, '');
    const env = {
      PATH: [join(folder, 'bin'), process.env.PATH].join(delimiter),
      HOME: folder,
      GITHUB_OUTPUT: output,
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'example',
      AWS_REGION: 'eu-west-1',
      AWS_ENDPOINT_URL: wire.url,
      ...Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, fillIn(value, outputs)])),
    };
    const child = spawn('bash', ['-e', '-c', step.run ?? ''], { cwd: join(folder, 'work'), env, stdio: 'ignore' });
    const code = await new Promise<number>((done) => child.once('close', (status) => done(status ?? -1)));
    for (const line of readFileSync(output, 'utf8').trim().split('\n'))
      outputs.set(`${step.id}.${line.split('=')[0]}`, line.split('=')[1] ?? '');
    return code;
  }

  /** Runs every step; gives each one's exit code by name, and the files that would be uploaded. */
  async function runWorkflow(
    answers: Answers,
  ): Promise<{ readonly codes: Readonly<Record<string, number>>; readonly uploaded: readonly string[] }> {
    wire = await startWire(undefined, answers);
    const outputs = new Map<string, string>();
    const codes: Record<string, number> = {};
    const uploaded: string[] = [];
    for (const step of steps) {
      if (!isDue(step.if, outputs)) continue;
      if (step.run !== undefined) codes[step.name ?? ''] = await runStep(step, outputs);
      if (step.uses?.startsWith('actions/upload-artifact')) uploaded.push(...(step.with?.path ?? '').trim().split('\n'));
    }
    return { codes, uploaded };
  }

  const small = (): Answers => ({ ...accountAnswers({ buckets: 2, roles: 2, groups: 2 }) });

  it('finds what fails, packs the evidence, uploads all of it and ends red', async () => {
    const { codes, uploaded } = await runWorkflow(small());
    expect(codes).toEqual({ Audit: 0, 'Pack the evidence, and check that it holds': 0, Verdict: 1 });
    expect(uploaded).toEqual(['dpp-audit-run/findings.json', 'dpp-audit-run/report.html', 'dpp-audit-evidence.zip']);
    expect(uploaded.filter((path) => !existsSync(join(folder, 'work', path)))).toEqual([]);
  });

  it('with a waiver that has a mistake asks AWS for nothing, uploads nothing and ends with 2', async () => {
    writeFileSync(join(folder, 'work', 'dpp-audit.yaml'), 'waivers: [{ rule: mfa }]\n');
    const { codes, uploaded } = await runWorkflow(small());
    expect(codes).toEqual({ Audit: 0, Verdict: 2 });
    expect(uploaded).toEqual([]);
    expect(wire.requests).toEqual([]);
  });
});

describe('docs/ci.md', () => {
  it('lets the job prove who it is, and read; nothing more', () => {
    expect(workflow.permissions).toEqual({ 'id-token': 'write', contents: 'read' });
    expect(workflow.on.schedule).toHaveLength(1);
  });

  it('pins the version that this is', () => {
    const named = [...page.matchAll(/dpp-audit@(\S+)/g)].map((match) => match[1]);
    expect(new Set(named)).toEqual(new Set([manifest.version]));
  });

  it("limits the role's trust to an audience, a repository and a branch", () => {
    const trust = JSON.parse(blocks('json')[0] ?? '') as { Statement: readonly [{ Condition: object }] };
    expect(trust.Statement[0].Condition).toEqual({
      StringEquals: {
        'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
        'token.actions.githubusercontent.com:sub': expect.stringMatching(/^repo:[\w-]+\/[\w-]+:ref:refs\/heads\/main$/),
      },
    });
  });

  it('has a configuration that is taken', () => {
    const { config, issues } = readConfig(configText, 'dpp-audit.yaml');
    const ids = loadRules().map((rule) => rule.source.id);
    expect(issues(editionOf(config.edition ?? ''), new Date('2026-11-20'), ids)).toEqual([]);
  });

  it('warns that artifacts of a public repository are public', () => {
    expect(page).toMatch(/Artifacts of a public repository are public/);
  });
});
