import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkBundle } from '../../src/evidence/check.ts';
import { publicKeyOf } from '../../src/evidence/keys.ts';
import { tool } from '../../src/tool.ts';

const folder = 'test/evidence/golden';
const versions = readdirSync(folder)
  .filter((name) => name.endsWith('.zip'))
  .map((name) => name.replace('.zip', ''));

/** Made by scripts/golden-bundle.ts, once a format, and never again: whoever was handed a bundle can still check it in ten years. */
describe('a bundle of an older version', () => {
  it('is there', () => {
    expect(versions).toContain('0.0.1');
    expect(versions).not.toContain(tool.version);
  });

  it.each(versions)('%s verifies: files, signature, time stamp, every verdict', async (version) => {
    const publicKey = publicKeyOf(readFileSync(`${folder}/${version}.pub.pem`));
    if (!publicKey) throw new Error('the golden key is none');
    const timestampAuthorities = [new X509Certificate(readFileSync(`${folder}/${version}.tsa.pem`))];
    const bytes = readFileSync(`${folder}/${version}.zip`);
    const { differences, findings, said } = await checkBundle(bytes, version, {
      trust: { publicKey, timestampAuthorities },
      version: tool.version,
    });
    expect(differences).toEqual([]);
    expect(findings).toBeGreaterThan(50);
    expect(said.join('\n')).toContain(`It was made by ${version}, and this is ${tool.version}`);
  });
});
