import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { summaryHtml } from '../../src/accounts/html.ts';
import { fiveAccounts } from '../../src/accounts/test-summary.ts';
import { chromiumArguments, chromiumPath } from './browser.ts';
import { hostile } from './hostile.ts';

describe.skipIf(!chromiumPath)('the summary of many accounts in a browser', () => {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'summary-'));
    browser = await chromium.launch({ executablePath: chromiumPath, args: [...chromiumArguments] });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    { name: 'wide and light', width: 1200, colorScheme: 'light', hung: '' },
    { name: 'narrow and dark', width: 360, colorScheme: 'dark', hung: '' },
    { name: 'with hostile names', width: 360, colorScheme: 'light', hung: hostile.join(' ') },
  ] as const)(
    '$name: it is accessible, asks nobody, runs nothing, and is no wider than the screen',
    async ({ width, colorScheme, hung }) => {
      const path = join(folder, 'summary.html');
      writeFileSync(path, summaryHtml(fiveAccounts((plain) => plain + hung)));
      const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
      const page = await context.newPage();
      const trouble: string[] = [];
      page.on('console', (message) => trouble.push(`console: ${message.text()}`));
      page.on('pageerror', (error) => trouble.push(`error: ${error.message}`));
      page.on('dialog', (dialog) => {
        trouble.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      page.on('request', (request) => {
        if (request.url() !== pathToFileURL(path).href) trouble.push(`request: ${request.url()}`);
      });
      await page.goto(pathToFileURL(path).href);
      await page.evaluate(axe.source);
      const found = await page.evaluate(async () => {
        const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
        return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
      });
      expect(found).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      expect(await page.locator('script, iframe, img, form').count()).toBe(0);
      expect(await page.locator('article.account').count()).toBe(3);
      expect(await page.locator('article.account h3 a').first().getAttribute('href')).toBe('111122223333/report.html');
      expect(await page.locator('article.account .cell').first().getAttribute('href')).toBe('111122223333/report.html#r-mfa');
      expect(trouble).toEqual([]);
      await context.close();
    },
  );
});
