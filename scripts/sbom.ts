import manifest from '../package.json' with { type: 'json' };
import { type Bundled, compare } from './bundled.ts';

/**
 * The bill of materials of the bundle, as CycloneDX 1.6 JSON: the packages whose code is shipped, and none that only tests or builds use.
 * It has neither a date nor a serial number: the same lockfile and code give the same bytes. A package that is bundled from two folders stands once.
 * https://cyclonedx.org/docs/1.6/json/
 */
export function sbom(packages: readonly Bundled[]): string {
  const refs = new Map(packages.map((bundled) => [bundled.path, purl(bundled)]));
  const components = new Map(packages.map((bundled) => [purl(bundled), component(bundled)]));
  const uses = new Map<string, Set<string>>();
  for (const { path, uses: paths } of packages) {
    const ref = refs.get(path) ?? path;
    uses.set(ref, new Set([...(uses.get(ref) ?? []), ...paths.flatMap((used) => refs.get(used) ?? [])]));
  }
  const own = purl(manifest);
  const direct = new Set(Object.keys(manifest.devDependencies).flatMap((name) => refs.get(`node_modules/${name}`) ?? []));
  const bom = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      lifecycles: [{ phase: 'build' }],
      component: {
        type: 'application',
        'bom-ref': own,
        name: manifest.name,
        version: manifest.version,
        description: manifest.description,
        licenses: licenses(manifest.license),
        purl: own,
      },
    },
    components: [...components].sort(([a], [b]) => compare(a, b)).map(([, entry]) => entry),
    dependencies: [[own, direct] as const, ...[...uses].sort(([a], [b]) => compare(a, b))].map(([ref, dependsOn]) => ({
      ref,
      dependsOn: [...dependsOn].sort(compare),
    })),
  };
  return `${JSON.stringify(bom, undefined, 1)}\n`;
}

function component({ name, version, license, integrity }: Bundled): object {
  const [, group, short = name] = /^(@[^/]+)\/(.+)$/.exec(name) ?? [];
  const ref = purl({ name, version });
  return {
    type: 'library',
    'bom-ref': ref,
    ...(group ? { group } : {}),
    name: short,
    version,
    hashes: integrity
      .split(' ')
      .filter((hash) => hash.startsWith('sha512-'))
      .map((hash) => ({ alg: 'SHA-512', content: Buffer.from(hash.slice('sha512-'.length), 'base64').toString('hex') })),
    licenses: licenses(license),
    purl: ref,
  };
}

/** One id of SPDX, or an expression of several. */
const licenses = (license: string): readonly object[] => [
  /^[\w.+-]+$/.test(license) ? { license: { id: license } } : { expression: license },
];

/** https://github.com/package-url/purl-spec/blob/main/types-doc/npm-definition.md: the scope's `@` is percent-encoded. */
const purl = ({ name, version }: { readonly name: string; readonly version: string }): string =>
  `pkg:npm/${name.replace('@', '%40')}@${encodeURIComponent(version)}`;
