import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drafts } from '../../src/answers/draft.ts';
import { gaps } from '../../src/answers/gaps.ts';
import { answersHtml, gapsHtml } from '../../src/answers/html.ts';
import { questions } from '../../src/answers/question.ts';
import { perfectRun, withFindings } from '../../src/answers/test-run.ts';
import { chromiumArguments, chromiumPath } from './browser.ts';
import { hostile } from './hostile.ts';

if (!chromiumPath && process.env.CI === 'true') throw new Error('There is no Chromium, and CI=true: the pages must be tested in a browser');

/** Documents with hostile titles, and failures in the words of an account. */
const file = withFindings(perfectRun('dpp-2026-08'), (finding) => ({
  ...finding,
  resource: { ...finding.resource, name: hostile[0] ?? '' },
  message: hostile.join(' '),
  ...(finding.requirement === 'mfa' && finding.resource.type !== 'attestation' && { verdict: 'fail' as const }),
}));

describe.skipIf(!chromiumPath)('answers in a browser', () => {
  const dir = mkdtempSync(join(tmpdir(), 'dpp-answers-'));
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath as string, args: [...chromiumArguments] });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it.each([
    ['answers', answersHtml(file, drafts(file, questions()))],
    ['plan of action', gapsHtml(file, gaps(file))],
  ])('%s: opens from disk at 360 px, light and dark, accessible; asks for nothing and runs nothing', async (name, text) => {
    const path = join(dir, `${name.replaceAll(' ', '-')}.html`);
    writeFileSync(path, text);
    for (const colorScheme of ['light', 'dark'] as const) {
      // scripts are refused by the page's policy; axe comes in from outside
      const page = await browser.newPage({ viewport: { width: 360, height: 800 }, colorScheme, bypassCSP: true });
      const asked: string[] = [];
      const alerts: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      page.on('dialog', async (dialog) => {
        alerts.push(dialog.message());
        await dialog.dismiss();
      });
      await page.goto(pathToFileURL(path).href);
      await page.evaluate(axe.source);
      const violations = await page.evaluate(async () => {
        const found = await (globalThis as unknown as { axe: typeof axe }).axe.run();
        return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
      });
      expect(violations).toEqual([]);
      expect([asked, alerts]).toEqual([[pathToFileURL(path).href], []]);
      expect(await page.locator('script, img, iframe').count()).toBe(0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
      await page.close();
    }
  });
});
