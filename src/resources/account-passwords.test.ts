import { describe, expect, test } from 'vitest';
import { iam } from '../calls/iam.ts';
import type { FactTree } from '../facts/fact.ts';
import type { SnapshotRecord } from '../snapshot/record.ts';
import { passwordsOf } from './account-passwords.ts';
import { answered, awsOf, denied, record } from './account-test-world.ts';
import { ago, detailsRecord, plain, reportRecord, userDetail } from './iam-test-account.ts';

const policy = (PasswordPolicy: object): SnapshotRecord => record(iam.GetAccountPasswordPolicy, {}, '', answered({ PasswordPolicy }));
const facts = (...records: SnapshotRecord[]): FactTree => passwordsOf(awsOf(records)) as unknown as FactTree;
const strong = {
  MinimumPasswordLength: 14,
  RequireUppercaseCharacters: true,
  RequireLowercaseCharacters: true,
  RequireNumbers: true,
  RequireSymbols: true,
  ExpirePasswords: true,
  MaxPasswordAge: 90,
  PasswordReusePrevention: 24,
};

describe('what passwords must be', () => {
  const paths = ['exists', 'minLength', 'upper', 'lower', 'digits', 'symbols', 'maxAgeDays', 'history'];
  test.each<[string, SnapshotRecord, unknown[]]>([
    ['strong', policy(strong), [true, 14, true, true, true, true, 90, 24]],
    [
      'never expires, all may be used again',
      policy({ ...strong, ExpirePasswords: false, MaxPasswordAge: 0, PasswordReusePrevention: undefined }),
      [true, 14, true, true, true, true, Number.POSITIVE_INFINITY, 0],
    ],
    [
      'no policy: what AWS asks by default',
      record(iam.GetAccountPasswordPolicy, {}, '', { absent: 'NoSuchEntityException' }),
      [false, 8, false, false, false, false, Number.POSITIVE_INFINITY, 0],
    ],
    ['denied', record(iam.GetAccountPasswordPolicy, {}, '', denied), paths.map(() => 'unknown: AccessDenied')],
    ['no answer in the answer', record(iam.GetAccountPasswordPolicy, {}, '', answered({})), paths.map(() => 'unknown: malformed')],
    [
      'a length that is lacking',
      policy({ ...strong, MinimumPasswordLength: undefined }),
      [true, 'unknown: malformed', true, true, true, true, 90, 24],
    ],
  ])('%s', (_, answer, expected) => {
    expect(paths.map((path) => plain(facts(answer), path))).toEqual(expected);
  });
});

describe('whom it concerns', () => {
  const users = (...names: string[]): SnapshotRecord => detailsRecord({ users: names.map((name) => userDetail(name)) });
  const allDenied = record(iam.GetAccountAuthorizationDetails, {}, '', denied);
  test.each<[string, SnapshotRecord[], unknown]>([
    ['a user with a password', [users('anna'), reportRecord({ name: 'anna', password: true })], true],
    ["root's password is no user's", [users('anna'), reportRecord({ name: '<root_account>', password: true }, { name: 'anna' })], false],
    ['no user at all', [users(), reportRecord()], false],
    [
      'a user since the report',
      [detailsRecord({ users: [userDetail('eve', { CreateDate: ago(0.1) })] }), reportRecord()],
      'unknown: malformed',
    ],
    ['a user since the report beside one with a password', [users('anna', 'eve'), reportRecord({ name: 'anna', password: true })], true],
    ['nobody, but there may be users since', [allDenied, reportRecord({ name: 'anna' })], 'unknown: AccessDenied'],
    ['the report denied', [users('anna'), record(iam.GetCredentialReport, {}, '', denied)], 'unknown: AccessDenied'],
  ])('%s', (_, records, expected) => {
    expect(plain(facts(...records), 'consoleUsers')).toBe(expected);
  });
});
