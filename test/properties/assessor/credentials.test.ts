// Passwords, second factors, keys and the root user.
import { describe, test } from 'vitest';
import { iam } from '../../../src/calls/iam.ts';
import { record } from '../../../src/resources/account-test-world.ts';
import { ago, arn, keysRecord, mfaRecord, roleDetail, userDetail } from '../../../src/resources/iam-test-account.ts';

import type { SnapshotRecord } from '../../../src/snapshot/record.ts';
import { type Case, check, passwords, people, summary, until2025 } from './account.ts';
import { allow, app, byService, inline } from './policies.ts';

const since2025 = (verdict: string): string => until2025('none', verdict);

describe('credentials', () => {
  const user = (row: object, ...more: readonly SnapshotRecord[]) => [
    ...people({ users: [userDetail('anna')] }, { name: 'anna', ...row }),
    ...more,
  ];
  const key = (days: number, usedDays?: number, active = true) => ({
    active,
    rotated: ago(days),
    ...(usedDays !== undefined && { used: ago(usedDays) }),
  });
  const one = (days: number, status = 'Active') => keysRecord('anna', { id: 'AKIA1', created: ago(days), status });
  const k = 'anna AKIA1';
  const cases: Case[] = [
    [
      'a password and a virtual device',
      user({ password: true, mfa: true, passwordUsed: ago(1) }, mfaRecord('anna', arn('mfa/anna'))),
      { 'console-users-have-mfa anna': 'pass', 'passwords-are-used anna': 'pass' },
    ],
    [
      'a password and a passkey',
      user({ password: true, mfa: true, passwordUsed: ago(1) }, mfaRecord('anna', arn('u2f/user/anna/key'))),
      { 'console-users-have-mfa anna': 'pass' },
    ],
    [
      'a password and no device',
      user({ password: true, passwordUsed: ago(1) }, mfaRecord('anna')),
      { 'console-users-have-mfa anna': 'fail' },
    ],
    [
      'no password',
      user({}),
      {
        'console-users-have-mfa anna': 'not-applicable',
        'passwords-are-used anna': 'not-applicable',
        'account-has-a-password-policy shop': 'not-applicable',
      },
    ],
    ['never logged in', user({ password: true }, mfaRecord('anna', 'x')), { 'passwords-are-used anna': 'warn' }],
    [
      'logged in 90 days ago',
      user({ password: true, passwordUsed: ago(90) }, mfaRecord('anna', 'x')),
      { 'passwords-are-used anna': 'pass' },
    ],
    [
      'logged in 91 days ago',
      user({ password: true, passwordUsed: ago(91.5) }, mfaRecord('anna', 'x')),
      { 'passwords-are-used anna': 'warn' },
    ],
    [
      'no password policy, a password',
      [
        ...user({ password: true, passwordUsed: ago(1) }, mfaRecord('anna', 'x')),
        record(iam.GetAccountPasswordPolicy, {}, '', { absent: 'NoSuchEntityException' }),
      ],
      {
        'account-has-a-password-policy shop': 'fail',
        'passwords-are-long-and-mixed shop': 'fail',
        'passwords-expire shop': 'fail',
        'passwords-are-not-used-again shop': since2025('fail'),
      },
    ],
    [
      'no password policy, only root has a password',
      [...people({}), record(iam.GetAccountPasswordPolicy, {}, '', { absent: 'NoSuchEntityException' })],
      { 'account-has-a-password-policy shop': 'not-applicable' },
    ],
    [
      'a password policy of 11 characters',
      [...user({ password: true }), passwords({ MinimumPasswordLength: 11 })],
      { 'passwords-are-long-and-mixed shop': 'fail', 'account-has-a-password-policy shop': 'pass' },
    ],
    [
      'a password policy of 12 characters, 365 days',
      [...user({ password: true }), passwords({ MinimumPasswordLength: 12, MaxPasswordAge: 365 })],
      { 'passwords-are-long-and-mixed shop': 'pass', 'passwords-expire shop': 'pass' },
    ],
    ['no symbols', [...user({ password: true }), passwords({ RequireSymbols: false })], { 'passwords-are-long-and-mixed shop': 'fail' }],
    [
      'never expires',
      [...user({ password: true }), passwords({ ExpirePasswords: false, MaxPasswordAge: undefined })],
      { 'passwords-expire shop': 'fail' },
    ],
    ['expires after 366 days', [...user({ password: true }), passwords({ MaxPasswordAge: 366 })], { 'passwords-expire shop': 'fail' }],
    [
      'remembers nothing',
      [...user({ password: true }), passwords({ PasswordReusePrevention: undefined })],
      { 'passwords-are-not-used-again shop': since2025('fail') },
    ],
    [
      'a key of 365 days, used',
      user({ keys: [key(365, 1)] }, one(365)),
      { [`access-keys-are-replaced-in-time ${k}`]: since2025('pass'), [`access-keys-are-used ${k}`]: 'pass' },
    ],
    ['a key of 366 days', user({ keys: [key(366.5, 1)] }, one(366.5)), { [`access-keys-are-replaced-in-time ${k}`]: since2025('fail') }],
    ['a key that was never used', user({ keys: [key(100)] }, one(100)), { [`access-keys-are-used ${k}`]: 'warn' }],
    [
      'a key that is switched off',
      user({ keys: [key(800, 700, false)] }, one(800, 'Inactive')),
      { [`access-keys-are-replaced-in-time ${k}`]: since2025('not-applicable'), [`access-keys-are-used ${k}`]: 'not-applicable' },
    ],
    ['the root user without a device', [summary({ AccountMFAEnabled: 0 })], { 'root-has-mfa root': 'fail' }],
    [
      'the root user without password and keys',
      [summary({ AccountMFAEnabled: 0, AccountPasswordPresent: 0 })],
      { 'root-has-mfa root': 'not-applicable', 'root-is-not-used root': 'not-applicable', 'root-has-no-access-keys root': 'pass' },
    ],
    [
      'the root user without password, with keys',
      [summary({ AccountMFAEnabled: 0, AccountPasswordPresent: 0, AccountAccessKeysPresent: 1 })],
      { 'root-has-mfa root': 'fail', 'root-has-no-access-keys root': 'fail' },
    ],
    [
      'the root user of GovCloud, who has no password',
      [summary({ AccountMFAEnabled: 0, AccountPasswordPresent: undefined })],
      { 'root-has-mfa root': 'not-applicable', 'root-has-no-access-keys root': 'pass' },
      {},
      'aws-us-gov',
    ],
    ['an old answer about root', [summary({ AccountMFAEnabled: 0, AccountPasswordPresent: undefined })], { 'root-has-mfa root': 'fail' }],
    [
      'shared names',
      people(
        { users: ['dev-team', 'Admin2', 'devon', 'warehouse'].map((name) => userDetail(name)) },
        ...['dev-team', 'Admin2', 'devon', 'warehouse'].map((name) => ({ name })),
      ),
      {
        'users-have-names-of-persons dev-team': 'warn',
        'users-have-names-of-persons Admin2': 'warn',
        'users-have-names-of-persons devon': 'pass',
        'users-have-names-of-persons warehouse': 'warn',
      },
    ],
    ['a signing certificate', user({ certificate: true }), { 'users-have-no-signing-certificates anna': 'warn' }],
  ];
  for (const one of cases) test(one[0], () => check(one));
});

describe('roles', () => {
  const cases: Case[] = [
    [
      'a service-linked role',
      people({
        roles: [
          roleDetail('AWSServiceRoleForX', byService('x.amazonaws.com'), {
            Arn: arn('role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX'),
            RolePolicyList: inline(allow('*')),
          }),
        ],
      }),
      { 'administrators-are-approved AWSServiceRoleForX': 'not-applicable', 'roles-are-used AWSServiceRoleForX': 'not-applicable' },
    ],
    [
      'a role of Identity Center',
      people({
        roles: [
          roleDetail('AWSReservedSSO_Admin_1', byService(), {
            Arn: arn('role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_1'),
            RolePolicyList: inline(allow('*')),
          }),
        ],
      }),
      { 'administrators-are-approved AWSReservedSSO_Admin_1': 'not-applicable' },
    ],
    ['a role that was never used', app(byService(), { RoleLastUsed: {}, CreateDate: ago(91) }), { 'roles-are-used app': 'warn' }],
    ['a new role that was never used', app(byService(), { RoleLastUsed: {}, CreateDate: ago(90) }), { 'roles-are-used app': 'pass' }],
    ['a role last used long ago', app(byService(), { RoleLastUsed: { LastUsedDate: ago(120) } }), { 'roles-are-used app': 'warn' }],
  ];
  for (const one of cases) test(one[0], () => check(one));
});
