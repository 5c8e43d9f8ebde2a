import { type Edition, editions } from '../../src/dpp/edition.ts';
import { type Aspect, type Requirement, requirements, requirementsOf } from '../../src/dpp/requirement.ts';
import { compileRule, type Rule } from '../../src/engine/compile.ts';
import { type LoadedRule, loadRules } from '../../src/engine/load.ts';
import { type Issue, Problem } from '../../src/problem.ts';

/** A rule of the program's own, and how it stands in each edition that has it, oldest first. Never empty. */
export interface KnownRule {
  readonly loaded: LoadedRule;
  readonly inEditions: readonly { readonly edition: Edition; readonly rule: Rule }[];
}

/** Every rule that comes with the program. Throws a Problem for one that does not compile. */
export function knownRules(): readonly KnownRule[] {
  const issues: Issue[] = [];
  const known = loadRules().map((loaded) => ({
    loaded,
    inEditions: editions.flatMap((edition) => {
      const rule = compileRule(loaded, edition, issues);
      return rule ? [{ edition, rule }] : [];
    }),
  }));
  if (issues.length > 0) throw new Problem('usage', issues);
  return known.filter(({ inEditions }) => inEditions.length > 0).sort((a, b) => (a.loaded.source.id < b.loaded.source.id ? -1 : 1));
}

/** Every requirement of any edition, in the order of the newest edition's clauses; what that one dropped keeps its place in the file. */
export function orderedRequirements(): readonly Requirement[] {
  const newest = requirementsOf(editions.at(-1) as Edition).map((requirement) => requirement.id);
  const place = ({ id, section }: Requirement): number => Number(section) * 1000 + (newest.includes(id) ? newest.indexOf(id) : 999);
  return [...requirements].sort((a, b) => place(a) - place(b));
}

/** Does a rule look at an aspect, in an edition? By the types of the aspect, and the rules that it names. */
export const looksAt = (aspect: Aspect, rule: Rule): boolean =>
  aspect.by === 'rules' &&
  rule.types.some((type) => aspect.types?.includes(type.type)) &&
  (aspect.rules === undefined || aspect.rules.includes(rule.id));
