// Makes a bundle of a small account as a version of the program packed it: `node scripts/run.mjs golden-bundle VERSION`. Written once a
// format and never again: test/evidence/golden.test.ts holds that newer versions still verify it. The key that signs it is thrown away.
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pemOf } from '../src/evidence/keys.ts';
import { packBundle } from '../src/evidence/pack.ts';
import { filesOfRun } from '../src/evidence/run.ts';
import { keySealer } from '../src/evidence/sign.ts';
import { timestampSealer } from '../src/evidence/timestamp.ts';
import { writeRun } from '../test/evidence/made-run.ts';
import { smallSnapshot } from '../test/evidence/small-account.ts';
import { authority } from '../test/evidence/time-authority.ts';

const [version] = process.argv.slice(2);
if (!version) throw new Error('give the version that it is to be of');
const dir = mkdtempSync(join(tmpdir(), 'dpp-audit-golden-'));
try {
  writeRun(join(dir, 'run'), smallSnapshot(), version);
  const { files, about } = filesOfRun(join(dir, 'run'), 'attestations.yaml');
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const time = authority(dir);
  const sealers = [keySealer(privateKey), timestampSealer('http://localhost', async (_, request) => time.answer(request))];
  writeFileSync(`test/evidence/golden/${version}.zip`, await packBundle(files, about, sealers));
  writeFileSync(`test/evidence/golden/${version}.pub.pem`, pemOf(publicKey));
  writeFileSync(`test/evidence/golden/${version}.tsa.pem`, time.certificate);
} finally {
  rmSync(dir, { recursive: true, force: true });
}
