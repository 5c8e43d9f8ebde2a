import { readFileSync } from 'node:fs';
import { type BuildOptions, build, type Metafile } from 'esbuild';

/** What package-lock.json says of a package; a path is its folder, such as `node_modules/a/node_modules/b`. */
interface LockedPackage {
  readonly version: string;
  /** SPDX. */
  readonly license?: string;
  /** `sha512-` and base64, of the package as the registry has it. */
  readonly integrity?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

export interface Lockfile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/** A package of others whose code is in the bundle. */
export interface Bundled {
  /** Its folder in the checkout. */
  readonly path: string;
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly integrity: string;
  /** Folders of those of its dependencies that are in the bundle too. */
  readonly uses: readonly string[];
}

/** The lockfile of the checkout. */
export const lockfile = (): Lockfile => JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lockfile;

/** What the bundle is made of: bundles the program, and writes nothing. */
export async function bundleMetafile(): Promise<Metafile> {
  const { programOptions } = (await import('./esbuild.mjs' as string)) as { readonly programOptions: BuildOptions & { metafile: true } };
  const { metafile } = await build({ ...programOptions, outdir: 'unwritten', write: false });
  return metafile;
}

/**
 * The packages whose files esbuild read for the bundle, by name, version and folder; each folder once.
 * @throws Error where the lockfile lacks a package, or its licence or hash: what is not known to be locked is not shipped.
 */
export function bundledPackages(metafile: Pick<Metafile, 'inputs'>, { packages }: Lockfile): readonly Bundled[] {
  // what comes before the first node_modules is where a linked one really lies
  const folder = /(?:^|\/)(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//;
  const paths = new Set(Object.keys(metafile.inputs).flatMap((input) => folder.exec(input)?.[1] ?? []));
  return [...paths].map((path) => bundled(path, packages, paths)).sort((a, b) => compare(key(a), key(b)));
}

function bundled(path: string, packages: Lockfile['packages'], paths: ReadonlySet<string>): Bundled {
  const locked = packages[path];
  if (!locked?.license || !locked.integrity)
    throw new Error(`${path} is in the bundle, but package-lock.json lacks it, its licence or its hash.`);
  const wanted = Object.keys({ ...locked.peerDependencies, ...locked.optionalDependencies, ...locked.dependencies });
  const uses = wanted.flatMap((name) => resolved(name, path, packages) ?? []).filter((used) => paths.has(used));
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  return { path, name, version: locked.version, license: locked.license, integrity: locked.integrity, uses };
}

/** As Node does: the nearest node_modules, from the inside out. */
function resolved(name: string, from: string, packages: Lockfile['packages']): string | undefined {
  const nearest = `${from}/node_modules/${name}`;
  if (nearest in packages) return nearest;
  const parent = from.lastIndexOf('/node_modules/');
  if (parent >= 0) return resolved(name, from.slice(0, parent), packages);
  return `node_modules/${name}` in packages ? `node_modules/${name}` : undefined;
}

const key = ({ name, version, path }: Bundled): string => `${name} ${version} ${path}`;

/** Order by code unit, the same on every machine. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
