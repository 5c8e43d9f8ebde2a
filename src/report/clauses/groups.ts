import type { CheckRow, FindingRow } from '../../findings/file.ts';

type Some<T> = readonly [T, ...T[]];

/** Findings that read alike: one verdict of one rule, in the same words, on settings of the same values. */
export interface Group {
  readonly findings: Some<FindingRow>;
  /** The settings, once; each with the calls of all of them. */
  readonly checks: readonly CheckRow[];
}

/** A finding that does not apply says nothing but the resource's name, which is listed. */
const words = ({ message, resource, verdict }: FindingRow): string =>
  verdict === 'not-applicable' ? message.replaceAll(resource.name || '\n', '{name}') : message;

/** What a finding says without what it is about, and without the calls that told it. */
const keyOf = (finding: FindingRow): string =>
  JSON.stringify([
    finding.rule,
    finding.verdict,
    words(finding),
    finding.resource.type,
    finding.waiver,
    finding.checks.map(({ path, holds, expected, found }) => [path, holds, expected, found]),
  ]);

/** Findings in groups, in the order of the first of each. What is said of many resources alike is printed once, with all their names. */
export function grouped(findings: readonly FindingRow[]): readonly Group[] {
  const groups = new Map<string, [FindingRow, ...FindingRow[]]>();
  for (const finding of findings) {
    const key = keyOf(finding);
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()].map((own) => ({
    findings: own,
    checks: own[0].checks.map((check, n) => ({ ...check, from: [...new Set(own.flatMap(({ checks }) => checks[n]?.from ?? []))] })),
  }));
}
