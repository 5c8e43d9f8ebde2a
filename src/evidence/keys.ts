import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { Problem } from '../problem.ts';

/** Weaker RSA keys sign nothing: NIST SP 800-131A. */
const leastRsaBits = 2048;

/** Hash and name of a kind of key; undefined for kinds that a bundle is never signed with. */
function schemeOf(key: KeyObject): { readonly hash: 'sha256' | null; readonly words: string } | undefined {
  const { namedCurve, modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  switch (key.asymmetricKeyType) {
    case 'ed25519':
      return { hash: null, words: 'Ed25519' };
    case 'ec':
      return namedCurve === 'prime256v1' ? { hash: 'sha256', words: 'ECDSA on P-256' } : undefined;
    case 'rsa':
      return modulusLength >= leastRsaBits ? { hash: 'sha256', words: `RSA of ${modulusLength} bits` } : undefined;
    default:
      return undefined;
  }
}

export const keyWords = (key: KeyObject): string => schemeOf(key)?.words ?? 'a key of a kind that bundles are not signed with';

/** A key's name: SHA-256 of its SubjectPublicKeyInfo, in hexadecimal. */
export const keyId = (key: KeyObject): string =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');

/** A public key as the bundle encloses it. */
export const pemOf = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString();

/** A public key from PEM; undefined where it is none, or of a kind that bundles are not signed with. */
export function publicKeyOf(pem: string | Uint8Array): KeyObject | undefined {
  try {
    const text = typeof pem === 'string' ? pem : new TextDecoder().decode(pem);
    // createPublicKey would take a private key too: nobody should be asked to hand one over
    if (!text.includes('-----BEGIN PUBLIC KEY-----')) return undefined;
    const key = createPublicKey(text);
    return schemeOf(key) ? key : undefined;
  } catch {
    return undefined;
  }
}

/** An Ed25519 private key from PEM (PKCS #8). Throws a usage Problem for anything else; never shows what stands in the file. */
export function signingKey(pem: string, file: string): KeyObject {
  const wanted = `expected a private Ed25519 key in PEM without a passphrase, as \`openssl genpkey -algorithm ed25519 -out ${file}\` makes it.`;
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch (cause) {
    throw new Problem('usage', `${file} holds no key that can be read: ${wanted}`, { cause });
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new Problem('usage', `${file} holds a key of another kind: ${wanted}`);
  return key;
}

export const signWith = (key: KeyObject, bytes: Uint8Array): Uint8Array => sign(null, bytes, key);

/** Is this a signature by that key over these bytes? ECDSA signatures are DER, RSA ones PKCS #1 v1.5. */
export function verifies(key: KeyObject, bytes: Uint8Array, signature: Uint8Array): boolean {
  const scheme = schemeOf(key);
  if (!scheme) return false;
  try {
    return verify(scheme.hash, bytes, key, signature);
  } catch {
    return false;
  }
}
