import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fulcioHandler, type HandlerFn, initializeCA, initializeTLog, rekorHandler } from '@sigstore/mock';
import { derOf, inside, tags } from '../../src/evidence/der.ts';

export const workflow = 'https://github.com/acme/app/.github/workflows/audit.yml@refs/heads/main';
export const issuer = 'https://token.actions.githubusercontent.com';

/** A token as a CI job's issuer gives it; nobody here checks who signed it. */
export function token(claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none', typ: 'JWT' })}.${part({ iss: issuer, aud: 'sigstore', sub: workflow, ...claims })}.${Buffer.from('x').toString('base64url')}`;
}

const ec = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

const uint = (value: number | bigint, bytes: number): Buffer => {
  const all = Buffer.alloc(8);
  all.writeBigUInt64BE(BigInt(value));
  return all.subarray(8 - bytes);
};

/** A log of certificates: signs that it saw one. The mock's own leaves the signature out. https://www.rfc-editor.org/rfc/rfc6962#section-3.2 */
function certificateLog({ privateKey, publicKey }: ReturnType<typeof ec>) {
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const logID = createHash('sha256').update(key).digest();
  const log = async (certificate: ArrayBuffer, issuerId: ArrayBuffer): Promise<ArrayBuffer> => {
    const tbs = inside(derOf(new Uint8Array(certificate)), tags.sequence)[0]?.whole ?? new Uint8Array();
    const time = uint(Date.now(), 8);
    const seen = [uint(0, 2), time, uint(1, 2), new Uint8Array(issuerId), uint(tbs.length, 3), tbs, uint(0, 2)];
    const signature = sign('sha256', Buffer.concat(seen), privateKey);
    const sct = Buffer.concat([uint(0, 1), logID, time, uint(0, 2), uint(0x0403, 2), uint(signature.length, 2), signature]);
    return Uint8Array.from([...uint(sct.length, 2), ...sct]).buffer;
  };
  return { publicKey: key, logID, log };
}

interface Proposed {
  readonly spec: { readonly proposedContent: { readonly envelope: string; readonly verifiers: readonly string[] } };
}

/** What Rekor logs of an envelope that it is given: hashes and signature, and not the envelope. The mock logs what it gets. */
function logged({ spec: { proposedContent } }: Proposed): object {
  const { envelope, verifiers } = proposedContent;
  const hash = (bytes: string | Buffer) => ({ algorithm: 'sha256', value: createHash('sha256').update(bytes).digest('hex') });
  const { payload, signatures } = JSON.parse(envelope) as { payload: string; signatures: { sig: string }[] };
  return {
    apiVersion: '0.0.1',
    kind: 'dsse',
    spec: {
      envelopeHash: hash(envelope),
      payloadHash: hash(Buffer.from(payload, 'base64')),
      signatures: signatures.map(({ sig }, i) => ({ signature: sig, verifier: verifiers[i] })),
    },
  };
}

/** Fulcio and Rekor on the loopback, with authorities of their own: the real library talks to them over HTTP. */
export async function servers(): Promise<{ readonly server: Server; readonly url: string; readonly trustedRoot: string }> {
  const [ca, ct, log] = [ec(), ec(), ec()];
  const ctlog = certificateLog(ct);
  const authority = await initializeCA(ca, ctlog);
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
  const [certificates, entries] = [fulcioHandler(authority), rekorHandler(tlog)];
  handlers
    .set(certificates.path, certificates.fn)
    .set(entries.path, (body) => entries.fn(JSON.stringify(logged(JSON.parse(body) as Proposed))));
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
