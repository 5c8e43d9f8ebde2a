// biome-ignore-all lint/performance/useDomNodeTextContent: what is seen is what is tested
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FindingsFile } from '../../src/findings/file.ts';
import { findingsOf } from '../../src/findings/findings.ts';
import { renderHtml } from '../../src/report/html/render.ts';
import { chromiumArguments, chromiumPath } from './browser.ts';
import { findings, fixture } from './fixture.ts';
import { hostile } from './hostile.ts';

if (!chromiumPath) {
  if (process.env.CI === 'true') throw new Error('There is no Chromium, and CI=true: the report must be tested in a browser');
  console.warn('Skipped: the report in a browser. There is no Chromium at /usr/bin/chromium or on the PATH.');
}

describe.skipIf(!chromiumPath)('the report in a browser', () => {
  let browser: Browser;
  let folder: string;
  const pages: Page[] = [];
  /** What the page asked for beyond itself, what it complained of, what it popped up. */
  let trouble: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'report-'));
    browser = await chromium.launch({ executablePath: chromiumPath, args: [...chromiumArguments] });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.context().close();
    const all = trouble;
    trouble = [];
    expect(all).toEqual([]);
  });

  /** The report opened from disk; `ready` waits for the list of findings. */
  async function open({
    file = fixture(),
    fragment = '',
    ready = true,
    ...options
  }: { file?: FindingsFile; fragment?: string; ready?: boolean } & BrowserContextOptions = {}): Promise<Page> {
    const path = join(folder, 'report.html');
    writeFileSync(path, [...renderHtml(findingsOf(file))].join(''));
    const context = await browser.newContext(options);
    const page = await context.newPage();
    pages.push(page);
    page.on('console', (message) => trouble.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => trouble.push(`error: ${error.message}`));
    page.on('dialog', (dialog) => {
      trouble.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      if (request.url().split('#')[0] !== pathToFileURL(path).href) trouble.push(`request: ${request.url()}`);
    });
    await page.goto(pathToFileURL(path).href + fragment);
    if (ready) await page.locator('.row').first().waitFor();
    return page;
  }

  const rows = (page: Page) => page.locator('.list .row');
  const chip = (page: Page, name: RegExp) => page.getByRole('button', { name });
  const hash = (page: Page): string => decodeURIComponent(new URL(page.url()).hash);
  const failing = findings.filter(({ verdict }) => verdict === 'fail').length;

  /** What the accessibility rules say of the page, one line each. */
  async function violations(page: Page): Promise<string[]> {
    await page.evaluate(axe.source);
    return page.evaluate(async () => {
      const found = await (globalThis as unknown as { axe: typeof axe }).axe.run();
      return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary}`));
    });
  }

  it('opens from disk, asks for nothing, runs nothing that the account holds', async () => {
    const page = await open();
    expect(await page.title()).toBe('Audit of acme-seller, 24 November 2026');
    for (const details of await page.locator('details:visible').all())
      await details.evaluate((one: HTMLDetailsElement) => (one.open = true));
    for (const name of hostile.filter((one) => one.startsWith('<') || one.startsWith('"')))
      expect(await page.getByText(name, { exact: true }).count()).toBeGreaterThan(0);
    expect(await page.locator('img, iframe, object, embed').count()).toBe(0);
    expect(await page.locator('body').innerText()).not.toMatch(/\u202e/);
  });

  it('may not reach the network, even if something tried', async () => {
    const page = await open();
    const refused = await page.evaluate(() =>
      fetch('https://example.com').then(
        () => 'reached',
        () => 'refused',
      ),
    );
    expect(refused).toBe('refused');
    trouble = trouble.filter((text) => !text.includes('example.com'));
  });

  it('filters by query, with the fragment following', async () => {
    const page = await open();
    await page.keyboard.press('/');
    await page.keyboard.type('verdict:fail service:s3 name:reports');
    await page.keyboard.press('Enter');
    expect(await rows(page).count()).toBe(2);
    expect(await page.getByRole('status').innerText()).toContain('2 of 62 findings');
    expect(hash(page)).toBe('#q=verdict:fail+service:s3+name:reports');
    await page.keyboard.press('Escape');
    expect(await page.locator('#query').inputValue()).toBe('');
    expect(await page.getByRole('status').innerText()).toBe('62 findings');
  });

  it('filters by chips, which count what they would show', async () => {
    const page = await open();
    const fail = chip(page, /^✕ Fail/);
    expect(await fail.innerText()).toContain(String(failing));
    await fail.click();
    expect(await rows(page).count()).toBe(failing);
    expect(await fail.getAttribute('aria-pressed')).toBe('true');
    expect(await page.locator('#query').inputValue()).toBe('verdict:fail');
    await chip(page, /^\? Not read/).click();
    expect(await rows(page).count()).toBe(failing + 3);
    await fail.click();
    expect(await rows(page).count()).toBe(3);
    await page.getByText('Service, region, requirement').click();
    await chip(page, /^kms/).click();
    expect(await rows(page).count()).toBe(2);
  });

  it('completes fields and values', async () => {
    const page = await open();
    await page.keyboard.press('/');
    await page.keyboard.type('verd');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.locator('#query').inputValue()).toBe('verdict:');
    await page.keyboard.type('fa');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.locator('#query').inputValue()).toBe('verdict:fail ');
    expect(await rows(page).count()).toBe(failing);
    expect(await page.locator('[role=listbox]').isVisible()).toBe(false);
  });

  it('opens a finding in place, with all that stands behind it', async () => {
    const page = await open();
    const row = rows(page).filter({ hasText: 'seller-reports keeps old versions' });
    await row.scrollIntoViewIfNeeded();
    const before = (await row.boundingBox())?.y;
    await row.click();
    const detail = page.locator('.opened .detail');
    await detail.waitFor();
    expect((await row.boundingBox())?.y).toBe(before);
    const text = await detail.innerText();
    for (const part of [
      'at most 30 days',
      'for ever',
      'retention.maxDays',
      'arn:aws:s3:::seller-reports',
      'Why it matters',
      'What this rule cannot see',
      'aws s3api put-bucket-lifecycle-configuration --bucket seller-reports',
      'REQ0EXAMPLE',
      '24 November 2026, 09:12:31 UTC',
    ])
      expect(text).toContain(part);
    await detail.getByText('Raw answer').first().click();
    expect(await detail.locator('mark').first().innerText()).toBe('redacted:endpoint:31');
    await detail.getByText('Waive it for a while').click();
    expect(await detail.innerText()).toContain('rule: "stores-pii-retention"\n    resource: "arn:aws:s3:::seller-reports"\n    reason: ""');
    expect(hash(page)).toMatch(/^#finding=f/);
  });

  it('says of a list that could not be read what to allow, and offers nothing to waive', async () => {
    const page = await open({ fragment: '#finding=f-keys' });
    const detail = page.locator('.opened .detail');
    await detail.waitFor();
    expect(await page.locator('.row[aria-expanded=true]').innerText()).toContain('KMS keys');
    const text = await detail.innerText();
    expect(text).toContain('the whole list');
    expect(text).toContain('kms:ListKeys was denied (AccessDeniedException) in us-east-1');
    expect(text).toContain('Let the auditing role ask kms:ListKeys, and audit again');
    expect(text).not.toContain('Waive it');
  });

  it('copies a command', async () => {
    const page = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
    await rows(page).filter({ hasText: 'seller-reports lets connections' }).click();
    const button = page.locator('.opened .copyable button').first();
    await button.click();
    await page.getByText('Copied', { exact: true }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      'aws s3api put-bucket-policy --bucket seller-reports --policy file://tls.json',
    );
  });

  it('opens a deep link, also one that its query hides, and goes back and forth', async () => {
    const id = findings.find(({ message }) => message.startsWith('anna@'))?.id ?? '';
    const page = await open({ fragment: `#finding=${id}` });
    await page.locator('.opened .detail').waitFor();
    const row = page.locator('.row[aria-expanded=true]');
    expect(await row.innerText()).toContain('anna@acme.example');
    expect(await row.evaluate((one) => one.getBoundingClientRect().top >= 0 && one.getBoundingClientRect().top < innerHeight)).toBe(true);
    await chip(page, /^\? Not read/).click();
    expect(await rows(page).count()).toBe(3);
    expect(await page.locator('.opened').count()).toBe(0);
    await page.goBack();
    await page.locator('.opened .detail').waitFor();
    expect(hash(page)).toBe(`#finding=${id}`);
    await page.goForward();
    await page.locator('.opened').waitFor({ state: 'detached' });
    expect(await rows(page).count()).toBe(3);

    await page.evaluate((to) => {
      location.hash = to;
    }, `#finding=${findings[0]?.id}`);
    await page.locator('.opened .detail').waitFor();
    // in view, to the pixel: a window scrolls by whole ones
    await expect
      .poll(() => row.evaluate((one) => one.getBoundingClientRect().top > -1 && one.getBoundingClientRect().bottom < innerHeight + 1))
      .toBe(true);

    const hidden = await open({ fragment: `#q=verdict:pass&finding=${id}` });
    await hidden.locator('.opened .detail').waitFor();
    expect(await hidden.locator('#query').inputValue()).toBe('');
  });

  it('goes from a requirement to its findings', async () => {
    const page = await open();
    await page.locator('a.cell[href="#r-pii-retention"]').click();
    const row = page.locator('#r-pii-retention');
    await page.locator('#r-pii-retention[open]').waitFor();
    await row.getByText('See what holds').click();
    expect(await page.locator('#query').inputValue()).toBe('requirement:pii-retention verdict:pass');
    expect(await rows(page).count()).toBe(1);
  });

  it('can be walked by keyboard alone', async () => {
    const page = await open();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the requirements');
    await page.locator('#r-mfa > summary').focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('#r-mfa').getAttribute('open')).not.toBeNull();
    await page.keyboard.press('/');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('query');
    await page.keyboard.type('verdict:fail ');
    await page.keyboard.press('Enter');
    for (let n = 0; n < 60 && !(await page.evaluate(() => document.activeElement?.classList.contains('row'))); n++)
      await page.keyboard.press('Tab');
    const at = () => page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.position);
    expect(await at()).toBe('0');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await at()).toBe('2');
    await page.keyboard.press('End');
    expect(await at()).toBe(String(failing - 1));
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.locator('.opened .detail').waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('.opened') !== null)).toBe(true);
    await page.keyboard.press('Shift+Tab');
    expect(await at()).toBe('0');
    await page.keyboard.press('Enter');
    expect(await page.locator('.opened').count()).toBe(0);
  });

  it.each(['light', 'dark'] as const)('meets the accessibility rules in %s, with everything open', async (colorScheme) => {
    const page = await open({ colorScheme });
    expect(await violations(page)).toEqual([]);
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    await rows(page).filter({ hasText: 'orders-inbox' }).first().click();
    await page.locator('.opened .detail').waitFor();
    for (const summary of await page.locator('.opened summary').all()) await summary.click();
    await page.keyboard.press('/');
    await page.keyboard.type('verdict:');
    expect(await violations(page)).toEqual([]);
  });

  it('fits 360 pixels without scrolling sideways, with everything open', async () => {
    const page = await open({ viewport: { width: 360, height: 740 } });
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    await rows(page).first().click();
    await page.locator('.opened .detail').waitFor();
    const wide = await page.evaluate(() =>
      [...document.querySelectorAll('body *')]
        .filter((one) => one.getBoundingClientRect().right > innerWidth && !one.closest('pre'))
        .map((one) => one.outerHTML.slice(0, 120)),
    );
    expect(wide).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    expect(await violations(page)).toEqual([]);
  });

  it('prints the summary, the failing findings, the stores and what was looked at', async () => {
    const page = await open();
    await page.emulateMedia({ media: 'print' });
    const text = await page.locator('body').innerText();
    for (const part of [
      'Not ready:',
      'PII gone within 30 days',
      'What to do first',
      'What the newest edition asks differently',
      'The findings that fail.',
      'Stores of Amazon’s data',
      'What was looked at',
    ])
      expect(text).toContain(part);
    expect(await page.locator('#print-findings tbody tr').count()).toBe(failing);
    expect(await page.locator('#finder').isVisible()).toBe(false);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.length).toBeGreaterThan(10_000);
  });

  it('reads without JavaScript', async () => {
    const page = await open({ javaScriptEnabled: false, ready: false });
    const text = await page.locator('body').innerText();
    for (const part of [
      'Not ready:',
      'PII gone within 30 days',
      'Give anna@acme.example an MFA device.',
      'Logs kept 365 days',
      'The list of all findings needs JavaScript',
      'trail-logs',
    ])
      expect(text).toContain(part);
    await page.locator('#r-mfa > summary').click();
    expect(await page.locator('#r-mfa').innerText()).toContain('anna@acme.example has a console password and no MFA');
    expect(await page.getByText('Findings', { exact: true }).locator('visible=true').count()).toBe(1);
  });

  it('holds many findings in few elements, and finds among them', async () => {
    const file = fixture();
    const many = Array.from({ length: 20_000 }, (_, i) => {
      const finding = findings[i % findings.length] as (typeof findings)[number];
      return { ...finding, id: `m${i}`, message: `${finding.message} (${i})` };
    });
    const page = await open({ file: { ...file, findings: many } });
    expect(await rows(page).count()).toBe(50);
    await page.getByRole('button', { name: 'Show all 20,000 findings' }).click();
    await page.keyboard.press('End');
    await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.position)).toBe('19999');
    expect(await rows(page).count()).toBeLessThan(60);
    await page.keyboard.press('Enter');
    await page.locator('.opened .detail').waitFor();
    await page.locator('#query').fill('"(12345)"');
    expect(await rows(page).count()).toBe(1);

    const deep = await open({ file: { ...file, findings: many }, fragment: '#finding=m19999' });
    await deep.locator('.opened .detail').waitFor();
    expect(await deep.locator('.row[aria-expanded=true]').innerText()).toContain('(19999)');
  });
});
