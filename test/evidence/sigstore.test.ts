import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkFiles } from '../../src/evidence/check.ts';
import type { Trust } from '../../src/evidence/check-seals.ts';
import { entriesOf, jsonBytes, sealNames, sealsName } from '../../src/evidence/manifest.ts';
import { readZip } from '../../src/evidence/read-zip.ts';
import { sigstoreSealer } from '../../src/evidence/sigstore.ts';
import { bytesOf, changed, replaced, tinyBundle } from './packed.ts';
import { issuer, servers, token, workflow } from './sigstore-servers.ts';

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
