import { canonical } from '../snapshot/canonical.ts';
import { type Manifest, manifestName, sha256 } from './manifest.ts';

export const payloadType = 'application/vnd.in-toto+json';
export const predicateType = 'https://dpp-audit.dev/evidence/v1';

/**
 * What is signed: an in-toto statement whose subject is the manifest, by which every file of the bundle is fixed.
 * https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md
 */
export function statementOf(manifest: Uint8Array): Uint8Array {
  const { account, asOf, edition, merkleRoot, tool } = JSON.parse(new TextDecoder().decode(manifest)) as Manifest;
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: manifestName, digest: { sha256: sha256(manifest) } }],
    predicateType,
    predicate: { account, asOf, edition, merkleRoot, tool },
  };
  return new TextEncoder().encode(canonical(statement));
}

/** The bytes that a DSSE signature is made over. https://github.com/secure-systems-lab/dsse/blob/master/protocol.md */
export function preAuthEncoding(type: string, payload: Uint8Array): Uint8Array {
  const head = new TextEncoder().encode(`DSSEv1 ${new TextEncoder().encode(type).length} ${type} ${payload.length} `);
  return Buffer.concat([head, payload]);
}

export interface Envelope {
  readonly payload: string;
  readonly payloadType: string;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** A payload with one signature over it. */
export const envelopeOf = (payload: Uint8Array, keyid: string, signature: Uint8Array): Envelope => ({
  payload: base64(payload),
  payloadType,
  signatures: [{ keyid, sig: base64(signature) }],
});
