import { describe, expect, it } from 'vitest';
import { validator } from '../yaml/validator.ts';
import { failedAccount, SummarySchema, summary } from './summary.ts';
import { about, accountWith, fiveAccounts } from './test-summary.ts';

const failed = failedAccount({ id: '444455556666', name: '' }, 'No.');
const good = accountWith('111122223333', 'shop', { mfa: 'pass', tls: 'not-applicable' });
const bad = accountWith('222233334444', 'labels', { mfa: 'fail', tls: 'pass' });
const unread = accountWith('333344445555', 'stock', { mfa: 'unknown', tls: 'pass' });

describe('the summary of many accounts', () => {
  it('is as its schema says', () => {
    const validate = validator(SummarySchema);
    validate(fiveAccounts());
    expect(validate.errors).toBeNull();
  });

  it.each([
    { name: 'all in order', results: [good], code: 0 },
    { name: 'one fails', results: [good, unread, failed, bad], code: 1 },
    { name: 'one has unknowns', results: [good, unread], code: 3 },
    { name: 'one could not be read', results: [good, failed], code: 3 },
    { name: 'none could be read', results: [failed], code: 3 },
    { name: 'there is none', results: [], code: 3 },
  ])('exits with $code where $name', ({ results, code }) => {
    expect(summary(about, results, []).exitCode).toBe(code);
  });

  it.each([
    { name: 'the worst counts', results: [good, bad], mfa: 'fail', tls: 'pass' },
    { name: 'unknown beats a pass', results: [good, unread], mfa: 'unknown', tls: 'pass' },
    { name: 'an account that was not read is unknown in all', results: [good, failed], mfa: 'unknown', tls: 'unknown' },
    { name: 'and hides no failure', results: [bad, failed], mfa: 'fail', tls: 'unknown' },
  ])('of each requirement, $name', ({ results, mfa, tls }) => {
    const { requirements } = summary(about, results, []);
    expect(Object.fromEntries(requirements.map(({ id, verdict }) => [id, verdict]))).toEqual({ mfa, tls });
  });

  it('lists every account once, by id, with what it came to', () => {
    expect(fiveAccounts().accounts.map(({ id, state }) => [id.slice(0, 4), state])).toEqual([
      ['1111', 'read'],
      ['2222', 'read'],
      ['3333', 'read'],
      ['4444', 'failed'],
      ['5555', 'left-out'],
    ]);
  });

  it('has the alias for an account that nobody named', () => {
    expect(fiveAccounts().accounts[2]).toMatchObject({ name: 'acme-seller' });
  });
});
