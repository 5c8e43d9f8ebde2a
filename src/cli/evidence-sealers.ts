import { signingKey } from '../evidence/keys.ts';
import type { Sealer } from '../evidence/pack.ts';
import { keySealer, kmsSealer, type Send } from '../evidence/sign.ts';
import { sigstoreSealer } from '../evidence/sigstore.ts';
import { timestampSealer } from '../evidence/timestamp.ts';
import { Problem } from '../problem.ts';
import { post } from './post.ts';
import { readText } from './read-text.ts';

export interface SealFlags {
  readonly signKey?: string;
  readonly signKms?: string;
  readonly signSigstore?: boolean;
  readonly fulcioUrl?: string;
  readonly rekorUrl?: string;
  readonly timestampUrl?: string;
}

/** What the flags ask to close a bundle with. Throws a usage Problem where they can't be used together, or not at all. */
export function sealersOf(flags: SealFlags, send: Send): readonly Sealer[] {
  const { signKey, signKms, signSigstore, timestampUrl, fulcioUrl, rekorUrl } = flags;
  if (signKey !== undefined && signKms !== undefined)
    throw new Problem('usage', 'A bundle is signed by one key: give either --sign-key or --sign-kms.');
  for (const [flag, url] of [
    ['--timestamp-url', timestampUrl],
    ['--fulcio-url', fulcioUrl],
    ['--rekor-url', rekorUrl],
  ] as const)
    if (url !== undefined && !/^https?:\/\/\S+$/.test(url))
      throw new Problem('usage', `${flag} is ${JSON.stringify(url)}: expected an http or https address.`);
  const identityToken = process.env.SIGSTORE_ID_TOKEN;
  return [
    ...(signKey === undefined ? [] : [keySealer(signingKey(readText(signKey, 'Give the file with the private key.'), signKey))]),
    ...(signKms === undefined ? [] : [kmsSealer(signKms, send)]),
    ...(signSigstore
      ? [sigstoreSealer({ ...(fulcioUrl && { fulcioUrl }), ...(rekorUrl && { rekorUrl }), ...(identityToken && { identityToken }) })]
      : []),
    ...(timestampUrl === undefined ? [] : [timestampSealer(timestampUrl, post)]),
  ];
}
