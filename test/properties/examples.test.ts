// Over facts: whatever fact of a rule's example becomes unknown, the example passes no more than it did.
import { describe, expect, it } from 'vitest';
import { editions } from '../../src/dpp/edition.ts';
import { compileRules } from '../../src/engine/compile.ts';
import { evaluate } from '../../src/engine/evaluate.ts';
import { exampleFacts } from '../../src/engine/examples.ts';
import { loadRules } from '../../src/engine/load.ts';
import { type Fact, type FactTree, isFact, type Leaf, unknownFact } from '../../src/facts/fact.ts';

const rules = loadRules();
const hidden = unknownFact<Leaf>([{ operation: 'example:Call', code: 'AccessDenied' }]);

/** Every way to hide one fact, or to take it away. */
function* without(facts: FactTree): Generator<FactTree> {
  for (const [name, node] of Object.entries(facts)) {
    const { [name]: _, ...rest } = facts;
    if (isFact(node)) {
      yield { ...facts, [name]: hidden };
      yield rest;
    } else {
      yield rest;
      for (const inner of without(node)) yield { ...facts, [name]: inner };
    }
  }
}

/** Everything hidden at once. */
const all = (facts: FactTree): FactTree =>
  Object.fromEntries(
    Object.entries(facts).map(([name, node]): [string, FactTree | Fact<Leaf>] => [name, isFact(node) ? hidden : all(node)]),
  );

describe.each(editions.map((edition) => [edition.id, edition] as const))('%s', (_, edition) => {
  it.each(compileRules(rules, edition).map((rule) => [rule.id, rule] as const))('%s', (__, rule) => {
    for (const example of rule.loaded.source.examples) {
      if (example.edition !== undefined && example.edition !== edition.id) continue;
      const facts = exampleFacts(example, rule, edition);
      const { verdict } = evaluate(rule, facts);
      for (const left of [...without(facts), all(facts)]) expect([verdict, 'unknown']).toContain(evaluate(rule, left).verdict);
    }
  });
});
