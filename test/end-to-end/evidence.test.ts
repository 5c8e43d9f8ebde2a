import { generateKeyPairSync } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateKeyCommand, GetPublicKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateBucketCommand, GetObjectCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readZip } from '../../src/evidence/read-zip.ts';
import { type Moto, startMoto } from '../emulator/moto.ts';
import { forged, replaced } from '../evidence/packed.ts';
import { issuer, servers, token, workflow } from '../evidence/sigstore-servers.ts';
import { authority, hasOpenssl } from '../evidence/time-authority.ts';
import { withAws } from './account.ts';
import { emulated, run } from './program.ts';

const dir = mkdtempSync(join(tmpdir(), 'dpp-audit-evidence-'));
const at = (name: string): string => join(dir, name);
const evidence = (...args: readonly string[]) => run(['evidence', ...args], { cwd: dir, env: emulated });

beforeAll(async () => {
  mkdirSync(at('run'));
  for (const name of ['snapshot.ndjson.gz', 'dpp-audit.yaml']) copyFileSync(join('sample', name), at(join('run', name)));
  const { code, stderr } = await run(['evaluate', 'run', '--config', 'run/dpp-audit.yaml', '--out', 'run'], { cwd: dir });
  expect(code, stderr).toBe(1);
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  writeFileSync(at('key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(at('key.pub.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('a bundle', () => {
  test('is the same bytes each time, verifies where nothing else is, and tells what is wrong by its exit code', async () => {
    expect(await evidence('pack', 'run', '--out', 'a.zip')).toMatchObject({ code: 0, stdout: 'Bundle: a.zip\n' });
    expect((await evidence('pack', 'run', '--out', 'b.zip')).code).toBe(0);
    expect(Buffer.compare(readFileSync(at('a.zip')), readFileSync(at('b.zip')))).toBe(0);
    const empty = mkdtempSync(join(tmpdir(), 'dpp-audit-empty-'));
    const verified = await run(['evidence', 'verify', at('a.zip')], { cwd: empty });
    expect(verified.code, verified.stdout).toBe(0);
    expect(verified.stdout).toMatch(/holds: \d+ files as they were packed, and \d+ verdicts on account 123456789012/);
    rmSync(empty, { recursive: true });

    writeFileSync(
      at('forged.zip'),
      forged(readFileSync(at('a.zip')), (files) => replaced(files, 'findings.json', '"verdict":"fail"', '"verdict":"pass"')),
    );
    const wrong = await evidence('verify', 'forged.zip');
    expect(wrong.code).toBe(1);
    expect(wrong.stdout).toMatch(/: pass in the bundle, fail when evaluated anew\n/);
    writeFileSync(at('none.zip'), 'no bundle');
    expect(await evidence('verify', 'none.zip')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^none\.zip is no evidence bundle[^\n]*\n$/),
    });
    expect((await evidence('verify', 'missing.zip')).code).toBe(2);
    expect((await evidence('verify', 'a.zip', '--public-key', 'key.pub.pem')).code, 'nobody signed it').toBe(1);
    expect((await evidence('pack', 'run', '--sign-key', 'key.pub.pem')).code, 'a public key signs nothing').toBe(2);
  });

  test('is signed keyless by the program as it is built, and checked by it', async () => {
    const { server, url, trustedRoot } = await servers();
    try {
      const packed = await run(
        ['evidence', 'pack', 'run', '--out', 'keyless.zip', '--sign-sigstore', '--fulcio-url', url, '--rekor-url', url],
        { cwd: dir, env: { ...emulated, SIGSTORE_ID_TOKEN: token({}) } },
      );
      expect(packed, packed.stderr).toMatchObject({ code: 0, stdout: 'Bundle: keyless.zip\n' });
      writeFileSync(at('root.json'), trustedRoot);
      const asked = ['--trusted-root', 'root.json', '--certificate-issuer', issuer, '--certificate-identity'];
      const verified = await evidence('verify', 'keyless.zip', ...asked, workflow);
      expect(verified.code, verified.stdout).toBe(0);
      expect(verified.stdout).toContain(`Signed keyless by ${workflow}`);
      expect((await evidence('verify', 'keyless.zip', ...asked, 'https://github.com/evil/app')).code).toBe(1);
    } finally {
      server.close();
    }
  });

  test('that another program wrote anew does not hold, and what was changed in it is named', async () => {
    const files = readZip(readFileSync(at('a.zip')), 'a.zip');
    const anew = (entries: Iterable<readonly [string, Uint8Array]>): Uint8Array =>
      zipSync(Object.fromEntries(entries), { mtime: '2026-11-24T12:00:00' });
    writeFileSync(at('same.zip'), anew(files));
    writeFileSync(at('less.zip'), anew([...files].filter(([path]) => path !== 'report.html')));
    const [same, less] = [await evidence('verify', 'same.zip'), await evidence('verify', 'less.zip')];
    expect(same).toMatchObject({ code: 1, stdout: expect.stringMatching(/^same\.zip: the zip was written anew by another program: /) });
    expect(less).toMatchObject({ code: 1, stdout: expect.stringMatching(/^less\.zip: report\.html was removed\n/) });
  });

  test('is not locked until a day that is past', async () => {
    const past = await evidence('pack', 'run', '--out', 'past.zip', '--to', 's3://bucket', '--agreement-until', '2020-01-31');
    expect(past).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^--agreement-until is 2020-01-31: twelve months later, 2021-01-31, is past/),
    });
  });

  (hasOpenssl ? test : test.skip)('is signed by a key and time-stamped by a server', async () => {
    const time = authority(dir);
    const server: Server = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      expect(request.headers['content-type']).toBe('application/timestamp-query');
      response.end(time.answer(Buffer.concat(parts)));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsa`;
    const packed = await evidence('pack', 'run', '--out', 's.zip', '--sign-key', 'key.pem', '--timestamp-url', url);
    server.close();
    expect(packed.code, packed.stderr).toBe(0);
    const { code, stdout } = await evidence('verify', 's.zip', '--public-key', 'key.pub.pem', '--timestamp-ca', time.certificateFile);
    expect(code, stdout).toBe(0);
    expect(stdout).toMatch(/Signed \(Ed25519\) by the key that was given[\s\S]*Time-stamped .* vouches for it/);
  });
});

withAws('in AWS', () => {
  let moto: Moto;
  let url: string;
  beforeAll(async () => {
    moto = await startMoto();
    url = moto.url;
  });
  afterAll(() => moto.stop());
  const client = () => ({
    endpoint: url,
    region: 'eu-west-1',
    credentials: { accessKeyId: emulated.AWS_ACCESS_KEY_ID, secretAccessKey: emulated.AWS_SECRET_ACCESS_KEY },
  });
  const pack = (...args: readonly string[]) => evidence('pack', 'run', '--endpoint-url', url, ...args);

  test.each(['ECC_NIST_P256', 'RSA_2048'] as const)('KMS signs with %s, and the enclosed key checks it', async (KeySpec) => {
    const kms = new KMSClient(client());
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({ KeySpec, KeyUsage: 'SIGN_VERIFY' }));
    const { PublicKey } = await kms.send(new GetPublicKeyCommand({ KeyId: KeyMetadata?.KeyId }));
    const pem = `-----BEGIN PUBLIC KEY-----\n${Buffer.from(PublicKey ?? []).toString('base64')}\n-----END PUBLIC KEY-----\n`;
    writeFileSync(at('kms.pub.pem'), pem);
    const packed = await pack('--out', 'k.zip', '--sign-kms', KeyMetadata?.Arn ?? '');
    expect(packed.code, packed.stderr).toBe(0);
    const { code, stdout } = await evidence('verify', 'k.zip', '--public-key', 'kms.pub.pem');
    expect(code, stdout).toBe(0);
    expect((await evidence('verify', 'k.zip', '--public-key', 'key.pub.pem')).code).toBe(1);
  });

  test('--to uploads it under Object Lock until twelve months after the agreement', async () => {
    const s3 = new S3Client({ ...client(), forcePathStyle: true });
    const where = { CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' as const } };
    await s3.send(new CreateBucketCommand({ Bucket: 'locked', ObjectLockEnabledForBucket: true, ...where }));
    const { code, stdout, stderr } = await pack(
      '--out',
      'u.zip',
      '--to',
      's3://locked/dpp/',
      '--lock',
      'compliance',
      '--agreement-until',
      '2028-02-29',
    );
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(
      /Uploaded: s3:\/\/locked\/dpp\/evidence-123456789012-2026-11-20\.zip \(version .+\)\nLocked \(compliance\) until 2029-02-28\.\n/,
    );
    const Key = 'dpp/evidence-123456789012-2026-11-20.zip';
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'locked', Key }));
    expect(Buffer.compare(Buffer.from((await Body?.transformToByteArray()) ?? []), readFileSync(at('u.zip')))).toBe(0);
    const head = await s3.send(new HeadObjectCommand({ Bucket: 'locked', Key }));
    expect(head.ObjectLockMode).toBe('COMPLIANCE');
    expect(head.ObjectLockRetainUntilDate?.toISOString()).toMatch(/^2029-02-28T23:59:59/);
  });

  test('a bucket without Object Lock is told, and so is from when it counts; one that is none ends in one sentence', async () => {
    await new S3Client({ ...client(), forcePathStyle: true }).send(
      new CreateBucketCommand({ Bucket: 'open', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }),
    );
    const { code, stdout, stderr } = await pack('--out', 'o.zip', '--to', 's3://open');
    expect(code, stderr).toBe(0);
    expect(stdout).not.toContain('Locked');
    expect(stderr).toContain('open has no Object Lock');
    expect(stderr).toContain('kept until 2027-11-20');
    expect(stderr).toContain("Counted from the audit's day");
    const none = await pack('--out', 'n.zip', '--to', 's3://there-is-none');
    expect(none.code).not.toBe(0);
    expect(none.stderr).toMatch(/^s3:GetBucketLocation did not answer for the bucket there-is-none: NoSuchBucket[^\n]*\n$/);
    expect((await pack('--to', 'https://open')).code).toBe(2);
  });
});
