// Runs scripts/<name>.ts: compiled to a cache folder and imported, so that scripts are typed like the rest.

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, nodeOptions } from './esbuild.mjs';

const [name, ...args] = process.argv.slice(2);
const outfile = resolve(`node_modules/.cache/scripts/${name}.mjs`);
await build({ ...nodeOptions, entryPoints: [`scripts/${name}.ts`], outfile, packages: 'external' });
process.argv.splice(1, process.argv.length - 1, outfile, ...args);
await import(pathToFileURL(outfile).href);
