// No secret on the disk or on the screen: strings are planted wherever the catalogue says that a secret may stand, and credentials anywhere.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { account as accountCalls } from '../../src/calls/account.ts';
import { organizations } from '../../src/calls/organizations.ts';
import { s3control } from '../../src/calls/s3-control.ts';
import type { SnapshotRecord } from '../../src/snapshot/record.ts';
import type { Wire } from '../emulator/wire.ts';
import { emulated, type Ran, run } from '../end-to-end/program.ts';
import { type Cloud, callOf } from '../properties/cloud.ts';
import { account, answered } from '../wire/snapshot-builder.ts';
import { allCalls, inFolder, startAccount, wholeScene } from './wired-account.ts';

/** Everything that was planted, by where. */
const planted = new Map<string, string>();

function plant(where: string, looks: (mark: string) => string): string {
  const mark = `planted${planted.size}q`;
  planted.set(where, mark);
  return looks(mark);
}

/** What looks like a credential, each with a mark that must not be found again. */
const credentials: Readonly<Record<string, (mark: string) => string>> = {
  'an AWS secret key': (mark) => `wJalrXUtnFEMI/K7MDENG${mark}`.padEnd(40, 'aB3').slice(0, 40),
  'an LWA client secret': () => `amzn1.oa2-cs.v1.${'0123456789abcdef'.repeat(4)}`,
  'a refresh token': (mark) => `Atzr|IwEBIA${mark}abcdefghijklmnopqrstuvwxyz`,
  'a GitHub token': (mark) => `ghp_${mark}abcdefghijklmnopqrstuvwxyz0123456789`,
  'a password': (mark) => `password=${mark}!`,
  'a private key': (mark) => `-----BEGIN RSA PRIVATE KEY-----\n${mark}\n-----END RSA PRIVATE KEY-----`,
};

const policyWith = (text: string, secret: string): string => {
  const encoded = text.startsWith('%7B');
  const policy = JSON.parse(encoded ? decodeURIComponent(text) : text) as { Statement: object[] };
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::999988887777:root' },
    Action: 'x:y',
    Resource: '*',
    Condition: { StringEquals: { 'sts:ExternalId': secret }, StringLike: { 'AWS:Referer': [`https://${secret}/*`] } },
  };
  const changed = JSON.stringify({ ...policy, Statement: [...policy.Statement, statement] });
  return encoded ? encodeURIComponent(changed) : changed;
};

/** Plants at one path of an answer, wherever it leads. */
function plantAt(answer: unknown, steps: readonly string[], change: (value: unknown) => unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return change(answer);
  if (typeof answer !== 'object' || answer === null) return answer;
  const name = step.replace('[]', '');
  const inner = (answer as Record<string, unknown>)[name];
  if (step.endsWith('[]')) return { ...answer, [name]: ((inner ?? []) as unknown[]).map((item) => plantAt(item, rest, change)) };
  return { ...answer, [name]: plantAt(inner, rest, change) };
}

function withSecrets(record: SnapshotRecord): SnapshotRecord {
  if (!('answer' in record)) return record;
  const call = callOf(record.service, record.operation);
  let { answer } = record;
  for (const [path, kind] of Object.entries(call.secret)) {
    answer = plantAt(answer, path.split('.'), (value) => {
      if (kind !== 'policy') return plant(`${call.id} ${path}`, (mark) => `${mark}@buyer.example`);
      try {
        return plant(`${call.id} ${path}`, (mark) => policyWith(String(value), mark));
      } catch {
        return value; // a policy that is none is hidden whole
      }
    });
  }
  return { ...record, answer };
}

/** Tags are anybody's text. */
function withCredentials(record: SnapshotRecord): SnapshotRecord {
  if (!('answer' in record) || record.operation !== 'GetBucketTagging') return record;
  const { TagSet } = record.answer as { TagSet: object[] };
  const more = Object.entries(credentials).map(([name, looks]) => ({ Key: 'deploy', Value: plant(`${name} in a tag`, looks) }));
  return { ...record, answer: { TagSet: [...TagSet, ...more] } };
}

const point = `arn:aws:s3:eu-west-1:${account}:accesspoint/p`;
const always: Cloud = [
  answered(
    accountCalls.GetAlternateContact,
    { AlternateContactType: 'SECURITY' },
    { AlternateContact: { AlternateContactType: 'SECURITY' } },
  ),
  answered(organizations.DescribeOrganization, {}, { Organization: { Id: 'o-abcdefghij', MasterAccountId: account } }),
  answered(
    s3control.GetAccessPointPolicy,
    { AccountId: account },
    { Policy: `{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"${point}/object/*"}]}` },
    'eu-west-1',
  ),
  answered(
    s3control.GetAccessPointPolicy,
    { AccountId: account },
    { Policy: `{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"${point}/object/*"}]}` },
    'us-east-1',
  ),
];

let wire: Wire;
let ran: Ran;
let files: ReadonlyMap<string, string>;

beforeAll(async () => {
  const { cloud } = await wholeScene();
  wire = await startAccount([...always, ...cloud].map(withSecrets).map(withCredentials), {
    's3:GetBucketWebsite': { error: 'AccessDenied', status: 403, message: plant('an error message', (mark) => `refused: token=${mark}`) },
  });
  await inFolder(async (dir) => {
    const out = join(dir, 'run');
    ran = await run(['scan', '--endpoint-url', wire.url, '--out', out], { cwd: dir, env: emulated });
    const found = (readdirSync(out, { recursive: true }) as string[]).filter((name) => statSync(join(out, name)).isFile());
    files = new Map(found.map((name) => [name, textOf(join(out, name))]));
  });
});
afterAll(() => wire.close());

/** A file's text; what is packed, unpacked; what a page carries packed, unpacked beside it. */
function textOf(path: string): string {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const islands = [...text.matchAll(/H4sI[A-Za-z0-9+/=]{50,}/g)].map(([island]) =>
    gunzipSync(Buffer.from(island, 'base64')).toString('utf8'),
  );
  return [text, ...islands].join('\n');
}

describe('what was planted', () => {
  it('stood at every path that the catalogue calls secret', () => {
    const paths = allCalls.flatMap((id) => {
      const [service = '', operation = ''] = id.split(':');
      return Object.keys(callOf(service, operation).secret).map((path) => `${id} ${path}`);
    });
    expect(paths.filter((path) => !planted.has(path))).toEqual([]);
  });

  it('is in no file of the run, and neither on stdout nor on stderr', () => {
    expect([...files.keys()].sort()).toEqual(expect.arrayContaining(['findings.json', 'report.html', 'snapshot.ndjson.gz']));
    const places: readonly (readonly [string, string])[] = [...files, ['stdout', ran.stdout], ['stderr', ran.stderr]];
    const marks = [...planted].filter(([where]) => !where.startsWith('an LWA client secret'));
    const found = places.flatMap(([name, text]) => marks.flatMap(([where, mark]) => (text.includes(mark) ? [`${where}: in ${name}`] : [])));
    expect(found).toEqual([]);
    for (const [name, text] of places) expect([name, text.includes('amzn1.oa2-cs.v1.0123')]).toEqual([name, false]);
  });

  it('left its kind and its length', () => {
    const snapshot = files.get('snapshot.ndjson.gz') ?? '';
    for (const kind of [
      'redacted:external-id:',
      'redacted:referer:',
      'redacted:credential:',
      '"redacted":"contact"',
      '"redacted":"endpoint"',
    ])
      expect([kind, snapshot.includes(kind)]).toEqual([kind, true]);
  });

  it('did not keep the run from its end', () => {
    expect(ran.stderr).not.toContain('fault');
    expect([0, 1, 3]).toContain(ran.code);
  });
});
