// What users may do, and the verdicts that follow by the documentation of IAM.
import { describe, test } from 'vitest';
import { arn, policyText, userDetail } from '../../../src/resources/iam-test-account.ts';
import type { SnapshotRecord } from '../../../src/snapshot/record.ts';
import { type Case, check, people } from './account.ts';
import { administers, allow, anna, attached, boundary, bounded, deny, escalates, fine, inline, managed, rights } from './policies.ts';

describe('rights', () => {
  const cases: Case[] = [
    ['no policy at all', anna(), fine],
    ['* on *', anna(allow('*')), administers],
    ['*:* on *', anna(allow('*:*')), administers],
    ['?* on *', anna(allow('?*')), administers],
    ['** on **', anna(allow('**', '**')), administers],
    ['* on arn:aws:*', anna(allow('*', 'arn:aws:*')), administers],
    ['* on arn:*', anna(allow('*', 'arn:*')), administers],
    ['* on every resource but one', anna({ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::secret/*' }), administers],
    ['* on * with MFA', anna(allow('*', '*', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } })), administers],
    ['* on * from one address', anna(allow('*', '*', { Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } })), administers],
    ['* on *, without iam denied', anna(allow('*'), deny('iam:DeleteUser')), administers],
    ['* on *, all denied', anna(allow('*'), deny('*')), fine],
    [
      '* on *, all denied without MFA',
      anna(allow('*'), deny('*', '*', { Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } })),
      administers,
    ],
    [
      '* on *, all but a few denied',
      anna(allow('*'), { Effect: 'Deny', NotAction: ['s3:GetObject'], Resource: '*' }),
      rights('anna', 'pass', 'pass', 'pass', 'pass', 'pass'),
    ],
    [
      'NotAction nothing that exists',
      anna({ Effect: 'Allow', NotAction: 'foo:Bar', Resource: '*' }),
      { 'policies-name-what-they-allow anna': 'fail', 'rights-do-not-lead-to-administration anna': 'fail' },
    ],
    [
      'two halves of everything',
      anna({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }, allow('iam:*')),
      { 'administrators-are-approved anna': 'fail' },
    ],
    [
      'lower and upper case',
      anna(allow('IAM:*')),
      { ...escalates, 'services-are-not-granted-whole anna': 'fail', 'roles-are-passed-by-name anna': 'fail' },
    ],
    ['s3:* on *', anna(allow('s3:*')), { ...fine, 'services-are-not-granted-whole anna': 'fail' }],
    ['s3:** on *', anna(allow('s3:**')), { ...fine, 'services-are-not-granted-whole anna': 'fail' }],
    ['s3:?* on *', anna(allow('s3:?*')), { ...fine, 'services-are-not-granted-whole anna': 'fail' }],
    ['s3:*:* on *', anna(allow('s3*')), { ...fine, 'services-are-not-granted-whole anna': 'fail' }],
    ['s3:* on one bucket', anna(allow('s3:*', ['arn:aws:s3:::orders', 'arn:aws:s3:::orders/*'])), fine],
    [
      's3:* on every resource but one bucket',
      anna({ Effect: 'Allow', Action: 's3:*', NotResource: 'arn:aws:s3:::orders/*' }),
      { ...fine, 'services-are-not-granted-whole anna': 'fail' },
    ],
    ['s3:Get* on *', anna(allow('s3:Get*')), fine],
    ['* within a boundary of S3', bounded(allow('*'), allow('s3:*')), { ...fine, 'services-are-not-granted-whole anna': 'fail' }],
    ['* within a boundary of reading S3', bounded(allow('*'), allow('s3:Get*')), fine],
    [
      '* within a boundary of all but three services',
      bounded(allow('*'), { Effect: 'Allow', NotAction: ['iam:*', 'lambda:*', 'organizations:*'], Resource: '*' }),
      { ...fine, 'policies-name-what-they-allow anna': 'fail', 'services-are-not-granted-whole anna': 'not-applicable' },
    ],
    ['* within a boundary of *', bounded(allow('*'), allow('*')), administers],
    ['* within a boundary of * that denies itself', bounded(allow('*'), allow('*'), deny('*')), fine],
    [
      'everything but IAM within a boundary of S3',
      bounded({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }, allow('s3:*')),
      { 'services-are-not-granted-whole anna': 'fail', 'rights-do-not-lead-to-administration anna': 'pass' },
    ],
    [
      'a boundary that is nobody’s text',
      people({ users: [userDetail('anna', { UserPolicyList: inline(allow('*')), ...boundary('Lost') })] }, { name: 'anna' }),
      { 'administrators-are-approved anna': 'unknown' },
    ],
    [
      'an old version allows everything',
      people(
        {
          users: [userDetail('anna', { AttachedManagedPolicies: attached('Ops') })],
          policies: [
            {
              ...managed('Ops', allow('s3:GetObject')),
              PolicyVersionList: [
                { VersionId: 'v1', IsDefaultVersion: false, Document: policyText(allow('*')) },
                { VersionId: 'v2', IsDefaultVersion: true, Document: policyText(allow('s3:GetObject')) },
              ],
            },
          ],
        },
        { name: 'anna' },
      ),
      fine,
    ],
    [
      'by a group',
      people(
        {
          users: [userDetail('anna', { GroupList: ['Staff'] })],
          groups: [{ GroupName: 'Staff', Arn: arn('group/Staff'), GroupPolicyList: inline(allow('*')), AttachedManagedPolicies: [] }],
        },
        { name: 'anna' },
      ),
      administers,
    ],
    [
      'AdministratorAccess, whose text the answer has',
      people(
        {
          users: [userDetail('anna', { AttachedManagedPolicies: attached('arn:aws:iam::aws:policy/AdministratorAccess') })],
          policies: [{ ...managed('AdministratorAccess', allow('*')), Arn: 'arn:aws:iam::aws:policy/AdministratorAccess' }],
        },
        { name: 'anna' },
      ),
      administers,
    ],
    [
      'AdministratorAccess, whose text the answer lacks',
      people(
        { users: [userDetail('anna', { AttachedManagedPolicies: attached('arn:aws:iam::aws:policy/AdministratorAccess') })] },
        { name: 'anna' },
      ),
      administers,
    ],
    [
      'a policy of AWS whose text the answer lacks',
      people({ users: [userDetail('anna', { AttachedManagedPolicies: attached('arn:aws:iam::aws:policy/Unheard') })] }, { name: 'anna' }),
      { 'administrators-are-approved anna': 'unknown' },
    ],
    [
      'an administrator whom the configuration names',
      anna(allow('*')),
      { 'administrators-are-approved anna': 'pass' },
      { administrators: [{ arn: arn('user/anna'), reason: 'break glass' }] },
    ],
    ['* on *, and a deny that leaves out everything', anna(allow('*'), { Effect: 'Deny', NotAction: '*', Resource: '*' }), administers],
    [
      '* on *, and a deny that leaves out every service',
      anna(allow('*'), { Effect: 'Deny', NotAction: ['*:*'], Resource: '*' }),
      administers,
    ],
    ['* on *, and a deny of every resource but all', anna(allow('*'), { Effect: 'Deny', Action: '*', NotResource: '*' }), administers],
    [
      '* on *, and a deny of every resource but one bucket',
      anna(allow('*'), { Effect: 'Deny', Action: '*', NotResource: ['arn:aws:s3:::orders', 'arn:aws:s3:::orders/*'] }),
      fine,
    ],
    [
      '* on *, and a deny of every resource but those of IAM',
      anna(allow('*'), { Effect: 'Deny', Action: '*', NotResource: 'arn:aws:iam::111122223333:*' }),
      { 'rights-do-not-lead-to-administration anna': 'fail' },
    ],
    [
      'two pages, a group on the other',
      [
        ...people({ users: [userDetail('anna', { GroupList: ['Staff'] })] }, { name: 'anna' }).map((one) =>
          one.operation === 'GetAccountAuthorizationDetails'
            ? { ...one, answer: { ...(one as unknown as { answer: object }).answer, IsTruncated: true, Marker: 'm' } }
            : one,
        ),
        {
          ...people({
            groups: [{ GroupName: 'Staff', Arn: arn('group/Staff'), GroupPolicyList: inline(allow('*')), AttachedManagedPolicies: [] }],
          })[0],
          page: 1,
        } as SnapshotRecord,
      ],
      administers,
    ],
    [
      'a page that is lacking',
      people({ users: [userDetail('anna')] }, { name: 'anna' }).map((one) =>
        one.operation === 'GetAccountAuthorizationDetails'
          ? { ...one, answer: { ...(one as unknown as { answer: object }).answer, IsTruncated: true, Marker: 'm' } }
          : one,
      ) as SnapshotRecord[],
      { 'administrators-are-approved anna': 'unknown', 'roles-trust-no-outsiders': 'unknown' },
    ],
    ['a policy that denies alone', anna(deny('*')), fine],
    [
      'condition that looks like another key',
      anna(allow('iam:PassRole', '*', { Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } } })),
      { ...fine, 'roles-are-passed-by-name anna': 'fail' },
    ],
  ];
  for (const one of cases) test(one[0], () => check(one));
});
