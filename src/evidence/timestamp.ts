import { createHash, verify, X509Certificate } from 'node:crypto';
import { Problem } from '../problem.ts';
import { type Der, der, derList, derOf, inside, oidText, tags } from './der.ts';
import { sealNames } from './manifest.ts';
import type { Sealer } from './pack.ts';

/** SHA-256 as an AlgorithmIdentifier. */
const sha256Id = der(
  tags.sequence,
  Uint8Array.of(0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01),
  Uint8Array.of(0x05, 0),
);
const hashes: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
const oids = {
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  messageDigest: '1.2.840.113549.1.9.4',
  contentType: '1.2.840.113549.1.9.3',
  timeStamping: '1.3.6.1.5.5.7.3.8',
} as const;

const digest = (name: string, bytes: Uint8Array): Uint8Array => createHash(name).update(bytes).digest();
const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/**
 * The request for a time stamp on bytes: their SHA-256, and the certificate asked for. No nonce: the answer is checked against the hash.
 * https://www.rfc-editor.org/rfc/rfc3161#section-2.4.1
 */
export function timestampRequest(bytes: Uint8Array): Uint8Array {
  const imprint = der(tags.sequence, sha256Id, der(tags.octets, digest('sha256', bytes)));
  return der(tags.sequence, der(tags.integer, Uint8Array.of(1)), imprint, der(tags.boolean, Uint8Array.of(0xff)));
}

/** Asks a server for a time stamp over HTTP. */
export type Post = (url: string, body: Uint8Array) => Promise<Uint8Array>;

/** Asks `post` for a time stamp on the manifest, and checks it before it is enclosed. https://www.rfc-editor.org/rfc/rfc3161#section-3.4 */
export const timestampSealer = (url: string, post: Post): Sealer => ({
  names: [sealNames.timestamp],
  seal: async (manifest) => {
    let answer: Uint8Array;
    try {
      answer = await post(url, timestampRequest(manifest));
    } catch (cause) {
      throw new Problem('cut-off', `${url} gave no time stamp: ${(cause as Error).message}. Try again, or another server.`, { cause });
    }
    const checked = checkTimestamp(answer, manifest);
    if ('wrong' in checked) throw new Problem('cut-off', `${url} gave no time stamp that holds: ${checked.wrong}. Try another server.`);
    return new Map([[sealNames.timestamp, answer]]);
  },
});

export type Timestamp = { readonly time: string; readonly by: string; readonly trusted: boolean } | { readonly wrong: string };

/**
 * Checks the answer of a time-stamp server against the bytes that it should be about: hash, signature, and that its certificate may give
 * time. `authorities` are certificates (PEM) that are trusted; without any, `trusted` is false. Times are ISO 8601.
 */
export function checkTimestamp(answer: Uint8Array, about: Uint8Array, authorities: readonly X509Certificate[] = []): Timestamp {
  try {
    return check(answer, about, authorities);
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError || (error as NodeJS.ErrnoException).code?.startsWith('ERR_OSSL'))
      return { wrong: 'it is damaged, or of a form that this version does not read' };
    throw error;
  }
}

function check(answer: Uint8Array, about: Uint8Array, authorities: readonly X509Certificate[]): Timestamp {
  const [status, token] = inside(derOf(answer), tags.sequence);
  const granted = inside(status, tags.sequence)[0];
  if (granted?.tag !== tags.integer || granted.content.length !== 1 || (granted.content[0] ?? 9) > 1)
    return { wrong: 'the server refused' };
  const [type, wrapped] = inside(token, tags.sequence);
  if (!type || oidText(type) !== oids.signedData) return { wrong: 'it is not signed' };
  const [, , encapsulated, ...rest] = inside(inside(wrapped, 0xa0)[0], tags.sequence);
  const [contentType, octets] = inside(encapsulated, tags.sequence);
  if (!contentType || oidText(contentType) !== oids.tstInfo) return { wrong: 'it is no time stamp' };
  const [content] = inside(octets, 0xa0);
  if (content?.tag !== tags.octets) return { wrong: 'it is no time stamp' };

  const [, , imprint, , genTime] = inside(derOf(content.content), tags.sequence);
  const [algorithm, hashed] = inside(imprint, tags.sequence);
  const name = hashes[oidText(inside(algorithm, tags.sequence)[0] as Der)];
  if (!name || !hashed || !same(hashed.content, digest(name, about))) return { wrong: 'it is about another manifest' };
  const time = timeOf(genTime);
  if (time === undefined) return { wrong: 'it names no time' };

  const enclosed = rest.filter((value) => value.tag === 0xa0).flatMap((value) => derList(value.content));
  const certificates = enclosed.filter(({ tag }) => tag === tags.sequence).map(({ whole }) => new X509Certificate(Buffer.from(whole)));
  const signer = certificates.find((certificate) => signedBy(certificate, rest.at(-1), content.content));
  if (!signer) return { wrong: 'its signature does not hold' };
  if (!signer.keyUsage?.includes(oids.timeStamping)) return { wrong: `${signer.subject} may not give time` };
  const trusted = chains(signer, certificates, authorities, new Date(time));
  if (authorities.length > 0 && !trusted) return { wrong: `the authority that was given does not vouch for ${oneLine(signer.subject)}` };
  return { time, by: oneLine(signer.subject), trusted };
}

const oneLine = (subject: string): string => subject.replaceAll('\n', ', ');

/** GeneralizedTime: 20261124091230Z, perhaps with fractions. */
function timeOf(value: Der | undefined): string | undefined {
  if (value?.tag !== tags.time) return undefined;
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z$/.exec(new TextDecoder().decode(value.content)) ?? [];
  const time = `${y}-${mo}-${d}T${h}:${mi}:${s}Z`;
  return Number.isNaN(Date.parse(time)) ? undefined : time;
}

/** Did this certificate's key sign the content? https://www.rfc-editor.org/rfc/rfc5652#section-5.4 */
function signedBy(certificate: X509Certificate, infos: Der | undefined, content: Uint8Array): boolean {
  const [info, ...more] = inside(infos, tags.set);
  if (more.length > 0) return false;
  const [, , algorithm, attributes, , signature] = inside(info, tags.sequence);
  const name = hashes[oidText(inside(algorithm, tags.sequence)[0] as Der)];
  if (!name || attributes?.tag !== 0xa0 || signature?.tag !== tags.octets) return false;
  const attribute = (oid: string): Der | undefined => {
    const found = derList(attributes.content).map((each) => inside(each, tags.sequence));
    const set = found.find(([type]) => type && oidText(type) === oid)?.[1];
    return set && inside(set, tags.set)[0];
  };
  const type = attribute(oids.contentType);
  const hashed = attribute(oids.messageDigest);
  if (!type || oidText(type) !== oids.tstInfo || !hashed || !same(hashed.content, digest(name, content))) return false;
  // signed as a SET, carried as [0]
  const signed = Buffer.from(attributes.whole);
  signed[0] = tags.set;
  try {
    return verify(name, signed, certificate.publicKey, signature.content);
  } catch {
    return false;
  }
}

/** Does a trusted certificate vouch for this one, by way of those that are enclosed, at that time? */
function chains(
  leaf: X509Certificate,
  enclosed: readonly X509Certificate[],
  trusted: readonly X509Certificate[],
  time: Date,
  depth = 8,
): boolean {
  if (time < new Date(leaf.validFrom) || time > new Date(leaf.validTo) || depth === 0) return false;
  const vouches = (issuer: X509Certificate): boolean => leaf.checkIssued(issuer) && leaf.verify(issuer.publicKey);
  if (trusted.some((one) => one.fingerprint256 === leaf.fingerprint256 || (one.ca && vouches(one)))) return true;
  return enclosed.some(
    (one) => one.ca && one.fingerprint256 !== leaf.fingerprint256 && vouches(one) && chains(one, enclosed, trusted, time, depth - 1),
  );
}
