import { fixture, requirement } from '../../test/browser/fixture.ts';
import type { FindingsFile } from '../findings/file.ts';
import { findingsOf } from '../findings/findings.ts';
import type { Verdict } from '../findings/verdict.ts';
import { failedAccount, type ReadAccount, readAccount, type Summary, summary } from './summary.ts';

/** An account whose requirements have these verdicts, audited by the newest edition in force unless `more` says otherwise. */
export function accountWith(
  id: string,
  name: string,
  verdicts: Readonly<Record<string, Verdict>>,
  more: Partial<FindingsFile['audit']> = {},
): ReadAccount {
  const file = fixture();
  const found = findingsOf({
    ...file,
    audit: { ...file.audit, edition: file.newestEdition.edition, ...more },
    requirements: Object.entries(verdicts).map(([one, verdict]) => requirement(one, verdict)),
  });
  const failing = Object.values(verdicts).includes('fail');
  return readAccount({ id, name }, found, failing ? 1 : Object.values(verdicts).includes('unknown') ? 3 : 0);
}

export const about = { tool: { name: 'dpp-audit', version: '0.0.0' }, asOf: '2026-11-24T09:12:31.000Z' };

/** Three that were read, one that failed, one that was left out; named as `name` says. */
export const fiveAccounts = (name: (plain: string) => string = (plain) => plain): Summary =>
  summary(
    about,
    [
      accountWith('111122223333', name('shop'), { mfa: 'fail', tls: 'pass', passwords: 'unknown' }),
      accountWith('222233334444', name('labels'), { mfa: 'pass', tls: 'pass', passwords: 'pass' }),
      readAccount({ id: '333344445555', name: '' }, findingsOf(fixture()), 1),
      failedAccount({ id: '444455556666', name: name('locked') }, `The role can't be assumed: ${name('AccessDenied')}.`),
    ],
    [{ id: '555566667777', name: name('retired'), why: 'It is suspended: nothing in it can be read.' }],
  );
