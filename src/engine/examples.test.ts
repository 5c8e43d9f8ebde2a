import { describe, expect, it } from 'vitest';
import { editions } from '../dpp/edition.ts';
import type { Issue } from '../problem.ts';
import { compileRule, figuresNamed } from './compile.ts';
import { checkRules, runExamples } from './examples.ts';
import { type LoadedRule, loadRules } from './load.ts';

const rules = loadRules();

/** Does any example fail once the rule is changed? Silence means that nothing tests what was changed. */
function isNoticed(changed: LoadedRule, shifted = editions): boolean {
  const issues: Issue[] = [];
  return shifted.some((edition) => {
    const rule = compileRule(changed, edition, issues);
    return rule !== undefined && runExamples(rule, edition).some((result) => !result.holds);
  });
}

describe('rules', () => {
  it('compile in every edition, and their examples hold', () => {
    expect(checkRules(rules).rules).toBe(rules.length);
  });

  it.each(rules.map((rule) => [rule.source.id, rule] as const))('%s: each line of expect is tested', (_, rule) => {
    const paths = Object.keys(rule.source.expect);
    for (const path of paths) {
      const expect_: Record<string, object> = { ...(rule.source.expect as Record<string, object>) };
      if (paths.length === 1) expect_[path] = anything(expect_[path] as object);
      else delete expect_[path];
      expect(isNoticed({ ...rule, source: { ...rule.source, expect: expect_ } }), `${path} could be dropped`).toBe(true);
    }
  });

  it.each(rules.filter((rule) => figuresNamed(rule).length > 0).map((rule) => [rule.source.id, rule] as const))(
    '%s: each figure is tested',
    (_, rule) => {
      for (const name of figuresNamed(rule)) {
        for (const step of [-1, 1]) {
          const noticed = editions.some((edition) => {
            const figure = edition.figures[name];
            if (!figure) return false;
            const moved = { ...edition, figures: { ...edition.figures, [name]: { ...figure, value: figure.value + step } } };
            const compiled = compileRule(rule, moved, []);
            // the examples keep the edition's figures, the rule has the moved one
            return compiled !== undefined && runExamples(compiled, edition).some((result) => !result.holds);
          });
          expect(noticed, `$${name} could be ${step} off`).toBe(true);
        }
      }
    },
  );
});

/** A line that everything of the same kind satisfies. */
function anything(schema: object): object {
  if ('maxItems' in schema || 'items' in schema) return { minItems: 0 };
  if ('maximum' in schema || 'minimum' in schema) return { minimum: -1 };
  const { const: only } = schema as { const?: unknown };
  return typeof only === 'boolean' ? { enum: [true, false] } : { minLength: 0 };
}
