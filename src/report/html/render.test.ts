import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pageScript } from '../../../scripts/generate/page-script.ts';
import { editions, fixture } from '../../../test/browser/fixture.ts';
import { hostile } from '../../../test/browser/hostile.ts';
import { findingsOf } from '../../findings/findings.ts';
import { renderHtml } from './render.ts';

const page = (file = fixture()): string => [...renderHtml(findingsOf(file))].join('');
const sha = (text = ''): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe('the page', () => {
  it('is the same bytes each time', () => {
    expect(page()).toBe(page());
  });

  it('leads to each of its sections by the name that stands there', () => {
    const text = page();
    const [nav = ''] = /<nav aria-label="Sections">.*<\/nav>/.exec(text) ?? [];
    const links = [...nav.matchAll(/href="#([^"]*)"[^>]*>([^<]*)</g)].map(([, id, name]) => [id, name]);
    expect(links).toHaveLength(6);
    for (const [id, name = ''] of links) {
      const [, heading = ''] = new RegExp(`<h2 id="${id}">([^<]*)<`).exec(text) ?? [];
      expect(heading.toLowerCase()).toContain(name.toLowerCase());
    }
  });

  it('allows itself nothing but its own style and script', () => {
    const text = page();
    const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text) ?? [];
    expect(policy).toContain("default-src 'none'");
    const styles = [...text.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, css]) => sha(css));
    const scripts = [...text.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, script]) => sha(script));
    expect(styles).toHaveLength(2);
    expect(scripts).toHaveLength(1);
    for (const hash of [...styles, ...scripts]) expect(policy).toContain(hash);
    expect(policy).not.toContain('unsafe');
  });

  it('holds no handler, no style of an element, no address to fetch', () => {
    const text = page()
      .replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
      .replace(/="[^"]*"/g, '=""');
    expect(text).not.toMatch(/<[^>]*\s(on[a-z]+|style|src|srcset|action|formaction)=/i);
    expect(
      [
        ...page()
          .replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
          .matchAll(/\shref="([^"]*)"/g),
      ]
        .map(([, href]) => href)
        .filter((href) => !href?.startsWith('#') && !href?.startsWith('https://docs.aws.amazon.com/')),
    ).toEqual([]);
  });

  it('shows what the account holds as text alone', () => {
    const text = page().replace(/<(script|style)[\s\S]*?<\/\1>/g, '');
    for (const name of hostile.filter((one) => /[<>"]/.test(one))) expect(text).not.toContain(name);
    expect(text).not.toMatch(/<img|<!--/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202e]/);
    expect(text).toContain('invoice[U+202E]gnp.exe');
  });

  it('cannot be broken out of by a title or a printed foot', () => {
    const file = fixture();
    const evil = '"}</style><script>alert(1)</script>';
    const text = page({
      ...file,
      audit: { ...file.audit, accounts: [{ id: evil, alias: evil }] },
      requirements: file.requirements.map((row) => ({ ...row, id: evil, title: evil, clause: evil })),
    });
    expect(text).not.toContain(evil);
    expect(text.match(/<script>/g)).toHaveLength(1);
    expect(text.match(/<style>/g)).toHaveLength(2);
  });

  it('has every requirement, also those that nobody can show', () => {
    const text = page();
    for (const { id } of fixture().requirements) expect(text).toContain(`<details class="req" id="r-${id}">`);
  });

  it('says that a run was cut off before it says anything else', () => {
    const file = fixture();
    const text = page({ ...file, audit: { ...file.audit, complete: false } });
    expect(text.indexOf('This run is not complete')).toBeGreaterThan(0);
    expect(text.indexOf('This run is not complete')).toBeLessThan(text.indexOf('<h1>'));
  });

  it('says that no PII is held, what was left out, and that this is the newest edition', () => {
    const file = fixture();
    const text = page({
      ...file,
      audit: { ...file.audit, holdsPii: false, edition: editions.newest, regions: { ...file.audit.regions, leftOut: ['eu-north-1'] } },
    });
    expect(text).toContain('holds no PII');
    expect(text).toContain('1 enabled region was left out.');
    expect(text).toContain('This audit is against the newest edition');
  });

  it('shows twenty findings in a row, and says how many more there are', () => {
    const file = fixture();
    const [finding] = file.findings;
    if (!finding) throw new Error('The fixture has no findings');
    const findings = Array.from({ length: 31 }, (_, i) => ({ ...finding, verdict: 'fail' as const, id: `g${i}` }));
    const text = page({ ...file, findings });
    expect(text.match(/<article class="finding">/g)).toHaveLength(20);
    expect(text).toContain('11 more are not shown here.');
  });

  it('renders an audit that found nothing', () => {
    const file = fixture({ findings: [], records: [], resources: [], requirements: [], rules: [] });
    const text = page({ ...file, coverage: { calls: [], denied: [], resources: [], waivers: [], unclassified: [] } });
    expect(text).toContain('Cannot say:');
    expect(text).toContain('No store was found.');
  });
});

it('the script in the page is made from its sources as they stand', async () => {
  const { path, text } = await pageScript();
  expect(readFileSync(path, 'utf8') === text, 'Run `npm run generate` and commit the result').toBe(true);
});
