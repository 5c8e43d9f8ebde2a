// Bundles the program into dist/: split, so that a command loads what it needs and nothing else.
import { chmod, rm } from 'node:fs/promises';
import { build, nodeOptions } from './esbuild.mjs';

await rm('dist', { recursive: true, force: true });
await build({
  ...nodeOptions,
  entryPoints: { main: 'src/cli/main.ts' },
  outdir: 'dist',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  minifySyntax: true,
  legalComments: 'none',
});
await chmod('dist/main.js', 0o755);
