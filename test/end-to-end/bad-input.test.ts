import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWire, type Wire } from '../emulator/wire.ts';
import { emulated, run } from './program.ts';

let dir: string;
let wire: Wire;
const snapshot = resolve('sample/snapshot.ndjson.gz');

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'dpp-audit-'));
  cpSync('sample/snapshot.ndjson.gz', join(dir, 'snapshot.ndjson.gz'));
  wire = await startWire(undefined, {
    'sts:GetCallerIdentity': { answer: { Account: '123456789012', Arn: 'arn:aws:iam::123456789012:user/auditor', UserId: 'AIDA' } },
    'ec2:DescribeRegions': {
      answer: {
        regionInfo: [
          { regionName: 'eu-west-1', optInStatus: 'opt-in-not-required' },
          { regionName: 'me-south-1', optInStatus: 'not-opted-in' },
        ],
      },
    },
  });
});
afterAll(async () => {
  await wire.close();
  rmSync(dir, { recursive: true, force: true });
});

interface Case {
  readonly name: string;
  readonly command: readonly string[];
  /** Files to write first: path → text. */
  readonly files?: Readonly<Record<string, string | Buffer>>;
  /** What stderr says, line by line. */
  readonly says: readonly (string | RegExp)[];
  /** With credentials, and an AWS that knows them. */
  readonly online?: boolean;
}

async function refused({ command, files = {}, says, online }: Case): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  const endpoint = online ? ['--endpoint-url', wire.url] : [];
  const { code, stdout, stderr } = await run([...command, ...endpoint], { cwd: dir, env: online ? emulated : {} });
  expect(stderr).not.toMatch(/^\s+at /m);
  const lines = stderr.trimEnd().split('\n');
  expect(lines).toEqual(says.map((line) => (typeof line === 'string' ? line : expect.stringMatching(line))));
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
}

describe('a flag that can not be used is refused in one sentence', () => {
  test.each<Case>([
    {
      name: 'no such flag',
      command: ['scan', '--nonsense'],
      says: ['Unknown argument: nonsense. `dpp-audit --help` shows what there is.'],
    },
    {
      name: 'one value, given twice',
      command: ['evaluate', snapshot, '--edition', 'latest', '--edition', 'dpp-2022-08'],
      says: ['--edition is given 2 times (latest, dpp-2022-08), and takes one value: leave out the others.'],
    },
    {
      name: 'a file where a folder should be',
      command: ['evaluate', snapshot, '--out', 'f'],
      files: { f: 'text' },
      says: ["f can't be written: a file stands where its folder should be. Give another place."],
    },
    {
      name: 'a folder below a file',
      command: ['scan', '--out', 'f/x'],
      files: { f: 'text' },
      online: true,
      says: ["f/x can't be written: a file stands where its folder should be. Give another place."],
    },
    {
      name: 'a file in a folder that is not there',
      command: ['evidence', 'pack', 'whole', '--out', 'nowhere/e.zip'],
      files: {
        'whole/snapshot.ndjson.gz': readFileSync(snapshot),
        'whole/findings.json': readFileSync('reports/sample/findings.json'),
        'whole/report.html': '',
        'whole/dpp-audit.yaml': '',
      },
      says: ["nowhere/e.zip can't be written: there is no such folder. Give another place."],
    },
    { name: 'no such command', command: ['scna'], says: [/^There is no command `scna`: did you mean `scan`\? /] },
    {
      name: 'no such command, with more',
      command: ['evaluat', 'run'],
      says: [/^There is no command `evaluat`: did you mean `evaluate`\? /],
    },
    { name: 'nothing to evaluate', command: ['evaluate'], says: [/^`dpp-audit evaluate <snapshot>` wants what stands in < >: /] },
    { name: 'one run to compare', command: ['diff', '.'], says: [/^`dpp-audit diff <before> <now>` wants what stands in < >: /] },
    { name: 'a folder to verify', command: ['evidence', 'verify', '.'], says: [/^\. can't be read: it is a folder\. Give a bundle/] },
    {
      name: 'a folder to pack that is not there',
      command: ['evidence', 'pack', 'nodir'],
      says: ["nodir does not exist: give a run's folder."],
    },
    { name: 'a folder as configuration', command: ['scan', '--config', '.'], says: [/^\. can't be read: it is a folder\. Give the conf/] },
    {
      name: 'answers as something else',
      command: ['answers', '.', '--out', 'a.pdf'],
      says: ['--out is "a.pdf": expected a file that ends in .md or .html, or say with --format which it is.'],
    },
    { name: 'severity', command: ['scan', '--fail-on', 'bad'], says: ['--fail-on is "bad": expected one of critical, high, medium, low.'] },
    {
      name: 'edition',
      command: ['scan', '--edition', 'dpp-1999'],
      says: [/^There is no edition "dpp-1999": expected one of dpp-2022-08, .* or latest\.$/],
    },
    {
      name: 'region',
      command: ['scan', '--regions', 'foo'],
      says: ['--regions names "foo": expected regions such as eu-west-1,us-east-1.'],
    },
    { name: 'age', command: ['evaluate', '.', '--max-age', '3x'], says: ['--max-age is "3x": expected an age such as 24h, 90m or 7d.'] },
    { name: 'endpoint', command: ['scan', '--endpoint-url', 'ftp://x'], says: [/^--endpoint-url is "ftp:\/\/x": expected an address/] },
    { name: 'role', command: ['scan', '--role-arn', 'foo'], says: [/^--role-arn is "foo": expected the ARN of a role/] },
    { name: 'flag without its value', command: ['scan', '--config'], says: [/^--config wants a value behind it\. /] },
    { name: 'rule to show', command: ['rules', 'show', 'stores-are-publik'], says: [/^There is no rule "stores-are-publik"/] },
    { name: 'bundle', command: ['evidence', 'verify', 'nowhere.zip'], says: [/^nowhere\.zip can't be read: there is no such file\./] },
    { name: 'no bundle', command: ['evidence', 'verify', 'snapshot.ndjson.gz'], says: [/snapshot\.ndjson\.gz/] },
  ])('$name', refused);
});

describe('the folder of many accounts is refused where the run of one is wanted', () => {
  test.each<Case>(
    [
      ['answers', 'many'],
      ['evidence', 'pack', 'many'],
      ['diff', 'many', 'many'],
      ['evaluate', 'many'],
    ].map((command) => ({
      name: command.join(' '),
      command,
      files: { 'many/run.json': '{}' },
      says: [/^many is a run over many accounts: give the folder of the account that you mean, such as many\/111122223333\.$/],
    })),
  )('$name', refused);
});

test('completion for a shell that it has no script for is refused', async () => {
  const { code, stdout, stderr } = await run(['completion'], { cwd: dir, env: { SHELL: '/bin/tcsh' } });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^The shell is "tcsh" \(SHELL\): there are scripts for bash, zsh and fish\. /);
  expect(await run(['completion'], { cwd: dir, env: { SHELL: '/usr/bin/zsh' } })).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('#compdef'),
  });
});

describe('a region that can not be looked at is refused before anything is', () => {
  test.each<Case>([
    {
      name: 'unknown',
      command: ['scan', '--regions', 'eu-west-9', '--out', 'r1'],
      online: true,
      says: [/^\d+ calls answered/, 'There is no region eu-west-9: expected one of eu-west-1.'],
    },
    {
      name: 'not enabled',
      command: ['scan', '--regions', 'me-south-1', '--out', 'r2'],
      online: true,
      says: [/^\d+ calls answered/, /^The region me-south-1 is not enabled in this account/],
    },
  ])('$name', refused);
});

const waiver = (fields: string): string => `waivers:\n  - { rule: stores-are-not-public, resource: x, reason: a, ${fields} }\n`;

describe('a configuration is refused with every place that is wrong', () => {
  test.each<Case>([
    {
      name: 'missing file',
      command: ['evaluate', snapshot, '--config', 'nowhere.yaml'],
      says: [/^nowhere\.yaml can't be read: there is no such file\./],
    },
    {
      name: 'an edition that there is not',
      command: ['evaluate', snapshot, '--config', 'c.yaml'],
      files: { 'c.yaml': 'failOn: low\nedition: dpp-2099-01\n' },
      says: [/^c\.yaml:2:10: `edition` is "dpp-2099-01": expected one of dpp-2022-08, .*, latest/],
    },
    {
      name: 'misspelt key',
      command: ['evaluate', snapshot, '--config', 'c.yaml'],
      files: { 'c.yaml': 'editon: latest\n' },
      says: ['c.yaml:1:1: there is no key `editon` here: did you mean `edition`?'],
    },
    {
      name: 'two values',
      command: ['evaluate', snapshot, '--config', 'c.yaml'],
      files: { 'c.yaml': 'failOn: bad\nmaxAge: 3\n' },
      says: [
        /^c\.yaml:1:9: `failOn` is "bad": expected one of critical, high, medium, low\.$/,
        /^c\.yaml:2:9: `maxAge` should be a string/,
      ],
    },
    {
      name: 'account id without quotes',
      command: ['evaluate', snapshot, '--config', 'c.yaml'],
      files: { 'c.yaml': 'accounts: { own: [012345678901] }\n' },
      says: [/^c\.yaml:1:19: .*Put it in quotes/],
    },
    {
      name: 'not YAML',
      command: ['evaluate', snapshot, '--config', 'c.yaml'],
      files: { 'c.yaml': 'classes: [\n' },
      says: [/^c\.yaml:2:1: this is not YAML/],
    },
    {
      name: 'a looser parameter, and one of no figure',
      command: ['evaluate', snapshot, '--config', 'c.yaml'],
      files: { 'c.yaml': 'parameters: { piiRetentionDays: 60, foo: 1 }\n' },
      says: [/^c\.yaml:1:33: .*looser than the edition's 30 days/, /^c\.yaml:1:42: the edition dpp-2022-08 has no figure `foo`/],
    },
    {
      name: 'no PII and PII',
      command: ['evaluate', snapshot, '--config', 'c.yaml'],
      files: { 'c.yaml': 'holdsPii: false\nclasses: { default: pii }\n' },
      says: [/^c\.yaml:2:21: `holdsPii` is false/],
    },
    {
      name: 'waiver without approver',
      command: ['evaluate', snapshot, '--config', 'c.yaml'],
      files: { 'c.yaml': waiver("expires: '2027-01-31'") },
      says: ['c.yaml:2:5: `waivers.0` lacks `approver`: add it.'],
    },
    {
      name: 'waiver without words',
      command: ['evaluate', snapshot, '--config', 'c.yaml'],
      files: { 'c.yaml': waiver("approver: '', expires: '2027-01-31'").replace('reason: a', "reason: '  '") },
      says: [
        /^c\.yaml:2:\d+: `waivers\.0\.reason` is " {2}": expected the reason why it is accepted\.$/,
        /^c\.yaml:2:\d+: `waivers\.0\.approver` is "": expected the name of who accepts it\.$/,
      ],
    },
    {
      name: 'mistakes of form hide no others',
      command: ['evaluate', snapshot, '--config', 'c.yaml'],
      files: {
        'c.yaml': `failOn: bad\nparameters: { foo: 1, bar: x }\n${waiver("expires: '2027-02-31'").replace('stores-are-not-public', 'nope')}`,
      },
      says: [
        /^c\.yaml:1:9: `failOn` is "bad"/,
        /^c\.yaml:2:\d+: `parameters\.bar` should be a number/,
        /^c\.yaml:4:5: `waivers\.0` lacks `approver`/,
        /^c\.yaml:2:\d+: the edition dpp-2022-08 has no figure `foo`/,
        /^c\.yaml:4:\d+: there is no rule `nope`/,
        /^c\.yaml:4:\d+: `2027-02-31` is no day of the calendar/,
      ],
    },
    {
      name: 'no text',
      command: ['evaluate', snapshot, '--config', 'c.yaml'],
      files: { 'c.yaml': gzipSync('edition: latest') },
      says: ['c.yaml: this is no text: expected a YAML file.'],
    },
    {
      name: 'waiver for ever',
      command: ['evaluate', snapshot, '--config', 'c.yaml'],
      files: { 'c.yaml': waiver("approver: b, expires: '2099-01-31'") },
      says: [/^c\.yaml:2:\d+: `2099-01-31` is more than a year off/],
    },
    {
      name: 'waiver until no day',
      command: ['evaluate', snapshot, '--config', 'c.yaml'],
      files: { 'c.yaml': waiver("approver: b, expires: '2027-02-31'") },
      says: [/^c\.yaml:2:\d+: `2027-02-31` is no day of the calendar/],
    },
    {
      name: 'waiver of no rule, before AWS is asked',
      command: ['scan', '--config', 'c.yaml', '--endpoint-url', 'http://127.0.0.1:9'],
      files: { 'c.yaml': waiver("approver: b, expires: '2026-12-31'").replace('stores-are-not-public', 'nope') },
      says: ['c.yaml:2:13: there is no rule `nope`: `dpp-audit rules list` shows them.'],
    },
  ])('$name', refused);
});

const rule = (expect: string): string =>
  [
    'id: users-have-mfa',
    'title: The user has a second factor',
    'requirement: mfa',
    'severity: high',
    'effort: minutes',
    'resource: iam.user',
    `expect: { ${expect} }`,
    "message: '{name} has none'",
    'rationale: A password can be guessed.',
    'limits: None.',
    'references: [https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html]',
    'examples:',
    '  - { name: has one, facts: { hasMfa: true }, verdict: pass }',
    '  - { name: has none, facts: { hasMfa: false }, verdict: fail }',
    '',
  ].join('\n');

describe('a rule is refused with its place', () => {
  test.each<Case>([
    {
      name: 'no folder',
      command: ['rules', 'check', '--rules', 'nodir'],
      says: ["The folder of rules nodir can't be read: there is no such folder. Give an existing folder to --rules."],
    },
    {
      name: 'a fact that no type has',
      command: ['rules', 'list', '--rules', 'r1'],
      files: { 'r1/users-have-mfa.yaml': rule('hasMfaa: { const: true }') },
      says: [/^r1\/users-have-mfa\.yaml:7:\d+: .*hasMfaa/],
    },
    {
      name: 'a schema that does not fit its fact',
      command: ['rules', 'list', '--rules', 'r2'],
      files: { 'r2/users-have-mfa.yaml': rule('hasMfa: { maximum: 3 }') },
      says: [/^r2\/users-have-mfa\.yaml:7:\d+: /],
    },
    {
      name: 'an example that does not hold',
      command: ['rules', 'check', '--rules', 'r3'],
      files: { 'r3/users-have-mfa.yaml': rule('hasMfa: { const: false }') },
      says: [/^r3\/users-have-mfa\.yaml:13:\d+: .*has one/, /^r3\/users-have-mfa\.yaml:14:\d+: .*has none/],
    },
    {
      name: 'before AWS is asked',
      command: ['scan', '--rules', 'r1', '--endpoint-url', 'http://127.0.0.1:9'],
      says: [/^r1\/users-have-mfa\.yaml:7:\d+: /],
    },
  ])('$name', refused);
});

describe('a snapshot that can not be read is refused with its place', () => {
  const text = gunzipSync(readFileSync('sample/snapshot.ndjson.gz')).toString();
  const [header = ''] = text.split('\n');
  test.each<Case>([
    { name: 'missing', command: ['evaluate', 'nowhere'], says: ["nowhere does not exist: give a run's folder or its snapshot.ndjson.gz."] },
    { name: 'empty', command: ['evaluate', 's.ndjson'], files: { 's.ndjson': '' }, says: [/^s\.ndjson is empty/] },
    {
      name: 'no JSON',
      command: ['evaluate', 's.ndjson'],
      files: { 's.ndjson': `${header}\nnonsense\n` },
      says: [/^s\.ndjson:2: this line is not JSON/],
    },
    {
      name: 'no record',
      command: ['evaluate', 's.ndjson'],
      files: { 's.ndjson': `${header}\n{"a":1}\n` },
      says: [/^s\.ndjson:2: this line is no record of a snapshot/],
    },
    { name: 'something else', command: ['evaluate', 's.json'], files: { 's.json': '{"findings":[]}\n' }, says: [/^s\.json/] },
    {
      name: 'cut short',
      command: ['evaluate', 's.gz'],
      files: { 's.gz': gzipSync(text).subarray(0, 9_000) },
      says: [/^s\.gz can't be unpacked: it is cut short or damaged/],
    },
  ])('$name', refused);
});

describe('credentials', () => {
  test('none: one sentence that says what to do', async () => {
    await refused({
      name: '',
      command: ['scan'],
      says: [/^There are no AWS credentials that work: .* Set a profile, sign in, or set AWS_ACCESS_KEY_ID/],
    });
  });

  test('a profile that is not there', async () => {
    await refused({
      name: '',
      command: ['scan', '--profile', 'nope'],
      says: [/^The AWS profile nope gives no credentials that work: .* See that ~\/\.aws\/config/],
    });
  });

  test('a profile that is not there, beside keys in the environment', async () => {
    const { code, stderr } = await run(['scan', '--profile', 'nope'], { cwd: dir, env: emulated });
    expect(code).toBe(2);
    expect(stderr.trimEnd().split('\n')).toEqual([expect.stringMatching(/^The AWS profile nope gives no credentials/)]);
  });

  test('such as AWS does not know', async () => {
    wire.answers['sts:GetCallerIdentity'] = {
      error: 'InvalidClientTokenId',
      message: 'The security token included in the request is invalid.',
      status: 403,
    };
    await refused({
      name: '',
      command: ['scan', '--out', 'x'],
      online: true,
      says: [/^AWS does not say who asks \(sts:GetCallerIdentity, InvalidClientTokenId: .*Check the credentials/],
    });
  });
});

test('--help shows the commands and needs nothing', async () => {
  const { code, stdout, stderr } = await run(['--help'], { cwd: dir });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  for (const command of ['scan', 'collect', 'evaluate', 'permissions', 'rules', 'evidence'])
    expect(stdout).toContain(`dpp-audit ${command}`);
});
