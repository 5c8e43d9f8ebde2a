import type { FindingRow, RecordRow, ResourceRow, RuleRow } from '../../../findings/file.ts';
import type { Findings } from '../../../findings/findings.ts';
import type { FindingView } from '../finding.ts';
import { byUrgency } from '../urgency.ts';

/** The findings file with what every section looks up. */
export interface Context {
  readonly file: Findings;
  /** All findings, most urgent first. */
  readonly sorted: readonly FindingRow[];
  readonly rule: (id: string) => RuleRow | undefined;
  readonly resource: (type: string, arn: string) => ResourceRow | undefined;
  /** What a requirement's rules found, most urgent first. */
  readonly findings: (requirement: string) => readonly FindingRow[];
  readonly view: (finding: FindingRow) => FindingView | undefined;
}

export function context(file: Findings): Context {
  const rules = new Map(file.rules.map((row) => [row.id, row]));
  const resources = new Map(file.resources.map((row) => [`${row.type}\n${row.arn}`, row]));
  const titles = new Map(file.requirements.map(({ id, title }) => [id, title]));
  const byRequirement = new Map<string, FindingRow[]>();
  const sorted = file.findings.toSorted(byUrgency);
  for (const finding of sorted) {
    const rows = byRequirement.get(finding.requirement);
    if (rows) rows.push(finding);
    else byRequirement.set(finding.requirement, [finding]);
  }

  const resource = (type: string, arn: string): ResourceRow | undefined => resources.get(`${type}\n${arn}`);
  return {
    file,
    sorted,
    rule: (id) => rules.get(id),
    resource,
    findings: (requirement) => byRequirement.get(requirement) ?? [],
    view(finding) {
      const rule = rules.get(finding.rule);
      if (!rule) return undefined;
      const cited = [...new Set(finding.checks.flatMap(({ from }) => from))].map((id) => file.records.row(id));
      return {
        finding,
        rule,
        classBy: resource(finding.resource.type, finding.resource.arn)?.classBy ?? '',
        requirement: titles.get(finding.requirement) ?? finding.requirement,
        records: cited.filter((record): record is RecordRow => record !== undefined),
        asOf: file.audit.asOf,
      };
    },
  };
}
