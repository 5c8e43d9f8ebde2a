import { describe, expect, it } from 'vitest';
import { editions, fixture } from '../../../test/browser/fixture.ts';
import { hostile } from '../../../test/browser/hostile.ts';
import { hang, widthOf, wrap } from './columns.ts';
import { renderTerminal } from './render.ts';

const plain = (width = 80, file = fixture()): string => renderTerminal(file, { colour: false, width });

describe('the summary on a terminal', () => {
  it('begins with the verdict line', () => {
    expect(plain(200).split('\n')[0]).toMatch(/^Not ready: \d of 22 requirements of dpp-2022-08, replaced in June 2024, fail/);
  });

  it('has a row for each requirement, with word, shape and counts', () => {
    const text = plain();
    for (const { title } of fixture().requirements) expect(text).toContain(title);
    expect(text).toMatch(/2\.1 +PII gone within 30 days +✕ Fail +10 of 12/);
    expect(text).toMatch(/1\.1 +Security training +– Not provable$/m);
  });

  it('says what to do, what the newest edition changes and what could not be read', () => {
    const text = plain(120);
    expect(text).toContain('What to do first');
    expect(text).toContain('Give anna@acme.example an MFA device.');
    expect(text).toContain('2.6.1 Logs kept 365 days: 365 days instead of 90 days (fail, here not provable)');
    expect(text).toContain('? kms:GetKeyRotationStatus was denied (AccessDeniedException) in eu-west-1. Not known: Whether');
  });

  it('says nothing of the newest edition where it is the one chosen', () => {
    const { audit } = fixture();
    expect(plain(80, fixture({ audit: { ...audit, edition: editions.newest } }))).not.toContain('asks differently');
  });

  it.each([40, 80, 120])('fits %i columns', (width) => {
    for (const line of plain(width).split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(width);
  });

  it('sends no control character of the account to the terminal', () => {
    const base = fixture();
    const [first = ''] = hostile.filter((name) => name.includes('\u001b'));
    const text = plain(80, {
      ...base,
      audit: { ...base.audit, accounts: [{ id: '1', alias: first }] },
      requirements: base.requirements.map((row) => ({ ...row, title: first, clause: '\u202e1' })),
      findings: base.findings.map((row) => ({ ...row, message: first, resource: { ...row.resource, name: first } })),
      coverage: { ...base.coverage, denied: [{ operation: first, code: first, regions: [first], calls: 1, leaves: [first] }] },
    });
    expect(text).toContain('[U+001B][31mred');
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('colours only where asked to', () => {
    expect(plain()).not.toContain('\u001b');
    const coloured = renderTerminal(fixture(), { colour: true, width: 80 });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what is looked for
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(plain());
  });
});

describe('wrapping', () => {
  it.each([
    ['at blanks', 'one two three', 7, ['one two', 'three']],
    ['a word that is too long', 'abcdefgh ij', 3, ['abc', 'def', 'gh', 'ij']],
    ['wide characters', '日本語', 4, ['日本', '語']],
    ['nothing', '', 5, []],
  ])('%s', (_, text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });

  it('hangs further lines below the first', () => {
    expect(hang('aaaa bbbb cccc dddd eeee', 24, '    ', '  ? ')).toBe('  ? aaaa bbbb cccc dddd\n    eeee');
  });
});
