// The user, the role and the policy with which an application calls SP-API.
import { describe, test } from 'vitest';
import { ago, arn, keysRecord, roleDetail, userDetail } from '../../../src/resources/iam-test-account.ts';
import { type Case, check, people, until2025 } from './account.ts';
import { allow, byService, inline, trust, used } from './policies.ts';

const since2025 = (verdict: string): string => until2025('none', verdict);

describe('the SP-API chain', () => {
  const roleArn = arn('role/sp-api');
  const chain = (ownUser: object, ownRole: object, text = trust({ AWS: arn('user/sp') }), row: object = {}) =>
    people(
      {
        users: [userDetail('sp', { UserPolicyList: inline(allow('sts:AssumeRole', roleArn)), ...ownUser })],
        roles: [
          roleDetail('sp-api', text, {
            ...used,
            RolePolicyList: inline(allow('execute-api:Invoke', 'arn:aws:execute-api:*:*:*')),
            ...ownRole,
          }),
        ],
      },
      { name: 'sp', ...row },
    );
  const u = 'sp-api-user-only-assumes-its-role sp';
  const r = 'sp-api-role-only-calls-sp-api sp-api';
  const cases: Case[] = [
    ['as it should be', chain({}, {}), { [u]: 'pass', [r]: 'pass' }],
    ['a console password', chain({}, {}, undefined, { password: true }), { [u]: 'fail', [r]: 'pass' }],
    ['the trust names the account', chain({}, {}, trust({ AWS: arn('root') })), { [u]: 'pass', [r]: 'fail' }],
    [
      'the role may read S3 too',
      chain({}, { RolePolicyList: inline(allow('execute-api:Invoke', 'arn:aws:execute-api:*:*:*'), allow('s3:GetObject')) }),
      { [u]: 'pass', [r]: 'fail' },
    ],
    ['the role may call APIs on *', chain({}, { RolePolicyList: inline(allow('execute-api:Invoke')) }), { [r]: 'pass' }],
    ['the user may assume any role', chain({ UserPolicyList: inline(allow('sts:AssumeRole')) }, {}), { [u]: 'fail' }],
    [
      'the user may read S3 too',
      chain({ UserPolicyList: inline(allow('sts:AssumeRole', roleArn), allow('s3:GetObject')) }, {}),
      { [u]: 'fail' },
    ],
    [
      'the user’s policy comes by a group',
      people(
        {
          users: [userDetail('sp', { GroupList: ['Sp'] })],
          groups: [
            {
              GroupName: 'Sp',
              Arn: arn('group/Sp'),
              GroupPolicyList: inline(allow('sts:AssumeRole', roleArn)),
              AttachedManagedPolicies: [],
            },
          ],
          roles: [
            roleDetail('sp-api', trust({ AWS: arn('user/sp') }), {
              ...used,
              RolePolicyList: inline(allow('execute-api:Invoke', 'arn:aws:execute-api:*:*:*')),
            }),
          ],
        },
        { name: 'sp' },
      ),
      { [u]: 'pass', [r]: 'pass' },
    ],
    [
      'a function’s role for its own API',
      chain({}, { RolePolicyList: inline(allow('execute-api:Invoke', 'arn:aws:execute-api:eu-central-1:111122223333:abc/*')) }),
      { [u]: 'not-applicable', [r]: 'not-applicable' },
    ],
    ['nobody may assume it', chain({}, {}, byService()), { [u]: 'not-applicable', [r]: 'not-applicable' }],
    ['the user’s policy says no role, the trust names him', chain({ UserPolicyList: [] }, {}), { [u]: 'pass', [r]: 'pass' }],
    [
      'two users',
      people(
        {
          users: ['sp', 'sp2'].map((name) => userDetail(name, { UserPolicyList: inline(allow('sts:AssumeRole', roleArn)) })),
          roles: [
            roleDetail('sp-api', trust({ AWS: [arn('user/sp'), arn('user/sp2')] }), {
              ...used,
              RolePolicyList: inline(allow('execute-api:Invoke', 'arn:aws:execute-api:*:*:*')),
            }),
          ],
        },
        { name: 'sp' },
        { name: 'sp2' },
      ),
      { [r]: 'fail' },
    ],
    [
      'an old key',
      [
        ...chain({}, {}, undefined, { keys: [{ active: true, rotated: ago(400), used: ago(1) }] }),
        keysRecord('sp', { id: 'AKIA1', created: ago(400) }),
      ],
      { 'sp-api-user-replaces-its-keys sp': since2025('fail') },
    ],
    [
      'the configured role',
      chain({}, { RolePolicyList: inline(allow('execute-api:Invoke', 'arn:aws:execute-api:us-east-1:*:*')) }),
      { [u]: 'pass', [r]: 'pass' },
      { spApi: { role: roleArn } },
    ],
  ];
  for (const one of cases) test(one[0], () => check(one));
});
