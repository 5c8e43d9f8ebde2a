import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll } from 'vitest';
import { type Moto, motoAccount, startMoto } from '../emulator/moto.ts';
import { seedAws } from '../emulator/seed/aws.ts';
import { startWire, type Wire } from '../emulator/wire.ts';
import { emulated, type Ran, type RunOptions, run } from './program.ts';

/** Accounts that an emulated caller may read: its own, and two by way of a role. */
export const own = motoAccount;
export const shop = '111122223333';
export const labels = '444455556666';

export interface Accounts {
  readonly moto: Moto;
  readonly wire: Wire;
  /** A folder that goes when the suite ends. */
  readonly dir: string;
  /** Runs a command in it with the caller's credentials, in one region: these accounts are small. */
  run(command: readonly string[], options?: RunOptions): Promise<Ran>;
  write(name: string, lines: readonly string[]): void;
}

/** Makes three small accounts once for a suite: each has a bucket named like it. What is given is filled in before the first test. */
export function manyAccounts(): Accounts {
  const made: { moto?: Moto; wire?: Wire; dir?: string } = {};
  const get = <K extends keyof typeof made>(name: K): NonNullable<(typeof made)[K]> => {
    const value = made[name];
    if (value === undefined) throw new Error('the accounts are made before the first test, and not earlier');
    return value as NonNullable<(typeof made)[K]>;
  };
  beforeAll(async () => {
    made.dir = mkdtempSync(join(tmpdir(), 'dpp-audit-'));
    made.moto = await startMoto();
    made.wire = await startWire(made.moto.url, {
      // what the emulator lacks, or is slow at
      'cloudtrail:ListEventDataStores': { answer: { EventDataStores: [] } },
      'logs:DescribeAccountPolicies': { answer: { accountPolicies: [] } },
      'iam:GenerateCredentialReport': async (_, passOn) => {
        await passOn();
        return { answer: { State: 'COMPLETE' } };
      },
    });
    for (const account of [own, shop, labels]) await seedBucket(made.moto.url, account);
  });
  afterAll(async () => {
    await made.wire?.close();
    await made.moto?.stop();
    if (made.dir) rmSync(made.dir, { recursive: true, force: true });
  });
  return {
    get moto() {
      return get('moto');
    },
    get wire() {
      return get('wire');
    },
    get dir() {
      return get('dir');
    },
    write: (name, lines) => writeFileSync(join(get('dir'), name), lines.join('\n')),
    run: (command, options = {}) =>
      run([...command, '--endpoint-url', get('wire').url], { cwd: get('dir'), ...options, env: { ...emulated, ...options.env } }),
  };
}

async function seedBucket(endpoint: string, account: string): Promise<void> {
  const { Credentials } = await seedAws(endpoint)
    .client(STSClient, 'us-east-1')
    .send(new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account}:role/seed`, RoleSessionName: 'seed' }));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  const s3 = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials });
  await s3.send(new CreateBucketCommand({ Bucket: `bucket-of-${account}` }));
}
