import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Text files are imported as text, as the build does it. A style sheet goes by another name: the test runner empties what it knows as one. */
const text = {
  name: 'text',
  enforce: 'pre' as const,
  resolveId: (source: string, importer?: string) =>
    source.endsWith('.css') && importer?.includes('/src/') ? `${resolve(dirname(importer), source)}.txt` : undefined,
  load: (id: string) => (id.endsWith('.css.txt') ? readFileSync(id.slice(0, -'.txt'.length), 'utf8') : undefined),
  transform: (code: string, id: string) =>
    /\.(yaml|txt)$/.test(id) ? { code: `export default ${JSON.stringify(code)}`, map: null } : undefined,
};

export default defineConfig({
  plugins: [text],
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['test/emulator/setup.ts'],
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
