import { describe, expect, it } from 'vitest';
import { hostile } from '../../test/browser/hostile.ts';
import { widthOf } from '../report/terminal/columns.ts';
import { summaryTerminal } from './terminal.ts';
import { fiveAccounts } from './test-summary.ts';

describe('the summary of many accounts on a terminal', () => {
  it('has a line for each account, and why some were not read', () => {
    const lines = summaryTerminal(fiveAccounts(), { colour: false, width: 120 }).split('\n');
    expect(lines.slice(0, 2).join(' ')).toBe(
      'Not ready: 2 of 4 accounts are not ready, 1 could not be read at all. 1 account was left out. dpp-2022-08 was replaced in June 2024.',
    );
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}111122223333 {2}shop +✕ Not ready +1 of 3 fail, 1 not read in full$/));
    expect(lines).toContain("  ? 444455556666 locked: The role can't be assumed: AccessDenied.");
    expect(lines).toContain('  – 555566667777 retired: It is suspended: nothing in it can be read.');
  });

  it('says where a name is cut', () => {
    const text = summaryTerminal(
      fiveAccounts((name) => (name === 'shop' ? 'a'.repeat(50) : name)),
      { colour: false, width: 120 },
    );
    expect(text).toContain(`  111122223333  ${'a'.repeat(31)}…  ✕ Not ready`);
  });

  it.each([40, 60, 100])('keeps to %i columns', (width) => {
    const text = summaryTerminal(
      fiveAccounts((name) => `${name} ${'long '.repeat(20)}`),
      { colour: false, width },
    );
    expect(text.split('\n').filter((line) => widthOf(line) > width)).toEqual([]);
  });

  it.each(hostile)('%s as a name moves nothing', (name) => {
    const text = summaryTerminal(
      fiveAccounts((plain) => `${plain} ${name}`),
      { colour: false, width: 100 },
    );
    expect(['\u001b', '\u0007', '\u202e'].filter((char) => text.includes(char))).toEqual([]);
  });
});
