import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRegister } from '../dpp/attestations.ts';
import { Problem } from '../problem.ts';
import { type Entry, newRegister, withEntry } from './record.ts';

const entry: Entry = { for: ['mfa'], title: 'MFA', url: 'https://docs.example/mfa', owner: 'Jane', date: '2026-01-31' };
const read = (text: string) => readRegister(text, 'attestations.yaml', () => null).attestations;

describe('recording', () => {
  it('begins a register that editors can check', () => {
    const text = withEntry('', entry, 'attestations.yaml');
    expect(text).toMatch(/^# yaml-language-server: \$schema=https:\/\/unpkg\.com\/dpp-audit@[\d.]+\/schemas\/attestations\.schema\.json\n/);
    expect(read(text)).toMatchObject([{ shows: ['mfa/identity-providers'], title: 'MFA', date: '2026-01-31' }]);
  });

  it('keeps comments and what is there', () => {
    const before =
      "# ours\nsince: '2025-01-01'\nattestations:\n  # the first\n  - { for: [mfa], title: A, url: 'https://a.example', owner: B, date: '2026-01-01' } # kept\n";
    const text = withEntry(before, entry, 'attestations.yaml');
    expect(text).toContain('# ours\n');
    expect(text).toContain('# the first\n');
    expect(text).toContain('# kept');
    expect(read(text).map(({ title }) => title)).toEqual(['A', 'MFA']);
  });

  it.each(['- a\n- b\n', 'attestations: [\n', 'text'])('refuses what is no register: %j', (text) => {
    expect(() => withEntry(text, entry, 'attestations.yaml')).toThrow(Problem);
  });

  it('reads again what it wrote, whatever the words', () => {
    const words = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 30 })
      .filter((text) => !/[\p{Cc}\p{Cs}\u2028\u2029\u0085\ufeff]/u.test(text));
    fc.assert(
      fc.property(words, words, (title, owner) => {
        expect(read(withEntry(newRegister, { ...entry, title, owner }, 'attestations.yaml'))[0]).toMatchObject({ title, owner });
      }),
    );
  });
});
