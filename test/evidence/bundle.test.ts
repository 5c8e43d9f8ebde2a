import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readRegister } from '../../src/dpp/attestations.ts';
import { checkBundle } from '../../src/evidence/check.ts';
import { type Manifest, manifestName } from '../../src/evidence/manifest.ts';
import { readZip } from '../../src/evidence/read-zip.ts';
import { tool } from '../../src/tool.ts';
import { bytesOf, changed, forged, replaced, smallBundle, textOf } from './packed.ts';

const bundle = await smallBundle();
const check = (bytes: Uint8Array) => checkBundle(bytes, 'x.zip', { trust: {}, version: tool.version });
const filesOf = (bytes: Uint8Array) => readZip(bytes, 'x.zip');
const paths = [...filesOf(bundle).keys()];
/** All but the rules and the pages, of which two stand for the rest. */
const some = paths.filter((path) => !/^(rules|clauses)\//.test(path) || /2\.1\.html|stores-delete-pii|dpp-2026-08|s3\.bucket/.test(path));

describe('a bundle as it was packed', () => {
  it('holds, and says how far that goes', async () => {
    const { differences, said, findings } = await check(bundle);
    expect(differences).toEqual([]);
    expect(findings).toBeGreaterThan(50);
    expect(said).toEqual([
      'It is not signed: it shows that nothing in it changed by itself, and not who made it.',
      `Its rules, edition and requirements are those that this version (${tool.version}) ships.`,
    ]);
  });

  it('is the same bytes for the same run', async () => {
    expect(Buffer.compare(await smallBundle(), bundle)).toBe(0);
  });

  it('has a page for each clause, which the index leads to', () => {
    const files = filesOf(bundle);
    const { requirements } = JSON.parse(textOf(files.get('findings.json'))) as { requirements: { clause: string; id: string }[] };
    const links = [...textOf(files.get('index.html')).matchAll(/href="(clauses\/[^"#]+)#([^"]+)"/g)];
    expect(links).toHaveLength(requirements.length);
    for (const [, path = '', anchor = ''] of links) expect(textOf(files.get(path))).toContain(`id="${anchor}"`);
    expect(new Set(links.map(([, path]) => path)).size).toBe(new Set(requirements.map(({ clause }) => clause)).size);
  });

  it('shows on a page what a screenshot would: setting, value, limit, verdict, by whom, when, by which call and record', () => {
    const page = textOf(filesOf(bundle).get('clauses/2.1.html'));
    for (const text of ['acme-exports', 'retention.maxDays', 'for ever', 'at most 30 days', 'Fail', '10 March 2026, 12:00:00 UTC'])
      expect(page).toContain(text);
    expect(page.replaceAll('<wbr>', '')).toContain('s3:GetBucketLifecycleConfiguration');
    expect(page).toContain('assumed-role/audit/ci');
    expect(page).toMatch(/<a class="id" href="#c-([0-9a-f]{16})">\1<\/a>/);
  });

  it('has pages without a script or an address, where no name is markup', () => {
    for (const path of paths.filter((path) => path === 'index.html' || path.startsWith('clauses/'))) {
      const page = textOf(filesOf(bundle).get(path));
      expect(page, path).not.toMatch(/<script|https?:|<b>seller/);
      expect(page, path).toContain("default-src 'none'; style-src 'sha256-");
      expect(page, path).toContain('acme &lt;b&gt;seller&lt;/b&gt;');
    }
  });
});

describe('what was changed, and by one who does not know of the manifest', () => {
  it.each(some)('%s: a byte changed, the file removed', async (path) => {
    const bent = changed(bundle, (files) => {
      const bytes = Uint8Array.from(files.get(path) ?? []);
      if (bytes.length === 0) files.set(path, bytesOf('#'));
      else files.set(path, bytes.with(bytes.length >> 1, (bytes[bytes.length >> 1] ?? 0) ^ 1));
    });
    const gone = changed(bundle, (files) => void files.delete(path));
    if (path === manifestName) {
      // what can't be read as a manifest makes it no bundle
      await expect(check(gone)).rejects.toThrow('it holds no manifest.json');
      const said = await check(bent).then(
        ({ differences }) => differences,
        (error: Error) => [error.message],
      );
      expect(said.length).toBeGreaterThan(0);
      return;
    }
    expect((await check(bent)).differences[0]).toMatch(new RegExp(`^${path.replaceAll('.', '\\.')} was changed`));
    expect((await check(gone)).differences).toContain(`${path} was removed`);
  });

  it.each([
    { name: 'added', change: (files: Map<string, Uint8Array>) => void files.set('more.txt', bytesOf('x')), says: 'more.txt was added' },
    {
      name: 'a seal added',
      change: (files: Map<string, Uint8Array>) => void files.set('timestamp.tsr', bytesOf('x')),
      says: 'timestamp.tsr was added',
    },
    {
      name: 'the seals added',
      change: (files: Map<string, Uint8Array>) => void files.set('seals.json', bytesOf('[]\n')),
      says: 'seals.json was added',
    },
    {
      name: 'swapped',
      change: (files: Map<string, Uint8Array>) => {
        const [a, b] = [files.get('edition.yaml'), files.get('requirements.yaml')] as [Uint8Array, Uint8Array];
        files.set('edition.yaml', b).set('requirements.yaml', a);
      },
      says: 'edition.yaml was changed',
    },
    {
      name: 'the Merkle root',
      change: (files: Map<string, Uint8Array>) => {
        const manifest = JSON.parse(textOf(files.get(manifestName))) as Manifest;
        replaced(files, manifestName, manifest.merkleRoot, '0'.repeat(64));
      },
      says: 'manifest.json was changed: its Merkle root is not that of its files',
    },
    {
      name: 'a size that lies',
      change: (files: Map<string, Uint8Array>) => replaced(files, manifestName, '"bytes":', '"bytes":1'),
      says: 'was changed: it has',
    },
  ])('$name', async ({ change, says }) => {
    expect((await check(changed(bundle, change))).differences.join('\n')).toContain(says);
  });
});

describe('what was changed by one who makes the manifest anew', () => {
  it.each([
    {
      name: 'a verdict',
      change: (files: Map<string, Uint8Array>) => replaced(files, 'findings.json', '"verdict":"fail"', '"verdict":"pass"'),
      says: /^stores-delete-pii-in-time on arn:aws:s3:::acme-exports: pass in the bundle, fail when evaluated anew$/m,
    },
    {
      name: 'a message',
      change: (files: Map<string, Uint8Array>) => replaced(files, 'findings.json', 'for ever', '3 days'),
      says: /^findings\.json says otherwise than the snapshot evaluated anew/m,
    },
    {
      name: 'the report',
      change: (files: Map<string, Uint8Array>) => replaced(files, 'report.html', 'Not ready', 'Ready'),
      says: /^report\.html shows otherwise than the findings say$/m,
    },
    {
      name: 'a page',
      change: (files: Map<string, Uint8Array>) => replaced(files, 'clauses/2.1.html', 'for ever', '3 days'),
      says: /^clauses\/2\.1\.html shows otherwise than the findings say$/m,
    },
    {
      name: 'a page added',
      change: (files: Map<string, Uint8Array>) => void files.set('clauses/9.html', bytesOf('all is well')),
      says: /^clauses\/9\.html is no file that this version packs$/m,
    },
    {
      name: 'the account',
      change: (files: Map<string, Uint8Array>) => replaced(files, 'findings.json', '"id":"111122223333"', '"id":"999999999999"'),
      says: /^manifest\.json names the account 111122223333, and the findings 999999999999$/m,
    },
    {
      name: 'the configuration',
      change: (files: Map<string, Uint8Array>) => void files.set('dpp-audit.yaml', bytesOf('holdsPii: false\n')),
      says: /evaluated anew|another input/,
    },
    {
      name: 'the snapshot, cut to nothing',
      change: (files: Map<string, Uint8Array>) => void files.set('snapshot.ndjson.gz', bytesOf('')),
      says: /^evaluated anew: snapshot\.ndjson\.gz/m,
    },
    {
      name: 'the snapshot, of nonsense',
      change: (files: Map<string, Uint8Array>) => void files.set('snapshot.ndjson.gz', bytesOf('nonsense')),
      says: /^evaluated anew: snapshot\.ndjson\.gz/m,
    },
    {
      name: 'findings that are none',
      change: (files: Map<string, Uint8Array>) => void files.set('findings.json', bytesOf('{"findings":[1]}')),
      says: /^findings\.json is no findings file$/m,
    },
    {
      name: 'an edition that is none',
      change: (files: Map<string, Uint8Array>) => void files.set('edition.yaml', bytesOf('id: [')),
      says: /^evaluated anew: /m,
    },
  ])('$name is named', async ({ change, says }) => {
    const { differences } = await check(forged(bundle, change));
    expect(differences.join('\n')).toMatch(says);
  });

  it('the verdicts follow the enclosed edition, and that it is none of ours is said', async () => {
    const milder = forged(bundle, (files) =>
      replaced(files, 'edition.yaml', 'piiRetentionDays: { value: 30', 'piiRetentionDays: { value: 10'),
    );
    const { differences } = await check(milder);
    expect(differences.join('\n')).toMatch(/acme-orders: pass in the bundle, fail when evaluated anew/);
    const idle = forged(bundle, (files) => replaced(files, 'edition.yaml', 'note: ', 'note: Yes. '));
    expect((await check(idle)).said.join('\n') + (await check(idle)).differences.join('\n')).toMatch(
      /edition\.yaml|another input \(edition\)/,
    );
  });

  it('a bundle of another version is evaluated by its own rules; that these are not ours is said', async () => {
    const old = await smallBundle([], {}, '0.0.2');
    const { differences, said } = await check(old);
    expect(differences).toEqual([]);
    expect(said.join('\n')).toContain(`It was made by 0.0.2, and this is ${tool.version}`);
    const other = forged(old, (files) =>
      replaced(files, 'rules/pii-retention/stores-delete-pii-in-time.yaml', 'rationale:', '# mild\nrationale:'),
    );
    expect((await check(other)).said.join('\n')).toMatch(
      /^1 of its files of rules are not those .*: rules\/pii-retention\/stores-delete-pii-in-time\.yaml/m,
    );
  });
});

describe('attested documents', () => {
  const hash = createHash('sha256').update('plan').digest('hex');
  const text = `attestations:\n  - { for: [incident-response], title: Plan, file: plan.md, sha256: ${hash}, owner: Ann, date: '2026-03-01' }\n`;
  const register = readRegister(text, 'attestations.yaml', () => hash);

  it('are evaluated from the enclosed register, with what its files were', async () => {
    const attested = await smallBundle([], { register });
    expect(textOf(filesOf(attested).get('findings.json'))).toContain('"attested"');
    expect((await check(attested)).differences).toEqual([]);
    const other = forged(attested, (files) => replaced(files, 'attested/hashes.json', hash, '0'.repeat(64)));
    expect((await check(other)).differences.length).toBeGreaterThan(0);
    const without = forged(attested, (files) => void files.delete('attestations.yaml'));
    expect((await check(without)).differences.join('\n')).toMatch(/attested in the bundle/);
  });
});
