import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import manifest from '../../package.json' with { type: 'json' };
import { answers as accountAnswers } from '../../scripts/bench/account.ts';
import { startWire, type Wire } from '../emulator/wire.ts';
import { offline, pack } from './packed.ts';
import { evaluate, type Job, runSteps, type Step } from './steps.ts';

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string; readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const text = readFileSync('action.yml', 'utf8');
const action = parse(text) as Action;
const { inputs, outputs } = action;
const { steps } = action.runs;

describe('action.yml', () => {
  /** docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax */
  const known = {
    action: ['name', 'author', 'description', 'inputs', 'outputs', 'runs', 'branding'],
    input: ['description', 'required', 'default', 'deprecationMessage'],
    output: ['description', 'value'],
    runs: ['using', 'steps'],
    step: ['name', 'id', 'if', 'run', 'shell', 'uses', 'with', 'env', 'working-directory', 'continue-on-error'],
  } as const;
  const unknown = (kind: keyof typeof known, given: object): readonly string[] =>
    Object.keys(given).filter((key) => !(known[kind] as readonly string[]).includes(key));

  it("has only keys of GitHub's, and all that it needs", () => {
    expect(unknown('action', action)).toEqual([]);
    expect(Object.values(inputs).flatMap((input) => unknown('input', input))).toEqual([]);
    expect(Object.values(outputs).flatMap((output) => unknown('output', output))).toEqual([]);
    expect(unknown('runs', action.runs)).toEqual([]);
    expect(steps.flatMap((step) => unknown('step', step))).toEqual([]);
    expect(action.runs.using).toBe('composite');
    expect(steps.filter((step) => (step.run === undefined) === (step.uses === undefined))).toEqual([]);
    expect(steps.filter((step) => step.run !== undefined && step.shell !== 'bash')).toEqual([]);
  });

  it('tells what each input and output is', () => {
    for (const { description } of [...Object.values(inputs), ...Object.values(outputs)]) expect(description).toMatch(/^\S.+\.$/);
    for (const { default: given } of Object.values(inputs)) expect(['string', 'undefined']).toContain(typeof given);
  });

  it('names only inputs that there are, and outputs of steps that come before', () => {
    const ids = new Set<string>();
    const told = new Map(
      steps.map(({ id, run = '' }) => [id, [...run.matchAll(/"?([a-z-]+)=[^"\n]*"? >> "\$GITHUB_OUTPUT"/g)].map((match) => match[1])]),
    );
    const check = (expression: string): string =>
      evaluate(expression, (path) => {
        const [kind = '', name = '', what, key = ''] = path.split('.');
        if (kind === 'inputs') expect(Object.keys(inputs)).toContain(name);
        else {
          expect([kind, what]).toEqual(['steps', 'outputs']);
          expect(ids).toContain(name);
          if (name !== 'upload' && !['failing', 'unread'].includes(key)) expect(told.get(name)).toContain(key);
        }
        return '';
      });
    const all = (given: unknown): void => {
      for (const [, expression = ''] of JSON.stringify(given).matchAll(/\$\{\{ (.*?) \}\}/g)) check(expression);
    };
    for (const step of steps) {
      all(step);
      if (step.id) ids.add(step.id);
    }
    all(outputs);
    const used = new Set([...text.matchAll(/inputs\.([\w-]+)/g)].map((match) => match[1]));
    expect(Object.keys(inputs).filter((name) => !used.has(name))).toEqual([]);
  });

  it('puts no value into the text of a script', () => {
    expect(steps.filter(({ run }) => run?.includes('${{'))).toEqual([]);
    for (const { run } of steps) if (run?.includes('\n')) expect(run).toMatch(/^set -euo pipefail\n/);
  });

  it("pins the other's action to a commit, and the program to this version", () => {
    expect(steps.flatMap(({ uses }) => uses ?? [])).toEqual([expect.stringMatching(/^actions\/upload-artifact@[0-9a-f]{40}$/)]);
    expect(inputs.version?.default).toBe(manifest.version);
  });
});

describe('the steps of the action, on the packed package in an empty folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dpp-audit-action-'));
  let tarball = '';
  let wire: Wire;
  let runs = 0;

  beforeAll(async () => {
    tarball = pack(folder).path;
    wire = await startWire(undefined, { ...accountAnswers({ buckets: 2, roles: 2, groups: 2 }) });
  });
  afterAll(async () => {
    await wire.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const here = (): string => join(folder, `run ${runs}`);

  /** Runs the action with these inputs, beside what it would have by default; `files` lie in the repository. */
  async function use(
    given: Readonly<Record<string, string>>,
    files: Readonly<Record<string, string>> = {},
    of = steps,
    env: Readonly<Record<string, string>> = {},
  ): Promise<Job> {
    runs += 1;
    mkdirSync(join(here(), 'work'), { recursive: true });
    for (const [name, content] of Object.entries(files)) writeFileSync(join(here(), 'work', name), content);
    const defaults = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.default ?? '']));
    return runSteps(of, {
      scratch: here(),
      cwd: join(here(), 'work'),
      env: {
        ...offline,
        PATH: process.env.PATH ?? '',
        HOME: process.env.HOME ?? '',
        AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
        AWS_SECRET_ACCESS_KEY: 'emulated',
        AWS_REGION: 'eu-west-1',
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_ENDPOINT_URL: wire.url,
        ...env,
      },
      context: { inputs: { ...defaults, version: tarball, ...given }, vars: {} },
    });
  }

  const missing = ({ uploaded }: Job): readonly string[] =>
    uploaded.flatMap(({ files }) => files).filter((path) => !existsSync(isAbsolute(path) ? path : join(here(), 'work', path)));

  it('finds what fails, says it on the page of the job, uploads all of it and ends red', async () => {
    const job = await use({});
    expect(job.codes, job.log).toEqual({ 'Fetch dpp-audit': 0, Audit: 0, 'Pack the evidence, and check that it holds': 0, Verdict: 1 });
    expect(job.summary).toMatch(/^## Amazon's Data Protection Policy\n\n✕ \*\*Not ready:\*\*/);
    expect(job.summary).toContain('| Clause | Requirement | Verdict | Failing |\n| --- | --- | --- | --- |\n| 1.1 | ');
    expect(job.uploaded).toEqual([
      {
        name: 'dpp-audit',
        files: ['findings.json', 'report.html', 'evidence.zip'].map((file) => expect.stringMatching(new RegExp(`/${file}$`))),
      },
    ]);
    expect(missing(job)).toEqual([]);
    expect(job.outputs.get('audit.verdict')).toBe('findings');
    expect(Number(job.outputs.get('audit.failing'))).toBeGreaterThan(0);
    expect(readdirSync(join(here(), 'work')), 'the repository is left as it was').toEqual([]);
    expect(job.log).toMatch(/::stop-commands::(\S+)\n[\s\S]*?\n::\1::\n/);
  });

  it('takes what its inputs say, and with a waiver that has a mistake asks AWS for nothing and uploads nothing', async () => {
    const asked = wire.requests.length;
    const job = await use({ config: 'own file.yaml', bundle: 'false' }, { 'own file.yaml': 'waivers: [{ rule: mfa }]\n' });
    expect(job.codes, job.log).toEqual({ 'Fetch dpp-audit': 0, Audit: 0, Verdict: 2 });
    expect(job.log).toContain('own file.yaml');
    expect(job.uploaded).toEqual([]);
    expect(job.summary).toBe('');
    expect(wire.requests.length).toBe(asked);
  });

  it('against its own findings as a baseline has nothing new, and ends green; without a bundle packs none', async () => {
    const first = await use({ 'fail-on': 'critical', bundle: 'false', out: '-first run' });
    expect(first.codes, first.log).toEqual({ 'Fetch dpp-audit': 0, Audit: 0, Verdict: 1 });
    expect(first.uploaded[0]?.files).toEqual(['./-first run/findings.json', './-first run/report.html']);
    expect(missing(first)).toEqual([]);
    const baseline = join(here(), 'work', '-first run', 'findings.json');
    const second = await use({ baseline, bundle: 'false', 'artifact-name': 'nightly' });
    expect(second.code, second.log).toBe(0);
    expect(second.outputs.get('audit.verdict')).toBe('clean');
    expect(second.summary).toContain('### Nothing new or worse since ');
    expect(second.uploaded.map(({ name }) => name)).toEqual(['nightly']);
  });

  it('takes no run that lies there already for its own', async () => {
    const old = { 'findings.json': '{}', 'report.html': '' };
    const job = await use({ out: '.' }, old);
    expect(job.code).toBe(2);
    expect(job.uploaded).toEqual([]);
    expect(job.log).toContain('There is a run in that folder already');
  });

  it('gives each value to the program as it is, whatever it holds', async () => {
    const recorder = join(folder, 'recorder.cjs');
    writeFileSync(
      recorder,
      `const fs = require('node:fs');
const args = process.argv.slice(2);
fs.appendFileSync(${JSON.stringify(join(folder, 'asked'))}, JSON.stringify(args) + '\\n');
if (args[0] !== 'scan') process.exit(0);
const out = args.find((arg) => arg.startsWith('--out=')).slice(6);
fs.mkdirSync(out);
for (const name of ['findings.json', 'report.html']) fs.writeFileSync(out + '/' + name, '{ "findings": [] }');`,
    );
    const evil = (name: string): string => `-${name} $(touch pwned) \`touch pwned\` "; touch pwned; ' \\ * --plan`;
    const plain = ['config', 'edition', 'fail-on', 'regions', 'role-arn', 'external-id', 'attestations', 'baseline'];
    const given = Object.fromEntries([...plain, 'out', 'sign'].map((name) => [name, evil(name)]));
    const fetched = steps.map((step) => (step.id === 'fetch' ? { ...step, run: `echo 'main=${recorder}' >> "$GITHUB_OUTPUT"` } : step));
    const job = await use({ ...given, rules: `${evil('one')}\n\n${evil('two')}\n` }, {}, fetched);
    expect(job.code, job.log).toBe(0);
    expect(readdirSync(join(here(), 'work'))).toEqual([evil('out')]);
    const [scan, pack, verify] = readFileSync(join(folder, 'asked'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as string[]);
    const out = `./${evil('out')}`;
    const flags = plain.map((name) => `--${name}=${evil(name)}`);
    expect(scan?.filter((arg) => !arg.startsWith('--summary='))).toEqual([
      'scan',
      `--out=${out}`,
      ...flags,
      `--rules=${evil('one')}`,
      `--rules=${evil('two')}`,
    ]);
    const bundle = `${out}/evidence.zip`;
    expect(pack).toEqual([
      'evidence',
      'pack',
      out,
      `--out=${bundle}`,
      `--attestations=${evil('attestations')}`,
      `--sign-key=${evil('sign')}`,
    ]);
    expect(verify).toEqual(['evidence', 'verify', bundle]);
    expect(job.uploaded[0]?.files).toEqual([`${out}/findings.json`, `${out}/report.html`, bundle]);
  });

  it('says plainly that Node is too old', async () => {
    const bin = join(folder, 'old');
    mkdirSync(bin);
    writeFileSync(join(bin, 'node'), '#!/bin/sh\n[ "$1" = --version ] || exit 1\necho v20.18.3\n', { mode: 0o755 });
    const job = await use({}, {}, steps, { PATH: [bin, process.env.PATH].join(delimiter) });
    expect(job.codes).toEqual({ 'Fetch dpp-audit': 2 });
    expect(job.log).toBe(
      '::error::dpp-audit needs Node 20.19 or newer, and this runner has v20.18.3. Put actions/setup-node before this step.\n',
    );
  });

  it.each(['1.0.0; touch pwned', '$(touch pwned)', '../evil', '--prefix=/', 'latest || true', ''])('has no version %j', async (version) => {
    const job = await use({ version });
    expect(job.codes).toEqual({ 'Fetch dpp-audit': 2 });
    expect(readdirSync(join(here(), 'work'))).toEqual([]);
  });
});
