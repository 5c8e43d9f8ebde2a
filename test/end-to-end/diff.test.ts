import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FindingsFile, FindingsFileSchema } from '../../src/findings/file.ts';
import { run } from './program.ts';

const dir = mkdtempSync(join(tmpdir(), 'dpp-audit-diff-'));
const sample = gunzipSync(readFileSync('sample/snapshot.ndjson.gz')).toString();
const config = resolve('sample/dpp-audit.yaml');

interface Line {
  readonly operation?: string;
  readonly region?: string;
  readonly input?: { readonly Bucket?: string };
}

/** The sample account, in which calls have another outcome; as a snapshot to evaluate. */
function snapshotWith(name: string, outcome: (line: Line) => object | undefined): string {
  const lines = sample.split('\n').map((text) => {
    const line = text === '' ? {} : (JSON.parse(text) as Line & { readonly answer?: unknown });
    const other = outcome(line);
    if (!other) return text;
    const { answer, ...rest } = line;
    return JSON.stringify({ ...rest, ...other });
  });
  const file = join(dir, `${name}.ndjson`);
  writeFileSync(file, lines.join('\n'));
  return file;
}

const evaluate = (snapshot: string, out: string, ...more: readonly string[]) =>
  run(['evaluate', snapshot, '--config', config, '--out', out, ...more], { cwd: dir });
const findings = (out: string): FindingsFile => JSON.parse(readFileSync(join(dir, out, 'findings.json'), 'utf8')) as FindingsFile;

const denied = { error: { name: 'AccessDenied', message: 'not authorized' } };
const blind = snapshotWith('blind', ({ operation, region }) =>
  operation === 'GetBucketPolicy' || (operation === 'DescribeLogGroups' && region === 'eu-west-1') ? denied : undefined,
);
const good = resolve('sample/snapshot.ndjson.gz');

beforeAll(async () => {
  expect((await evaluate(good, 'first')).code).toBe(1);
});
afterAll(() => rmSync(dir, { recursive: true }));

describe('a baseline', () => {
  it('takes what was found before off the exit code, and nothing off the findings', async () => {
    const { code, stdout } = await evaluate(good, 'same', '--baseline', 'first/findings.json');
    expect(code).toBe(0);
    expect(stdout).toContain('Nothing differs.');
    const { baseline, ...rest } = findings('same');
    expect(rest).toEqual(findings('first'));
    expect(baseline?.unseen).toEqual([]);
  });

  it('what could not be read counts as unread, keeps what was last known, and is not new when it is read again', async () => {
    const second = await evaluate(blind, 'second', '--baseline', 'first');
    expect(second.code).toBe(3);
    expect(second.stdout).toContain('Worse only because it could not be read');
    const file = findings('second');
    const validate = new Ajv2020({ strict: false }).compile(FindingsFileSchema);
    validate(file);
    expect(validate.errors).toBeNull();
    const first = new Map(findings('first').findings.map((row) => [row.id, row.verdict]));
    const known = file.findings.filter(({ lastKnown }) => lastKnown);
    expect(known.length).toBeGreaterThan(0);
    for (const { id, lastKnown } of known) expect(lastKnown?.verdict).toBe(first.get(id));
    expect(file.baseline?.unseen.some(({ resource }) => resource.type === 'logs.group')).toBe(true);
    expect((await evaluate(good, 'third', '--baseline', 'second')).code).toBe(0);
  });

  it('a failure that the baseline did not have counts', async () => {
    const lifecycle = ({ operation, input }: Line): object | undefined =>
      operation === 'GetBucketLifecycleConfiguration' && input?.Bucket === keptShort
        ? { absent: 'NoSuchLifecycleConfiguration' }
        : undefined;
    const keptShort = findings('first').findings.find(
      ({ rule, verdict, resource }) => rule === 'stores-delete-pii-in-time' && verdict === 'pass' && resource.type === 's3.bucket',
    )?.resource.name;
    expect(keptShort).toBeDefined();
    const { code, stdout } = await evaluate(snapshotWith('kept', lifecycle), 'kept', '--baseline', 'first');
    expect(code).toBe(1);
    expect(stdout).toMatch(/\nNew: \d/);
    expect(stdout).toContain(`Pass → Fail: ${keptShort}`);
  });
});

describe('diff', () => {
  it('of a run with itself: nothing, exit 0', async () => {
    const { code, stdout } = await run(['diff', 'first', 'first/findings.json', '--json'], { cwd: dir });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, worse: false, changes: [] });
  });

  it('says what is worse only because it could not be read, exit 1; and the other way round that nothing is worse', async () => {
    const [forth, back] = await Promise.all([
      run(['diff', 'first', 'second', '--json'], { cwd: dir }),
      run(['diff', 'second', 'first'], { cwd: dir }),
    ]);
    const { changes } = JSON.parse(forth.stdout) as { changes: { kind: string }[] };
    expect(forth.code).toBe(1);
    expect(new Set(changes.map(({ kind }) => kind))).toEqual(new Set(['unread', 'changed']));
    expect(back.code).toBe(0);
    expect(back.stdout).toContain('Not read (last known: ');
  });

  const file = (name: string, text: string): string => {
    writeFileSync(join(dir, name), text);
    return name;
  };
  it.each([
    ['nothing there', () => 'nowhere', /^nowhere can't be read: there is no such file\./],
    ['no JSON', () => file('torn.json', '{"schemaVersion": 1,'), /^torn\.json is no findings file: it is not JSON, or is cut short\./],
    ['another JSON file', () => file('other.json', '{"a": 1}'), /^other\.json is no findings file: it has no schemaVersion\./],
    ['a part of one', () => file('part.json', '{"schemaVersion": 1}'), /^part\.json is no findings file: /],
    ['a later schema', () => file('later.json', '{"schemaVersion": 2}'), /^later\.json has schemaVersion 2, and this version .* reads 1/],
    [
      'another account',
      () => file('theirs.json', readFileSync(join(dir, 'first/findings.json'), 'utf8').replaceAll('123456789012', '210987654321')),
      /account 210987654321, and not of 123456789012/,
    ],
  ])('%s: one sentence, exit 2', async (_, make, sentence) => {
    const { code, stderr } = await run(['diff', make(), 'first'], { cwd: dir });
    expect(code).toBe(2);
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('a baseline is refused likewise, and nothing is written', async () => {
    const { code, stderr } = await evaluate(good, 'refused', '--baseline', file('cut.json', '{'));
    expect(code).toBe(2);
    expect(stderr).toMatch(/^cut\.json is no findings file: it is not JSON, or is cut short\.[^\n]*\n$/);
    expect(existsSync(join(dir, 'refused'))).toBe(false);
  });
});

it('waivers that end soon, and that match nothing, are said', async () => {
  const waivers = `waivers:
  - { rule: console-users-have-mfa, resource: '*', reason: Leaves, approver: Head of operations, expires: '2026-12-01' }
  - { rule: console-users-have-mfa, resource: nobody, reason: Leaves, approver: Head of operations, expires: '2027-06-01' }
`;
  writeFileSync(join(dir, 'waivers.yaml'), waivers);
  const { stderr } = await run(['evaluate', good, '--config', 'waivers.yaml', '--out', 'waived'], { cwd: dir });
  expect(stderr).toMatch(
    /The waiver of console-users-have-mfa for \* ends in \d+ days?, on 2026-12-01 \(approved by Head of operations\)\./,
  );
  expect(stderr).toContain('The waiver of console-users-have-mfa for nobody matches nothing that fails or could not be read');
});
