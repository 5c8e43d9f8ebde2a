import { expect, test } from 'vitest';
import { credentialReport } from './credential-report.ts';

const columns =
  'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated';
const root =
  '<root_account>,arn:aws:iam::111122223333:root,2020-01-01T00:00:00+00:00,not_supported,2026-01-02T00:00:00+00:00,not_supported,not_supported,true,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A';
const anna =
  'anna,arn:aws:iam::111122223333:user/anna,2021-01-01T00:00:00+00:00,true,no_information,2021-02-01T00:00:00+00:00,N/A,false,true,2022-01-01T00:00:00+00:00,N/A,N/A,N/A,false,2023-01-01T00:00:00+00:00,2023-06-01T00:00:00+00:00,eu-west-1,s3,true,2021-01-01T00:00:00+00:00,false,N/A';

const read = (...lines: string[]) =>
  credentialReport({ Content: Buffer.from(lines.join('\n')).toString('base64'), GeneratedTime: '2026-03-10T08:00:00.000Z' });

test('the first row is root, so an account with one user has two', () => {
  const report = read(columns, root, anna);
  expect(report?.root).toMatchObject({
    user: '<root_account>',
    hasPassword: undefined,
    hasMfa: true,
    passwordLastUsed: '2026-01-02T00:00:00.000Z',
  });
  expect(report?.users.map(({ user }) => user)).toEqual(['anna']);
  expect(report?.generated).toBe('2026-03-10T08:00:00.000Z');
});

test('keys, used and unused, active and not', () => {
  expect(read(columns, anna)?.users[0]).toEqual({
    user: 'anna',
    arn: 'arn:aws:iam::111122223333:user/anna',
    created: '2021-01-01T00:00:00.000Z',
    hasPassword: true,
    passwordChanged: '2021-02-01T00:00:00.000Z',
    hasMfa: false,
    keys: [
      { exists: true, active: true, rotated: '2022-01-01T00:00:00.000Z' },
      { exists: true, active: false, rotated: '2023-01-01T00:00:00.000Z', lastUsed: '2023-06-01T00:00:00.000Z' },
    ],
    certificates: [true, false],
  });
});

test('a comma in a name', () => {
  expect(read(columns, anna.replace('anna', 'a,b').replace('user/anna', 'user/a,b'))?.users[0]).toMatchObject({
    user: 'a,b',
    arn: 'arn:aws:iam::111122223333:user/a,b',
    hasPassword: true,
  });
});

test('a comma in a path, and text with commas at the end: the keys are still there', () => {
  const line = `${anna.replace('user/anna', 'user/eu,de/anna')},1 more key, see ListAccessKeys`;
  expect(read(`${columns},additional_credentials_info`, line)?.users[0]).toMatchObject({
    user: 'anna',
    arn: 'arn:aws:iam::111122223333:user/eu,de/anna',
    hasPassword: true,
    keys: [{ active: true }, { exists: true }],
    certificates: [true, false],
  });
});

test('a row that is cut short says nothing', () => {
  expect(read(columns, anna.slice(0, 60))?.users).toEqual([]);
  expect(read(columns, anna.slice(0, -4).replaceAll('anna', 'a,n,n,a'))?.users).toEqual([]);
});

test.each<[string, string[]]>([
  ['no text', ['']],
  ['other columns', ['user,arn,x', 'anna,arn,1']],
  ['not this table', ['hello']],
])('%s is no report', (_, lines) => {
  expect(read(...lines)).toBeUndefined();
});

test('no answer is no report', () => {
  expect(credentialReport(undefined)).toBeUndefined();
  expect(credentialReport({})).toBeUndefined();
});
