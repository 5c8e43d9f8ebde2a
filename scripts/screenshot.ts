// node scripts/run.mjs screenshot: docs/report.png, the top of the sample account's report as the README shows it.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { chromiumArguments, chromiumPath } from '../test/browser/browser.ts';

const browser = await chromium.launch({ executablePath: chromiumPath, args: [...chromiumArguments] });
try {
  const page = await browser.newPage({ viewport: { width: 1180, height: 1000 }, colorScheme: 'light' });
  await page.goto(pathToFileURL(resolve('reports/sample/report.html')).href);
  await page.screenshot({ path: 'docs/report.png' });
} finally {
  await browser.close();
}
