// For tests: policies, users and roles, short enough for tables.
import { allow, deny } from '../../../src/analysis/access/test-bearer.ts';
import { ago, arn, policyText, roleDetail, userDetail } from '../../../src/resources/iam-test-account.ts';
import type { SnapshotRecord } from '../../../src/snapshot/record.ts';
import { people } from './account.ts';

export { allow, deny };
export const inline = (...statements: object[]): object[] => [{ PolicyName: 'Own', PolicyDocument: policyText(...statements) }];
export const managed = (name: string, ...statements: object[]): object => ({
  PolicyName: name,
  Arn: arn(`policy/${name}`),
  DefaultVersionId: 'v1',
  PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: policyText(...statements) }],
});
export const attached = (...names: string[]): object[] =>
  names.map((name) => ({ PolicyName: name, PolicyArn: name.startsWith('arn:') ? name : arn(`policy/${name}`) }));
export const used = { RoleLastUsed: { LastUsedDate: ago(1) } };
export const trust = (Principal: unknown, more: object = {}): string =>
  policyText({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...more });
export const byService = (service = 'lambda.amazonaws.com'): string => trust({ Service: service });

/** A user anna with these statements. */
export const anna = (...statements: object[]): readonly SnapshotRecord[] =>
  people({ users: [userDetail('anna', { UserPolicyList: inline(...statements) })] }, { name: 'anna' });
/** A role app with this trust policy. */
export const app = (text: string, more: object = {}): readonly SnapshotRecord[] =>
  people({ roles: [roleDetail('app', text, { ...used, ...more })] });
export const rights = (who: string, administrator: string, escalation: string, services: string, notActions: string, passRole: string) => ({
  [`administrators-are-approved ${who}`]: administrator,
  [`rights-do-not-lead-to-administration ${who}`]: escalation,
  [`services-are-not-granted-whole ${who}`]: services,
  [`policies-name-what-they-allow ${who}`]: notActions,
  [`roles-are-passed-by-name ${who}`]: passRole,
});
export const fine = rights('anna', 'pass', 'pass', 'pass', 'pass', 'pass');
export const administers = rights('anna', 'fail', 'not-applicable', 'not-applicable', 'pass', 'not-applicable');
export const escalates = { ...fine, 'rights-do-not-lead-to-administration anna': 'fail' };
export const outsiders = (verdict: string) => ({ 'roles-trust-no-outsiders app': verdict });

export const boundary = (name: string): object => ({
  PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: arn(`policy/${name}`) },
});
export const bounded = (statement: object, ...limit: object[]): readonly SnapshotRecord[] =>
  people(
    { users: [userDetail('anna', { UserPolicyList: inline(statement), ...boundary('Limit') })], policies: [managed('Limit', ...limit)] },
    { name: 'anna' },
  );
