import { iam } from '../calls/iam.ts';
import type { FactTree } from '../facts/fact.ts';
import type { SnapshotRecord } from '../snapshot/record.ts';
import { answered, awsOf, record } from './account-test-world.ts';
import type { Aws } from './aws.ts';
import type { AnyResourceType, Identity } from './resource.ts';
import type { Trusted, World } from './world.ts';

/** For tests: account 111122223333 on 2026-03-10T12:00Z, and what IAM answers about it. */
export const arn = (rest: string): string => `arn:aws:iam::111122223333:${rest}`;

/** Days before the snapshot's clock, as IAM says times. */
export const ago = (days: number): string => new Date(Date.parse('2026-03-10T12:00:00.000Z') - days * 86_400_000).toISOString();

export const policyText = (...Statement: object[]): string => encodeURIComponent(JSON.stringify({ Version: '2012-10-17', Statement }));

export interface UserRow {
  readonly name: string;
  readonly created?: string;
  readonly password?: boolean;
  readonly passwordUsed?: string;
  readonly mfa?: boolean;
  readonly keys?: readonly { readonly active: boolean; readonly rotated: string; readonly used?: string }[];
  readonly certificate?: boolean;
}

const columns =
  'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated';

function line({
  name,
  created = ago(400),
  password = false,
  passwordUsed = 'no_information',
  mfa = false,
  keys = [],
  certificate = false,
}: UserRow): string {
  const key = (i: number): readonly string[] => {
    const { active = false, rotated = 'N/A', used = 'N/A' } = keys[i] ?? {};
    return [String(active), rotated, used, 'N/A', 'N/A'];
  };
  const of = name === '<root_account>' ? arn('root') : arn(`user/${name}`);
  const login = [String(password), passwordUsed, password ? created : 'N/A', 'N/A', String(mfa)];
  return [name, of, created, ...login, ...key(0), ...key(1), String(certificate), 'N/A', 'false', 'N/A'].join(',');
}

/** The credential report, four hours old. */
export const reportRecord = (...rows: UserRow[]): SnapshotRecord =>
  record(
    iam.GetCredentialReport,
    {},
    '',
    answered({
      Content: Buffer.from([columns, ...rows.map(line)].join('\n')).toString('base64'),
      GeneratedTime: ago(4 / 24),
      ReportFormat: 'text/csv',
    }),
  );

export const userDetail = (UserName: string, more: object = {}): object => ({
  Arn: arn(`user/${UserName}`),
  UserName,
  CreateDate: ago(400),
  UserPolicyList: [],
  GroupList: [],
  AttachedManagedPolicies: [],
  ...more,
});

export const roleDetail = (RoleName: string, trust: string, more: object = {}): object => ({
  Arn: arn(`role/${RoleName}`),
  RoleName,
  CreateDate: ago(400),
  AssumeRolePolicyDocument: trust,
  RolePolicyList: [],
  AttachedManagedPolicies: [],
  RoleLastUsed: {},
  ...more,
});

export interface Details {
  readonly users?: readonly object[];
  readonly groups?: readonly object[];
  readonly roles?: readonly object[];
  readonly policies?: readonly object[];
}

export const detailsRecord = ({ users = [], groups = [], roles = [], policies = [] }: Details): SnapshotRecord =>
  record(
    iam.GetAccountAuthorizationDetails,
    {},
    '',
    answered({ UserDetailList: users, GroupDetailList: groups, RoleDetailList: roles, Policies: policies, IsTruncated: false }),
  );

export const mfaRecord = (UserName: string, ...serials: string[]): SnapshotRecord =>
  record(
    iam.ListMFADevices,
    { UserName },
    '',
    answered({ MFADevices: serials.map((SerialNumber) => ({ UserName, SerialNumber })), IsTruncated: false }),
  );

export const keysRecord = (
  UserName: string,
  ...keys: { readonly id: string; readonly status?: string; readonly created: string }[]
): SnapshotRecord =>
  record(
    iam.ListAccessKeys,
    { UserName },
    '',
    answered({
      AccessKeyMetadata: keys.map(({ id, status = 'Active', created }) => ({
        UserName,
        AccessKeyId: id,
        Status: status,
        CreateDate: created,
      })),
      IsTruncated: false,
    }),
  );

export const worldWith = (
  trusted: Partial<Trusted> = {},
  organization: World['organization'] = { answer: undefined, refs: [], operation: 'organizations:DescribeOrganization' },
): World => ({
  trusted: { accounts: ['111122223333'], administrators: [], ...trusted },
  organization,
  all: [],
  of: () => [],
  byArn: () => undefined,
});

/** Every resource of a type by name, with its facts and proofs. */
export function read(
  type: AnyResourceType,
  records: readonly SnapshotRecord[],
  world: World = worldWith(),
): Readonly<Record<string, FactTree>> {
  const aws: Aws = awsOf(records);
  const facts: Record<string, FactTree> = {};
  for (const identity of type.list(aws).found as readonly Identity[]) {
    const { result, gone } = aws.reading(() => type.read(identity, aws) as FactTree);
    if (!gone) facts[identity.name] = { ...result, ...(type.prove?.(identity, aws, world) as FactTree | undefined) };
  }
  return facts;
}

/** The plain value of a fact, or why it is not known: `unknown: AccessDenied`. */
export function plain(facts: FactTree | undefined, path: string): unknown {
  let node: unknown = facts;
  for (const step of path.split('.')) node = (node as Record<string, unknown> | undefined)?.[step];
  const leaf = node as { value?: unknown; unknown?: readonly { code: string }[] } | undefined;
  return leaf && 'value' in leaf ? leaf.value : `unknown: ${leaf?.unknown?.map(({ code }) => code).join(', ')}`;
}
