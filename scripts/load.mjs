// Compiles scripts/<name>.ts to a cache folder and imports it, so that scripts are typed like the rest.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, nodeOptions } from './esbuild.mjs';

/** Where a script lies once it is compiled: an absolute path. */
export const compiled = (name) => resolve(`node_modules/.cache/scripts/${name}.mjs`);

/** What the script exports. */
export async function load(name) {
  const outfile = compiled(name);
  await build({ ...nodeOptions, entryPoints: [`scripts/${name}.ts`], outfile, packages: 'external' });
  return import(pathToFileURL(outfile).href);
}
