import { describe, expect, test } from 'vitest';
import { iam } from '../calls/iam.ts';
import type { SnapshotRecord } from '../snapshot/record.ts';
import { answered, denied, record } from './account-test-world.ts';
import {
  ago,
  arn,
  detailsRecord,
  mfaRecord,
  plain,
  policyText,
  read,
  reportRecord,
  type UserRow,
  userDetail,
  worldWith,
} from './iam-test-account.ts';
import { iamUser } from './iam-user.ts';

const allowAll = { Effect: 'Allow', Action: '*', Resource: '*' };
const of = (records: readonly SnapshotRecord[], path: string): unknown => plain(read(iamUser, records).anna, path);
const anna = detailsRecord({ users: [userDetail('anna')] });
const row = (more: Partial<UserRow>): SnapshotRecord => reportRecord({ name: '<root_account>' }, { name: 'anna', ...more });
const noReport = record(iam.GetCredentialReport, {}, '', denied);

describe('password and MFA', () => {
  const withPassword = row({ password: true, mfa: true });
  const withoutMfa = row({ password: true });
  const deniedList = record(iam.ListMFADevices, { UserName: 'anna' }, '', denied);
  test.each<[string, SnapshotRecord[], unknown, unknown]>([
    ['both say a device', [withPassword, mfaRecord('anna', 'phone')], true, true],
    ['the report says one, and it is gone since', [withPassword, mfaRecord('anna')], true, false],
    ['the report says none, and there is one since', [withoutMfa, mfaRecord('anna', 'phone')], true, true],
    ['neither says one', [withoutMfa, mfaRecord('anna')], true, false],
    ['the list is denied: it could have been taken away', [withPassword, deniedList], true, 'unknown: AccessDenied'],
    ['the list is denied: it could have been added', [withoutMfa, deniedList], true, 'unknown: AccessDenied'],
    ['the list was cut off', [withPassword], true, 'unknown: not-asked'],
    [
      'the list lacks its field',
      [withPassword, record(iam.ListMFADevices, { UserName: 'anna' }, '', answered({}))],
      true,
      'unknown: malformed',
    ],
    ['no password, no device: not asked', [row({})], false, false],
    ['the report is denied', [noReport, mfaRecord('anna', 'phone')], 'unknown: AccessDenied', true],
    ['the report is denied, and no list', [noReport], 'unknown: AccessDenied', 'unknown: AccessDenied'],
    ['no row for the user', [reportRecord({ name: '<root_account>' })], 'unknown: malformed', 'unknown: malformed'],
  ])('%s', (_, records, hasPassword, hasMfa) => {
    expect(of([anna, ...records], 'hasPassword')).toBe(hasPassword);
    expect(of([anna, ...records], 'hasMfa')).toBe(hasMfa);
  });

  test('a user made since the report is unknown, not without MFA', () => {
    const records = [detailsRecord({ users: [userDetail('anna', { CreateDate: ago(1 / 24) })] }), reportRecord()];
    expect(of(records, 'hasPassword')).toBe('unknown: malformed');
    expect(of(records, 'hasMfa')).toBe('unknown: malformed');
  });

  test('a user made anew since the report is not the one in it', () => {
    expect(of([detailsRecord({ users: [userDetail('anna', { CreateDate: ago(1 / 24) })] }), row({ password: false })], 'hasPassword')).toBe(
      'unknown: malformed',
    );
  });

  test('a user deleted since it was listed drops out', () => {
    expect(
      read(iamUser, [anna, withPassword, record(iam.ListMFADevices, { UserName: 'anna' }, '', { gone: 'NoSuchEntityException' })]),
    ).toEqual({});
  });
});

describe('unused passwords', () => {
  test.each<[string, Partial<UserRow>, unknown]>([
    ['used', { password: true, passwordUsed: ago(12) }, 12],
    ['never logged in: since the user was made', { password: true }, 400],
    ['no password', {}, 0],
  ])('%s', (_, more, expected) => {
    expect(of([anna, row(more)], 'passwordUnusedDays')).toBe(expected);
  });
});

test('signing certificates and shared names', () => {
  const facts = read(iamUser, [detailsRecord({ users: [userDetail('dev-team')] }), reportRecord({ name: 'dev-team', certificate: true })])[
    'dev-team'
  ];
  expect(plain(facts, 'signingCertificate')).toBe(true);
  expect(plain(facts, 'genericName')).toEqual(['"dev"', '"team"']);
});

describe('permissions', () => {
  const admin = 'arn:aws:iam::aws:policy/AdministratorAccess';
  const ops = arn('policy/Ops');
  const attached = (PolicyArn: string): object => ({ AttachedManagedPolicies: [{ PolicyArn }] });
  const version = (VersionId: string, IsDefaultVersion: boolean, ...statements: object[]): object => ({
    VersionId,
    IsDefaultVersion,
    Document: policyText(...statements),
  });
  const staff = { GroupName: 'staff', Arn: arn('group/staff'), GroupPolicyList: [], AttachedManagedPolicies: [] };
  const user = (more: object, others: Omit<Parameters<typeof detailsRecord>[0], 'users'> = {}): SnapshotRecord =>
    detailsRecord({ users: [userDetail('anna', more)], ...others });
  const administrator = (details: SnapshotRecord): unknown => of([details], 'permissions.administrator');

  test.each<[string, SnapshotRecord, unknown]>([
    ['nothing', user({}), []],
    [
      'inline',
      user({ UserPolicyList: [{ PolicyName: 'P', PolicyDocument: policyText(allowAll) }] }),
      ['statement 1 of inline policy P allows everything on every resource'],
    ],
    ["AWS's own, by ARN alone", user(attached(admin)), ['statement 1 of policy AdministratorAccess allows everything on every resource']],
    [
      "AWS's own, in GovCloud",
      user(attached(admin.replace('aws:', 'aws-us-gov:'))),
      ['statement 1 of policy AdministratorAccess allows everything on every resource'],
    ],
    ['one of the account by that name is not it', user(attached(arn('policy/AdministratorAccess'))), 'unknown: malformed'],
    [
      'by a group',
      user({ GroupList: ['staff'] }, { groups: [{ ...staff, ...attached(admin) }] }),
      ['statement 1 of policy AdministratorAccess of the group staff allows everything on every resource'],
    ],
    ['by a group that is not in the answer', user({ GroupList: ['staff'] }), 'unknown: malformed'],
    [
      'only the default version counts',
      user(attached(ops), {
        policies: [{ Arn: ops, DefaultVersionId: 'v2', PolicyVersionList: [version('v1', false, allowAll), version('v2', true)] }],
      }),
      [],
    ],
    [
      'by default version id',
      user(attached(ops), {
        policies: [
          { Arn: ops, DefaultVersionId: 'v1', PolicyVersionList: [{ ...version('v1', false, allowAll), IsDefaultVersion: undefined }] },
        ],
      }),
      ['statement 1 of policy Ops allows everything on every resource'],
    ],
    ['a policy that is not in the answer', user(attached(ops)), 'unknown: malformed'],
    [
      'a policy with an element that is not known',
      user({ UserPolicyList: [{ PolicyName: 'P', PolicyDocument: policyText({ ...allowAll, Unless: 'x' }) }] }),
      'unknown: malformed',
    ],
    [
      'a policy hidden whole',
      user({ UserPolicyList: [{ PolicyName: 'P', PolicyDocument: { redacted: 'policy', length: 9 } }] }),
      'unknown: malformed',
    ],
    ['a list that is lacking', user({ UserPolicyList: undefined }), 'unknown: malformed'],
    [
      'a boundary limits',
      user({ ...attached(admin), PermissionsBoundary: { PermissionsBoundaryArn: 'arn:aws:iam::aws:policy/PowerUserAccess' } }),
      [],
    ],
    [
      'a boundary that is not in the answer',
      user({ ...attached(admin), PermissionsBoundary: { PermissionsBoundaryArn: ops } }),
      'unknown: malformed',
    ],
    ['nothing, whatever the boundary', user({ PermissionsBoundary: { PermissionsBoundaryArn: ops } }), []],
    ['denied', record(iam.GetAccountAuthorizationDetails, {}, '', denied), 'unknown: undefined'],
  ])('%s', (_, details, expected) => {
    expect(administrator(details)).toEqual(expected);
  });

  test('a policy unread beside one that is enough', () => {
    const facts = read(iamUser, [
      user({ ...attached(ops), UserPolicyList: [{ PolicyName: 'P', PolicyDocument: policyText(allowAll) }] }),
    ]).anna;
    expect(facts?.permissions).toMatchObject({
      administrator: { atLeast: ['statement 1 of inline policy P allows everything on every resource'] },
    });
  });

  test('whom the configuration lets administer has the reason for it', () => {
    const world = worldWith({ administrators: [{ arn: 'arn:aws:iam::111122223333:user/a*', reason: 'The owner' }] });
    const { anna: facts } = read(iamUser, [user(attached(admin))], world);
    expect(plain(facts, 'permissions.administrator')).toEqual([]);
    expect(plain(facts, 'permissions.escalation')).toEqual([]);
    expect(plain(facts, 'permissions.approved')).toBe('The owner');
  });

  test('who may make keys for someone of whom not all is known may come to administer', () => {
    const details = detailsRecord({
      users: [
        userDetail('anna', {
          UserPolicyList: [
            { PolicyName: 'P', PolicyDocument: policyText({ Effect: 'Allow', Action: 'iam:CreateAccessKey', Resource: arn('user/eve') }) },
          ],
        }),
        userDetail('eve', attached(ops)),
      ],
    });
    expect(of([details], 'permissions.escalation')).toBe('unknown: malformed');
  });
});
