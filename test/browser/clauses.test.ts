import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findingsOf } from '../../src/findings/findings.ts';
import { evidencePages } from '../../src/report/clauses/pages.ts';
import { chromiumArguments, chromiumPath } from './browser.ts';
import { fixture } from './fixture.ts';

describe.skipIf(!chromiumPath)('the pages of a bundle in a browser', () => {
  const pages = new Map(evidencePages(findingsOf(fixture())));
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'clauses-'));
    for (const [path, text] of pages) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    browser = await chromium.launch({ executablePath: chromiumPath, args: [...chromiumArguments] });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    { name: 'wide and light', width: 1200, colorScheme: 'light' },
    { name: 'narrow and dark', width: 360, colorScheme: 'dark' },
  ] as const)('$name: each is accessible, asks nobody, runs nothing, and is no wider than the screen', async ({ width, colorScheme }) => {
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
      if (!request.url().startsWith(pathToFileURL(folder).href)) trouble.push(`request: ${request.url()}`);
    });
    expect(pages.size).toBeGreaterThan(3);
    for (const path of pages.keys()) {
      await page.goto(pathToFileURL(join(folder, path)).href);
      await page.evaluate(axe.source);
      const found = await page.evaluate(async () => {
        const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
        return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
      });
      expect(found, path).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width);
      expect(await page.locator('script, iframe, img, form').count(), path).toBe(0);
    }
    expect(trouble).toEqual([]);
    await context.close();
  });

  it('the index leads to every page, and each page back', async () => {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(join(folder, 'index.html')).href);
    const links = await page.locator('tbody a').evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
    expect(new Set(links.map((link) => link.split('#')[0])).size).toBe(pages.size - 1);
    await page.locator('tbody a').first().click();
    await page.getByRole('link', { name: 'All clauses' }).click();
    expect(page.url()).toMatch(/index\.html$/);
    await page.close();
  });
});
