import type { FindingRow, FindingsFile, RuleRow } from '../findings/file.ts';
import { type Severity, severities } from '../findings/verdict.ts';
import { plainText } from './plain-text.ts';
import { fillText, firstSentence } from './remediation.ts';

/** One thing to do: a rule that fails, on the resources of one type on which it fails. */
export interface Priority {
  readonly rule: RuleRow;
  readonly type: string;
  readonly findings: readonly FindingRow[];
  /** How many of the resources hold PII. */
  readonly piiStores: number;
  /** Severity × stores of PII (1 where there are none) ÷ effort. */
  readonly score: number;
  /** What to do, in one imperative sentence. */
  readonly sentence: string;
}

const severityWeight: Readonly<Record<Severity, number>> = { critical: 8, high: 4, medium: 2, low: 1 };
const effortWeight: Readonly<Record<RuleRow['effort'], number>> = { minutes: 1, hours: 4, days: 16 };

/** The worst severity of several findings. */
const worstOf = (findings: readonly FindingRow[]): Severity =>
  severities.find((severity) => findings.some((finding) => finding.severity === severity)) ?? 'low';

/** `{name}` is the one resource's name; where there are several, it stands for each. */
function sentenceOf(rule: RuleRow, type: string, findings: readonly FindingRow[]): string {
  const text = rule.remediation[type]?.text;
  if (text === undefined || text.trim() === '') return `See to it that this holds: ${rule.title}.`;
  const [first, ...more] = findings;
  if (!first) return firstSentence(text);
  const { name, arn } = first.resource;
  const one = { name, arn, region: first.region, account: first.account };
  const each = { name: 'each of them', arn: 'the ARN of each', region: 'its region', account: first.account };
  return firstSentence(fillText(text, more.length === 0 ? one : each));
}

function priority(rule: RuleRow, findings: readonly [FindingRow, ...FindingRow[]]): Priority {
  const { type } = findings[0].resource;
  const piiStores = new Set(findings.filter(({ resource }) => resource.dataClass === 'pii').map(({ resource }) => resource.arn)).size;
  const score = (severityWeight[worstOf(findings)] * Math.max(1, piiStores)) / effortWeight[rule.effort];
  return { rule, type, findings, piiStores, score, sentence: plainText(sentenceOf(rule, type, findings)) };
}

const order = (a: Priority, b: Priority): number =>
  b.score - a.score ||
  severities.indexOf(worstOf(a.findings)) - severities.indexOf(worstOf(b.findings)) ||
  b.findings.length - a.findings.length ||
  (a.rule.id < b.rule.id ? -1 : a.rule.id > b.rule.id ? 1 : 0) ||
  (a.type < b.type ? -1 : a.type > b.type ? 1 : 0);

/**
 * What to do first: the failing findings, grouped by rule and type of resource (the cure lies with the type), the most worthwhile first.
 * At most `most` of them.
 */
export function priorities({ findings, rules }: FindingsFile, most = 7): readonly Priority[] {
  const ruleOf = new Map(rules.map((rule) => [rule.id, rule]));
  const groups = new Map<string, [FindingRow, ...FindingRow[]]>();
  for (const finding of findings) {
    if (finding.verdict !== 'fail') continue;
    const key = `${finding.rule}\n${finding.resource.type}`;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()]
    .flatMap((group) => {
      const rule = ruleOf.get(group[0].rule);
      return rule ? [priority(rule, group)] : [];
    })
    .sort(order)
    .slice(0, most);
}
