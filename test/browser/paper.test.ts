import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { summaryHtml } from '../../src/accounts/html.ts';
import { fiveAccounts } from '../../src/accounts/test-summary.ts';
import { gaps } from '../../src/answers/gaps.ts';
import { gapsHtml } from '../../src/answers/html.ts';
import type { FindingsFile } from '../../src/findings/file.ts';
import { findingsOf } from '../../src/findings/findings.ts';
import { evidencePages } from '../../src/report/clauses/pages.ts';
import { renderHtml } from '../../src/report/html/render.ts';
import { chromiumArguments, chromiumPath } from './browser.ts';
import { long, longNamed } from './long-names.ts';

const all = (pages: Iterable<readonly [string, string]>): ReadonlyMap<string, string> => new Map(pages);
const clauses = all(evidencePages(findingsOf(longNamed())));

const pages: readonly (readonly [name: string, text: string, paper: number])[] = [
  ['report.html', [...renderHtml(findingsOf(longNamed()))].join(''), 688],
  ['summary.html', summaryHtml(fiveAccounts((name) => `${name}${long.account}`)), 688],
  ['plan.html', gapsHtml(longNamed(), gaps(longNamed())), 1010],
  ...[...clauses].map(([path, text]) => [path, text, 1010] as const),
];

describe.skipIf(!chromiumPath)('pages with the longest names', () => {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'paper-'));
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

  it.each(pages)('%s is no wider than a screen, nor than paper', async (path, _, paper) => {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(join(folder, path)).href);
    const wider: string[] = [];
    for (const [media, width] of [
      ['screen', 1280],
      ['screen', 390],
      ['print', paper],
    ] as const) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ media });
      const has = await page.evaluate(() => document.documentElement.scrollWidth);
      if (has > width) wider.push(`${media} ${width}: ${has}`);
    }
    await page.close();
    expect(wider).toEqual([]);
  });

  const sample = JSON.parse(readFileSync('reports/sample/findings.json', 'utf8')) as FindingsFile;
  const ofSample = all(evidencePages(findingsOf(sample)));

  it.each([
    ['clause 2.6', ofSample.get('clauses/2.6.html') ?? '', 13],
    ['clause 1.3', ofSample.get('clauses/1.3.html') ?? '', 15],
    ['plan of action', gapsHtml(sample, gaps(sample)), 12],
  ])('%s of the sample account is printed on few pages', async (_, text, most) => {
    const path = join(folder, 'sample.html');
    writeFileSync(path, text);
    const page = await browser.newPage();
    await page.goto(pathToFileURL(path).href);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    await page.close();
    const printed = [...pdf.matchAll(/\/Type\s*\/Page\b/g)].length;
    expect(printed).toBeGreaterThan(0);
    expect(printed).toBeLessThanOrEqual(most);
  });
});
