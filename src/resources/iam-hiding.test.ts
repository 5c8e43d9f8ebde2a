import { expect, test } from 'vitest';
import { iam } from '../calls/iam.ts';
import type { FactTree } from '../facts/fact.ts';
import { isFact } from '../facts/fact.ts';
import { chainOf, type SnapshotRecord } from '../snapshot/record.ts';
import { passwordsOf } from './account-passwords.ts';
import { answered, awsOf, denied, record } from './account-test-world.ts';
import { iamAccessKey } from './iam-access-key.ts';
import { iamRole } from './iam-role.ts';
import { iamRoot } from './iam-root.ts';
import { iamServerCertificate } from './iam-server-certificate.ts';
import {
  ago,
  arn,
  detailsRecord,
  keysRecord,
  mfaRecord,
  policyText,
  reportRecord,
  roleDetail,
  userDetail,
  worldWith,
} from './iam-test-account.ts';
import { iamUser } from './iam-user.ts';
import type { AnyResourceType, Identity } from './resource.ts';
import type { World } from './world.ts';

const allowing = (Action: string, Resource = '*'): object[] => [
  { PolicyName: 'P', PolicyDocument: policyText({ Effect: 'Allow', Action, Resource }) },
];
const trusts = (Principal: object, Condition = {}, Action = 'sts:AssumeRole'): string =>
  policyText({ Effect: 'Allow', Principal, Action, Condition });
const github = arn('oidc-provider/token.actions.githubusercontent.com');

const records: readonly SnapshotRecord[] = [
  detailsRecord({
    users: [
      userDetail('anna', { UserPolicyList: allowing('*') }),
      userDetail('ben', { UserPolicyList: allowing('iam:CreateAccessKey', arn('user/anna')) }),
      userDetail('sp', { UserPolicyList: allowing('sts:AssumeRole', arn('role/sp-api')) }),
      userDetail('new', { CreateDate: ago(0.05) }),
    ],
    roles: [
      roleDetail('sp-api', trusts({ AWS: arn('user/sp') }), { RolePolicyList: allowing('execute-api:Invoke') }),
      roleDetail(
        'deploy',
        trusts(
          { Federated: github },
          { StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:shop/*' } },
          'sts:AssumeRoleWithWebIdentity',
        ),
      ),
      roleDetail('vendor', trusts({ AWS: '999999999999' })),
      roleDetail(
        'members',
        policyText({
          Effect: 'Allow',
          Principal: '*',
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-ours' } },
        }),
      ),
    ],
  }),
  reportRecord(
    { name: '<root_account>', passwordUsed: ago(200) },
    { name: 'anna', password: true, mfa: true, passwordUsed: ago(2) },
    { name: 'ben', password: true },
    { name: 'sp', keys: [{ active: true, rotated: ago(100), used: ago(1) }] },
    { name: 'left', keys: [{ active: true, rotated: ago(500) }] },
  ),
  mfaRecord('anna', 'phone'),
  mfaRecord('ben', 'added-since'),
  keysRecord('sp', { id: 'A', created: ago(100) }),
  record(iam.ListAccessKeys, { UserName: 'left' }, '', { gone: 'NoSuchEntityException' }),
  record(
    iam.GetAccountSummary,
    {},
    '',
    answered({ SummaryMap: { AccountMFAEnabled: 1, AccountAccessKeysPresent: 0, AccountPasswordPresent: 1 } }),
  ),
  record(iam.GetAccountPasswordPolicy, {}, '', { absent: 'NoSuchEntityException' }),
  record(
    iam.ListServerCertificates,
    {},
    '',
    answered({ ServerCertificateMetadataList: [{ Arn: 'c', ServerCertificateName: 'shop', Expiration: ago(-9) }] }),
  ),
  record(iam.ListSAMLProviders, {}, '', answered({ SAMLProviderList: [] })),
  record(iam.ListOpenIDConnectProviders, {}, '', answered({ OpenIDConnectProviderList: [{ Arn: github }] })),
];

const organization: World['organization'] = {
  answer: { id: 'o-ours', managementAccount: '999999999999' },
  refs: [],
  operation: 'organizations:DescribeOrganization',
};
const hiddenOrganization: World['organization'] = {
  unknown: { operation: 'organizations:DescribeOrganization', code: 'AccessDenied' },
  refs: [],
};
const types: readonly AnyResourceType[] = [iamUser, iamRole, iamAccessKey, iamRoot, iamServerCertificate];

interface Seen {
  /** Type, ARN and path → the known value as text; undefined: not known. */
  readonly facts: ReadonlyMap<string, string | undefined>;
  /** Types of which not all is listed. */
  readonly partly: ReadonlySet<string>;
}

function see(given: readonly SnapshotRecord[], world: World): Seen {
  const aws = awsOf(given);
  const facts = new Map<string, string | undefined>();
  const partly = new Set<string>();
  const walk = (tree: FactTree, path: string): void => {
    for (const [name, node] of Object.entries(tree)) {
      if (!isFact(node)) walk(node, `${path}.${name}`);
      else facts.set(`${path}.${name}`, 'value' in node ? JSON.stringify(node.value) : undefined);
    }
  };
  for (const type of types) {
    const { found, unread } = type.list(aws);
    if (unread.length > 0) partly.add(type.type);
    for (const identity of found as readonly Identity[]) {
      const { result, gone } = aws.reading(() => type.read(identity, aws) as FactTree);
      if (!gone) walk({ ...result, ...(type.prove?.(identity, aws, world) as FactTree | undefined) }, `${type.type} ${identity.arn} `);
    }
  }
  walk(passwordsOf(aws) as unknown as FactTree, 'account ');
  return { facts, partly };
}

/** What is seen with something hidden is what was seen, or unknown; and what vanished is of a type that is partly unread. */
function expectNoNews(hidden: Seen, all: Seen, what: string): void {
  for (const [path, value] of hidden.facts) {
    expect(all.facts.has(path), `${what}: ${path} is new`).toBe(true);
    if (value !== undefined) expect(value, `${what}: ${path}`).toBe(all.facts.get(path));
  }
  for (const path of all.facts.keys()) {
    if (!hidden.facts.has(path)) expect([...hidden.partly], `${what}: ${path} vanished`).toContain(path.split(' ')[0]);
  }
}

const all = see(records, worldWith({}, organization));

test('the account is seen', () => {
  expect([...all.facts.values()].filter((value) => value === undefined).length).toBeLessThan(12);
  expect(all.facts.size).toBeGreaterThan(80);
});

test.each(records.map((one) => [chainOf(one).split('\t').slice(3).join(' '), one] as const))(
  'nothing is gained where %s is hidden',
  (name, hidden) => {
    const others = records.filter((one) => one !== hidden);
    const { account, region, service, operation, input, page, time } = hidden;
    const denial: SnapshotRecord = { account, region, service, operation, input, page, time, ...denied };
    expectNoNews(see([...others, denial], worldWith({}, organization)), all, `${name} denied`);
    expectNoNews(see(others, worldWith({}, organization)), all, `${name} dropped`);
  },
);

test('nothing is gained where the organization is hidden', () => {
  expectNoNews(see(records, worldWith({}, hiddenOrganization)), all, 'organization');
});
