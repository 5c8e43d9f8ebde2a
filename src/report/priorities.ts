import type { FindingRow, RuleRow } from '../findings/file.ts';
import type { Summary } from '../findings/findings.ts';
import { type Severity, severities, type Verdict } from '../findings/verdict.ts';
import { namesOf } from './names.ts';
import { plainText } from './plain-text.ts';
import { fillText, firstSentence } from './remediation.ts';
import { listWords, numberWords, severityWords } from './words.ts';

/** One thing to do: what mends one rule, or several that the same cure mends, on the resources of one type that fail it. */
export interface Priority {
  /** The most severe first; never empty. */
  readonly rules: readonly [RuleRow, ...RuleRow[]];
  readonly type: string;
  /** Never empty. */
  readonly findings: readonly [FindingRow, ...FindingRow[]];
  /** The first finding of each resource. */
  readonly resources: readonly [FindingRow, ...FindingRow[]];
  /** How many of the resources hold PII. */
  readonly piiStores: number;
  readonly severity: Severity;
  readonly effort: RuleRow['effort'];
  /** Severity × stores of PII (1 where there are none) ÷ effort. */
  readonly score: number;
  /** What to do, in one imperative sentence. */
  readonly sentence: string;
}

const severityWeight: Readonly<Record<Severity, number>> = { critical: 8, high: 4, medium: 2, low: 1 };
const effortWeight: Readonly<Record<RuleRow['effort'], number>> = { minutes: 1, hours: 4, days: 16 };
const efforts = ['minutes', 'hours', 'days'] as const;

type Some<T> = readonly [T, ...T[]];

/** `{name}` is the one resource's name; where there are several, it stands for each. */
function sentenceOf(rule: RuleRow, type: string, [first, ...more]: Some<FindingRow>): string {
  const text = rule.remediation[type]?.text;
  if (text === undefined || text.trim() === '') return `See to it that this holds: ${rule.title}.`;
  const { name, arn } = first.resource;
  const one = { name, arn, region: first.region, account: first.account };
  const each = { name: 'each of them', arn: 'the ARN of each', region: 'its region', account: first.account };
  return firstSentence(fillText(text, more.length === 0 ? one : each));
}

const bySeverity = (a: { readonly severity: Severity }, b: { readonly severity: Severity }): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity);

/** A sorted copy of what is never empty. */
const sorted = <T>([first, ...rest]: Some<T>, order: (a: T, b: T) => number): Some<T> => [first, ...rest].sort(order) as unknown as Some<T>;

interface Group {
  readonly rules: [RuleRow, ...RuleRow[]];
  readonly findings: [FindingRow, ...FindingRow[]];
}

function priority(group: Group): Priority {
  const rules = sorted(group.rules, bySeverity);
  const findings = sorted(group.findings, bySeverity);
  const [{ resource, severity }] = findings;
  const [first, ...rest] = findings;
  const known = new Set([first.resource.arn]);
  const others = rest.filter(({ resource: { arn } }) => !known.has(arn) && known.add(arn));
  const resources = [first, ...others] as const;
  const piiStores = resources.filter((row) => row.resource.dataClass === 'pii').length;
  const effort = efforts.findLast((each) => rules.some((rule) => rule.effort === each)) ?? 'days';
  return {
    rules,
    type: resource.type,
    findings,
    resources,
    piiStores,
    severity,
    effort,
    score: (severityWeight[severity] * Math.max(1, piiStores)) / effortWeight[effort],
    sentence: plainText(sentenceOf(rules[0], resource.type, resources)),
  };
}

const order = (a: Priority, b: Priority): number =>
  b.score - a.score ||
  bySeverity(a, b) ||
  b.resources.length - a.resources.length ||
  (a.rules[0].id < b.rules[0].id ? -1 : a.rules[0].id > b.rules[0].id ? 1 : 0) ||
  (a.type < b.type ? -1 : a.type > b.type ? 1 : 0);

/** What is mended in one go: the same cure for the same type; a rule without a cure stands alone. */
function cureOf(rule: RuleRow, type: string): string {
  const cure = rule.remediation[type];
  return cure ? JSON.stringify([type, cure.text, cure.cli, cure.terraform]) : JSON.stringify([type, rule.id]);
}

/** What counts as failed: a document that is missing or too old is as much to be mended as a setting. */
const amiss: ReadonlySet<Verdict> = new Set(['fail', 'attestation-expired', 'attestation-missing']);

/** What to do first: the failing findings, grouped by what mends them, the most worthwhile first. At most `most` of them. */
export function priorities({ findings, rules }: Summary, most = 7): readonly Priority[] {
  const ruleOf = new Map(rules.map((rule) => [rule.id, rule]));
  const groups = new Map<string, Group>();
  for (const finding of findings) {
    const rule = ruleOf.get(finding.rule);
    if (!amiss.has(finding.verdict) || !rule) continue;
    const key = cureOf(rule, finding.resource.type);
    const group = groups.get(key);
    if (!group) groups.set(key, { rules: [rule], findings: [finding] });
    else {
      group.findings.push(finding);
      if (!group.rules.includes(rule)) group.rules.push(rule);
    }
  }
  return [...groups.values()].map(priority).sort(order).slice(0, most);
}

/** On what, and why it stands where it does: `orders and 3 more (critical, holds PII: 4, minutes)`. */
export function placeWords({ resources, severity, effort, piiStores }: Priority): string {
  const names = namesOf(resources).slice(0, 3);
  const more = resources.length - names.length;
  const where = listWords(more > 0 ? [...names, `${numberWords(more)} more`] : names);
  const pii = piiStores > 0 ? [`holds PII: ${numberWords(piiStores)}`] : [];
  return `${where} (${[severityWords[severity].toLowerCase(), ...pii, effort].join(', ')})`;
}

/** What was found on it, a sentence each: of several resources the first one's. */
export const foundSentences = ({ resources, findings }: Priority): readonly string[] =>
  findings.slice(0, resources.length === 1 ? 3 : 1).map(({ message }) => message);
