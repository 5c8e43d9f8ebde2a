import type { Authority, Edition, Figure } from '../dpp/edition.ts';
import { isSince, ownPolicy, type Policy } from '../dpp/requirement.ts';
import { given } from '../facts/fact.ts';
import { resourceTypes } from '../generated/resourceTypes.ts';
import { type Issue, Problem } from '../problem.ts';
import type { AnyResourceType } from '../resources/resource.ts';
import { closest } from '../yaml/document.ts';
import { type Check, compileCheck } from './check.ts';
import type { LoadedRule } from './load.ts';
import { carries, type LeafSchema, leavesOf } from './schema-path.ts';

/** A rule that can be asked, of the types that it concerns, with the figures of one edition. */
export interface Rule {
  readonly loaded: LoadedRule;
  readonly id: string;
  readonly requirement: string;
  readonly clause: string;
  readonly authority: Authority;
  readonly figures: Readonly<Record<string, Figure>>;
  readonly types: readonly AnyResourceType[];
  readonly when: readonly Check[];
  readonly expect: readonly Check[];
  /** The leaves of its types by path: units and kinds for sentences. */
  readonly leaves: ReadonlyMap<string, LeafSchema>;
}

/** Compiles every rule that an edition has; throws one Problem with all that is wrong. */
export function compileRules(loaded: readonly LoadedRule[], edition: Edition, policy: Policy = ownPolicy): readonly Rule[] {
  const issues: Issue[] = [];
  const rules = loaded.flatMap((rule) => compileRule(rule, edition, issues, policy) ?? []);
  if (issues.length > 0) throw new Problem('usage', issues);
  return rules;
}

/** Compiles one rule for one edition; undefined where the edition does not have it. What is wrong is added to `issues`. */
export function compileRule(loaded: LoadedRule, edition: Edition, issues: Issue[], policy: Policy = ownPolicy): Rule | undefined {
  const { editions, requirements } = policy;
  const { source, place } = loaded;
  const before = issues.length;
  const wrong = (path: readonly string[], message: string): void => void issues.push({ message, place: place(path) });
  if (!requirements.some((requirement) => requirement.id === source.requirement)) {
    const hint = closest(
      source.requirement,
      requirements.map((requirement) => requirement.id),
    );
    wrong(
      ['requirement'],
      `there is no requirement \`${source.requirement}\`${hint ? `: did you mean \`${hint}\`?` : ': `dpp-audit rules list` shows them.'}`,
    );
  }
  for (const key of ['since', 'until'] as const) {
    const id = source[key];
    if (id !== undefined && !editions.some((known) => known.id === id))
      wrong([key], `there is no edition \`${id}\`: expected one of ${editions.map((known) => known.id).join(', ')}.`);
  }
  const types = typesOf(loaded, wrong);
  const leaves = new Map(types.flatMap((type) => [...leavesOf(type)]));
  const figureNames = figuresNamed(loaded);
  for (const name of figureNames) {
    if (!editions.some((known) => name in known.figures)) wrong(whereFigure(loaded, name), `no edition has a figure \`$${name}\`.`);
  }
  if (issues.length > before) return undefined;
  const clause = edition.clauses[source.requirement];
  const lacksFigure = figureNames.some((name) => !(name in edition.figures));
  const ended = source.until !== undefined && !isSince(source.until, edition.id, editions);
  if (clause === undefined || lacksFigure || ended || !isSince(edition.id, source.since, editions)) return undefined;
  const figures = Object.fromEntries(figureNames.map((name) => [name, edition.figures[name] as Figure]));
  const checks = (key: 'when' | 'expect'): Check[] =>
    Object.entries(source[key] ?? {}).flatMap(([path, schema]) => {
      try {
        return [checkOf(path, withFigures(schema, figures) as object, leaves, types, source.resource)];
      } catch (error) {
        wrong([key, path], (error as Error).message);
        return [];
      }
    });
  const when = checks('when');
  const expect = checks('expect');
  for (const path of placeholders(source.message)) {
    if (!path.startsWith('$') && !leaves.has(path))
      wrong(['message'], `the message names \`{${path}}\`, which no fact of ${source.resource} is.`);
  }
  if (issues.length > before) return undefined;
  return {
    loaded,
    id: source.id,
    requirement: source.requirement,
    clause,
    authority: authorityOf(loaded, figures),
    figures,
    types: types.filter((type) => canConcern(type, when)),
    when,
    expect,
    leaves,
  };
}

/** A type whose class is always the same is not asked what only another class is. */
const canConcern = ({ always }: AnyResourceType, when: readonly Check[]): boolean =>
  always === undefined || when.every((check) => check.path !== 'dataClass' || check.judge({ dataClass: given(always) }).holds === 'yes');

type Wrong = (path: readonly string[], message: string) => void;

function typesOf({ source }: LoadedRule, wrong: Wrong): readonly AnyResourceType[] {
  const [, trait] = /^trait:(.+)$/.exec(source.resource) ?? [];
  const types = resourceTypes.filter((type) => (trait ? carries(type, trait) : type.type === source.resource));
  if (types.length === 0) {
    const hint = trait
      ? undefined
      : closest(
          source.resource,
          resourceTypes.map((type) => type.type),
        );
    wrong(
      ['resource'],
      `there is no ${trait ? `type with the trait \`${trait}\`` : `type \`${source.resource}\``}${hint ? `: did you mean \`${hint}\`?` : ': docs/resources.md lists them.'}`,
    );
  }
  return types;
}

function checkOf(
  path: string,
  schema: object,
  leaves: ReadonlyMap<string, LeafSchema>,
  types: readonly AnyResourceType[],
  resource: string,
): Check {
  const leaf = leaves.get(path);
  if (!leaf) {
    const hint = closest(path, [...leaves.keys()]);
    throw new Error(
      `there is no fact \`${path}\` of ${resource}${hint ? `: did you mean \`${hint}\`?` : ': docs/resources.md lists them.'}`,
    );
  }
  const trait = /^trait:(.+)$/.exec(resource)?.[1];
  if (trait && path.includes('.') && !path.startsWith(`${trait}.`)) {
    throw new Error(
      `\`${path}\` is not of the trait \`${trait}\`: a trait's rule uses that trait's facts, name, arn, region and dataClass.`,
    );
  }
  const without = types.find((type) => !leavesOf(type).has(path));
  if (without) throw new Error(`\`${path}\` is no fact of ${without.type}, which the rule is asked of too.`);
  return compileCheck(path, schema, leaf);
}

/** A rule's own authority beats its figures'; what rests on guidance alone only warns. */
function authorityOf({ source }: LoadedRule, figures: Readonly<Record<string, Figure>>): Authority {
  if (source.authority) return source.authority;
  const authorities = Object.values(figures).map((figure) => figure.authority);
  if (authorities.length === 0 || authorities.includes('policy')) return 'policy';
  return authorities.includes('platform') ? 'platform' : 'guidance';
}

export const placeholders = (text: string): readonly string[] => [...text.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] as string);

/** Every figure that a rule names: in its checks, its title and its message. */
export function figuresNamed({ source }: LoadedRule): readonly string[] {
  const named = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node === 'string' && /^\$\w+$/.test(node)) named.add(node.slice(1));
    else if (typeof node === 'object' && node !== null) for (const inner of Object.values(node)) visit(inner);
  };
  visit(source.when);
  visit(source.expect);
  for (const text of [source.title, source.message])
    for (const name of placeholders(text)) if (name.startsWith('$')) named.add(name.slice(1));
  return [...named];
}

function whereFigure({ source }: LoadedRule, name: string): readonly string[] {
  for (const key of ['when', 'expect'] as const) {
    for (const [path, schema] of Object.entries(source[key] ?? {})) if (JSON.stringify(schema).includes(`"$${name}"`)) return [key, path];
  }
  return source.message.includes(`{$${name}}`) ? ['message'] : ['title'];
}

/** Puts figures where a schema says `$name`. */
export function withFigures(node: unknown, figures: Readonly<Record<string, Figure>>): unknown {
  if (typeof node === 'string') return /^\$\w+$/.test(node) ? (figures[node.slice(1)]?.value ?? node) : node;
  if (Array.isArray(node)) return node.map((inner) => withFigures(inner, figures));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([name, inner]) => [name, withFigures(inner, figures)]));
}
