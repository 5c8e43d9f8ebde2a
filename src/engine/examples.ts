import { type Edition, editions } from '../dpp/edition.ts';
import type { Fact, FactTree, Leaf, Unknown } from '../facts/fact.ts';
import { type Issue, Problem } from '../problem.ts';
import { compileRule, type Rule } from './compile.ts';
import { evaluate } from './evaluate.ts';
import type { LoadedRule } from './load.ts';
import type { Example } from './rule.ts';
import { messageOf } from './words.ts';

/** What an example came to in an edition, and what it should have. */
export interface ExampleResult {
  readonly rule: LoadedRule;
  readonly example: Example;
  readonly edition: Edition;
  readonly verdict: string;
  readonly message: string;
  readonly holds: boolean;
}

/** Compiles every rule for every edition and runs its examples; throws one Problem with everything that is wrong. */
export function checkRules(rules: readonly LoadedRule[]): { readonly rules: number; readonly examples: number } {
  const issues: Issue[] = [];
  let examples = 0;
  for (const loaded of rules) {
    let somewhere = false;
    const before = issues.length;
    for (const edition of editions) {
      const rule = compileRule(loaded, edition, issues);
      if (issues.length > before) break;
      if (!rule) continue;
      somewhere = true;
      for (const result of runExamples(rule, edition, issues)) {
        examples += 1;
        if (!result.holds) issues.push(complaint(result));
      }
    }
    if (!somewhere && issues.length === before)
      issues.push({
        message: 'no edition has this rule: look at its requirement, its figures, since and until.',
        place: loaded.place(['id']),
      });
    const seen = new Set(loaded.source.examples.map((example) => example.verdict));
    if (!seen.has('pass') || !(seen.has('fail') || seen.has('warn'))) {
      issues.push({ message: 'a rule needs an example that passes and one that fails.', place: loaded.place(['examples']) });
    }
  }
  if (issues.length > 0) throw new Problem('usage', issues);
  return { rules: rules.length, examples };
}

function complaint({ rule, example, edition, verdict, message }: ExampleResult): Issue {
  const i = rule.source.examples.indexOf(example);
  const said =
    verdict === example.verdict
      ? `says ${JSON.stringify(message)}, and should say ${JSON.stringify(example.message)}`
      : `is ${verdict} in ${edition.id}, and should be ${example.verdict}`;
  return { message: `the example "${example.name}" ${said}.`, place: rule.place(['examples', i]) };
}

/** Runs a rule's examples in one edition. An example that leaves out what `expect` asks is refused. */
export function runExamples(rule: Rule, edition: Edition, issues: Issue[] = []): readonly ExampleResult[] {
  const { loaded } = rule;
  return loaded.source.examples.flatMap((example, i) => {
    if (example.edition !== undefined && example.edition !== edition.id) return [];
    const facts = exampleFacts(example, rule, edition);
    const missing = rule.expect.find((check) => isMissing(facts, check.path));
    if (missing && example.verdict !== 'not-applicable') {
      issues.push({
        message: `the example "${example.name}" leaves out \`${missing.path}\`, which the rule expects something of.`,
        place: loaded.place(['examples', i]),
      });
      return [];
    }
    const { verdict } = evaluate(rule, facts);
    const message = verdict === 'fail' || verdict === 'warn' ? messageOf(rule, facts) : '';
    // guidance fails as a warning: an example may say either, so that it holds where the figure's authority changes
    const same = verdict === example.verdict || (verdict === 'warn' && example.verdict === 'fail');
    return [
      { rule: loaded, example, edition, verdict, message, holds: same && (example.message === undefined || example.message === message) },
    ];
  });
}

const isMissing = (facts: FactTree, path: string): boolean => {
  let node: unknown = facts;
  for (const step of path.split('.'))
    node = typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[step] : undefined;
  return node === undefined;
};

/** The facts of an example: what it says, and for what it leaves out, values that let `when` hold. */
export function exampleFacts(example: Example, rule: Rule, edition: Edition): FactTree {
  const facts: Record<string, unknown> = { name: known('the-name'), arn: known('arn:aws:example:::the-name'), region: known('eu-west-1') };
  for (const [path, leaf] of flatten(example.facts as Record<string, unknown>, rule)) put(facts, path, factOf(leaf, edition));
  for (const { path, expected } of rule.when) {
    if (isMissing(facts as FactTree, path)) put(facts, path, known(satisfying(expected)));
  }
  return facts as FactTree;
}

const known = (value: Leaf): Fact<Leaf> => ({ value, from: [] });

function* flatten(node: Readonly<Record<string, unknown>>, rule: Rule, prefix = ''): Generator<readonly [string, unknown]> {
  for (const [name, value] of Object.entries(node)) {
    const path = prefix + name;
    const isBlock = typeof value === 'object' && value !== null && !Array.isArray(value) && !('unknown' in value) && !rule.leaves.has(path);
    if (isBlock) yield* flatten(value as Record<string, unknown>, rule, `${path}.`);
    else yield [path, value];
  }
}

function put(tree: Record<string, unknown>, path: string, fact: Fact<Leaf>): void {
  const steps = path.split('.');
  const last = steps.pop() as string;
  let node = tree;
  for (const step of steps) {
    node[step] ??= {};
    node = node[step] as Record<string, unknown>;
  }
  node[last] = fact;
}

function factOf(leaf: unknown, edition: Edition): Fact<Leaf> {
  if (typeof leaf === 'object' && leaf !== null && !Array.isArray(leaf) && 'unknown' in leaf) {
    const { unknown: code, atLeast, atMost } = leaf as { unknown: string; atLeast?: unknown; atMost?: unknown };
    const bounds: Omit<Unknown<Leaf>, 'unknown'> = {
      ...(atLeast !== undefined && { atLeast: valueOf(atLeast, edition) }),
      ...(atMost !== undefined && { atMost: valueOf(atMost, edition) }),
    };
    return { unknown: [{ operation: 'example:Call', code: String(code) }], from: [], ...bounds };
  }
  return known(valueOf(leaf, edition));
}

/** `$figure`, `$figure - 1`, `$figure + 1`; anything else is itself. */
function valueOf(leaf: unknown, edition: Edition): Leaf {
  const [, name, sign, by] = (typeof leaf === 'string' && /^\$(\w+)(?:\s*([+-])\s*(\d+))?$/.exec(leaf)) || [];
  if (name === undefined) return leaf as Leaf;
  const figure = edition.figures[name]?.value ?? Number.NaN;
  return sign === undefined ? figure : figure + (sign === '+' ? 1 : -1) * Number(by);
}

/** Some value that a line of `when` takes: rules ask there for a constant, one of several, or anything but a few. */
function satisfying(expected: object): Leaf {
  const { const: only, enum: several, minimum, exclusiveMinimum, minItems, not } = expected as Record<string, unknown>;
  if (only !== undefined) return only as Leaf;
  if (Array.isArray(several)) return several[0] as Leaf;
  if (typeof minimum === 'number') return minimum;
  if (typeof exclusiveMinimum === 'number') return exclusiveMinimum + 1;
  if (typeof minItems === 'number') return Array.from({ length: minItems }, (_, i) => `item ${i}`);
  const refused = (not as { const?: unknown; enum?: unknown[] } | undefined) ?? {};
  const taken = [refused.const, ...(refused.enum ?? [])];
  return (['pii', 'information', 'log', 'none', 'something'].find((value) => !taken.includes(value)) ?? '') as Leaf;
}
