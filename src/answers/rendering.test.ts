import { describe, expect, it } from 'vitest';
import { escapeMarkdown } from '../report/markdown.ts';
import { named } from '../report/named.ts';
import { drafts } from './draft.ts';
import { gaps } from './gaps.ts';
import { answersHtml, gapsHtml } from './html.ts';
import { answersMarkdown, gapsMarkdown } from './markdown.ts';
import { questions } from './question.ts';
import type { AnsweredFile } from './run.ts';
import { perfectRun, withFindings } from './test-run.ts';

const all = questions();
const newest = perfectRun('dpp-2026-08');
const hostile = '</pre><script>alert(1)</script> ```\n# Yes | [x](https://evil.example) \u202e';
const attacked = withFindings(newest, (finding) => ({
  ...finding,
  resource: { ...finding.resource, name: hostile },
  message: hostile,
  ...(finding.rule === 'root-has-mfa' && { verdict: 'fail' as const }),
}));

describe('what an account or a document is called', () => {
  it('is no markup in the pages, which have no script and no address outside', () => {
    for (const page of [answersHtml(attacked, drafts(attacked, all)), gapsHtml(attacked, gaps(attacked))]) {
      expect(page).not.toContain('<script');
      expect(page).not.toContain('\u202e');
      expect(page).toContain('&lt;script&gt;');
      expect(page).toMatch(/<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-[^"]+"/);
      expect(
        [...page.matchAll(/(?:href|src)="([^"]*)"/g)].filter(([, address = '']) => !/^clauses\/[\w.–-]+\.html#r-[a-z-]+$/.test(address)),
      ).toEqual([]);
    }
  });

  it('ends no block and no table of the Markdown', () => {
    const fences = answersMarkdown(attacked, drafts(attacked, all))
      .split('\n')
      .filter((line) => /^`{3,}/.test(line));
    expect(fences.length % 2).toBe(0);
    for (let i = 0; i < fences.length; i += 2) expect(fences[i]).toBe(`${fences[i + 1]}text`);
    const rows = gapsMarkdown(attacked, gaps(attacked))
      .split('\n')
      .filter((line) => line.startsWith('|'));
    expect(rows.filter((row) => [...row.matchAll(/(?<!\\)\|/g)].length !== 9)).toEqual([]);
  });
});

describe('the draft', () => {
  const markdown = answersMarkdown(newest, drafts(newest, all));

  it('restates each question, and says what to tick', () => {
    for (const { asked } of drafts(newest, all)) expect(markdown).toContain(`### ${escapeMarkdown(asked)}\n`);
    expect(markdown).toContain('\n\n**Yes**\n\n');
    expect(markdown).toContain('**[Only you can say: ');
    expect(answersHtml(newest, drafts(newest, all))).toContain('<p class="answer yes"><b>Yes</b></p>');
  });

  it('warns first of an edition that was replaced, of a run cut off, of regions left out, and where there is no register', () => {
    const { attestations: _, ...inputs } = newest.audit.inputs;
    const file: AnsweredFile = {
      ...newest,
      audit: {
        ...newest.audit,
        complete: false,
        inputs,
        edition: { ...newest.audit.edition, id: 'dpp-2022-08', inForce: false, newest: false, until: '2024-06-11' },
        regions: { ...newest.audit.regions, leftOut: ['eu-north-1'] },
      },
    };
    const [head = ''] = answersMarkdown(file, []).split('\n## ');
    for (const wanted of ['dpp-2022-08 was replaced in June 2024', 'was cut off', 'eu-north-1', 'no register of attestations'])
      expect(head).toContain(wanted);
    expect(markdown.split('\n## ')[0]).not.toMatch(/replaced|cut off|register|not looked at/);
  });

  it('is the same for the same run', () => {
    expect(answersMarkdown(named({ ...newest }), drafts(newest, all))).toBe(markdown);
  });
});
