import { editions } from '../../src/dpp/edition.ts';
import { requirements } from '../../src/dpp/requirement.ts';
import { carries, type LeafSchema, leavesOf } from '../../src/engine/schema-path.ts';
import { resourceTypes } from '../../src/generated/resourceTypes.ts';
import { Problem } from '../../src/problem.ts';
import type { AnyResourceType } from '../../src/resources/resource.ts';
import { traits } from '../../src/resources/traits.ts';
import { closest } from '../../src/yaml/document.ts';

/** The words that stand where a contributor's own belong. No rule that comes with the program may still have them. */
export const toFill = 'Say here';

/** What a new rule is made of; every part is known to exist. */
export interface RuleWish {
  readonly requirement: string;
  readonly id: string;
  /** A type, or trait:NAME. */
  readonly resource: string;
  readonly types: readonly AnyResourceType[];
}

/** Reads the words after `npm run new:rule --`. Throws a usage Problem, in one sentence, for what can't be a rule. */
export function ruleWish(words: readonly string[], takenIds: readonly string[]): RuleWish {
  const [requirement, id, resource, ...rest] = words;
  if (!requirement || !id || !resource || rest.length > 0) {
    throw new Problem(
      'usage',
      'Give a requirement, an id and a type: npm run new:rule -- log-integrity trails-validate-log-files cloudtrail.trail (or trait:NAME).',
    );
  }
  const known = requirements.map((one) => one.id);
  if (!known.includes(requirement))
    throw new Problem(
      'usage',
      `There is no requirement \`${requirement}\`: ${hint(requirement, known, 'rules/requirements.yaml lists them')}`,
    );
  if (!editions.some((edition) => requirement in edition.clauses))
    throw new Problem('usage', `No edition has \`${requirement}\`: put its clause into rules/editions/ first.`);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id))
    throw new Problem(
      'usage',
      `\`${id}\` is no id of a rule: it says the wanted state in words joined by hyphens, such as buckets-keep-versions.`,
    );
  if (takenIds.includes(id)) throw new Problem('usage', `There is a rule \`${id}\` already: an id is never used again, so choose another.`);
  return { requirement, id, resource, types: typesOf(resource) };
}

function typesOf(resource: string): readonly AnyResourceType[] {
  const [, trait] = /^trait:(.*)$/.exec(resource) ?? [];
  const types = resourceTypes.filter((type) => (trait === undefined ? type.type === resource : carries(type, trait)));
  if (types.length > 0) return types;
  const known = [...resourceTypes.map((type) => type.type), ...Object.keys(traits).map((name) => `trait:${name}`)];
  throw new Problem(
    'usage',
    `There is no ${trait === undefined ? 'type' : 'type with'} \`${resource}\`: ${hint(resource, known, 'docs/resources.md lists them')}`,
  );
}

export const hint = (word: string, known: readonly string[], otherwise: string): string => {
  const near = closest(word, known);
  return near ? `did you mean \`${near}\`?` : `${otherwise}.`;
};

/** What is expected of a fact by way of example: a schema, a value that holds, and one that does not. All are YAML. */
interface Expectation {
  readonly schema: string;
  readonly good: string;
  readonly bad: string;
}

function expectationOf(leaf: LeafSchema): Expectation {
  const [first, second] = leaf.enum ?? [];
  if (first !== undefined && second !== undefined)
    return { schema: `{ const: ${quoted(first)} }`, good: quoted(first), bad: quoted(second) };
  switch (leaf.type) {
    case 'boolean':
      return { schema: '{ const: true }', good: 'true', bad: 'false' };
    case 'array':
      return { schema: '{ maxItems: 0 }', good: '[]', bad: "['what breaks it']" };
    case 'number':
      return { schema: '{ maximum: 30 }', good: '30', bad: '31' };
    case 'string':
      return { schema: '{ minLength: 1 }', good: "'something'", bad: "''" };
  }
}

const quoted = (value: unknown): string => `'${String(value).replaceAll("'", "''")}'`;

const kinds = ['boolean', 'array', 'number', 'string'] as const;

/** A fact that every type of the rule has, and that says something: of the trait if the rule is a trait's, else of the type's own. */
function exampleFact({ resource, types }: RuleWish): readonly [string, LeafSchema] {
  const [, trait] = /^trait:(.*)$/.exec(resource) ?? [];
  const common = new Set(['name', 'arn', 'region', 'dataClass']);
  const shared = [...leavesOf(types[0] as AnyResourceType)].filter(([path]) =>
    trait === undefined ? !common.has(path) && !path.startsWith('attribution.') : path.startsWith(`${trait}.`),
  );
  const found = kinds.flatMap((kind) => shared.filter(([, leaf]) => leaf.type === kind))[0];
  if (!found) throw new Problem('usage', `${resource} has no fact that a rule could ask of: give it one first (docs/resources.md).`);
  return found;
}

/** The rule's file: it compiles and its examples hold; what is a contributor's to say begins with `Say here`. */
export function ruleText(wish: RuleWish): string {
  const [path, leaf] = exampleFact(wish);
  const { schema, good, bad } = expectationOf(leaf);
  const facts = (value: string): string => path.split('.').reduceRight((inner, step) => `{ ${step}: ${inner} }`, value);
  return `id: ${wish.id}
title: ${toFill} what holds when it passes
requirement: ${wish.requirement}
severity: medium # critical | high | medium | low
effort: hours # minutes | hours | days
resource: ${wish.resource}
# when: { dataClass: { const: pii } } # whom it concerns, if not every one; $name is a figure of the edition
expect:
  ${path}: ${schema}
message: '{name}: ${toFill.toLowerCase()} what is wrong ({${path}})'
rationale: ${toFill} why it matters.
limits: ${toFill} what this rule cannot see.
references:
  - https://docs.aws.amazon.com/
examples:
  - { name: as it should be, facts: ${facts(good)}, verdict: pass }
  - { name: not as it should be, facts: ${facts(bad)}, verdict: fail }
  - { name: denied, facts: ${facts('{ unknown: AccessDenied }')}, verdict: unknown }
`;
}

/** What a remediation file lacks for the rule, as text to put at its end; empty where it has the requirement. */
export const remediationText = (requirement: string, existing: string): string =>
  new RegExp(`^${requirement}:`, 'm').test(existing) ? '' : `${requirement}:\n  text: ${toFill} what to do, beginning with a verb.\n`;

/** Types of the rule of which no aspect of its requirement counts it: their findings would stand under "rules of your own". */
export function typesWithoutAspect({ requirement, id, types }: RuleWish, policy: typeof requirements = requirements): readonly string[] {
  const aspects = policy.find((one) => one.id === requirement)?.aspects ?? [];
  // where several aspects share a type, each names its rules
  const counts = (type: string): boolean =>
    aspects.some((aspect) => aspect.types?.includes(type) && (aspect.rules === undefined || aspect.rules.includes(id)));
  return types.map((type) => type.type).filter((type) => !counts(type));
}
