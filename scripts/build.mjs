// Bundles the program into dist/: split, so that a command loads what it needs and nothing else. White space stays, for readable stacks.
import { chmod, rm, writeFile } from 'node:fs/promises';
import { build, programOptions } from './esbuild.mjs';
import { load } from './load.mjs';

await rm('dist', { recursive: true, force: true });
const { metafile } = await build({
  ...programOptions,
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  minifySyntax: true,
  legalComments: 'none',
});
await chmod('dist/main.js', 0o755);

// What goes with the code of others: their licences, and the list that a scanner reads.
const { papers } = await load('papers');
for (const { path, text } of papers(metafile)) await writeFile(path, text);
