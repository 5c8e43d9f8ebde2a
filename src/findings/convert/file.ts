import { iam } from '../../calls/iam.ts';
import { sts } from '../../calls/sts.ts';
import type { Config } from '../../dpp/config.ts';
import type { Edition } from '../../dpp/edition.ts';
import type { Policy } from '../../dpp/requirement.ts';
import type { Rule } from '../../engine/compile.ts';
import type { Remediations } from '../../engine/remediation.ts';
import type { Aws } from '../../resources/aws.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { attestationType } from '../attested.ts';
import type { AuditedResource, AuditedType } from '../audited.ts';
import type { FindingRow, ResourceRow } from '../file.ts';
import type { Finding } from '../finding.ts';
import { type Findings, lazyRows } from '../findings.ts';
import { coverage } from './coverage.ts';
import { editionRow } from './edition-row.ts';
import { factRows } from './fact-row.ts';
import { classOf, described, findingRow } from './finding-row.ts';
import { type EditionSummary, editionSummary, newestRow } from './newest.ts';
import { recordRow } from './record-row.ts';
import { ruleRow } from './rule-row.ts';

/** One edition's rules and what they found. */
export interface Judgement {
  readonly edition: Edition;
  readonly rules: readonly Rule[];
  readonly findings: readonly Finding[];
}

export interface Audited {
  readonly snapshot: Snapshot;
  readonly aws: Aws;
  readonly types: readonly AuditedType[];
  readonly config: Config;
  readonly chosen: Judgement;
  /** The newest edition's findings summed up, where it is another. */
  readonly newest: EditionSummary | undefined;
  /** SHA-256 of what went in, beside the snapshot. */
  readonly hashes: { readonly rules: string; readonly edition: string; readonly configuration: string; readonly attestations?: string };
  readonly tool: { readonly name: string; readonly version: string };
  readonly policy: Policy;
  readonly remediations: Remediations;
}

/** The findings file: sorted, and the same for the same input. Records are read from the snapshot when they are looked at. */
export function findingsFile(audited: Audited): Findings {
  const { snapshot, aws, types, config, chosen, newest, hashes, tool, policy, remediations } = audited;
  const { account, asOf, credentials } = snapshot.header;
  const holdsPii = config.holdsPii !== false;
  const summary = editionSummary(chosen.edition, chosen.findings, holdsPii, policy);
  const about = new Map(
    [...types.flatMap(({ resources }) => resources), ...documentsOf(chosen.findings)].map((resource) => [
      resource,
      described(resourceRow(resource)),
    ]),
  );
  const findings = chosen.findings
    .map((finding) => findingRow(finding, account, finding.resource && about.get(finding.resource)))
    .sort(byVerdictAndPlace);
  const { regions, leftOut, notEnabled, unread } = aws.scope;
  return {
    schemaVersion: 1,
    tool,
    audit: {
      asOf,
      edition: editionRow(chosen.edition, asOf, policy.editions),
      accounts: [{ id: account, alias: aliasOf(aws) }],
      regions: { read: [...regions], leftOut: [...leftOut], notEnabled: [...notEnabled], unread: [...(unread?.regions ?? [])] },
      caller: { arn: callerOf(aws), credentials },
      clockOffset: snapshot.end?.clockOffset ?? null,
      complete: snapshot.end !== undefined,
      holdsPii,
      scope: scopeSentence(audited),
      inputs: { snapshot: snapshot.hash(), ...hashes },
      granted: granted(config, types),
    },
    coverage: coverage(snapshot, types, chosen.findings, config),
    requirements: [...summary.rows],
    rules: chosen.rules.map((rule) => ruleRow(rule, remediations)).sort((a, b) => (a.id < b.id ? -1 : 1)),
    resources: [...about.values()].map(({ row }) => row).sort((a, b) => compare(a.type, b.type) || compare(a.arn, b.arn)),
    records: recordsOf(findings, snapshot),
    findings,
    newestEdition: newestRow(summary, newest ?? summary, asOf, policy.editions),
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const byVerdictAndPlace = (a: FindingRow, b: FindingRow): number =>
  compare(a.rule, b.rule) || compare(a.resource.type, b.resource.type) || compare(a.resource.arn, b.resource.arn) || compare(a.id, b.id);

/** What the register holds: no type of the account lists it. */
const documentsOf = (findings: readonly Finding[]): readonly AuditedResource[] =>
  findings.flatMap(({ type, resource }) => (type === attestationType && resource ? [resource] : []));

function resourceRow(resource: AuditedResource): ResourceRow {
  const { typeOf, identity, facts, classBy } = resource;
  const { arn, name, region } = identity;
  return { arn, classBy, dataClass: classOf(resource), facts: factRows(facts), name, region, service: typeOf.service, type: typeOf.type };
}

/** Made apart, so that what is read from the snapshot later holds the snapshot alone, and no facts. */
const recordsOf = (findings: readonly FindingRow[], snapshot: Snapshot): Findings['records'] =>
  lazyRows(citedIn(findings), (id) => recordRow(id, snapshot));

/** Every record that a finding cites, sorted. */
function citedIn(findings: readonly FindingRow[]): string[] {
  const ids = new Set<string>();
  for (const finding of findings) for (const check of finding.checks) for (const id of check.from) ids.add(id);
  return [...ids].sort();
}

function callerOf(aws: Aws): string {
  const who = aws.answer(sts.GetCallerIdentity, {});
  return 'answer' in who ? (who.answer?.Arn ?? '') : '';
}

function aliasOf(aws: Aws): string {
  const aliases = aws.pages(iam.ListAccountAliases, {});
  return 'answer' in aliases ? (aliases.answer?.flatMap((page) => page.AccountAliases ?? [])[0] ?? '') : '';
}

/** Services as AWS calls them, in the order of the sentence. */
const serviceNames: ReadonlyMap<string, string> = new Map([
  ['iam', 'IAM'],
  ['s3', 'S3'],
  ['cloudtrail', 'CloudTrail'],
  ['kms', 'KMS'],
  ['logs', 'CloudWatch Logs'],
  ['account', "the account's own settings"],
]);

const joined = (names: readonly string[]): string => [names.slice(0, -1).join(', '), ...names.slice(-1)].filter(Boolean).join(' and ');

function scopeSentence({ aws, types }: Audited): string {
  const found = new Set(types.map(({ type }) => type.service));
  const services = [...serviceNames].flatMap(([service, name]) => (found.has(service) ? [name] : []));
  const others = [...found].filter((service) => !serviceNames.has(service)).sort();
  const { regions, leftOut, told } = aws.scope;
  const limited =
    leftOut.length > 0
      ? !told
        ? ', limited by the user; which other regions are enabled could not be read'
        : `, limited by the user: ${leftOut.length} enabled ${leftOut.length === 1 ? 'region was' : 'regions were'} left out`
      : '';
  return `${joined([...services, ...others])} in ${regions.length} ${regions.length === 1 ? 'region' : 'regions'}${limited}; other services, and what lies outside AWS, are not looked at`;
}

/** What was taken for granted where the configuration says nothing. */
function granted(config: Config, types: readonly AuditedType[]): string[] {
  const stores = types.reduce((sum, { resources }) => sum + resources.filter((resource) => resource.unclassified).length, 0);
  return [
    ...(config.holdsPii === undefined ? ['The account holds personal data of buyers (holdsPii), so section 2 of the policy binds.'] : []),
    ...(stores > 0 && !config.classes?.unclassifiedAs
      ? [
          `${stores} ${stores === 1 ? 'store' : 'stores'} without a class of data ${stores === 1 ? 'is' : 'are'} audited as if ${stores === 1 ? 'it' : 'they'} held personal data.`,
        ]
      : []),
    ...(config.accounts?.own === undefined
      ? ["No other account belongs to the same owner (accounts.own); the organization's management account is trusted."]
      : []),
    ...(config.administrators === undefined ? ['Nobody may administer everything (administrators).'] : []),
  ];
}
