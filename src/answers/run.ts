import type { FindingRow, FindingsFile } from '../findings/file.ts';

/** What answers are drafted from: a findings file without the calls. */
export type AnsweredFile = Omit<FindingsFile, 'records'>;

/** A run with what every sentence looks up. */
export interface Run {
  readonly file: AnsweredFile;
  /** Of a rule, or of what stands for a rule in the findings of documents. */
  readonly findings: (rule: string) => readonly FindingRow[];
  readonly requirement: (id: string) => FindingsFile['requirements'][number] | undefined;
  /** What several of a type are called: `S3 buckets`. */
  readonly typeTitle: (type: string) => string;
  /** The sentence of a pass of a rule; the rule's id where the run does not have it. */
  readonly ruleTitle: (rule: string) => string;
  /** A figure of the edition in words, `30 days`; undefined where the edition sets none. */
  readonly figure: (name: string) => string | undefined;
  /** A fact of a resource, where it is known. */
  readonly fact: (finding: FindingRow, path: string) => string | undefined;
}

/** Indexes a findings file. */
export function runOf(file: AnsweredFile): Run {
  const byRule = new Map<string, FindingRow[]>();
  for (const finding of file.findings) {
    const rows = byRule.get(finding.rule);
    if (rows) rows.push(finding);
    else byRule.set(finding.rule, [finding]);
  }
  const requirements = new Map(file.requirements.map((row) => [row.id, row]));
  const words = new Map(file.requirements.flatMap(({ figures }) => figures.map((figure) => [figure.name, figure.words] as const)));
  const titles = new Map(file.coverage.resources.map(({ type, title }) => [type, title]));
  const rules = new Map(file.rules.map(({ id, title }) => [id, title]));
  const resources = new Map(file.resources.map((row) => [`${row.type}\n${row.arn}`, row]));
  return {
    file,
    findings: (rule) => byRule.get(rule) ?? [],
    requirement: (id) => requirements.get(id),
    typeTitle: (type) => titles.get(type) ?? type,
    ruleTitle: (rule) => rules.get(rule) ?? rule,
    figure: (name) => words.get(name),
    fact({ resource: { type, arn } }, path) {
      const value = resources.get(`${type}\n${arn}`)?.facts[path]?.value;
      return value === undefined ? undefined : String(value);
    },
  };
}
