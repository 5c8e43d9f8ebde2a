import { defineConfig } from 'vitest/config';

/** Text files are imported as text, as the build does it. */
const text = {
  name: 'text',
  enforce: 'pre' as const,
  async transform(code: string, id: string) {
    return /\.(yaml|txt)$/.test(id) || (id.endsWith('.css') && id.includes('/src/'))
      ? { code: `export default ${JSON.stringify(code)}`, map: null }
      : undefined;
  },
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
