import { createPublicKey, type KeyObject } from 'node:crypto';
import { Problem } from '../problem.ts';
import { envelopeOf, payloadType, preAuthEncoding, statementOf } from './dsse.ts';
import { keyId, pemOf, publicKeyOf, signWith } from './keys.ts';
import { jsonBytes, type SealName, sealNames } from './manifest.ts';
import type { Sealer } from './pack.ts';

/** Sends one call to AWS; the credentials are the caller's business. Throws what the SDK throws. */
export type Send = (service: string, operation: string, input: object, region: string) => Promise<unknown>;

/** The envelope and the key that checks it, as files of the bundle. */
function sealed(payload: Uint8Array, key: KeyObject, signature: Uint8Array): ReadonlyMap<SealName, Uint8Array> {
  return new Map([
    [sealNames.signature, jsonBytes(envelopeOf(payload, keyId(key), signature))],
    [sealNames.publicKey, new TextEncoder().encode(pemOf(key))],
  ]);
}

const names = [sealNames.signature, sealNames.publicKey] as const;

/** Signs with a private Ed25519 key. */
export const keySealer = (key: KeyObject): Sealer => ({
  names,
  seal: async (manifest) => {
    const payload = statementOf(manifest);
    return sealed(payload, createPublicKey(key), signWith(key, preAuthEncoding(payloadType, payload)));
  },
});

/** KMS's algorithms by kind of key. https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html */
const algorithms: Readonly<Record<string, string>> = { ec: 'ECDSA_SHA_256', rsa: 'RSASSA_PKCS1_V1_5_SHA_256' };

/** The public key that KMS gives; undefined where it is none that bundles are signed with. */
function publicKeyFrom(der: Uint8Array | undefined): KeyObject | undefined {
  try {
    return der && publicKeyOf(pemOf(createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' })));
  } catch {
    return undefined;
  }
}

/**
 * Signs with a key in AWS KMS, which never leaves it: `kms:GetPublicKey` and `kms:Sign`. The key is given by its ARN.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html
 */
export function kmsSealer(arn: string, send: Send): Sealer {
  const [, region] = /^arn:[\w-]+:kms:([\w-]+):\d{12}:(?:key|alias)\/[\w/-]+$/.exec(arn) ?? [];
  if (region === undefined)
    throw new Problem(
      'usage',
      `--sign-kms is ${JSON.stringify(arn)}: expected the ARN of a KMS key, such as arn:aws:kms:eu-west-1:111122223333:key/….`,
    );
  return {
    names,
    seal: async (manifest) => {
      const { PublicKey } = await ask<{ PublicKey?: Uint8Array }>(arn, 'GetPublicKey', { KeyId: arn }, send, region);
      const key = publicKeyFrom(PublicKey);
      const algorithm = algorithms[key?.asymmetricKeyType ?? ''];
      if (!key || !algorithm)
        throw new Problem(
          'usage',
          `${arn} is a key of another kind: expected ECC_NIST_P256, or RSA of 2048 bits or more, with the usage SIGN_VERIFY.`,
        );
      const payload = statementOf(manifest);
      // KMS takes up to 4,096 bytes as they are; the statement is some 700
      const input = { KeyId: arn, Message: preAuthEncoding(payloadType, payload), MessageType: 'RAW', SigningAlgorithm: algorithm };
      const { Signature } = await ask<{ Signature?: Uint8Array }>(arn, 'Sign', input, send, region);
      if (!Signature) throw new Problem('cut-off', `kms:Sign gave no signature for ${arn}: try again.`);
      return sealed(payload, key, Signature);
    },
  };
}

async function ask<T>(arn: string, operation: string, input: object, send: Send, region: string): Promise<T> {
  try {
    return (await send('kms', operation, input, region)) as T;
  } catch (cause) {
    const { name, message } = cause as Error;
    throw new Problem(
      'usage',
      `kms:${operation} did not answer for ${arn}: ${name}: ${message}. Whoever signs needs kms:GetPublicKey and kms:Sign on this key.`,
      { cause },
    );
  }
}
