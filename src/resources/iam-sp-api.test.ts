import { describe, expect, test } from 'vitest';
import { iam } from '../calls/iam.ts';
import type { SnapshotRecord } from '../snapshot/record.ts';
import { denied, record } from './account-test-world.ts';
import { iamRole } from './iam-role.ts';
import {
  ago,
  arn,
  detailsRecord,
  keysRecord,
  plain,
  policyText,
  read,
  reportRecord,
  roleDetail,
  userDetail,
  worldWith,
} from './iam-test-account.ts';
import { iamUser } from './iam-user.ts';
import type { World } from './world.ts';

const inline = (...statements: object[]): object[] => [{ PolicyName: 'P', PolicyDocument: policyText(...statements) }];
const assume = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: arn('role/sp-api') };
const invoke = { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: 'arn:aws:execute-api:*:*:*' };
const trust = policyText({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: arn('user/sp') } });

const spUser = userDetail('sp', { UserPolicyList: inline(assume) });
const spRole = roleDetail('sp-api', trust, { RolePolicyList: inline(invoke) });
const whole = detailsRecord({
  users: [spUser, userDetail('anna')],
  roles: [
    spRole,
    roleDetail('worker', policyText({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } })),
  ],
});
const report = reportRecord(
  {
    name: 'sp',
    keys: [
      { active: true, rotated: ago(200) },
      { active: false, rotated: ago(700) },
    ],
  },
  { name: 'anna', password: true },
);
const keys = keysRecord('sp', { id: 'A', created: ago(200) }, { id: 'B', status: 'Inactive', created: ago(700) });

const user = (path: string, records: SnapshotRecord[] = [whole, report, keys], world?: World, name = 'sp'): unknown =>
  plain(read(iamUser, records, world)[name], `spApi.${path}`);
const role = (path: string, records: SnapshotRecord[] = [whole, report, keys], world?: World, name = 'sp-api'): unknown =>
  plain(read(iamRole, records, world)[name], `spApi.${path}`);

test('the chain as Amazon wants it', () => {
  expect([user('chain'), user('faults'), user('oldestKeyDays')]).toEqual([true, [], 200]);
  expect([role('chain'), role('faults')]).toEqual([true, []]);
});

test('who has no part in it', () => {
  expect(user('chain', undefined, undefined, 'anna')).toBe(false);
  expect(role('chain', undefined, undefined, 'worker')).toBe(false);
});

describe('the role of the configuration', () => {
  test('is one whatever it may do', () => {
    expect(role('chain', undefined, worldWith({ spApiRole: arn('role/worker') }), 'worker')).toBe(true);
  });

  test('may lie in another account: then its users are found', () => {
    const elsewhere = 'arn:aws:iam::999999999999:role/sp';
    const details = detailsRecord({
      users: [userDetail('sp', { UserPolicyList: inline({ ...assume, Resource: elsewhere }) }), userDetail('anna')],
    });
    const world = worldWith({ spApiRole: elsewhere });
    expect([user('chain', [details, report, keys], world), user('faults', [details, report, keys], world)]).toEqual([true, []]);
    expect(user('chain', [details, report, keys], world, 'anna')).toBe(false);
  });
});

test('an administrator that the configuration names is no SP-API role', () => {
  const details = detailsRecord({
    users: [spUser],
    roles: [roleDetail('sp-api', trust, { RolePolicyList: inline({ Effect: 'Allow', Action: '*', Resource: '*' }) })],
  });
  expect(role('chain', [details, report, keys])).toBe(true);
  expect(role('chain', [details, report, keys], worldWith({ administrators: [{ arn: arn('role/sp-api'), reason: 'On call' }] }))).toBe(
    false,
  );
});

describe('faults', () => {
  test('a console password', () => {
    expect(user('faults', [whole, reportRecord({ name: 'sp', password: true })])).toEqual(['it has a console password']);
  });

  test('a password that may be there', () => {
    expect(user('faults', [whole, record(iam.GetCredentialReport, {}, '', denied), keys])).toBe('unknown: AccessDenied');
  });

  test('more rights, and a password that may be there', () => {
    const details = detailsRecord({ users: [userDetail('sp', { UserPolicyList: inline({ ...assume, Resource: '*' }) })], roles: [spRole] });
    const facts = read(iamUser, [details, record(iam.GetCredentialReport, {}, '', denied), keys]).sp;
    expect(facts?.spApi).toMatchObject({ faults: { atLeast: ['it may assume any role (statement 1 of inline policy P)'] } });
  });

  test('keys unread', () => {
    expect(user('oldestKeyDays', [whole, report, record(iam.ListAccessKeys, { UserName: 'sp' }, '', denied)])).toBe(
      'unknown: AccessDenied',
    );
  });

  test('a trust policy that is none', () => {
    const details = detailsRecord({ users: [spUser], roles: [roleDetail('sp-api', 'hello', { RolePolicyList: inline(invoke) })] });
    expect([role('chain', [details, report]), role('faults', [details, report]), user('chain', [details, report])]).toEqual([
      'unknown: malformed',
      'unknown: malformed',
      'unknown: malformed',
    ]);
  });
});
