import type { Rule } from '../../engine/compile.ts';
import { remediations as ownRemediations, type Remediations } from '../../engine/remediation.ts';
import { titleOf } from '../../engine/words.ts';
import type { RuleRow } from '../file.ts';

/** A rule as the file has it: all that does not depend on a resource. */
export function ruleRow(rule: Rule, remediations: Remediations = ownRemediations): RuleRow {
  const { source, own } = rule.loaded;
  const remediation = rule.types.flatMap(({ type }) => {
    const found = source.remediation ?? remediations.get(type)?.[rule.requirement];
    return found ? [[type, found] as const] : [];
  });
  return {
    id: rule.id,
    title: titleOf(rule),
    requirement: rule.requirement,
    severity: source.severity,
    effort: source.effort,
    authority: rule.authority,
    resource: source.resource,
    rationale: source.rationale.trim(),
    limits: source.limits.trim(),
    references: source.references,
    own,
    remediation: Object.fromEntries(remediation),
  };
}
