import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkFiles } from '../../src/evidence/check.ts';
import type { Trust } from '../../src/evidence/check-seals.ts';
import { type Envelope, preAuthEncoding } from '../../src/evidence/dsse.ts';
import { pemOf, signingKey } from '../../src/evidence/keys.ts';
import { entriesOf, jsonBytes, manifestName, sealNames, sealsName } from '../../src/evidence/manifest.ts';
import { readZip } from '../../src/evidence/read-zip.ts';
import { keySealer, kmsSealer, type Send } from '../../src/evidence/sign.ts';
import { checkTimestamp, timestampRequest, timestampSealer } from '../../src/evidence/timestamp.ts';
import { bytesOf, changed, textOf, tinyBundle } from './packed.ts';
import { authority, hasOpenssl, openssl } from './time-authority.ts';

const dir = mkdtempSync(join(tmpdir(), 'dpp-audit-seals-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const at = (name: string): string => join(dir, name);
const filesOf = (bytes: Uint8Array) => readZip(bytes, 'x.zip');
const check = async (bytes: Uint8Array, trust: Trust = {}) => {
  const { differences, said } = await checkFiles(bytes, 'x.zip', trust);
  return { differences, said };
};
const withOpenssl = hasOpenssl ? it : it.skip;

/** A bundle whose seals are changed by one who also mends `seals.json`. */
const resealed = (bundle: Uint8Array, change: (files: Map<string, Uint8Array>) => void): Uint8Array =>
  changed(bundle, (files) => {
    change(files);
    const seals = new Map([...files].filter(([path]) => (Object.values(sealNames) as string[]).includes(path)));
    files.set(sealsName, jsonBytes(entriesOf(seals)));
  });

/** KMS as far as a bundle asks it, by a key that lies here. */
const kms =
  (key: KeyObject): Send =>
  async (_, operation, input) => {
    if (operation === 'GetPublicKey') return { PublicKey: createPublicKey(key).export({ type: 'spki', format: 'der' }) };
    const { Message, MessageType } = input as { Message: Uint8Array; MessageType: string };
    expect(MessageType).toBe('RAW');
    expect(Message.length).toBeLessThan(4096);
    return { Signature: sign('sha256', Message, key) };
  };

const ed = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519');
const signed = await tinyBundle([keySealer(ed.privateKey)]);
const envelopeOf = (bundle: Uint8Array): Envelope => JSON.parse(textOf(filesOf(bundle).get(sealNames.signature))) as Envelope;
const preAuth = (bundle: Uint8Array): Uint8Array => {
  const { payload, payloadType } = envelopeOf(bundle);
  return preAuthEncoding(payloadType, Buffer.from(payload, 'base64'));
};
/** What openssl needs to check a bundle's signature: the signed bytes, the signature, the key. */
function unpacked(bundle: Uint8Array): void {
  writeFileSync(at('signed'), preAuth(bundle));
  writeFileSync(at('signature'), Buffer.from(envelopeOf(bundle).signatures[0]?.sig ?? '', 'base64'));
  writeFileSync(at('key.pem'), filesOf(bundle).get(sealNames.publicKey) ?? '');
}

describe('signed by an Ed25519 key', () => {
  it('holds, and says whose key it can not tell', async () => {
    const { differences, said } = await check(signed);
    expect(differences).toEqual([]);
    expect(said.join('\n')).toMatch(/^Signed \(Ed25519\) by the key [0-9a-f]{64}\. Not checked: whose key that is\./m);
    expect((await check(signed, { publicKey: ed.publicKey })).said.join('\n')).toMatch(/by the key that was given/);
  });

  withOpenssl('holds for openssl too', () => {
    unpacked(signed);
    expect(openssl(['pkeyutl', '-verify', '-pubin', '-inkey', 'key.pem', '-rawin', '-in', 'signed', '-sigfile', 'signature'], dir)).toMatch(
      /Success/,
    );
  });

  it('is an in-toto statement about the manifest', () => {
    const { payload, payloadType, signatures } = envelopeOf(signed);
    expect(payloadType).toBe('application/vnd.in-toto+json');
    expect(signatures).toHaveLength(1);
    expect(JSON.parse(Buffer.from(payload, 'base64').toString())).toMatchObject({
      _type: 'https://in-toto.io/Statement/v1',
      predicateType: 'https://dpp-audit.dev/evidence/v1',
      subject: [
        {
          name: 'manifest.json',
          digest: {
            sha256: createHash('sha256')
              .update(filesOf(signed).get(manifestName) ?? '')
              .digest('hex'),
          },
        },
      ],
    });
  });

  it.each([
    {
      name: 'another key than the one that is trusted',
      bundle: () => signed,
      trust: { publicKey: other.publicKey },
      says: 'it is signed by another key',
    },
    {
      name: 'no signature, where one is asked for',
      bundle: () => tinyBundle(),
      trust: { publicKey: ed.publicKey },
      says: 'it is not signed by the key that was given',
    },
    {
      name: 'the signature of another bundle',
      bundle: async () => {
        const theirs = filesOf(await tinyBundle([keySealer(ed.privateKey), timestampFake]));
        return resealed(signed, (files) => void files.set(sealNames.signature, theirs.get(sealNames.signature) ?? bytesOf('')));
      },
      trust: {},
      says: 'signature.dsse.json does not hold: it is about another manifest',
    },
    {
      name: 'another key enclosed',
      bundle: () => resealed(signed, (files) => void files.set(sealNames.publicKey, bytesOf(pemOf(other.publicKey)))),
      trust: {},
      says: 'signature.dsse.json does not hold',
    },
    {
      name: 'a signature of nonsense',
      bundle: () =>
        resealed(signed, (files) => {
          const envelope = envelopeOf(signed);
          files.set(
            sealNames.signature,
            jsonBytes({ ...envelope, signatures: [{ ...envelope.signatures[0], sig: Buffer.alloc(64).toString('base64') }] }),
          );
        }),
      trust: {},
      says: 'its signature is not by signature-key.pem',
    },
    {
      name: 'a key that is none',
      bundle: () => resealed(signed, (files) => void files.set(sealNames.publicKey, bytesOf('no key'))),
      trust: {},
      says: 'signature-key.pem is no public key',
    },
    {
      name: 'an envelope that is none',
      bundle: () => resealed(signed, (files) => void files.set(sealNames.signature, bytesOf('[]'))),
      trust: {},
      says: 'signature.dsse.json does not hold',
    },
    {
      name: 'a seal removed',
      bundle: () => changed(signed, (files) => void files.delete(sealNames.signature)),
      trust: {},
      says: 'signature.dsse.json was removed',
    },
    {
      name: 'all seals removed',
      bundle: () =>
        changed(signed, (files) => {
          for (const name of [sealNames.signature, sealNames.publicKey, sealsName]) files.delete(name);
        }),
      trust: {},
      says: 'signature.dsse.json was removed',
    },
    {
      name: 'the hashes of the seals changed',
      bundle: () => changed(signed, (files) => void files.set(sealsName, bytesOf('[]\n'))),
      trust: {},
      says: 'was changed',
    },
  ])('does not hold: $name', async ({ bundle, trust, says }) => {
    expect((await check(await bundle(), trust)).differences.join('\n')).toContain(says);
  });

  it.each([
    { name: 'no key', pem: () => 'secret words', says: /^k\.pem holds no key that can be read: expected a private Ed25519 key/ },
    {
      name: 'an RSA key',
      pem: () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      says: /holds a key of another kind/,
    },
    { name: 'a public key', pem: () => pemOf(ed.publicKey), says: /holds no key/ },
  ])('wants a private Ed25519 key, and is given $name', ({ pem, says }) => {
    expect(() => signingKey(pem(), 'k.pem')).toThrow(says);
    expect(() => signingKey(pem(), 'k.pem')).not.toThrow(/secret words/);
  });
});

describe('signed by a KMS key', () => {
  const arn = 'arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555';
  it.each([
    { kind: 'ECC_NIST_P256', key: () => generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey, words: 'ECDSA on P-256' },
    { kind: 'RSA_2048', key: () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey, words: 'RSA of 2048 bits' },
  ])('$kind holds, for openssl too', async ({ key, words }) => {
    const own = key();
    const bundle = await tinyBundle([kmsSealer(arn, kms(own))]);
    expect(await check(bundle, { publicKey: createPublicKey(own) })).toMatchObject({
      differences: [],
      said: [expect.stringContaining(words)],
    });
    if (!hasOpenssl) return;
    unpacked(bundle);
    expect(openssl(['dgst', '-sha256', '-verify', 'key.pem', '-signature', 'signature', 'signed'], dir)).toMatch(/Verified OK/);
  });

  it('refuses what is no ARN, keys of other kinds, and says what a refusal wants', async () => {
    expect(() => kmsSealer('alias/mine', kms(ed.privateKey))).toThrow(/^--sign-kms is "alias\/mine": expected the ARN of a KMS key/);
    const p384 = generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).privateKey;
    for (const key of [ed.privateKey, p384])
      await expect(tinyBundle([kmsSealer(arn, kms(key))])).rejects.toThrow(/is a key of another kind: expected ECC_NIST_P256/);
    const denied = kmsSealer(arn, () => Promise.reject(Object.assign(new Error('no'), { name: 'AccessDeniedException' })));
    await expect(tinyBundle([denied])).rejects.toThrow(/AccessDeniedException: no\. Whoever signs needs kms:GetPublicKey and kms:Sign/);
  });
});

/** A seal that only makes the manifest another. */
const timestampFake = { names: [sealNames.timestamp] as const, seal: async () => new Map([[sealNames.timestamp, bytesOf('none')]]) };

(hasOpenssl ? describe : describe.skip)('time-stamped', () => {
  const manifest = bytesOf('{"a":1}\n');

  it.each(['rsa', 'ec'] as const)('%s: what an authority answers holds, for openssl too', (kind) => {
    const time = authority(dir, kind);
    const answer = time.answer(timestampRequest(manifest));
    expect(openssl(['ts', '-query', '-in', join(dir, `tsa-${kind}`, 'request.tsq'), '-text'])).toMatch(
      /Hash Algorithm: sha256[\s\S]*Certificate required: yes/,
    );
    writeFileSync(at('manifest.json'), manifest);
    writeFileSync(at('answer.tsr'), answer);
    expect(openssl(['ts', '-verify', '-data', 'manifest.json', '-in', 'answer.tsr', '-CAfile', time.certificateFile], dir)).toMatch(
      /Verification: OK/,
    );
    const found = checkTimestamp(answer, manifest, [new X509Certificate(time.certificate)]);
    expect(found).toMatchObject({ by: 'CN=Test time', trusted: true });
    expect('time' in found && Math.abs(Date.parse(found.time) - Date.now())).toBeLessThan(600_000);
    expect(checkTimestamp(answer, manifest)).toMatchObject({ trusted: false });
  });

  it('does not hold for another manifest, another authority, or by a certificate that may not give time', () => {
    const time = authority(dir);
    const answer = time.answer(timestampRequest(manifest));
    expect(checkTimestamp(answer, bytesOf('{"a":2}\n'))).toEqual({ wrong: 'it is about another manifest' });
    expect(checkTimestamp(answer, manifest, [new X509Certificate(authority(dir, 'ec').certificate)])).toEqual({
      wrong: 'the authority that was given does not vouch for CN=Test time',
    });
    expect(checkTimestamp(bytesOf('no answer'), manifest)).toHaveProperty('wrong');
    expect(checkTimestamp(new Uint8Array(), manifest)).toHaveProperty('wrong');
    // PKIStatus rejection, as a server that refuses answers
    expect(checkTimestamp(Uint8Array.of(0x30, 5, 0x30, 3, 2, 1, 2), manifest)).toEqual({ wrong: 'the server refused' });
  });

  it('any byte of it changed: it does not hold, or says the same', () => {
    const answer = authority(dir).answer(timestampRequest(manifest));
    const trusted = [new X509Certificate(authority(dir).certificate)];
    const whole = checkTimestamp(answer, manifest, trusted);
    for (let i = 0; i < answer.length; i += 3) {
      const found = checkTimestamp(answer.with(i, (answer[i] ?? 0) ^ 0x41), manifest, trusted);
      if (!('wrong' in found)) expect(found).toEqual(whole);
    }
  });

  it('is checked before it is enclosed, and by the bundle', async () => {
    const time = authority(dir);
    const sealer = timestampSealer('http://time', async (_, request) => time.answer(request));
    const bundle = await tinyBundle([keySealer(ed.privateKey), sealer]);
    const trust = { publicKey: ed.publicKey, timestampAuthorities: [new X509Certificate(time.certificate)] };
    expect((await check(bundle, trust)).differences).toEqual([]);
    expect((await check(bundle)).said.join('\n')).toMatch(/Not checked: whether that is an authority/);
    expect((await check(signed, trust)).differences).toEqual(['it is not time-stamped: it holds no time stamp']);
    await expect(tinyBundle([timestampSealer('http://time', async () => bytesOf('oh'))])).rejects.toThrow(
      /http:\/\/time gave no time stamp that holds/,
    );
    await expect(tinyBundle([timestampSealer('http://time', () => Promise.reject(new Error('it answers 500')))])).rejects.toThrow(
      /gave no time stamp: it answers 500/,
    );
  });
});
