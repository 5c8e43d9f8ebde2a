import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Runs openssl, the second opinion. Throws with what it said where it does not agree. */
export const openssl = (args: readonly string[], cwd?: string): string =>
  execFileSync('openssl', [...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

export const hasOpenssl = ((): boolean => {
  try {
    openssl(['version']);
    return true;
  } catch {
    return false;
  }
})();

export interface TimeAuthority {
  /** The answer to a time-stamp request, as openssl gives it. */
  readonly answer: (request: Uint8Array) => Uint8Array;
  /** The certificate of the authority itself, PEM. */
  readonly certificate: string;
  readonly certificateFile: string;
}

const settings = `[tsa]
default_tsa = tsa1
[tsa1]
serial = ./serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384
accuracy = secs:1
[ca]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
[leaf]
basicConstraints = CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[other]
basicConstraints = CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,clientAuth
`;

/** A time-stamp authority of the tests' own, made by openssl in a folder: a CA, and a certificate of it that may give time. */
export function authority(dir: string, kind: 'rsa' | 'ec' = 'rsa'): TimeAuthority {
  const own = join(dir, `tsa-${kind}`);
  if (!existsSync(own)) make(own, kind);
  return {
    certificate: readFileSync(join(own, 'ca.pem'), 'utf8'),
    certificateFile: join(own, 'ca.pem'),
    answer: (request) => {
      writeFileSync(join(own, 'request.tsq'), request);
      const made = ['-inkey', 'leaf.key', '-signer', 'leaf.pem', '-chain', 'ca.pem', '-out', 'answer.tsr'];
      openssl(['ts', '-reply', '-config', 'tsa.cnf', '-queryfile', 'request.tsq', ...made], own);
      return new Uint8Array(readFileSync(join(own, 'answer.tsr')));
    },
  };
}

function make(own: string, kind: 'rsa' | 'ec'): void {
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, 'tsa.cnf'), settings);
  writeFileSync(join(own, 'serial'), '01\n');
  const algorithm = kind === 'rsa' ? ['rsa', '-pkeyopt', 'rsa_keygen_bits:2048'] : ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];
  const days = ['-days', '36500'];
  for (const name of ['ca', 'leaf']) openssl(['genpkey', '-algorithm', ...algorithm, '-out', `${name}.key`], own);
  openssl(
    [
      'req',
      '-new',
      '-x509',
      '-key',
      'ca.key',
      '-subj',
      '/CN=Test CA',
      ...days,
      '-out',
      'ca.pem',
      '-config',
      'tsa.cnf',
      '-extensions',
      'ca',
    ],
    own,
  );
  openssl(['req', '-new', '-key', 'leaf.key', '-subj', '/CN=Test time', '-out', 'leaf.csr', '-config', 'tsa.cnf'], own);
  const by = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-set_serial', '7', ...days, '-extfile', 'tsa.cnf', '-extensions', 'leaf'];
  openssl(['x509', '-req', '-in', 'leaf.csr', '-out', 'leaf.pem', ...by], own);
}
