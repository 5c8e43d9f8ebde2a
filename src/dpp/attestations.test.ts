import { describe, expect, it } from 'vitest';
import { Problem } from '../problem.ts';
import { aspectsNamed, hashesText, readHashes, readRegister, registerHash } from './attestations.ts';
import { requirements } from './requirement.ts';

const sha256 = 'a'.repeat(64);
const entry = (more: string): string => `attestations:\n  - for: [incident-response]\n    title: Plan\n    owner: Jane\n${more}`;
const read = (text: string, hash: string | null = sha256) => readRegister(text, 'attestations.yaml', () => hash);

const complaints = (text: string): readonly string[] => {
  try {
    read(text);
    return [];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error.message.split('\n');
  }
};

describe('a register', () => {
  it('is read, with the files that it names as they are', () => {
    const register = read(entry(`    file: docs/plan.md\n    sha256: ${sha256}\n    date: '2026-01-31'\n`), 'b'.repeat(64));
    expect(register.hashes).toEqual({ 'docs/plan.md': 'b'.repeat(64) });
    expect(register.attestations).toEqual([
      {
        shows: ['incident-response/plan'],
        title: 'Plan',
        where: { file: 'docs/plan.md', sha256 },
        owner: 'Jane',
        date: '2026-01-31',
        earlier: [],
        realTime: false,
      },
    ]);
  });

  it.each(['', '# nothing yet\n', 'attestations: []\n'])('may be empty: %j', (text) => {
    expect(read(text).attestations).toEqual([]);
  });

  it.each([
    [
      'a date without quotes that is none',
      entry("    url: https://x.example\n    date: '2026-02-30'\n"),
      '`2026-02-30` is no day of the calendar',
    ],
    [
      'an unknown requirement',
      entry("    url: https://x.example\n    date: '2026-01-01'\n").replace('incident-response', 'incident-respons'),
      'did you mean `incident-response`?',
    ],
    [
      'a part that AWS shows',
      entry("    url: https://x.example\n    date: '2026-01-01'\n").replace('incident-response', 'incident-response/contact'),
      'and not `contact`',
    ],
    [
      'what no document shows',
      entry("    url: https://x.example\n    date: '2026-01-01'\n").replace('incident-response', 'network-firewall'),
      'no document shows `network-firewall`',
    ],
    ['neither file nor address', entry("    date: '2026-01-01'\n"), 'lacks `file` or `url`'],
    ['both', entry(`    file: a.md\n    sha256: ${sha256}\n    url: https://x.example\n    date: '2026-01-01'\n`), 'not both'],
    ['a file without a hash', entry("    file: a.md\n    date: '2026-01-01'\n"), 'lacks its `sha256`'],
    ['a file that lies outside', entry(`    file: ../a.md\n    sha256: ${sha256}\n    date: '2026-01-01'\n`), 'lies outside'],
    ['an absolute path', entry(`    file: /etc/passwd\n    sha256: ${sha256}\n    date: '2026-01-01'\n`), 'lies outside'],
    ['a path of Windows', entry(`    file: 'C:\\a.md'\n    sha256: ${sha256}\n    date: '2026-01-01'\n`), 'lies outside'],
    ['http', entry("    url: http://x.example\n    date: '2026-01-01'\n"), 'https://'],
    [
      'an earlier day that is later',
      entry("    url: https://x.example\n    date: '2026-01-01'\n    earlier: ['2026-01-02']\n"),
      'is later than',
    ],
    ['a misspelt key', entry("    url: https://x.example\n    dat: '2026-01-01'\n"), 'did you mean `date`?'],
    ['no owner', "attestations:\n  - { for: [mfa], title: T, owner: '', url: 'https://x.example', date: '2026-01-01' }\n", 'owner'],
  ])('%s is refused', (_, text, expected) => {
    expect(complaints(text).join('\n')).toContain(expected);
    expect(complaints(text).every((line) => /^attestations\.yaml:\d+:\d+: /.test(line))).toBe(true);
  });

  it('says everything that is wrong at once', () => {
    expect(complaints(entry("    file: ../a.md\n    date: '2026-13-01'\n").replace('incident-response', 'nothing'))).toHaveLength(3);
  });
});

describe('what an id names', () => {
  it('is every part that documents show', () => {
    expect(aspectsNamed('password-policy')).toEqual(['password-policy/beyond-iam', 'password-policy/identity-providers']);
    expect(aspectsNamed('password-policy/beyond-iam')).toEqual(['password-policy/beyond-iam']);
  });

  it('never a part that AWS shows, or could show', () => {
    for (const { id, aspects } of requirements)
      for (const aspect of aspects) expect(typeof aspectsNamed(`${id}/${aspect.id}`) === 'string').toBe(aspect.by !== 'attestation');
  });
});

describe('hashes', () => {
  it('are kept in a run and read again', () => {
    const register = read(entry(`    file: plan.md\n    sha256: ${sha256}\n    date: '2026-01-31'\n`), null);
    expect(readHashes(hashesText(register), 'hashes.json')).toEqual({ 'plan.md': null });
  });

  it.each(['[]', '{"a.md": 1}', '{"a.md": "abc"}', 'nonsense'])('%s is refused', (text) => {
    expect(() => readHashes(text, 'hashes.json')).toThrow(Problem);
  });

  it('of the whole: another text or another file is another input', () => {
    const text = entry(`    file: plan.md\n    sha256: ${sha256}\n    date: '2026-01-31'\n`);
    expect(new Set([registerHash(read(text)), registerHash(read(text, null)), registerHash(read(`${text}\n`))]).size).toBe(3);
    expect(registerHash(read(text))).toBe(registerHash(read(text)));
  });
});
