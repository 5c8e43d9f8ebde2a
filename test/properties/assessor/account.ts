// For tests: an account in which all is as it should be for IAM, CloudTrail and alarms, to change one thing of and audit again.
import { expect } from 'vitest';
import { iam } from '../../../src/calls/iam.ts';
import { organizations } from '../../../src/calls/organizations.ts';
import type { Config } from '../../../src/dpp/config.ts';
import { editions } from '../../../src/dpp/edition.ts';
import { compileRules } from '../../../src/engine/compile.ts';
import { loadRules } from '../../../src/engine/load.ts';
import { judge } from '../../../src/judge.ts';
import { readAccount } from '../../../src/read.ts';
import { whole } from '../../../src/resources/account-test-whole.ts';
import { answered, REGIONS, record } from '../../../src/resources/account-test-world.ts';
import { Aws } from '../../../src/resources/aws.ts';
import { ago, type Details, detailsRecord, reportRecord, type UserRow } from '../../../src/resources/iam-test-account.ts';
import type { SnapshotRecord } from '../../../src/snapshot/record.ts';
import { snapshotOf } from '../../wire/snapshot-builder.ts';

const loaded = loadRules();
/** The rules of these types alone: the others have nothing to look at here. */
const about = [
  'iam.user',
  'iam.role',
  'iam.root',
  'iam.access-key',
  'cloudtrail.trail',
  'cloudtrail.event-data-store',
  'account',
  'trait:permissions',
  'trait:retention',
];
const rules = new Map(
  editions.map((edition) => [
    edition.id,
    compileRules(
      loaded.filter(({ source }) => about.includes(source.resource)),
      edition,
    ),
  ]),
);

export const summary = (own: object = {}): SnapshotRecord =>
  record(
    iam.GetAccountSummary,
    {},
    '',
    answered({ SummaryMap: { AccountMFAEnabled: 1, AccountAccessKeysPresent: 0, AccountPasswordPresent: 1, ...own } }),
  );

export const providers = (...arns: readonly string[]): readonly SnapshotRecord[] => [
  record(
    iam.ListOpenIDConnectProviders,
    {},
    '',
    answered({ OpenIDConnectProviderList: arns.filter((one) => one.includes(':oidc-provider/')).map((Arn) => ({ Arn })) }),
  ),
  record(
    iam.ListSAMLProviders,
    {},
    '',
    answered({ SAMLProviderList: arns.filter((one) => one.includes(':saml-provider/')).map((Arn) => ({ Arn })) }),
  ),
];

export const passwords = (own: object = {}): SnapshotRecord =>
  record(
    iam.GetAccountPasswordPolicy,
    {},
    '',
    answered({
      PasswordPolicy: {
        MinimumPasswordLength: 14,
        RequireSymbols: true,
        RequireNumbers: true,
        RequireUppercaseCharacters: true,
        RequireLowercaseCharacters: true,
        ExpirePasswords: true,
        MaxPasswordAge: 90,
        PasswordReusePrevention: 10,
        ...own,
      },
    }),
  );

/** Who is in the account, and their rows in the credential report; root's is added. */
export const people = (details: Details, ...rows: readonly UserRow[]): readonly SnapshotRecord[] => [
  detailsRecord(details),
  reportRecord({ name: '<root_account>', password: true, mfa: true, passwordUsed: ago(200) }, ...rows),
];

export const base: readonly SnapshotRecord[] = [
  ...whole,
  ...people({}),
  summary(),
  passwords(),
  ...providers(),
  record(iam.ListServerCertificates, {}, '', answered({ ServerCertificateMetadataList: [] })),
  record(iam.ListAccountAliases, {}, '', answered({ AccountAliases: ['shop'] })),
  record(organizations.DescribeOrganization, {}, '', { absent: 'AWSOrganizationsNotInUseException' }),
];

/** What is changed in the account, the verdicts that follow (by rule and name of the resource), and what its owner says of it. */
export type Case = readonly [
  name: string,
  records: readonly SnapshotRecord[],
  expected: Readonly<Record<string, string>>,
  config?: Config,
  partition?: string,
];

/** A verdict that is another in the editions of 2025 and later; `none`: the rule is not there. */
export const until2025 = (before: string, later: string): string => `${before} until 2025, then ${later}`;

/** Audits the account of a case by every edition. */
export function check([, records, expected, config, partition]: Case): void {
  for (const [edition, found] of verdicts(records, config, partition)) {
    for (const [key, verdict] of Object.entries(expected)) {
      const [before = '', later = before] = verdict.split(' until 2025, then ');
      expect.soft([edition, key, found.get(key) ?? 'none']).toEqual([edition, key, edition < 'dpp-2025' ? before : later]);
    }
  }
}

/** Verdicts by edition, then by `rule name-of-the-resource` (the rule alone, of a type as a whole). */
function verdicts(
  changed: readonly SnapshotRecord[],
  config: Config = {},
  partition = 'aws',
): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const aws = new Aws(snapshotOf([...base, ...changed], { regions: REGIONS, partition }));
  const types = readAccount(aws, config);
  return new Map(
    [...rules].map(([edition, compiled]) => {
      const found = judge(compiled, types, config, aws.asOf);
      return [
        edition,
        new Map(found.map(({ rule, resource, verdict }) => [`${rule.id} ${resource?.identity.name ?? ''}`.trim(), verdict])),
      ];
    }),
  );
}
