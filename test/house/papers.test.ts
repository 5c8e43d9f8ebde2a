import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import lock from '../../package-lock.json' with { type: 'json' };
import { bundledPackages, type Lockfile } from '../../scripts/bundled.ts';
import { notices } from '../../scripts/notices.ts';
import { sbom } from '../../scripts/sbom.ts';

const hash = `sha512-${Buffer.alloc(64, 7).toString('base64')}`;
const locked = { version: '1.0.0', license: 'MIT', integrity: hash };

/** `a` uses `b` of its own and `c` of all; `c` uses the `b` of all, and `d`, which is not in the bundle. */
const small: Lockfile = {
  packages: {
    'node_modules/a': { ...locked, dependencies: { b: '^2', c: '^1' } },
    'node_modules/a/node_modules/b': { ...locked, version: '2.0.0' },
    'node_modules/b': locked,
    'node_modules/@scope/x': { ...locked, license: '(MIT OR Apache-2.0)' },
    'node_modules/c': { ...locked, dependencies: { b: '^1', d: '^1' }, peerDependencies: { '@scope/x': '*' } },
    'node_modules/d': locked,
  },
};
const read = ['node_modules/c/index.js', 'src/cli/main.ts', 'node_modules/a/lib/a.js', 'node_modules/@scope/x/x.js', 'node_modules/b/b.js'];
const inputs = (paths: readonly string[]) => ({ inputs: Object.fromEntries(paths.map((path) => [path, { bytes: 1, imports: [] }])) });
const files = [...read, 'node_modules/a/node_modules/b/b.js', 'node_modules/a/lib/more.js'];

describe('what is in the bundle', () => {
  it('is each package once, by name, with those that it uses as Node would find them', () => {
    expect(bundledPackages(inputs(files), small).map(({ path, version, uses }) => ({ path, version, uses }))).toEqual([
      { path: 'node_modules/@scope/x', version: '1.0.0', uses: [] },
      { path: 'node_modules/a', version: '1.0.0', uses: ['node_modules/a/node_modules/b', 'node_modules/c'] },
      { path: 'node_modules/b', version: '1.0.0', uses: [] },
      { path: 'node_modules/a/node_modules/b', version: '2.0.0', uses: [] },
      { path: 'node_modules/c', version: '1.0.0', uses: ['node_modules/@scope/x', 'node_modules/b'] },
    ]);
  });

  it('is the same where node_modules is a link to elsewhere', () => {
    const linked = files.map((path) => path.replace(/^node_modules/, '../shared/node_modules'));
    expect(bundledPackages(inputs(linked), small)).toEqual(bundledPackages(inputs(files), small));
  });

  it.each([
    ['is not locked', {}],
    ['has no hash', { 'node_modules/a': { version: '1.0.0', license: 'MIT' } }],
    ['has no licence', { 'node_modules/a': { version: '1.0.0', integrity: hash } }],
  ])('is refused where it %s', (_, packages) => {
    expect(() => bundledPackages(inputs(['node_modules/a/a.js']), { packages })).toThrow(/^node_modules\/a is in the bundle, but/);
  });
});

/** The part of https://cyclonedx.org/schema/bom-1.6.schema.json that we use; nothing else may stand in it. */
const choice = (name: string, schema: object): object => ({
  type: 'object',
  required: [name],
  additionalProperties: false,
  properties: { [name]: schema },
});
const text = { type: 'string', minLength: 1 };
const licenses = { type: 'array', minItems: 1, items: { oneOf: [choice('license', choice('id', text)), choice('expression', text)] } };
const purl = { type: 'string', pattern: '^pkg:npm/(%40[\\w.-]+/)?[\\w.-]+@[\\w.%-]+$' };
const strict = (required: readonly string[], properties: object, optional: object = {}): object => ({
  type: 'object',
  required,
  additionalProperties: false,
  properties: { ...properties, ...optional },
});
const identity = { 'bom-ref': purl, name: text, version: text, licenses, purl };
const sha512 = strict(['alg', 'content'], { alg: { const: 'SHA-512' }, content: { type: 'string', pattern: '^[0-9a-f]{128}$' } });
const schema = strict(['$schema', 'bomFormat', 'specVersion', 'version', 'metadata', 'components', 'dependencies'], {
  $schema: { const: 'http://cyclonedx.org/schema/bom-1.6.schema.json' },
  bomFormat: { const: 'CycloneDX' },
  specVersion: { const: '1.6' },
  version: { const: 1 },
  metadata: strict(['lifecycles', 'component'], {
    lifecycles: { const: [{ phase: 'build' }] },
    component: strict(['type', ...Object.keys(identity)], { type: { const: 'application' }, ...identity, description: text }),
  }),
  components: {
    type: 'array',
    uniqueItems: true,
    items: strict(
      ['type', ...Object.keys(identity), 'hashes'],
      { type: { const: 'library' }, ...identity, hashes: { type: 'array', minItems: 1, items: sha512 } },
      { group: { type: 'string', pattern: '^@' } },
    ),
  },
  dependencies: {
    type: 'array',
    uniqueItems: true,
    items: strict(['ref', 'dependsOn'], { ref: purl, dependsOn: { type: 'array', uniqueItems: true, items: purl } }),
  },
});
const isBom = new Ajv2020({ strict: true, strictRequired: false }).compile(schema);

interface Bom {
  readonly metadata: { readonly component: { readonly purl: string } };
  readonly components: readonly { readonly purl: string; readonly group?: string; readonly name: string; readonly version: string }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

const built = readFileSync('dist/sbom.cdx.json', 'utf8');

describe.each([
  ['of a small bundle', sbom(bundledPackages(inputs(files), small))],
  ['of the built bundle', built],
])('the bill of materials %s', (_, bom) => {
  const { metadata, components, dependencies } = JSON.parse(bom) as Bom;

  it('has the form of CycloneDX 1.6', () => {
    isBom(JSON.parse(bom));
    expect(isBom.errors).toBeNull();
  });

  it('names each part once, and says of each what it uses', () => {
    const refs = components.map((component) => component.purl);
    expect(new Set(refs).size).toBe(refs.length);
    expect(dependencies.map(({ ref }) => ref).sort()).toEqual([...refs, metadata.component.purl].sort());
    expect(dependencies.flatMap(({ dependsOn }) => dependsOn).filter((ref) => !refs.includes(ref))).toEqual([]);
  });
});

describe('the bill of materials', () => {
  it('is the same bytes for the same bundle, in whatever order its files were read', () => {
    expect(sbom(bundledPackages(inputs([...files].reverse()), small))).toBe(sbom(bundledPackages(inputs(files), small)));
  });

  it('lists what is shipped, and nothing that only tests and builds use', () => {
    const names = (JSON.parse(built) as Bom).components.map(({ group, name }) => (group ? `${group}/${name}` : name));
    expect(names).toEqual(expect.arrayContaining(['@aws-sdk/client-s3', 'ajv', 'yargs', 'yaml']));
    expect(names.filter((name) => /^(typescript|vitest|esbuild|publint|fast-check|@types\/|@biomejs\/)/.test(name))).toEqual([]);
  });
});

describe('the notices', () => {
  const text = readFileSync('dist/THIRD-PARTY-NOTICES', 'utf8');
  const sections = new Map(
    text
      .split(`${'-'.repeat(80)}\n`)
      .slice(1)
      .map((section) => [section.slice(0, section.indexOf('\n')), section.slice(section.indexOf('\n')).trim()]),
  );
  const components = (JSON.parse(built) as Bom).components.map(({ group, name, version }) => ({
    title: `${group ? `${group}/` : ''}${name} ${version}`,
  }));

  it('are of every package that the bill of materials lists', () => {
    const listed = [...text.matchAll(/^(\S+ [\d.]+\S*): \S+$/gm)].map((match) => match[1]);
    expect(listed.sort()).toEqual(components.map(({ title }) => title).sort());
  });

  it('hold a licence text and whose it is, for each that is not under Apache-2.0', () => {
    const others = [...text.matchAll(/^(\S+ [\d.]+\S*): (?!Apache-2\.0$)\S+$/gm)].map((match) => match[1] ?? '');
    expect(others.length).toBeGreaterThan(20);
    expect(
      others.filter((title) => !/copyright|blue oak/i.test(sections.get(title) ?? '') || (sections.get(title) ?? '').length < 400),
    ).toEqual([]);
  });

  it('are refused where a package has no text, and its licence no usual one', () => {
    const path = 'node_modules/proxy-agent-negotiate';
    const [found] = bundledPackages(inputs([`${path}/dist/index.js`]), lock as unknown as Lockfile);
    if (!found) throw new Error(`${path} is not locked`);
    expect(notices([found])).toMatch(/Copyright \(c\) Nathan Rajlich[\s\S]+MIT License/);
    expect(() => notices([{ ...found, license: 'BSD-3-Clause' }])).toThrow(/comes without the text of its licence, BSD-3-Clause/);
  });
});
