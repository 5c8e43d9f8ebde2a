import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Argv } from 'yargs';
import { checkBundle } from '../../evidence/check.ts';
import type { Trust } from '../../evidence/check-seals.ts';
import { publicKeyOf } from '../../evidence/keys.ts';
import { packBundle } from '../../evidence/pack.ts';
import { bundleName, filesOfRun } from '../../evidence/run.ts';
import type { Send } from '../../evidence/sign.ts';
import { keptUntil, type LockMode, lockModes, placeOf, upload } from '../../evidence/upload.ts';
import { exitCodes } from '../../findings/exit-code.ts';
import { writePieces } from '../../findings/write.ts';
import { fileReason, Problem } from '../../problem.ts';
import { plainText } from '../../report/plain-text.ts';
import { tool } from '../../tool.ts';
import { refuseMany } from '../accounts/run-folder.ts';
import { type AwsFlags, withAwsCalls } from '../evidence-aws.ts';
import { type SealFlags, sealersOf } from '../evidence-sealers.ts';
import { latestRun } from '../latest-run.ts';
import { readText } from '../read-text.ts';
import { defaultRegister } from '../register.ts';

const file = (describe: string) => ({ type: 'string', requiresArg: true, describe }) as const;

export const builder = <T>(yargs: Argv<T>) =>
  yargs
    .positional('action', { choices: ['pack', 'verify'] as const, demandOption: true, describe: 'What to do' })
    .positional('path', { type: 'string', describe: "pack: a run's folder (the latest below reports/); verify: the bundle" })
    .option('out', file('pack: the bundle to write'))
    .option('attestations', file(`pack: the register whose documents are enclosed (${defaultRegister} here)`))
    .option('sign-key', file('pack: sign with this private Ed25519 key (PEM)'))
    .option('sign-kms', file('pack: sign with the AWS KMS key of this ARN'))
    .option('sign-sigstore', { type: 'boolean', describe: 'pack: sign keyless, as the CI job that runs' })
    .option('fulcio-url', file('pack: another Fulcio than the public one'))
    .option('rekor-url', file('pack: another Rekor than the public one'))
    .option('timestamp-url', file('pack: time-stamp by this RFC 3161 server'))
    .option('to', file('pack: upload to s3://bucket/prefix, locked where the bucket has Object Lock'))
    .option('lock', { choices: lockModes, default: 'governance' as const, describe: 'pack: how it is locked there' })
    .option(
      'agreement-until',
      file("pack: the last day of the agreement with Amazon; it is locked for 12 months more (from the audit's day)"),
    )
    .option('profile', file('pack: AWS profile that signs and uploads'))
    .option('role-arn', file('pack: role to assume for it'))
    .option('external-id', file('pack: external id for that role'))
    .option('endpoint-url', file('pack: address of an emulator'))
    .option('public-key', file('verify: it must be signed by this key (PEM)'))
    .option('timestamp-ca', file('verify: it must be time-stamped by one that these certificates (PEM) vouch for'))
    .option('trusted-root', file("verify: Sigstore's trusted root (JSON): it must be signed keyless"))
    .option('certificate-identity', file('verify: the identity that signed keyless'))
    .option('certificate-issuer', file('verify: who vouches for that identity'));

interface EvidenceFlags extends SealFlags, AwsFlags {
  readonly action: 'pack' | 'verify';
  readonly path?: string;
  readonly out?: string;
  readonly attestations?: string;
  readonly to?: string;
  readonly lock: LockMode;
  readonly agreementUntil?: string;
  readonly publicKey?: string;
  readonly timestampCa?: string;
  readonly trustedRoot?: string;
  readonly certificateIdentity?: string;
  readonly certificateIssuer?: string;
}

/** Packs a run into one file that can be checked without AWS, or checks one. */
export const handler = (flags: EvidenceFlags): Promise<number> => (flags.action === 'pack' ? pack(flags) : verify(flags));

async function pack(flags: EvidenceFlags): Promise<number> {
  const { signKms, to } = flags;
  // AWS is asked only for what the flags ask
  const offline: Send = () => Promise.reject(new Error('AWS is not asked'));
  return signKms === undefined && to === undefined ? packBy(flags, offline) : withAwsCalls(flags, (send) => packBy(flags, send));
}

async function packBy(flags: EvidenceFlags, send: Send): Promise<number> {
  const { path, out, attestations = defaultRegister, to, lock, agreementUntil } = flags;
  const { stdout, stderr } = process;
  const sealers = sealersOf(flags, send);
  const dir = path ?? latestRun();
  refuseMany(dir);
  const { files, about, said } = filesOfRun(dir, attestations);
  const until = keptUntil(agreementUntil === undefined ? about.asOf : dayOf(agreementUntil));
  const place = to === undefined ? undefined : placeOf(to, bundleName(about));
  if (place && until < new Date().toISOString().slice(0, 10))
    throw new Problem(
      'usage',
      `--agreement-until is ${agreementUntil ?? about.asOf.slice(0, 10)}: twelve months later, ${until}, is past, and nothing can be locked until then. Give the last day of the agreement.`,
    );
  const bytes = await packBundle(files, about, sealers);
  const target = out ?? join(dir, bundleName(about));
  writePieces(target, [bytes]);
  stdout.write(`Bundle: ${target}\n`);
  for (const sentence of said.map(plainText)) stderr.write(`${sentence}\n`);
  if (!place) return exitCodes.clean;
  const { locked, versionId } = await upload(bytes, { ...place, until, mode: lock }, send);
  const where = `s3://${place.bucket}/${place.key}`;
  stdout.write(`Uploaded: ${where}${versionId ? ` (version ${versionId})` : ''}\n`);
  if (locked) stdout.write(`Locked (${lock}) until ${until}.\n`);
  else
    stderr.write(
      `${place.bucket} has no Object Lock: whoever may delete objects there may delete the bundle. Clause 3 wants it kept until ${until} at least.\n`,
    );
  if (agreementUntil === undefined)
    stderr.write(
      `Counted from the audit's day: clause 3 asks for 12 months after the agreement ends. Give its last day to --agreement-until once it is known.\n`,
    );
  return exitCodes.clean;
}

async function verify(flags: EvidenceFlags): Promise<number> {
  const { path } = flags;
  if (path === undefined)
    throw new Problem('usage', '`evidence verify` wants the bundle: give the file that `dpp-audit evidence pack` wrote.');
  const { stdout } = process;
  const { differences, manifest, findings, said } = await checkBundle(readBytes(path), path, {
    trust: trustOf(flags),
    version: tool.version,
  });
  for (const difference of differences) stdout.write(`${path}: ${plainText(difference)}\n`);
  if (differences.length > 0) {
    stdout.write(`${path} does not hold what it says: ${differences.length} ${differences.length === 1 ? 'difference' : 'differences'}.\n`);
    return exitCodes.findings;
  }
  stdout.write(
    `${path} holds: ${manifest.files.length} files as they were packed, and ${findings} verdicts on account ${manifest.account} as of ${manifest.asOf} (${manifest.edition}) come out the same when evaluated anew.\nMerkle root: ${manifest.merkleRoot}\n`,
  );
  for (const sentence of said.map(plainText)) stdout.write(`${sentence}\n`);
  return exitCodes.clean;
}

/** Whom the flags say to trust. Throws a usage Problem for a file that is not what the flag wants. */
function trustOf(flags: EvidenceFlags): Trust {
  const { publicKey, timestampCa, trustedRoot, certificateIdentity, certificateIssuer } = flags;
  const key = publicKey === undefined ? undefined : publicKeyOf(readText(publicKey, 'Give the file with the public key.'));
  if (publicKey !== undefined && !key)
    throw new Problem(
      'usage',
      `${publicKey} holds no public key that bundles are signed with: expected PEM of Ed25519, P-256, or RSA of 2048 bits or more.`,
    );
  return {
    ...(key && { publicKey: key }),
    ...(timestampCa !== undefined && { timestampAuthorities: certificatesIn(timestampCa) }),
    ...(trustedRoot !== undefined && { trustedRoot: readText(trustedRoot, "Give the file with Sigstore's trusted root.") }),
    ...(certificateIdentity !== undefined && { identity: certificateIdentity }),
    ...(certificateIssuer !== undefined && { issuer: certificateIssuer }),
  };
}

function certificatesIn(path: string): readonly X509Certificate[] {
  const found =
    readText(path, 'Give the file with certificates.').match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  try {
    if (found.length > 0) return found.map((pem) => new X509Certificate(pem));
  } catch {
    // told below
  }
  throw new Problem('usage', `${path} holds no certificate that can be read: expected PEM.`);
}

function dayOf(text: string): string {
  const time = Date.parse(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(time) || !new Date(time).toISOString().startsWith(text))
    throw new Problem('usage', `--agreement-until is ${JSON.stringify(text)}: expected a day such as 2027-01-31.`);
  return text;
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new Problem('usage', `${path} can't be read: ${fileReason(cause)}. Give a bundle that \`dpp-audit evidence pack\` wrote.`, {
      cause,
    });
  }
}
