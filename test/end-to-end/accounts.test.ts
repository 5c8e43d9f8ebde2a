import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Summary } from '../../src/accounts/summary.ts';
import type { FindingsFile } from '../../src/findings/file.ts';
import type { SnapshotRecord } from '../../src/snapshot/record.ts';
import type { Asked } from '../emulator/wire.ts';
import { withAws } from './account.ts';
import { labels, manyAccounts, own, shop } from './many-accounts.ts';
import { run } from './program.ts';

const refused = '777788889999';
const blocked = '888899990000';
const region = ['--regions', 'us-east-1'];

withAws('a run over many accounts', () => {
  const accounts = manyAccounts();
  const json = <T>(...path: readonly string[]): T => JSON.parse(readFileSync(join(accounts.dir, ...path), 'utf8')) as T;
  const summaryOf = (dir: string): Summary => json(dir, 'summary.json');
  const rowOf = (dir: string, id: string) => summaryOf(dir).accounts.find((row) => row.id === id);
  const isSummary = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync('schemas/summary.schema.json', 'utf8')) as object);
  const recorded = (...path: readonly string[]): SnapshotRecord[] =>
    gunzipSync(readFileSync(join(accounts.dir, ...path, 'snapshot.ndjson.gz')))
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as SnapshotRecord)
      .filter((line) => 'operation' in line);
  const since = (from: number): Asked[] => accounts.wire.requests.slice(from);

  /** How many different things were asked: what the emulator fails at is tried again. */
  const distinct = (asked: readonly Asked[]): number =>
    new Set(
      asked.map(({ service, operation, region, input, headers }) => JSON.stringify([service, operation, region, input, keyOf(headers)])),
    ).size;
  const keyOf = (headers: Asked['headers']): string => /Credential=([^/]+)/.exec(String(headers.authorization))?.[1] ?? '';

  /** One role that lets nobody in. */
  const deny = () => {
    accounts.wire.answers['sts:AssumeRole'] = ({ input }) =>
      String(input.RoleArn).includes(refused)
        ? { error: 'AccessDenied', message: 'User is not authorized to perform: sts:AssumeRole' }
        : undefined;
  };
  const file = [
    'externalIdFrom: BETWEEN_US',
    'accounts:',
    `  - { id: '${own}', name: audit }`,
    `  - { id: '${shop}', name: shop, config: shop.yaml }`,
    `  - { id: '${refused}', name: locked, externalId: its-own-external-id }`,
    `  - { id: '${labels}', roleArn: 'arn:aws:iam::${labels}:role/audit/reader' }`,
    `  - { id: '${blocked}' }`,
  ];
  const env = { BETWEEN_US: 'between-us-4711' };

  beforeAll(() => {
    accounts.write('accounts.yaml', file);
    accounts.write('shop.yaml', ['classes:', '  default: none']);
    accounts.write('two.yaml', ['accounts:', `  - id: '${labels}'`, `  - id: '${own}'`]);
  });

  test('each account has a run of its own, and its failure is its own', async () => {
    deny();
    // one whose folder can't be made
    mkdirSync(join(accounts.dir, 'run'));
    accounts.write(join('run', blocked), ['in the way']);
    const from = accounts.wire.requests.length;
    const ran = await accounts.run(['scan', '--accounts', 'accounts.yaml', '--out', 'run', ...region], { env });
    expect(ran.code, ran.stderr).toBe(1);
    expect(ran.stderr).not.toMatch(/\n\s+at /);

    const summary = summaryOf('run');
    expect(isSummary(summary), JSON.stringify(isSummary.errors)).toBe(true);
    expect(summary.exitCode).toBe(1);
    expect(summary.accounts.map(({ id, name, state }) => [id, name, state])).toEqual([
      [shop, 'shop', 'read'],
      [own, 'audit', 'read'],
      [labels, '', 'read'],
      [refused, 'locked', 'failed'],
      [blocked, '', 'failed'],
    ]);
    expect(rowOf('run', blocked)).toMatchObject({ why: expect.stringMatching(/^run\/888899990000 can't be written: /) });
    rmSync(join(accounts.dir, 'run', blocked));
    expect(rowOf('run', refused)).toMatchObject({
      why: expect.stringMatching(/^The role arn:aws:iam::777788889999:role\/dpp-audit can't be assumed: AccessDenied: /),
    });
    // an account that was not read is not in order in anything
    expect(summary.requirements.filter(({ verdict }) => ['pass', 'attested', 'not-applicable', 'warn'].includes(verdict))).toEqual([]);
    expect(ran.stdout).toMatch(/^Not ready: 3 of 5 accounts are not ready, 2 could not be read at all\./);
    expect(ran.stdout).toContain('777788889999 locked: The role');
    expect(
      ran.stderr.match(/^Taken for granted: Nobody may administer everything \(administrators\)\. \[audit \(123456789012\), shop/gm),
    ).toHaveLength(1);
    expect(ran.stderr).toContain('Try again what could not be read with the same command and `--resume run`');

    // the caller's own account without a role, the others by way of theirs, with the external id of the general or of their own
    const assumed = since(from).filter(({ operation }) => operation === 'AssumeRole');
    expect(new Map(assumed.map(({ input }) => [input.RoleArn, input.ExternalId]))).toEqual(
      new Map([
        [`arn:aws:iam::${shop}:role/dpp-audit`, 'between-us-4711'],
        [`arn:aws:iam::${refused}:role/dpp-audit`, 'its-own-external-id'],
        [`arn:aws:iam::${labels}:role/audit/reader`, 'between-us-4711'],
        [`arn:aws:iam::${blocked}:role/dpp-audit`, 'between-us-4711'],
      ]),
    );
    for (const id of [own, shop, labels]) {
      const { audit, resources } = json<FindingsFile>('run', id, 'findings.json');
      expect(audit.accounts[0]?.id).toBe(id);
      expect(resources.map(({ name }) => name)).toContain(`bucket-of-${id}`);
      expect(new Set(recorded('run', id).map(({ account }) => account))).toEqual(new Set([id]));
    }
    // the configuration of one is not that of the others
    const classOf = (id: string) =>
      json<FindingsFile>('run', id, 'findings.json').resources.find(({ name }) => name === `bucket-of-${id}`)?.dataClass;
    expect([classOf(shop), classOf(labels)]).toEqual(['none', 'pii']);
  });

  test('the folder is for its owner alone, and holds no secret', () => {
    const files = readdirSync(join(accounts.dir, 'run'), { recursive: true, encoding: 'utf8' }).map((name) =>
      join(accounts.dir, 'run', name),
    );
    const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);
    expect(files.filter((path) => mode(path) !== (statSync(path).isDirectory() ? '700' : '600'))).toEqual([]);
    expect(readFileSync(join(accounts.dir, 'run', '.gitignore'), 'utf8')).toBe('*\n');
    expect(readdirSync(join(accounts.dir, 'run', shop)).sort()).toEqual(
      ['.gitignore', 'dpp-audit.yaml', 'findings.json', 'report.html', 'snapshot.ndjson.gz'].sort(),
    );
    const text = files
      .filter((path) => !statSync(path).isDirectory())
      .map((path) => {
        const bytes = readFileSync(path);
        return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
      });
    const secret = /between-us-4711|its-own-external-id|"(SecretAccessKey|SessionToken)"/;
    expect(text.flatMap((one) => secret.exec(one)?.[0] ?? [])).toEqual([]);
  });

  test('going on asks again what failed, and nothing else; alone it knows where it was', async () => {
    delete accounts.wire.answers['sts:AssumeRole'];
    const from = accounts.wire.requests.length;
    const ran = await accounts.run(['scan', '--resume', 'run', ...region], { env });
    expect(ran.code, ran.stderr).toBe(1);
    expect(summaryOf('run').accounts.every(({ state }) => state === 'read')).toBe(true);
    expect(ran.stderr).toContain('shop (111122223333): read before');
    const asked = since(from);
    expect(asked.filter(({ operation }) => operation === 'AssumeRole').map(({ input }) => input.RoleArn)).toEqual([
      `arn:aws:iam::${refused}:role/dpp-audit`,
      `arn:aws:iam::${blocked}:role/dpp-audit`,
    ]);
    // beside their calls: who asks, in all and of each account, and their roles
    expect(distinct(asked)).toBeLessThanOrEqual([refused, blocked].flatMap((id) => recorded('run', id)).length + 5);
  });

  test('each run can be used as any other, and is compared with its own', async () => {
    const packed = await accounts.run(['evidence', 'pack', join('run', labels), '--out', 'evidence.zip']);
    expect(packed.code, packed.stderr).toBe(0);
    const answers = await run(['answers', join('run', labels)], { cwd: accounts.dir });
    expect(answers.code, answers.stderr).toBe(0);
    const again = await accounts.run(['scan', '--accounts', 'two.yaml', '--baseline', 'run', ...region]);
    // nothing is worse than it was
    expect(again.code, again.stderr).toBe(0);
    expect(again.stderr).not.toContain('has no run in the baseline');
    const [, dir = ''] = /^Summary: (reports\/accounts\/[\dT-]+)\/summary\.html$/m.exec(again.stdout) ?? [];
    expect(summaryOf(dir)).toMatchObject({ exitCode: 0 });
    expect(again.stdout).toContain(`\n${labels}\n`);
    const latest = await run(['answers'], { cwd: accounts.dir });
    expect(latest).toMatchObject({ code: 2, stderr: expect.stringContaining('The latest run is of many accounts') });
  });

  test('an account that turns out to be another is not read', async () => {
    accounts.wire.answers['sts:GetCallerIdentity'] = async ({ headers }, passOn) =>
      String(headers['x-amz-security-token'] ?? '') === '' ? undefined : { text: (await passOn()).body.replaceAll(shop, labels) };
    accounts.write('one.yaml', ['accounts:', `  - id: '${shop}'`]);
    const ran = await accounts.run(['scan', '--accounts', 'one.yaml', '--out', 'another', ...region]);
    delete accounts.wire.answers['sts:GetCallerIdentity'];
    expect(ran.code).toBe(3);
    expect(rowOf('another', shop)).toMatchObject({
      state: 'failed',
      why: `The credentials for ${shop} are of the account ${labels}, so nothing was read: name a role of ${shop}.`,
    });
    expect(ran.stdout).toMatch(/^Cannot say: none of 1 account could be read\./);
    expect(existsSync(join(accounts.dir, 'another', shop))).toBe(false);
  });

  describe('cut off', () => {
    const command = ['scan', '--accounts', 'two.yaml', '--at-once', '2', ...region];
    async function cutOff(out: string, signal: NodeJS.Signals, after: number) {
      const begun = accounts.wire.requests.length;
      let kill = (): void => {};
      accounts.wire.answers['*'] = () => {
        if (accounts.wire.requests.length - begun >= after) {
          kill();
          kill = () => {};
        }
        return undefined;
      };
      const ran = await accounts.run([...command, '--out', out], {
        onStart: (child) => {
          kill = () => child.kill(signal);
        },
      });
      delete accounts.wire.answers['*'];
      return ran;
    }

    test('by kill -9, it goes on where it was and repeats no answered call', async () => {
      const killed = await cutOff('killed', 'SIGKILL', 60);
      expect(killed.code).toBe('SIGKILL');
      const answered = [own, labels].flatMap((id) => {
        const torn = readFileSync(join(accounts.dir, 'killed', id, 'snapshot.ndjson'), 'utf8');
        const lines = torn.slice(0, torn.lastIndexOf('\n')).split('\n').slice(1);
        return lines.map((line) => JSON.parse(line) as SnapshotRecord).filter((record) => !('error' in record));
      });
      expect(answered.length).toBeGreaterThan(20);
      const from = accounts.wire.requests.length;
      const resumed = await accounts.run([...command, '--resume', 'killed']);
      expect(resumed.code, resumed.stderr).toBe(1);
      const all = [own, labels].flatMap((id) => recorded('killed', id));
      // beside what was lacking: who asks, in all and of each account, and one role
      const [lacking, asked] = [all.length - answered.length, since(from)];
      const { length } = asked.filter(({ operation }) => operation === 'GetCallerIdentity' || operation === 'AssumeRole');
      expect(length).toBe(4);
      expect(distinct(asked) - length).toBeLessThanOrEqual(lacking);
      expect(summaryOf('killed').accounts.map(({ state }) => state)).toEqual(['read', 'read']);
    });

    test('by Ctrl-C, it says how to go on and exits 130', async () => {
      const stopped = await cutOff('stopped', 'SIGINT', 40);
      expect(stopped.code).toBe(130);
      expect(stopped.stderr).toContain('go on with the same command and `--resume stopped`');
      expect(existsSync(join(accounts.dir, 'stopped', 'summary.json'))).toBe(false);
      expect(existsSync(join(accounts.dir, 'stopped', own, 'findings.json'))).toBe(false);
    });

    test('--plan works an account, and asks for lists alone', async () => {
      const from = accounts.wire.requests.length;
      const planned = await accounts.run([...command, '--plan', '--out', 'planned']);
      expect(planned.code, planned.stderr).toBe(0);
      expect(planned.stdout.match(/calls listed what there is/g)).toHaveLength(2);
      expect(since(from).filter(({ operation }) => operation === 'GetBucketPolicy')).toEqual([]);
      expect(existsSync(join(accounts.dir, 'planned', 'summary.json'))).toBe(false);
    });
  });

  const senseless: readonly { readonly name: string; readonly flags: readonly string[]; readonly says: RegExp }[] = [
    { name: 'no file', flags: ['--accounts', 'nope.yaml'], says: /^nope\.yaml can't be read: there is no such file/ },
    { name: 'a baseline of one', flags: ['--accounts', 'two.yaml', '--baseline', join('run', shop)], says: /is no run over many accounts/ },
    { name: 'a folder in use', flags: ['--accounts', 'two.yaml', '--out', 'run'], says: /^run holds a run already/ },
    { name: 'another source', flags: ['--organization', '--resume', 'run'], says: /go on without --organization/ },
  ];

  test('flags that can not be meant are refused in a sentence', async () => {
    const refusals = await Promise.all(
      senseless.map(async ({ name, flags }) => {
        const { code, stderr } = await accounts.run(['scan', ...flags], { env });
        return { name, code, stderr };
      }),
    );
    expect(refusals).toEqual(senseless.map(({ name, says }) => ({ name, code: 2, stderr: expect.stringMatching(says) })));
    expect(refusals.filter(({ stderr }) => stderr.trim().includes('\n'))).toEqual([]);
  });

  test('a file of accounts that is wrong: everything at once, each with its place, before AWS is asked', async () => {
    accounts.write('wrong.yaml', [
      'externalIdFrom: NOT_SET_ANYWHERE',
      'accounts:',
      '  - id: 111122223333',
      `  - { id: '${own}', config: broken.yaml }`,
      `  - { id: '${own}' }`,
      `  - { id: '${labels}', roleArn: 'arn:aws:iam::${shop}:role/dpp-audit', regoins: [eu-west-1] }`,
      `  - { id: '${labels}', roleArn: 'arn:aws:iam::${shop}:role/dpp-audit' }`,
      `  - { id: '${refused}', config: of-a-run.yaml }`,
    ]);
    accounts.write('of-a-run.yaml', ['out: elsewhere']);
    accounts.write('broken.yaml', ['edition: latest', 'faleOn: low']);
    const from = accounts.wire.requests.length;
    const { code, stderr } = await accounts.run(['scan', '--accounts', 'wrong.yaml']);
    expect(code).toBe(2);
    expect(since(from)).toEqual([]);
    expect(stderr.trim().split('\n')).toEqual([
      'wrong.yaml:3:9: `accounts.0.id` should be a string, and is the number 111122223333. Put it in quotes: a bare number loses its leading zeros.',
      expect.stringMatching(/^wrong\.yaml:6:\d+: there is no key `regoins` here: did you mean `regions`\?$/),
      'wrong.yaml:1:17: the environment variable `NOT_SET_ANYWHERE` is not set: set it to the external id.',
      `wrong.yaml:7:36: \`roleArn\` is of the account ${shop}, and not of ${labels}: name a role of ${labels}.`,
      `wrong.yaml:5:11: the account ${own} is listed already, as \`accounts.1\`: keep one of the two.`,
      'broken.yaml:2:1: there is no key `faleOn` here: did you mean `failOn`?',
      'wrong.yaml:8:35: of-a-run.yaml says `out`, which is of the whole run: take it out there.',
    ]);
  });
});
