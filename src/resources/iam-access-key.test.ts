import { describe, expect, test } from 'vitest';
import { iam } from '../calls/iam.ts';
import type { SnapshotRecord } from '../snapshot/record.ts';
import { awsOf, denied, record } from './account-test-world.ts';
import { iamAccessKey } from './iam-access-key.ts';
import { ago, arn, detailsRecord, keysRecord, plain, read, reportRecord, type UserRow, userDetail } from './iam-test-account.ts';

const anna = detailsRecord({ users: [userDetail('anna')] });
const row = (...keys: NonNullable<UserRow['keys']>): SnapshotRecord => reportRecord({ name: 'anna', keys });
const one = keysRecord('anna', { id: 'AKIA1', created: ago(100) });
const list = (...records: SnapshotRecord[]): { found: string[]; unread: string[] } => {
  const { found, unread } = iamAccessKey.list(awsOf(records));
  return { found: found.map((key) => key.arn), unread: unread.map(({ operation, code }) => `${operation} ${code}`) };
};

describe('which keys there are', () => {
  const key = arn('user/anna/access-key/AKIA1');
  test.each<[string, SnapshotRecord[], string[], string[]]>([
    ['one', [anna, row({ active: true, rotated: ago(100) }), one], [key], []],
    ['none by the report: not asked', [anna, row()], [], []],
    [
      'the list denied',
      [anna, row({ active: true, rotated: ago(100) }), record(iam.ListAccessKeys, { UserName: 'anna' }, '', denied)],
      [],
      ['iam:ListAccessKeys AccessDenied'],
    ],
    ['the list never asked', [anna, row({ active: true, rotated: ago(100) })], [], ['iam:ListAccessKeys not-asked']],
    ['the report denied', [anna, record(iam.GetCredentialReport, {}, '', denied)], [], ['iam:GetCredentialReport AccessDenied']],
    ['a user since the report', [anna, reportRecord()], [], ['iam:GetCredentialReport malformed']],
    [
      'users denied, the report read',
      [record(iam.GetAccountAuthorizationDetails, {}, '', denied), row({ active: true, rotated: ago(100) }), one],
      [key],
      ['iam:GetAccountAuthorizationDetails AccessDenied'],
    ],
    [
      'a key without time of creation',
      [anna, row({ active: true, rotated: ago(100) }), keysRecord('anna', { id: 'AKIA1', created: undefined as unknown as string })],
      [],
      ['iam:ListAccessKeys malformed'],
    ],
    [
      'a user deleted since',
      [
        anna,
        row({ active: true, rotated: ago(100) }),
        record(iam.ListAccessKeys, { UserName: 'anna' }, '', { gone: 'NoSuchEntityException' }),
      ],
      [],
      [],
    ],
  ])('%s', (_, records, found, unread) => {
    expect(list(...records)).toEqual({ found, unread });
  });
});

describe('age and use', () => {
  const facts = (...records: SnapshotRecord[]) => read(iamAccessKey, [anna, ...records]);
  test.each<[string, SnapshotRecord[], unknown]>([
    ['used', [row({ active: true, rotated: ago(100), used: ago(3) }), one], 3],
    ['never used: as old as its creation', [row({ active: true, rotated: ago(100) }), one], 100],
    [
      'of two, the one made at that time',
      [row({ active: true, rotated: ago(300), used: ago(1) }, { active: true, rotated: ago(100), used: ago(50) }), one],
      50,
    ],
    ['its state was changed since', [row({ active: true, rotated: ago(20), used: ago(5) }), one], 5],
    ['another key than the one in the report', [row({ active: true, rotated: ago(300), used: ago(1) }), one], 'unknown: malformed'],
    ['the report denied', [record(iam.GetCredentialReport, {}, '', denied), one], 'unknown: AccessDenied'],
  ])('%s', (_, records, unusedDays) => {
    const key = facts(...records)['anna AKIA1'];
    expect([plain(key, 'active'), plain(key, 'ageDays'), plain(key, 'unusedDays')]).toEqual([true, 100, unusedDays]);
  });

  test('two made in one second: the one that was used longer ago may be meant', () => {
    const records = [
      row({ active: true, rotated: ago(100), used: ago(1) }, { active: true, rotated: ago(100) }),
      keysRecord('anna', { id: 'A', created: ago(100) }, { id: 'B', created: ago(100) }),
    ];
    expect(plain(facts(...records)['anna A'], 'unusedDays')).toBe(100);
  });

  test('a key of today is not unused, though the report does not know it yet', () => {
    expect(
      plain(facts(row({ active: true, rotated: ago(300) }), keysRecord('anna', { id: 'A', created: ago(0.1) }))['anna A'], 'unusedDays'),
    ).toBe(0);
  });

  test.each(['Inactive', 'Expired'])('%s', (status) => {
    expect(
      plain(
        facts(row({ active: false, rotated: ago(100) }), keysRecord('anna', { id: 'A', status, created: ago(100) }))['anna A'],
        'active',
      ),
    ).toBe(false);
  });
});
