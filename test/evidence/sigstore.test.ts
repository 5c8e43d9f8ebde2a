import { createHash, generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fulcioHandler, type HandlerFn, initializeCA, initializeCTLog, initializeTLog, rekorHandler } from '@sigstore/mock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkFiles } from '../../src/evidence/check.ts';
import type { Trust } from '../../src/evidence/check-seals.ts';
import { entriesOf, jsonBytes, sealNames, sealsName } from '../../src/evidence/manifest.ts';
import { readZip } from '../../src/evidence/read-zip.ts';
import { sigstoreSealer } from '../../src/evidence/sigstore.ts';
import { bytesOf, changed, replaced, tinyBundle } from './packed.ts';

const workflow = 'https://github.com/acme/app/.github/workflows/audit.yml@refs/heads/main';
const issuer = 'https://token.actions.githubusercontent.com';

/** A token as a CI job's issuer gives it; nobody here checks who signed it. */
function token(claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none', typ: 'JWT' })}.${part({ iss: issuer, aud: 'sigstore', sub: workflow, ...claims })}.${Buffer.from('x').toString('base64url')}`;
}

const ec = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** Fulcio and Rekor on the loopback, with authorities of their own: the real library talks to them over HTTP. */
async function servers(): Promise<{ readonly server: Server; readonly url: string; readonly trustedRoot: string }> {
  const [ca, ct, log] = [ec(), ec(), ec()];
  const ctlog = await initializeCTLog(ct);
  // a list of timestamps has a length for each, which the mock leaves out
  const prefixed = async (certificate: ArrayBuffer, issuerId: ArrayBuffer): Promise<ArrayBuffer> => {
    const sct = Buffer.from(await ctlog.log(certificate, issuerId));
    return Uint8Array.from([sct.length >> 8, sct.length & 0xff, ...sct]).buffer;
  };
  const authority = await initializeCA(ca, { publicKey: ctlog.publicKey, logID: ctlog.logID, log: prefixed });
  const handlers = new Map<string, HandlerFn>();
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const answer = await handlers.get(request.url ?? '')?.(body);
    response.writeHead(answer?.statusCode ?? 404, { 'content-type': answer?.contentType ?? 'text/plain' });
    response.end(answer?.response ?? '');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const tlog = await initializeTLog(url, log);
  for (const { path, fn } of [fulcioHandler(authority), rekorHandler(tlog)]) handlers.set(path, fn);
  const validFor = { start: '2020-01-01T00:00:00Z' };
  const instance = (publicKey: Buffer, logId: Buffer) => ({
    baseUrl: url,
    hashAlgorithm: 'SHA2_256',
    publicKey: { rawBytes: publicKey.toString('base64'), keyDetails: 'PKIX_ECDSA_P256_SHA_256', validFor },
    logId: { keyId: logId.toString('base64') },
  });
  const trustedRoot = JSON.stringify({
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: [instance(tlog.publicKey, createHash('sha256').update(tlog.publicKey).digest())],
    ctlogs: [instance(ctlog.publicKey, ctlog.logID)],
    certificateAuthorities: [
      {
        subject: { organization: 'sigstore.mock', commonName: 'sigstore' },
        uri: url,
        certChain: { certificates: [{ rawBytes: authority.rootCertificate.toString('base64') }] },
        validFor,
      },
    ],
    timestampAuthorities: [],
  });
  return { server, url, trustedRoot };
}

const check = async (bytes: Uint8Array, trust: Trust = {}) =>
  (await checkFiles(bytes, 'x.zip', trust)) as { differences: readonly string[]; said: readonly string[] };

describe('signed keyless', () => {
  let mine: Awaited<ReturnType<typeof servers>>;
  let other: Awaited<ReturnType<typeof servers>>;
  let bundle: Uint8Array;
  beforeAll(async () => {
    [mine, other] = [await servers(), await servers()];
    bundle = await tinyBundle([sigstoreSealer({ fulcioUrl: mine.url, rekorUrl: mine.url, identityToken: token({}) })]);
  });
  afterAll(() => {
    mine.server.close();
    other.server.close();
  });

  it('holds with the trusted root, and names who signed', async () => {
    const { differences, said } = await check(bundle, { trustedRoot: mine.trustedRoot, identity: workflow, issuer });
    expect(differences).toEqual([]);
    expect(said).toEqual([`Signed keyless by ${workflow}, says ${issuer}: by the trusted root that was given.`]);
  });

  it('without one, says what it did not check', async () => {
    const { differences, said } = await check(bundle);
    expect(differences).toEqual([]);
    expect(said.join('\n')).toMatch(/Not checked: whether Sigstore vouches for that/);
  });

  it.each([
    { name: 'the root of another', trust: () => ({ trustedRoot: other.trustedRoot }), says: /signature\.sigstore\.json does not hold/ },
    { name: 'a root that is none', trust: () => ({ trustedRoot: '{' }), says: /signature\.sigstore\.json does not hold/ },
    {
      name: 'another identity',
      trust: () => ({ trustedRoot: mine.trustedRoot, identity: 'https://github.com/evil/app' }),
      says: /does not hold/,
    },
    {
      name: 'another issuer',
      trust: () => ({ trustedRoot: mine.trustedRoot, identity: workflow, issuer: 'https://evil.example' }),
      says: /does not hold/,
    },
    { name: 'an identity without a root', trust: () => ({ identity: workflow }), says: /can only be told with a trusted root/ },
  ])('does not hold for $name', async ({ trust, says }) => {
    expect((await check(bundle, trust())).differences.join('\n')).toMatch(says);
  });

  it('does not hold for another bundle, or changed', async () => {
    const manifests = await tinyBundle([
      { names: [sealNames.sigstore], seal: async () => new Map([[sealNames.sigstore, bytesOf('{}\n')]]) },
    ]);
    expect((await check(manifests, { trustedRoot: mine.trustedRoot })).differences.join('\n')).toMatch(
      /signature\.sigstore\.json does not hold/,
    );
    const bent = changed(bundle, (files) => {
      replaced(files, sealNames.sigstore, '"sig":"M', '"sig":"N');
      files.set(sealsName, jsonBytes(entriesOf(new Map([[sealNames.sigstore, files.get(sealNames.sigstore) ?? new Uint8Array()]]))));
    });
    expect((await check(bent)).differences.join('\n')).toMatch(/signature\.sigstore\.json does not hold: its signature does not hold/);
    expect((await check(await tinyBundle(), { trustedRoot: mine.trustedRoot })).differences).toEqual([
      'it is not signed keyless: it holds no Sigstore signature',
    ]);
  });

  it('says what it needs where there is no identity, and when the servers do not answer', async () => {
    const nowhere = sigstoreSealer({ fulcioUrl: 'http://127.0.0.1:1', rekorUrl: 'http://127.0.0.1:1', identityToken: token({}) });
    await expect(tinyBundle([nowhere])).rejects.toThrow(/^Sigstore did not sign: .*id-token: write/s);
  }, 30_000);

  it('holds the statement that a key signs too', () => {
    const { dsseEnvelope } = JSON.parse(new TextDecoder().decode(readZip(bundle, 'x.zip').get(sealNames.sigstore))) as {
      dsseEnvelope: { payload: string };
    };
    expect(JSON.parse(Buffer.from(dsseEnvelope.payload, 'base64').toString())).toMatchObject({
      predicateType: 'https://dpp-audit.dev/evidence/v1',
    });
  });
});
