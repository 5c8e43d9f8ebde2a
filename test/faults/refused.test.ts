// Every call of the catalogue fails in turn, each in every way: the run goes on, the failure is named, and no verdict becomes better.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit } from '../../src/audit.ts';
import { newestEdition } from '../../src/dpp/edition.ts';
import { loadRules } from '../../src/engine/load.ts';
import type { Findings } from '../../src/findings/findings.ts';
import type { Snapshot } from '../../src/snapshot/snapshot.ts';
import type { Reply, Wire } from '../emulator/wire.ts';
import type { Scene } from '../properties/account.ts';
import { callOf } from '../properties/cloud.ts';
import { improvements, type Verdicts, verdictsOf } from '../properties/verdicts.ts';
import { allCalls, collectFrom, inFolder, startAccount, wholeScene } from './wired-account.ts';

let scene: Scene;
let wire: Wire;
let before: Verdicts;
const rules = loadRules();

beforeAll(async () => {
  scene = await wholeScene();
  wire = await startAccount(scene.cloud);
  before = verdicts(await inFolder(async (dir) => (await collectFrom(wire, dir)).snapshot));
});
afterAll(() => wire.close());

const verdicts = (snapshot: Snapshot): Verdicts => verdictsOf(snapshot.records(), scene.config, null);

function findingsOf(snapshot: Snapshot): Findings {
  const config = { config: scene.config, issues: () => [] };
  return audit(snapshot, { rules, edition: newestEdition().id, config, tool: { name: 'dpp-audit', version: '0.0.0' } });
}

/** A run in which one call comes to something else. */
async function runWith(id: string, reply: Reply): Promise<Snapshot> {
  wire.answers[id] = reply;
  try {
    return await inFolder(async (dir) => (await collectFrom(wire, dir)).snapshot);
  } finally {
    delete wire.answers[id];
  }
}

const inTurn = allCalls.filter((id) => id !== 'sts:GetCallerIdentity');
const denials: Readonly<Record<string, string>> = { s3: 'AccessDenied', iam: 'AccessDenied', ec2: 'UnauthorizedOperation' };

describe('refused', () => {
  it.each(inTurn)('%s', async (id) => {
    const [service = '', operation = ''] = id.split(':');
    const error = denials[service] ?? 'AccessDeniedException';
    const snapshot = await runWith(id, { error, status: 403, message: `not authorized to perform ${id}` });
    expect(snapshot.end).toMatchObject({ complete: true });
    const own = [...snapshot.records()].filter((record) => record.service === service && record.operation === operation);
    expect(new Set(own.map((record) => ('error' in record ? record.error.name : 'answered')))).toEqual(new Set([error]));
    expect(improvements(before, verdicts(snapshot))).toEqual([]);
    const { denied } = findingsOf(snapshot).coverage;
    expect(denied.map((row) => [row.operation, row.code])).toContainEqual([callOf(service, operation).id, error]);
  });
});

describe('an answer that is', () => {
  // one call of each protocol, and those whose emptiness means something
  const some = [
    's3:GetBucketVersioning',
    's3:GetBucketLogging',
    's3:ListBuckets',
    'iam:ListMFADevices',
    'kms:ListKeys',
    'ec2:DescribeRegions',
    'account:GetAlternateContact',
  ];
  const ways: readonly (readonly [string, Reply])[] = [
    ['the page of a proxy', { text: '<!DOCTYPE html><html><body>Please sign in</body></html>', type: 'text/html' }],
    ['empty', { text: '' }],
    ['cut short', { text: '<ListAllMyBucketsResult><Buckets><Bucket><Na' }],
    ['JSON cut short', { text: '{"Keys":[{"KeyI' }],
  ];
  it.each(ways.flatMap(([name, reply]) => some.map((id) => [name, id, reply] as const)))('%s: %s', async (_, id, reply) => {
    const snapshot = await runWith(id, reply);
    expect(improvements(before, verdicts(snapshot))).toEqual([]);
    expect(findingsOf(snapshot).coverage.denied.find(({ operation }) => operation === id)?.code).toBe('malformed');
  });
});
