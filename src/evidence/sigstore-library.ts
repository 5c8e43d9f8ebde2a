// The libraries of Sigstore, to be loaded at one go when they are asked for. They are CommonJS: bundled, and imported dynamically by their own
// names, they would give nothing but a default.
export { bundleFromJSON, isBundleWithDsseEnvelope, type SerializedBundle } from '@sigstore/bundle';
export { TrustedRoot } from '@sigstore/protobuf-specs';
export { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
export { attest } from 'sigstore';
