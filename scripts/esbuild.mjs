// One way to compile TypeScript, shared by the build and by the scripts.
import { build } from 'esbuild';

/** Text files are part of the program: what the vitest plugin does for tests, esbuild does here. */
export const textLoaders = { '.yaml': 'text', '.css': 'text', '.txt': 'text' };

/** Options for a Node program: ES modules, every dependency bundled, imports of CommonJS packages allowed. */
export const nodeOptions = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  mainFields: ['module', 'main'],
  conditions: ['module', 'import', 'node'],
  loader: textLoaders,
  logLevel: 'warning',
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
};

/** Options for the whole program, split so that a command loads what it needs; esbuild's metafile tells what it holds. */
export const programOptions = {
  ...nodeOptions,
  entryPoints: { main: 'src/cli/main.ts' },
  splitting: true,
  metafile: true,
};

export { build };
