import { awsManaged } from '../analysis/access/aws-managed.ts';
import type { Bearer, Boundary, Granted } from '../analysis/access/bearer.ts';
import type { Assumed } from '../analysis/access/sp-api.ts';
import { type PolicyDocument, parsePolicy } from '../analysis/policy/index.ts';
import type { OutputOf } from '../calls/catalogue.ts';
import { iam } from '../calls/iam.ts';
import type { Answer } from '../facts/fact.ts';
import { mapAnswer } from '../facts/read.ts';
import { remember } from '../remember.ts';
import type { Aws } from './aws.ts';

type Iam = typeof import('@aws-sdk/client-iam');
/** A page of GetAccountAuthorizationDetails. */
export type DetailsPage = OutputOf<Iam, 'GetAccountAuthorizationDetails'>;
type UserDetail = NonNullable<DetailsPage['UserDetailList']>[number];
type GroupDetail = NonNullable<DetailsPage['GroupDetailList']>[number];
export type RoleDetail = NonNullable<DetailsPage['RoleDetailList']>[number];
type Inline = NonNullable<UserDetail['UserPolicyList']>;
type Attached = NonNullable<UserDetail['AttachedManagedPolicies']>;

/** Every identity of an account, with the policies that it bears. */
export interface Directory {
  readonly users: ReadonlyMap<string, Bearer>;
  readonly roles: ReadonlyMap<string, Assumed>;
  readonly groups: readonly Bearer[];
}

const directories = new WeakMap<Aws, Answer<Directory>>();

/** The account's identities: all of them, or none where a page is lacking. Read once for each account. */
export const directoryOf = (aws: Aws): Answer<Directory> =>
  remember(directories, aws, () =>
    mapAnswer(aws.pages(iam.GetAccountAuthorizationDetails, {}), (pages = []) => directory(pages, aws.account)),
  );

function directory(pages: readonly DetailsPage[], account: string): Directory {
  const texts = new Map(
    pages.flatMap((page) => page.Policies ?? []).flatMap(({ Arn, ...policy }) => (Arn === undefined ? [] : [[Arn, policy] as const])),
  );
  const parsed = new Map<string, { readonly document: PolicyDocument | undefined }>();
  /** Only the default version is in force. */
  const managed: Managed = (arn) =>
    remember(parsed, arn, () => {
      const { PolicyVersionList = [], DefaultVersionId } = texts.get(arn) ?? {};
      const version =
        PolicyVersionList.find((one) => one.IsDefaultVersion) ?? PolicyVersionList.find((one) => one.VersionId === DefaultVersionId);
      return { document: version ? documentOf(version.Document) : awsManaged(arn) };
    }).document;
  const groups = pages.flatMap((page) => page.GroupDetailList ?? []).map((group) => groupBearer(group, account, managed));
  const users = pages.flatMap((page) => page.UserDetailList ?? []).map((user) => userBearer(user, account, groups, managed));
  const roles = pages.flatMap((page) => page.RoleDetailList ?? []).map((role) => roleBearer(role, account, managed));
  return { users: byArn(users), roles: byArn(roles), groups };
}

const byArn = <B extends Bearer>(bearers: readonly B[]): ReadonlyMap<string, B> => new Map(bearers.map((bearer) => [bearer.arn, bearer]));

/** A policy's text as recorded; undefined where it can't be read, or was hidden whole. */
const documentOf = (text: unknown): PolicyDocument | undefined => (typeof text === 'string' ? parsePolicy(text) : undefined);

type Managed = (arn: string) => PolicyDocument | undefined;

/** Policies as far as they can be read, and the names of those that can't. */
interface Borne {
  readonly granted: readonly Granted[];
  readonly unread: readonly string[];
  readonly policies: readonly string[];
}

/** `of`: " of the group Staff", for what comes by a group. A list that the answer lacks is unread. */
function borne(inline: Inline | undefined, attached: Attached | undefined, managed: Managed, of = ''): Borne {
  const named = [
    ...(inline ?? []).map(({ PolicyName = '', PolicyDocument: text }) => ({
      name: `inline policy ${PolicyName}${of}`,
      document: documentOf(text),
    })),
    ...(attached ?? []).map(({ PolicyArn = '' }) => ({ name: `policy ${lastPart(PolicyArn)}${of}`, document: managed(PolicyArn) })),
  ];
  return {
    granted: named.flatMap(({ name, document }) => (document?.statements ?? []).map((statement) => ({ statement, policy: name }))),
    unread: [
      ...named.filter(({ document }) => !document).map(({ name }) => name),
      ...(inline ? [] : [`the inline policies${of}`]),
      ...(attached ? [] : [`the attached policies${of}`]),
    ],
    policies: (attached ?? []).flatMap(({ PolicyArn }) =>
      PolicyArn !== undefined && !/^arn:[^:]+:iam::aws:/.test(PolicyArn) ? [PolicyArn] : [],
    ),
  };
}

function groupBearer(
  { GroupName: name = '', Arn: arn = '', GroupPolicyList, AttachedManagedPolicies }: GroupDetail,
  account: string,
  managed: Managed,
): Bearer {
  const own = borne(GroupPolicyList, AttachedManagedPolicies, managed, ` of the group ${name}`);
  return { kind: 'group', arn, name, account, ...own, boundary: { kind: 'none' }, groups: [] };
}

function userBearer(user: UserDetail, account: string, groups: readonly Bearer[], managed: Managed): Bearer {
  const { Arn: arn = '', UserName: name = '', GroupList } = user;
  const own = borne(user.UserPolicyList, user.AttachedManagedPolicies, managed);
  const of = (GroupList ?? []).map((group) => ({ group, found: groups.find((one) => one.name === group) }));
  return {
    kind: 'user',
    arn,
    name,
    account,
    granted: [...own.granted, ...of.flatMap(({ found }) => found?.granted ?? [])],
    unread: [
      ...own.unread,
      ...of.flatMap(({ group, found }) => found?.unread ?? [`the policies of the group ${group}`]),
      ...(GroupList ? [] : ['the policies of its groups']),
    ],
    policies: [...own.policies, ...of.flatMap(({ found }) => found?.policies ?? [])],
    boundary: boundary(user.PermissionsBoundary?.PermissionsBoundaryArn, managed),
    groups: of.flatMap(({ found }) => (found ? [found.arn] : [])),
  };
}

function roleBearer(role: RoleDetail, account: string, managed: Managed): Assumed {
  const own = borne(role.RolePolicyList, role.AttachedManagedPolicies, managed);
  const limit = boundary(role.PermissionsBoundary?.PermissionsBoundaryArn, managed);
  const trust = documentOf(role.AssumeRolePolicyDocument);
  return { kind: 'role', arn: role.Arn ?? '', name: role.RoleName ?? '', account, ...own, boundary: limit, groups: [], trust };
}

function boundary(arn: string | undefined, managed: Managed): Boundary {
  if (arn === undefined) return { kind: 'none' };
  const name = `boundary ${lastPart(arn)}`;
  const document = managed(arn);
  return document
    ? { kind: 'policy', granted: document.statements.map((statement) => ({ statement, policy: name })) }
    : { kind: 'unread', policy: name };
}

const lastPart = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);
