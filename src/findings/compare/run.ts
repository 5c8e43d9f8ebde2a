import { type Static, Type } from 'typebox';
import { FindingsFileSchema } from '../file.ts';

const file = FindingsFileSchema.properties;
const finding = file.findings.items;

/** What a comparison reads of a findings file: the evidence (records, resources, checks) is not looked at, and need not be kept. */
export const RunFileSchema = Type.Object({
  schemaVersion: file.schemaVersion,
  tool: file.tool,
  audit: Type.Pick(file.audit, ['asOf', 'edition', 'accounts', 'regions', 'inputs']),
  coverage: Type.Object({ resources: Type.Array(Type.Pick(file.coverage.properties.resources.items, ['type', 'title', 'unread'])) }),
  rules: Type.Array(Type.Pick(file.rules.items, ['id'])),
  findings: Type.Array(Type.Pick(finding, ['id', 'rule', 'verdict', 'severity', 'region', 'resource', 'message', 'waiver', 'lastKnown'])),
  baseline: file.baseline,
});

export type RunFile = Static<typeof RunFileSchema>;
type Row = RunFile['findings'][number];
export type LastKnown = NonNullable<Row['lastKnown']>;

/** What a finding is about: the same in every run. */
export type Subject = Pick<Row, 'id' | 'rule' | 'severity' | 'region' | 'resource'>;

/** A finding as far as it is compared. */
export type ComparedRow = Subject & Pick<Row, 'verdict' | 'message' | 'waiver' | 'lastKnown'>;

/** One run, made ready to be compared with another. */
export interface Run {
  readonly audit: RunFile['audit'];
  readonly tool: RunFile['tool'];
  readonly rules: ReadonlySet<string>;
  readonly regions: ReadonlySet<string>;
  /** What could not be listed of each type that was looked for. */
  readonly types: ReadonlyMap<string, RunFile['coverage']['resources'][number]['unread']>;
  readonly findings: ReadonlyMap<string, ComparedRow>;
  /** Findings about a type as a whole, by rule and type. */
  readonly lists: ReadonlyMap<string, ComparedRow>;
  /** What its own baseline last knew of things that it did not see. */
  readonly unseen: ReadonlyMap<string, Subject & { readonly lastKnown: LastKnown }>;
}

/** The key of a finding about a type as a whole. */
export const listKey = (subject: Pick<Subject, 'rule' | 'resource'>): string => `${subject.rule} ${subject.resource.type}`;

/** A findings file, or findings in memory, as a run to compare. */
export function runOf({ audit, tool, rules, coverage, findings, baseline }: RunFile): Run {
  const titles = new Map(coverage.resources.map(({ type, title }) => [type, title]));
  // what is about a type as a whole is called as its list is
  const called = (resource: Row['resource']): Row['resource'] =>
    resource.name === '' ? { ...resource, name: resource.arn || (titles.get(resource.type) ?? resource.type) } : resource;
  const light = findings.map(({ id, rule, verdict, severity, region, resource, message, waiver, lastKnown }): ComparedRow => {
    const row = { id, rule, verdict, severity, region, resource: called(resource), message };
    return { ...row, ...(waiver && { waiver }), ...(lastKnown && { lastKnown }) };
  });
  return {
    audit,
    tool,
    rules: new Set(rules.map(({ id }) => id)),
    regions: new Set(audit.regions.read),
    types: new Map(coverage.resources.map(({ type, unread }) => [type, unread])),
    findings: new Map(light.map((row) => [row.id, row])),
    lists: new Map(light.filter(({ resource }) => resource.arn === '').map((row) => [listKey(row), row])),
    unseen: new Map((baseline?.unseen ?? []).map((row) => [row.id, row])),
  };
}
