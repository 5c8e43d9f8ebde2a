import { describe, expect, it } from 'vitest';
import { hostile } from '../../test/browser/hostile.ts';
import { verdicts } from '../findings/verdict.ts';
import { summaryMarkdown } from './markdown.ts';
import type { ReadRow, Summary } from './summary.ts';

const read = (id: string, name: string, more: Partial<ReadRow> = {}): ReadRow => ({
  id,
  name,
  state: 'read',
  folder: id,
  asOf: '2026-11-24T09:12:00.000Z',
  edition: { id: 'dpp-2026-08', newest: true, inForce: true, until: '' },
  regionsLeftOut: [],
  tone: 'part',
  answer: '',
  requirements: { ...(Object.fromEntries(verdicts.map((verdict) => [verdict, 0])) as ReadRow['requirements']), pass: 2 },
  exitCode: 0,
  ...more,
});

const base: Summary = {
  schemaVersion: 1,
  tool: { name: 'dpp-audit', version: '1' },
  asOf: '2026-11-24T09:12:00.000Z',
  exitCode: 1,
  accounts: [
    read('111122223333', 'shop', { tone: 'bad', requirements: { ...read('', '').requirements, fail: 1, pass: 1 } }),
    read('222233334444', 'labels'),
    { id: '333344445555', name: '', state: 'failed', why: 'The role dpp-audit could not be assumed' },
    { id: '444455556666', name: 'old', state: 'left-out', why: 'It is suspended' },
  ],
  requirements: [
    {
      id: 'mfa',
      clause: '1.4',
      section: '1',
      title: 'MFA for every user',
      verdict: 'fail',
      accounts: { '111122223333': 'fail', '222233334444': 'pass' },
    },
  ],
};

describe('the summary of many accounts for the page of a job', () => {
  it('says the answer, each account, what could not be read, what was left out, and each requirement', () => {
    expect(summaryMarkdown(base)).toBe(`## Amazon's Data Protection Policy

**Not ready:** 1 of 3 accounts is not ready, 1 could not be read at all. 1 account was left out.

4 accounts, 24 November 2026, 09:12 UTC

| Account | Name | Answer | Requirements |
| --- | --- | --- | --- |
| 111122223333 | shop | Not ready | 1 of 2 fail |
| 222233334444 | labels | Ready as far as AWS can show | 0 of 2 fail |

### What could not be read

- 333344445555: The role dpp-audit could not be assumed

### Left out

- 444455556666 old: It is suspended

### Requirements

| Clause | Requirement | Worst verdict | Fails in accounts |
| --- | --- | --- | --- |
| 1.4 | MFA for every user | ✕ Fail | 1 of 2 |
`);
  });

  it('with no account read says so', () => {
    const none = summaryMarkdown({ ...base, accounts: [], requirements: [] });
    expect(none).toContain('No account could be read.');
    expect(none).not.toContain('### ');
  });

  it.each(hostile)('%j as a name acts as nothing', (name) => {
    const accounts = base.accounts.map((row) => ('why' in row ? { ...row, name, why: name } : { ...row, name }));
    const left = summaryMarkdown({ ...base, accounts }).replace(/\\[!-/:-@[-`{-~]|`[^`\\|\s]+`/g, '');
    expect(left.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}`<>~&@$]|!\[|\]\(/u);
    for (const line of left.split('\n')) if (line.includes('|')) expect([...line.matchAll(/\|/g)]).toHaveLength(5);
  });

  it('stays far below what GitHub takes, however many there are', () => {
    const accounts = Array.from(
      { length: 6000 },
      (_, i) => ({ ...base.accounts[i % 4], name: '|'.repeat(3000) }) as Summary['accounts'][number],
    );
    const text = summaryMarkdown({ ...base, accounts });
    expect(text).toContain('and 2,800 accounts more in the summary');
    expect(Buffer.byteLength(text)).toBeLessThan(600_000);
  });
});
