import { X509Certificate } from 'node:crypto';
import { Problem } from '../problem.ts';
import { payloadType, preAuthEncoding, statementOf } from './dsse.ts';
import { verifies } from './keys.ts';
import { jsonBytes, sealNames } from './manifest.ts';
import type { Sealer } from './pack.ts';
import type { SerializedBundle } from './sigstore-library.ts';

export interface SigstoreServers {
  /** Addresses of another Fulcio and Rekor than the public ones. */
  readonly fulcioUrl?: string;
  readonly rekorUrl?: string;
  /** The OIDC token that says who signs; where it is left out, the CI's own is asked for. */
  readonly identityToken?: string;
}

/**
 * Signs keyless: a certificate of some minutes for the identity of the CI job, and an entry in a public log. The library loads when it is
 * asked for. https://docs.sigstore.dev/cosign/signing/overview/
 */
export const sigstoreSealer = ({ fulcioUrl, rekorUrl, identityToken }: SigstoreServers): Sealer => ({
  names: [sealNames.sigstore],
  seal: async (manifest) => {
    const { attest } = await import('./sigstore-library.ts');
    try {
      const bundle = await attest(Buffer.from(statementOf(manifest)), payloadType, {
        ...(fulcioUrl && { fulcioURL: fulcioUrl }),
        ...(rekorUrl && { rekorURL: rekorUrl }),
        ...(identityToken && { identityToken }),
      });
      return new Map([[sealNames.sigstore, jsonBytes(bundle)]]);
    } catch (cause) {
      throw new Problem(
        'cut-off',
        `Sigstore did not sign: ${(cause as Error).message}. It signs in CI, where the job may ask for an OIDC token (GitHub: \`permissions: id-token: write\`), or with SIGSTORE_ID_TOKEN set.`,
        { cause },
      );
    }
  },
});

export interface SigstoreTrust {
  /** Sigstore's trusted root, JSON: which authorities and logs count. */
  readonly trustedRoot?: string;
  /** The identity that must have signed: a URI such as a workflow's, or a mail address. */
  readonly identity?: string;
  readonly issuer?: string;
}

export type SigstoreChecked =
  | { readonly identity: string; readonly issuer: string; readonly trusted: boolean }
  | { readonly wrong: string };

/**
 * Checks a Sigstore bundle over a manifest without any network: its statement, its signature by the enclosed certificate; and with a trusted
 * root, that the certificate is of that authority, and logged. Without one `trusted` is false.
 */
export async function checkSigstore(bytes: Uint8Array, manifest: Uint8Array, trust: SigstoreTrust): Promise<SigstoreChecked> {
  try {
    const { bundleFromJSON, isBundleWithDsseEnvelope, toSignedEntity, toTrustMaterial, TrustedRoot, Verifier } = await import(
      './sigstore-library.ts'
    );
    const json = JSON.parse(new TextDecoder().decode(bytes)) as SerializedBundle;
    const bundle = bundleFromJSON(json);
    if (!isBundleWithDsseEnvelope(bundle)) return { wrong: 'it holds no envelope' };
    const { payload, payloadType: type, signatures } = bundle.content.dsseEnvelope;
    if (type !== payloadType || Buffer.compare(payload, statementOf(manifest)) !== 0) return { wrong: 'it is about another manifest' };
    const { content } = bundle.verificationMaterial;
    const raw =
      content.$case === 'certificate'
        ? content.certificate.rawBytes
        : content.$case === 'x509CertificateChain'
          ? content.x509CertificateChain.certificates[0]?.rawBytes
          : undefined;
    const [signature, ...more] = signatures;
    if (!raw || !signature || more.length > 0) return { wrong: 'it is not signed by one certificate' };
    const { publicKey, subjectAltName = '' } = new X509Certificate(raw);
    if (!verifies(publicKey, preAuthEncoding(type, payload), signature.sig)) return { wrong: 'its signature does not hold' };
    if (trust.trustedRoot === undefined) {
      if (trust.identity !== undefined || trust.issuer !== undefined)
        return { wrong: 'who signed can only be told with a trusted root: give it to --trusted-root' };
      return { identity: subjectAltName, issuer: '', trusted: false };
    }
    const verifier = new Verifier(toTrustMaterial(TrustedRoot.fromJSON(JSON.parse(trust.trustedRoot))));
    const { identity } = verifier.verify(toSignedEntity(bundle), {
      ...(trust.identity && { subjectAlternativeName: trust.identity }),
      ...(trust.issuer && { extensions: { issuer: trust.issuer } }),
    });
    return { identity: identity?.subjectAlternativeName ?? '', issuer: identity?.extensions?.issuer ?? '', trusted: true };
  } catch (error) {
    return { wrong: (error as Error).message.split('\n')[0] ?? 'it can not be read' };
  }
}
