import fc from 'fast-check';
import { iam } from '../../../src/calls/iam.ts';
import type { SnapshotRecord } from '../../../src/snapshot/record.ts';
import { absent, account, answered, asOf } from '../../wire/snapshot-builder.ts';
import { oneOf, policy, stranger } from './places.ts';

const arn = (rest: string): string => `arn:aws:iam::${account}:${rest}`;
const ago = (days: number): string => new Date(Date.parse(asOf) - days * 86_400_000).toISOString();
const second = (time: string): string => time.replace(/\.\d+Z$/, '+00:00');
const encoded = (...statements: object[]): string => encodeURIComponent(policy(...statements));

const allow = (Action: string | readonly string[], Resource: string | readonly string[] = '*', more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const rights: readonly (object | undefined)[] = [
  allow('s3:GetObject', 'arn:aws:s3:::orders/*'),
  undefined,
  allow('*'),
  allow('s3:*'),
  { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' },
  allow(['iam:PassRole', 'lambda:CreateFunction']),
  allow('iam:AttachUserPolicy'),
  allow('sts:AssumeRole', arn('role/sp-api')),
  allow('execute-api:Invoke', 'arn:aws:execute-api:*:*:*'),
  { Effect: 'Deny', Action: '*', Resource: '*' },
];
const managed = [
  arn('policy/own'),
  'arn:aws:iam::aws:policy/AdministratorAccess',
  'arn:aws:iam::aws:policy/ReadOnlyAccess',
  'arn:aws:iam::aws:policy/NobodyKnowsIt',
];

interface Bearer {
  readonly inline: object | undefined;
  readonly attached: readonly string[];
  readonly boundary: string | undefined;
}
const bearer = {
  inline: oneOf(rights[0], ...rights.slice(1)),
  attached: oneOf<readonly string[]>([], ...managed.map((one) => [one])),
  boundary: oneOf<string | undefined>(undefined, arn('policy/own'), arn('policy/unknown')),
};
const inlineOf = ({ inline }: Bearer) => (inline ? [{ PolicyName: 'inline', PolicyDocument: encoded(inline) }] : []);
const attachedOf = ({ attached }: Bearer) => attached.map((PolicyArn) => ({ PolicyArn, PolicyName: PolicyArn.split('/').at(-1) ?? '' }));
const boundaryOf = ({ boundary }: Bearer) =>
  boundary
    ? { PermissionsBoundary: { PermissionsBoundaryArn: boundary, PermissionsBoundaryType: 'PermissionsBoundaryPolicy' as const } }
    : {};

const userNames = ['anna', 'admin', 'sp-api'];
const user = fc.record({
  ...bearer,
  grouped: fc.boolean(),
  age: oneOf(400, 0.05),
  password: fc.boolean(),
  loggedIn: oneOf<number | undefined>(undefined, 3, 200),
  mfa: fc.boolean(),
  key: oneOf<number | undefined>(undefined, 10, 500),
  keyUsed: oneOf<number | undefined>(undefined, 2, 300),
  certificate: fc.boolean(),
});
type User = typeof user extends fc.Arbitrary<infer T> ? T : never;

const trust = (Principal: object, Action = 'sts:AssumeRole', Condition?: object) =>
  encoded({ Effect: 'Allow', Principal, Action, ...(Condition && { Condition }) });
const trusts = [
  trust({ Service: 'lambda.amazonaws.com' }),
  trust({ AWS: arn('user/sp-api') }),
  trust({ AWS: arn('root') }),
  trust({ AWS: '*' }),
  trust({ AWS: `arn:aws:iam::${stranger}:root` }),
  trust({ AWS: `arn:aws:iam::${stranger}:root` }, 'sts:AssumeRole', { StringEquals: { 'sts:ExternalId': 'a-secret-between-us' } }),
  trust({ Federated: arn('oidc-provider/token.actions.githubusercontent.com') }, 'sts:AssumeRoleWithWebIdentity', {
    StringEquals: {
      'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
      'token.actions.githubusercontent.com:sub': 'repo:a/b:ref:x',
    },
  }),
  trust({ Federated: arn('oidc-provider/token.actions.githubusercontent.com') }, 'sts:AssumeRoleWithWebIdentity'),
  encodeURIComponent('{ broken'),
];
const roleNames = ['worker', 'sp-api'];
const role = fc.record({ ...bearer, text: oneOf(trusts[0], ...trusts.slice(1)), used: oneOf<number | undefined>(undefined, 3, 200) });
type Role = typeof role extends fc.Arbitrary<infer T> ? T : never;

const userDetail = (UserName: string, one: User) => ({
  Arn: arn(`user/${UserName}`),
  UserName,
  UserId: 'AIDAEXAMPLE',
  Path: '/',
  CreateDate: ago(one.age),
  UserPolicyList: inlineOf(one),
  GroupList: one.grouped ? ['staff'] : [],
  AttachedManagedPolicies: attachedOf(one),
  Tags: [],
  ...boundaryOf(one),
});
const roleDetail = (RoleName: string, one: Role) => ({
  Arn: arn(`role/${RoleName}`),
  RoleName,
  RoleId: 'AROAEXAMPLE',
  Path: '/',
  CreateDate: ago(400),
  AssumeRolePolicyDocument: one.text ?? '',
  InstanceProfileList: [],
  RolePolicyList: inlineOf(one),
  AttachedManagedPolicies: attachedOf(one),
  Tags: [],
  RoleLastUsed: one.used === undefined ? {} : { LastUsedDate: ago(one.used), Region: 'eu-west-1' },
  ...boundaryOf(one),
});

const columns = [
  ...[
    'user',
    'arn',
    'user_creation_time',
    'password_enabled',
    'password_last_used',
    'password_last_changed',
    'password_next_rotation',
    'mfa_active',
  ],
  ...[1, 2].flatMap((n) =>
    ['active', 'last_rotated', 'last_used_date', 'last_used_region', 'last_used_service'].map((name) => `access_key_${n}_${name}`),
  ),
  ...[1, 2].flatMap((n) => ['active', 'last_rotated'].map((name) => `cert_${n}_${name}`)),
];
function reportRow(name: string, one: User): string {
  const used = one.loggedIn === undefined ? 'no_information' : second(ago(one.loggedIn));
  const key =
    one.key === undefined
      ? ['false', 'N/A', 'N/A']
      : ['true', second(ago(one.key)), one.keyUsed === undefined ? 'N/A' : second(ago(one.keyUsed))];
  return [
    ...[name, name === '<root_account>' ? arn('root') : arn(`user/${name}`), second(ago(one.age))],
    ...[String(one.password), one.password ? used : 'N/A', 'N/A', 'N/A', String(one.mfa)],
    ...[...key, 'N/A', 'N/A', 'false', 'N/A', 'N/A', 'N/A', 'N/A', String(one.certificate), 'N/A', 'false', 'N/A'],
  ].join(',');
}

const passwordPolicies = [
  {
    MinimumPasswordLength: 14,
    RequireSymbols: true,
    RequireNumbers: true,
    RequireUppercaseCharacters: true,
    RequireLowercaseCharacters: true,
    ExpirePasswords: true,
    MaxPasswordAge: 90,
    PasswordReusePrevention: 10,
    AllowUsersToChangePassword: true,
  },
  undefined,
  {
    MinimumPasswordLength: 8,
    RequireSymbols: false,
    RequireNumbers: true,
    RequireUppercaseCharacters: true,
    RequireLowercaseCharacters: true,
    ExpirePasswords: false,
    AllowUsersToChangePassword: true,
  },
];

const summaries = [
  { AccountMFAEnabled: 1, AccountAccessKeysPresent: 0, AccountPasswordPresent: 1 },
  { AccountMFAEnabled: 0, AccountAccessKeysPresent: 1, AccountPasswordPresent: 1 },
  { AccountMFAEnabled: 0, AccountAccessKeysPresent: 0, AccountPasswordPresent: 0 },
];

/** Users, roles, a group and policies; the credential report; what is asked of passwords. */
export const identities: fc.Arbitrary<readonly SnapshotRecord[]> = fc
  .record({
    names: fc.subarray(userNames),
    users: fc.array(user, { minLength: 3, maxLength: 3 }),
    roles: fc.subarray(roleNames),
    of: fc.array(role, { minLength: 2, maxLength: 2 }),
    group: fc.record(bearer),
    root: user,
    own: oneOf(rights[0], ...rights.slice(1)),
    passwords: oneOf(passwordPolicies[0], ...passwordPolicies.slice(1)),
    summary: oneOf(summaries[0], ...summaries.slice(1)),
    expires: oneOf<number | undefined>(undefined, 100, -3),
    alias: fc.boolean(),
    paged: fc.boolean(),
  })
  .chain(({ names, users, roles, of, group, root, own, passwords, summary, expires, alias, paged }) => {
    const pick = <T>(list: readonly T[], i: number): T => list[i % list.length] as T;
    const people = names.map((name, i) => ({ name, one: pick(users, i) }));
    const [first, ...rest] = people;
    const document = encoded(own ?? allow('s3:GetObject', 'arn:aws:s3:::orders/*'));
    const last = {
      UserDetailList: (paged ? rest : people).map(({ name, one }) => userDetail(name, one)),
      GroupDetailList: [
        {
          Arn: arn('group/staff'),
          GroupName: 'staff',
          GroupId: 'AGPAEXAMPLE',
          Path: '/',
          CreateDate: ago(400),
          GroupPolicyList: inlineOf(group),
          AttachedManagedPolicies: attachedOf(group),
        },
      ],
      RoleDetailList: roles.map((name, i) => roleDetail(name, pick(of, i))),
      Policies: [
        {
          Arn: arn('policy/own'),
          PolicyName: 'own',
          DefaultVersionId: 'v2',
          PolicyVersionList: [
            { VersionId: 'v1', IsDefaultVersion: false, Document: encoded(allow('*')) },
            { VersionId: 'v2', IsDefaultVersion: true, Document: document },
          ],
        },
      ],
      IsTruncated: false,
    };
    const empty = { GroupDetailList: [], RoleDetailList: [], Policies: [] };
    const details = paged
      ? [
          answered(
            iam.GetAccountAuthorizationDetails,
            {},
            {
              ...empty,
              UserDetailList: first ? [userDetail(first.name, first.one)] : [],
              IsTruncated: true,
              Marker: '1',
            },
          ),
          answered(iam.GetAccountAuthorizationDetails, {}, last, '', 1),
        ]
      : [answered(iam.GetAccountAuthorizationDetails, {}, last)];
    const listed = people.filter(({ one }) => one.age > 1);
    const report = [columns.join(','), reportRow('<root_account>', root), ...listed.map(({ name, one }) => reportRow(name, one))].join(
      '\n',
    );
    return fc.constant([
      ...details,
      answered(iam.GetAccountSummary, {}, { SummaryMap: summary ?? {} }),
      passwords ? answered(iam.GetAccountPasswordPolicy, {}, { PasswordPolicy: passwords }) : absent(iam.GetAccountPasswordPolicy, {}),
      answered(iam.GenerateCredentialReport, {}, { State: 'COMPLETE' }),
      answered(
        iam.GetCredentialReport,
        {},
        {
          Content: Buffer.from(report).toString('base64') as never,
          GeneratedTime: ago(0.1),
          ReportFormat: 'text/csv',
        },
      ),
      ...people.flatMap(({ name, one }) => [
        answered(
          iam.ListMFADevices,
          { UserName: name },
          {
            MFADevices: one.mfa ? [{ UserName: name, SerialNumber: arn(`mfa/${name}`), EnableDate: ago(10) }] : [],
            IsTruncated: false,
          },
        ),
        answered(
          iam.ListAccessKeys,
          { UserName: name },
          {
            AccessKeyMetadata:
              one.key === undefined
                ? []
                : [{ UserName: name, AccessKeyId: `AKIA${name.toUpperCase()}`, Status: 'Active' as const, CreateDate: ago(one.key) }],
            IsTruncated: false,
          },
        ),
      ]),
      answered(
        iam.ListServerCertificates,
        {},
        {
          ServerCertificateMetadataList:
            expires === undefined
              ? []
              : [
                  {
                    ServerCertificateName: 'site',
                    Arn: arn('server-certificate/site'),
                    Path: '/',
                    ServerCertificateId: 'ASCAEXAMPLE',
                    Expiration: ago(-expires),
                  },
                ],
          IsTruncated: false,
        },
      ),
      answered(iam.ListSAMLProviders, {}, { SAMLProviderList: [] }),
      answered(
        iam.ListOpenIDConnectProviders,
        {},
        { OpenIDConnectProviderList: [{ Arn: arn('oidc-provider/token.actions.githubusercontent.com') }] },
      ),
      answered(iam.ListAccountAliases, {}, { AccountAliases: alias ? ['acme-seller'] : [], IsTruncated: false }),
    ]);
  });
