import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Fact, FactTree, Leaf } from '../facts/fact.ts';
import { factAt } from '../facts/fact.ts';
import type { LeafSchema } from './schema-path.ts';

/** One line of a rule: a path and what is expected there. Compiled once, asked of every resource. */
export interface Check {
  readonly path: string;
  /** As the rule says it, with the figures put in: what a finding shows. */
  readonly expected: object;
  readonly judge: (facts: FactTree) => Judged;
}

export type Holds = 'yes' | 'no' | 'unknown';

export interface Judged {
  readonly check: Check;
  readonly holds: Holds;
  readonly fact: Fact<Leaf>;
}

/**
 * Strict, so that a keyword that can't apply (`maximum` on a boolean) or is misspelt is refused when a rule is loaded.
 * `strictNumbers: false` lets Infinity through: it is how long for ever is.
 */
const ajv = new Ajv2020({ strict: true, strictTypes: true, strictNumbers: false, allErrors: false, logger: false });

/** Keywords that a value breaks for good once something that it has at least, or at most, breaks them. */
const broken = {
  atLeast: ['maximum', 'exclusiveMaximum', 'maxItems', 'items'],
  atMost: ['minimum', 'exclusiveMinimum', 'minItems'],
} as const;

/** Compiles one line. Throws an Error with a plain sentence where the schema can't be asked of such a fact. */
export function compileCheck(path: string, expected: object, leaf: LeafSchema): Check {
  refuseImpossibleValues(path, expected, leaf);
  const typed = withTypes(expected, leaf);
  const whole = ajv.compile(typed);
  const low = partial(typed, broken.atLeast);
  const high = partial(typed, broken.atMost);
  const steps = path.split('.');
  const check: Check = {
    path,
    expected,
    judge: (facts) => {
      const fact = factAt(facts, steps) ?? neverRead;
      if ('value' in fact) return { check, holds: whole(fact.value) ? 'yes' : 'no', fact };
      const breaks = (low && fact.atLeast !== undefined && !low(fact.atLeast)) || (high && fact.atMost !== undefined && !high(fact.atMost));
      return { check, holds: breaks ? 'no' : 'unknown', fact };
    },
  };
  return check;
}

/** The fact's type goes under the rule's schema where the rule says none, and never over it. */
function withTypes(expected: object, leaf: LeafSchema): object {
  const schema: Record<string, unknown> = { type: leaf.type, ...expected };
  if (leaf.type === 'array' && typeof schema.items === 'object' && schema.items !== null)
    schema.items = { type: 'string', ...schema.items };
  return schema;
}

function partial(schema: object, keywords: readonly string[]): ValidateFunction | undefined {
  const kept = Object.entries(schema).filter(([keyword]) => keywords.includes(keyword));
  if (kept.length === 0) return undefined;
  return ajv.compile({ type: (schema as { type: unknown }).type, ...Object.fromEntries(kept) });
}

/** A path is checked against the type's schema when the rule is loaded: a fact that is not there was never read. */
const neverRead: Fact<Leaf> = { unknown: [{ operation: '', code: 'not-asked' }], from: [] };

/** `const` and `enum` must be values that the fact can have: a misspelt one would never hold, or never be asked. */
function refuseImpossibleValues(path: string, expected: object, leaf: LeafSchema): void {
  const { const: only, enum: several, items } = expected as { const?: unknown; enum?: unknown[]; items?: object };
  const values = [...(only !== undefined ? [only] : []), ...(several ?? [])];
  for (const value of values) {
    if (leaf.enum ? !leaf.enum.includes(value) : !isA(leaf.type, value)) {
      const allowed = leaf.enum ? `one of ${leaf.enum.map((one) => JSON.stringify(one)).join(', ')}` : `a ${leaf.type}`;
      throw new Error(`\`${path}\` can never be ${JSON.stringify(value)}: expected ${allowed}.`);
    }
  }
  if (items) refuseImpossibleValues(`${path}[]`, items, { type: 'string', ...(leaf.items?.enum && { enum: leaf.items.enum }) });
}

const isA = (type: LeafSchema['type'], value: unknown): boolean => (type === 'array' ? Array.isArray(value) : typeof value === type);
