import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { bundleMetafile } from '../../scripts/bundled.ts';
import { newRegister } from '../../src/attest/record.ts';
import { schemaAddress } from '../../src/tool.ts';
import { filesBelow } from './sources.ts';

describe('what is generated', () => {
  it('is fresh', () => {
    const { status, stderr } = spawnSync('node', ['scripts/run.mjs', 'generate', '--check'], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });
});

describe('what is bundled', () => {
  const packages = new Map<string, { readonly license: unknown; readonly files: readonly string[] }>();

  beforeAll(async () => {
    const metafile = await bundleMetafile();
    for (const input of Object.keys(metafile.inputs)) {
      const [, folder] = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input) ?? [];
      if (!folder || packages.has(folder)) continue;
      const { license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { license?: unknown };
      packages.set(folder, { license, files: [] });
    }
  }, 60_000);

  it('loads no package of CommonJS by its own name when it is asked for: bundled, that gives nothing but a default', () => {
    const named = filesBelow('src').flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/await import\(\s*'([^'.][^']*)'/g)].map(([, target]) => `${file}: ${target}`),
    );
    expect(named).toEqual([]);
  });

  it('is under licences that go with Apache-2.0: no AGPL, no GPL', () => {
    const permissive = new Set(['MIT', 'Apache-2.0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0']);
    expect(packages.size).toBeGreaterThan(10);
    expect(
      [...packages].filter(([, { license }]) => !permissive.has(String(license))).map(([folder, { license }]) => `${folder}: ${license}`),
    ).toEqual([]);
  });

  it('has its licences told in docs/third-party.txt', () => {
    const told = readFileSync('docs/third-party.txt', 'utf8');
    const names = [...packages.keys()].map((folder) => folder.replace(/^.*node_modules\//, ''));
    expect(names.filter((name) => !told.includes(`\n${name} `))).toEqual([]);
  });
});

describe('the package', () => {
  it('ships what it names', () => {
    expect(manifest.license).toBe('Apache-2.0');
    expect(readFileSync('LICENSE', 'utf8')).toMatch(/^\s+Apache License\n\s+Version 2\.0, January 2004\n/);
    expect(manifest.files.filter((path) => path !== 'dist' && !existsSync(path))).toEqual([]);
    expect(Object.keys(manifest).includes('dependencies'), 'everything is bundled: npx fetches one package').toBe(false);
  });

  it('needs the Node that it says', () => {
    expect(manifest.engines.node).toBe('>=20.19');
  });
});

describe('schemas', () => {
  it('are named in one way: where the package of this version has them', () => {
    const pages = ['README.md', ...filesBelow('docs', '.md'), ...filesBelow('schemas', '.json')];
    const named = pages.flatMap((page) =>
      [...readFileSync(page, 'utf8').matchAll(/https:\S+?\/([\w-]+\.schema\.json)/g)].map(([address, name = '']) => ({
        page,
        address,
        name,
      })),
    );
    expect(named.length).toBeGreaterThan(7);
    expect(named.filter(({ address, name }) => address !== schemaAddress(name) || !existsSync(join('schemas', name)))).toEqual([]);
    expect(newRegister).toContain(schemaAddress('attestations.schema.json'));
  });
});

describe('documents', () => {
  const pages = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', ...filesBelow('docs', '.md')];

  it.each(pages)('%s: every link to a file of ours leads somewhere', (page) => {
    const text = readFileSync(page, 'utf8');
    const targets = [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)\s#]+)(?:#[^)]*)?\)/g)].map((match) => match[1] ?? '');
    expect(targets.filter((target) => !existsSync(normalize(join(dirname(page), target))))).toEqual([]);
  });

  it.each(pages)('%s: every anchor is a heading', (page) => {
    const anchors = (path: string): Set<string> =>
      new Set(
        [...readFileSync(path, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
          heading
            .toLowerCase()
            .replace(/[^a-z0-9 _-]/g, '')
            .replaceAll(' ', '-'),
        ),
      );
    const links = [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:)([^)\s#]*)#([^)]+)\)/g)].map(([, path = '', anchor = '']) => ({
      path: path === '' ? page : normalize(join(dirname(page), path)),
      anchor,
    }));
    expect(links.filter(({ path, anchor }) => !existsSync(path) || !anchors(path).has(anchor))).toEqual([]);
  });

  it.each(['README.md', 'CONTRIBUTING.md', 'docs/ci.md'])('%s: every npm script that it names is there', (page) => {
    const named = [...readFileSync(page, 'utf8').matchAll(/npm run ([\w:]+)/g)].map((match) => match[1] ?? '');
    expect(named.filter((script) => !(script in manifest.scripts))).toEqual([]);
  });
});
