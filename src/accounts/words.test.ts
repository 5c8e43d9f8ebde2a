import { describe, expect, it } from 'vitest';
import { fixture } from '../../test/browser/fixture.ts';
import { lineText } from '../report/verdict-line.ts';
import { failedAccount, summary } from './summary.ts';
import { about, accountWith } from './test-summary.ts';
import { shortAnswer, summaryLine } from './words.ts';

const failed = failedAccount({ id: '444455556666', name: '' }, 'No.');
const left = { id: '555566667777', name: '', why: 'Left out by --exclude.' };
const good = accountWith('111122223333', 'shop', { mfa: 'pass' });
const part = accountWith('111122223333', 'shop', { mfa: 'pass', training: 'not-provable' });
const bad = accountWith('222233334444', 'labels', { mfa: 'fail' });
const unread = accountWith('333344445555', 'stock', { mfa: 'unknown' });
const older = accountWith('666677778888', 'old', { mfa: 'pass' }, { edition: fixture().audit.edition });
const regions = (...leftOut: string[]) => ({ read: ['eu-west-1'], leftOut, notEnabled: [], unread: [] });
const limited = accountWith('111122223333', 'shop', { mfa: 'pass' }, { regions: regions('us-east-1', 'eu-north-1') });

describe('the first sentence of many accounts', () => {
  it.each([
    { results: [good], out: [], says: 'Ready: no requirement fails in any of 1 account.' },
    { results: [part], out: [], says: 'Ready as far as AWS can show: no requirement fails in any of 1 account.' },
    {
      results: [good],
      out: [left],
      says: 'Ready as far as AWS can show: no requirement fails in any of 1 account. 1 account was left out.',
    },
    {
      results: [good, bad, unread, failed],
      out: [],
      says: 'Not ready: 1 of 4 accounts is not ready, 1 could not be read in full, 1 could not be read at all.',
    },
    { results: [good, unread], out: [], says: 'Cannot say yet: 1 of 2 accounts could not be read in full; nothing that was read fails.' },
    { results: [good, failed], out: [], says: 'Cannot say yet: 1 of 2 accounts could not be read at all; nothing that was read fails.' },
    { results: [failed], out: [left], says: 'Cannot say: none of 1 account could be read. 1 account was left out.' },
    { results: [], out: [left, left], says: 'Cannot say: none of 0 accounts could be read. 2 accounts were left out.' },
    {
      results: [good, older],
      out: [],
      says: 'Passes dpp-2022-08: no requirement fails in any of 2 accounts; what the newest edition asks stands in each report. dpp-2022-08 was replaced in June 2024.',
    },
    {
      results: [limited, accountWith('777788889999', '', { mfa: 'pass' }, { regions: regions('us-east-1') })],
      out: [],
      says: 'Ready: no requirement fails in any of 2 accounts. In 2 accounts enabled regions were left out: eu-north-1 and us-east-1.',
    },
  ])('$says', ({ results, out, says }) => {
    expect(lineText(summaryLine(summary(about, results, out)))).toBe(says);
  });

  it('an account is ready by the newest edition alone', () => {
    expect([good, older, part, bad, unread].map(({ row }) => shortAnswer(row))).toEqual([
      'Ready',
      'Passes dpp-2022-08',
      'Ready as far as AWS can show',
      'Not ready',
      'Cannot say yet',
    ]);
  });
});
