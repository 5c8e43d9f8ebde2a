import type { KeyObject, X509Certificate } from 'node:crypto';
import { validator } from '../yaml/validator.ts';
import { type Envelope, envelopeOf, payloadType, preAuthEncoding, statementOf } from './dsse.ts';
import { keyId, keyWords, pemOf, publicKeyOf, verifies } from './keys.ts';
import { type BundleFiles, entriesOf, jsonBytes, type Manifest, manifestName, SealsSchema, sealNames, sealsName } from './manifest.ts';
import { checkSigstore, type SigstoreTrust } from './sigstore.ts';
import { checkTimestamp } from './timestamp.ts';

/** Whom the reader trusts; what is left out is checked as far as the bundle itself goes. */
export interface Trust extends SigstoreTrust {
  /** The bundle must be signed by this key. */
  readonly publicKey?: KeyObject;
  /** The bundle must be time-stamped by one that these vouch for. */
  readonly timestampAuthorities?: readonly X509Certificate[];
}

export interface SealsChecked {
  /** What does not hold, a sentence each. */
  readonly differences: readonly string[];
  /** What was found to hold, and how far that goes, a sentence each. */
  readonly said: readonly string[];
}

const equal = (a: Uint8Array | undefined, b: Uint8Array): boolean => a !== undefined && Buffer.compare(a, b) === 0;

/** Are the seals those that the manifest names, and each as `seals.json` has it? A sentence for each that is not. */
export function sealDifferences(files: BundleFiles, { seals }: Manifest): string[] {
  const present = new Map([...files].filter(([path]) => (Object.values(sealNames) as string[]).includes(path)));
  const found = [
    ...seals.filter((name) => !present.has(name)).map((name) => `${name} was removed`),
    ...[...present.keys()].filter((name) => !(seals as string[]).includes(name)).map((name) => `${name} was added`),
  ];
  const listed = files.get(sealsName);
  if (seals.length === 0) return listed ? [...found, `${sealsName} was added`] : found;
  if (!listed) return [...found, `${sealsName} was removed`];
  if (found.length > 0 || equal(listed, jsonBytes(entriesOf(present)))) return found;
  const rows = rowsOf(listed);
  if (!rows) return [`${sealsName} was changed`];
  const now = entriesOf(present);
  const changed = now.filter(({ path, sha256 }) => rows.find((row) => row.path === path)?.sha256 !== sha256);
  return changed.length > 0 ? changed.map(({ path }) => `${path} was changed`) : [`${sealsName} was changed`];
}

function rowsOf(bytes: Uint8Array): ReturnType<typeof entriesOf> | undefined {
  try {
    const rows: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return validator(SealsSchema)(rows) ? (rows as ReturnType<typeof entriesOf>) : undefined;
  } catch {
    return undefined;
  }
}

/** Checks signatures and time stamp over the manifest. */
export async function checkSeals(files: BundleFiles, manifest: Manifest, trust: Trust): Promise<SealsChecked> {
  const differences: string[] = [];
  const said: string[] = [];
  const bytes = files.get(manifestName) as Uint8Array;
  const has = (name: Manifest['seals'][number]): boolean => manifest.seals.includes(name);

  if (has(sealNames.signature) || has(sealNames.publicKey)) signature(files, bytes, trust, differences, said);
  else if (trust.publicKey) differences.push('it is not signed by the key that was given: it holds no signature by a key');

  if (has(sealNames.sigstore)) {
    const found = await checkSigstore(files.get(sealNames.sigstore) as Uint8Array, bytes, trust);
    if ('wrong' in found) differences.push(`${sealNames.sigstore} does not hold: ${found.wrong}`);
    else if (found.trusted)
      said.push(`Signed keyless by ${found.identity}${found.issuer ? `, says ${found.issuer}` : ''}: by the trusted root that was given.`);
    else
      said.push(
        `Signed keyless; its certificate says by ${found.identity}. Not checked: whether Sigstore vouches for that. Give its trusted root to --trusted-root.`,
      );
  } else if (trust.trustedRoot !== undefined || trust.identity !== undefined || trust.issuer !== undefined) {
    differences.push('it is not signed keyless: it holds no Sigstore signature');
  }

  if (has(sealNames.timestamp)) {
    const found = checkTimestamp(files.get(sealNames.timestamp) as Uint8Array, bytes, trust.timestampAuthorities);
    if ('wrong' in found) differences.push(`${sealNames.timestamp} does not hold: ${found.wrong}`);
    else if (found.trusted) said.push(`Time-stamped ${found.time} by ${found.by}: an authority that was given vouches for it.`);
    else
      said.push(
        `Time-stamped ${found.time}, says ${found.by}. Not checked: whether that is an authority. Give its certificate to --timestamp-ca.`,
      );
  } else if (trust.timestampAuthorities) {
    differences.push('it is not time-stamped: it holds no time stamp');
  }

  if (manifest.seals.length === 0) said.push('It is not signed: it shows that nothing in it changed by itself, and not who made it.');
  return { differences, said };
}

function signature(files: BundleFiles, manifest: Uint8Array, trust: Trust, differences: string[], said: string[]): void {
  const pem = files.get(sealNames.publicKey);
  const envelope = files.get(sealNames.signature);
  const key = pem && publicKeyOf(pem);
  if (!key || !pem || !envelope || !equal(pem, new TextEncoder().encode(pemOf(key)))) {
    differences.push(`${sealNames.publicKey} is no public key that bundles are signed with`);
    return;
  }
  const payload = statementOf(manifest);
  const sig = signatureIn(envelope);
  // the envelope must be, byte for byte, the one that this signature makes
  if (!sig || !equal(envelope, jsonBytes(envelopeOf(payload, keyId(key), sig)))) {
    differences.push(`${sealNames.signature} does not hold: it is about another manifest, or by another key`);
    return;
  }
  if (!verifies(key, preAuthEncoding(payloadType, payload), sig)) {
    differences.push(`${sealNames.signature} does not hold: its signature is not by ${sealNames.publicKey}`);
    return;
  }
  if (trust.publicKey && keyId(trust.publicKey) !== keyId(key)) {
    differences.push(`it is signed by another key (${keyId(key)}) than the one that was given (${keyId(trust.publicKey)})`);
    return;
  }
  said.push(
    trust.publicKey
      ? `Signed (${keyWords(key)}) by the key that was given, ${keyId(key)}.`
      : `Signed (${keyWords(key)}) by the key ${keyId(key)}. Not checked: whose key that is. Give the one that you know to --public-key.`,
  );
}

function signatureIn(envelope: Uint8Array): Uint8Array | undefined {
  try {
    const { signatures } = JSON.parse(new TextDecoder().decode(envelope)) as Partial<Envelope>;
    const sig = signatures?.[0]?.sig;
    return typeof sig === 'string' ? Buffer.from(sig, 'base64') : undefined;
  } catch {
    return undefined;
  }
}
