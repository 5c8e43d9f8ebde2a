import { describe, expect, it } from 'vitest';
import type { Settings } from '../options.ts';
import { type AccountsFlags, atOnceOf, excluded, refuseWithMany, refuseWithOne } from './flags.ts';

const one = {} as Settings;
const role = 'arn:aws:iam::111122223333:role/x';

describe('flags of many accounts', () => {
  it.each([
    { name: 'both sources', flags: { accounts: 'a.yaml', organization: true }, says: /^--accounts and --organization both say which/ },
    { name: 'leaving out of a file', flags: { accounts: 'a.yaml', exclude: '111122223333' }, says: /^--exclude is of an organization/ },
    { name: 'the role of one', flags: { accounts: 'a.yaml', roleArn: role }, says: /^--role-arn is a role in one account/ },
    { name: 'an ARN as a name', flags: { organization: true, roleName: role }, says: /^--role-name is "arn:aws/ },
  ])('$name can not be meant', ({ flags, says }) => {
    expect(() => refuseWithMany(flags, one)).toThrow(says);
  });

  it('nor the role of one that the configuration names', () => {
    expect(() => refuseWithMany({ organization: true }, { ...one, roleArn: role })).toThrow(/^The configuration names a `roleArn`/);
  });

  it('go together where they make sense', () => {
    expect(() => refuseWithMany({ organization: true, roleName: 'audit/reader', exclude: '111122223333' }, one)).not.toThrow();
    expect(() => refuseWithOne({})).not.toThrow();
  });

  it('are refused with one account', () => {
    expect(() => refuseWithOne({ atOnce: '2', roleName: 'x' })).toThrow(
      '--role-name, --at-once: for many accounts alone. Give --accounts or --organization too.',
    );
  });

  it.each(['0', '17', 'x', '-1', '1.5', ''])('--at-once %s is refused', (atOnce) => {
    expect(() => atOnceOf({ atOnce })).toThrow(/expected a whole number from 1 to 16\.$/);
  });

  it.each(['', ',', '123', '111122223333,x'])('--exclude %s is refused', (exclude) => {
    expect(() => excluded({ exclude })).toThrow(/expected account ids of 12 digits, separated by commas\.$/);
  });

  it('have values', () => {
    const flags: AccountsFlags = { atOnce: '16', exclude: ' 111122223333, 444455556666' };
    expect([atOnceOf({}), atOnceOf(flags), excluded({}), excluded(flags)]).toEqual([4, 16, [], ['111122223333', '444455556666']]);
  });
});
