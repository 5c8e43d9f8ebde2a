import { titleOf } from '../../engine/words.ts';
import type { Finding } from '../finding.ts';
import { worst } from '../verdict.ts';

/** What one rule found of a requirement, at the requirement's worst verdict. */
export interface Said {
  readonly rule: string;
  readonly title: string;
  /** Of its first finding. */
  readonly message: string;
  readonly count: number;
}

/** What the rules of one requirement found, at the worst verdict that any of them came to; nothing where it concerns nothing. */
export function saidOf(findings: readonly Finding[]): readonly Said[] {
  const verdict = worst(findings.map((finding) => finding.verdict));
  if (verdict === undefined || verdict === 'not-applicable') return [];
  const rules = new Map<string, Said>();
  for (const { rule, message } of findings.filter((finding) => finding.verdict === verdict)) {
    const known = rules.get(rule.id) ?? { rule: rule.id, title: titleOf(rule), message, count: 0 };
    rules.set(rule.id, { ...known, count: known.count + 1 });
  }
  return [...rules.values()];
}

/**
 * In a sentence, rule by rule: the message of the first, how many more of that rule there are, then the other rules by their titles. What is the
 * biggest news beside `before`, what was said in another edition, comes first. Empty where nothing was said.
 */
export function hereWords(said: readonly Said[], before: readonly Said[]): string {
  const news = ({ rule, count }: Said): number => count - (before.find((other) => other.rule === rule)?.count ?? 0);
  const [first, ...others] = said.toSorted((a, b) => news(b) - news(a) || b.count - a.count);
  if (!first) return '';
  const more = first.count > 1 ? [`${first.count - 1} more of this rule`] : [];
  return [first.message, ...more, ...others.map(({ title, count }) => `${count} of “${title}”`)].join('; ');
}
