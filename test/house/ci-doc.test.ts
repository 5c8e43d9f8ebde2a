import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import manifest from '../../package.json' with { type: 'json' };
import { answers as accountAnswers } from '../../scripts/bench/account.ts';
import { readConfig } from '../../src/dpp/config.ts';
import { editionOf } from '../../src/dpp/edition.ts';
import { loadRules } from '../../src/engine/load.ts';
import { workflow } from '../../src/init/workflow.ts';
import { startWire, type Wire } from '../emulator/wire.ts';
import { install, pack } from './packed.ts';
import { bash, runSteps, type Step } from './steps.ts';

const page = readFileSync('docs/ci.md', 'utf8');
const blocks = (language: string): readonly string[] =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map((match) => match[1] ?? '');
const [githubText = '', actionText = '', gitlabText = '', configText = ''] = blocks('yaml');
const { steps } = (parse(githubText) as { readonly jobs: { readonly audit: { readonly steps: readonly Step[] } } }).jobs.audit;
const { 'dpp-audit': gitlab } = parse(gitlabText) as {
  readonly 'dpp-audit': {
    readonly script: readonly string[];
    readonly variables: Readonly<Record<string, string>>;
    readonly artifacts: { readonly paths: readonly string[] };
  };
};

describe('the workflows of docs/ci.md, on the packed package in an empty folder', () => {
  const away = mkdtempSync(join(tmpdir(), 'dpp-audit-ci-'));
  let folder: string;
  let wire: Wire;

  beforeAll(async () => {
    install(pack(away), away);
    wire = await startWire(undefined, { ...accountAnswers({ buckets: 2, roles: 2, groups: 2 }) });
    mkdirSync(join(away, 'bin'));
    // stands for npx: the package that it fetches is the one that was packed here
    const main = join(away, 'node_modules', manifest.name, 'dist/main.js');
    const npx = `#!/bin/sh\n[ "$1" = --yes ] && [ "$2" = dpp-audit@${manifest.version} ] || { echo "npx $*: not as expected" >&2; exit 99; }\nshift 2\nexec "${process.execPath}" "${main}" "$@"\n`;
    writeFileSync(join(away, 'bin', 'npx'), npx);
    chmodSync(join(away, 'bin', 'npx'), 0o755);
  });
  afterAll(async () => {
    await wire.close();
    rmSync(away, { recursive: true, force: true });
  });
  beforeEach(() => {
    folder = mkdtempSync(join(away, 'run-'));
    mkdirSync(join(folder, 'work'));
    wire.requests.length = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const at = (path: string): string => join(folder, 'work', path);
  const missing = (files: readonly string[]): readonly string[] => files.filter((path) => !existsSync(at(path)));
  const mistake = (): void => writeFileSync(at('dpp-audit.yaml'), 'waivers: [{ rule: mfa }]\n');
  const env = (): Record<string, string> => ({
    PATH: [join(away, 'bin'), process.env.PATH].join(delimiter),
    HOME: folder,
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'emulated',
    AWS_REGION: 'eu-west-1',
    AWS_ENDPOINT_URL: wire.url,
  });
  const files = ['audit/findings.json', 'audit/report.html', 'audit/evidence.zip'];

  describe('GitHub', () => {
    const run = () => runSteps(steps, { scratch: folder, cwd: join(folder, 'work'), env: env(), context: { inputs: {}, vars: {} } });

    it("finds what fails, says it on the job's page, packs the evidence, uploads all of it and ends red", async () => {
      const { codes, uploaded, summary, log } = await run();
      expect(codes, log).toEqual({ Audit: 0, 'Pack the evidence, and check that it holds': 0, Verdict: 1 });
      expect(uploaded).toEqual([{ name: 'dpp-audit', files }]);
      expect(missing(files)).toEqual([]);
      expect(summary).toContain('| Clause | Requirement | Verdict | Failing |\n');
      expect(log).toMatch(/::stop-commands::(\S+)\n[\s\S]*?\n::\1::\n/);
    });

    it('with a waiver that has a mistake asks AWS for nothing, uploads nothing and ends with 2', async () => {
      mistake();
      const { codes, uploaded } = await run();
      expect(codes).toEqual({ Audit: 0, Verdict: 2 });
      expect(uploaded).toEqual([]);
      expect(wire.requests).toEqual([]);
    });
  });

  describe('GitLab', () => {
    // the role is assumed by a token of GitLab's; here the keys are given, and the token stays unread
    const run = () => {
      const script = gitlab.script.map((line) => line.replaceAll('/tmp/', `${folder}/`)).join('\n');
      return bash(['-e', '-c', script], join(folder, 'work'), { ...env(), ...gitlab.variables, DPP_AUDIT_TOKEN: 'a.b.c' }, 'sh');
    };

    it('finds what fails, packs the evidence, leaves all of it to be kept and ends red', async () => {
      const { code, log } = await run();
      expect(code, log).toBe(1);
      expect(log).toContain('come out the same when evaluated anew');
      expect(missing(gitlab.artifacts.paths)).toEqual([]);
      expect(gitlab.artifacts.paths).toEqual(files);
      expect(readFileSync(join(folder, 'dpp-audit-token'), 'utf8')).toBe('a.b.c');
    });

    it('with a waiver that has a mistake asks AWS for nothing and ends with 2', async () => {
      mistake();
      const { code } = await run();
      expect(code).toBe(2);
      expect(missing(files)).toEqual(files);
      expect(wire.requests).toEqual([]);
    });
  });
});

describe('docs/ci.md', () => {
  it('shows the workflows that `init` writes', () => {
    expect(githubText).toBe(workflow('github', manifest).text);
    expect(gitlabText).toBe(workflow('gitlab', manifest).text);
  });

  it('uses the action by inputs and outputs that it has', () => {
    const [{ id, with: given, uses }] = parse(actionText) as readonly [Step];
    const action = parse(readFileSync('action.yml', 'utf8')) as Record<'inputs' | 'outputs', object>;
    expect(uses).toBe(`OWNER/dpp-audit@v${manifest.version}`);
    expect(Object.keys(given ?? {}).filter((name) => !(name in action.inputs))).toEqual([]);
    const read = [...page.matchAll(new RegExp(`steps\\.${id}\\.outputs\\.([\\w-]+)`, 'g'))].map(([, name = '']) => name);
    expect(read.length).toBeGreaterThan(0);
    expect(read.filter((name) => !(name in action.outputs))).toEqual([]);
  });

  it('pins the version that this is', () => {
    const named = [...page.matchAll(/dpp-audit@v?(\d[\w.-]*\w)/g)].map((match) => match[1]);
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
