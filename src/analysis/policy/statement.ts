import { remember } from '../../remember.ts';
import { conditionHolds } from './condition.ts';
import type { Context } from './context.ts';
import type { Condition, Listed, Statement } from './document.ts';
import { covers, folded, glob, overlaps, type Pattern, resourceGlob, widened } from './pattern.ts';
import { namesWho, type Who } from './principal.ts';
import { all, not, type Tri } from './tri.ts';
import { resolve, variablesOf } from './variables.ts';

/** A set of requests: everything that these four leave open. */
export interface Request {
  readonly who: Who;
  /** A glob: each action that it matches, "s3:*". */
  readonly action: string;
  /** A glob over ARNs: each resource that it matches, "arn:aws:s3:::bucket/*". */
  readonly resource: string;
  readonly context: Context;
}

/** How each part of a statement lies to the requests: what it takes for the statement to apply. */
export interface Parts {
  readonly who: Tri;
  readonly action: Tri;
  readonly resource: Tri;
  readonly conditions: readonly { readonly condition: Condition; readonly holds: Tri }[];
}

/**
 * Whether a statement applies to the requests: 'yes' to each of them, 'no' to none, 'maybe' to some or can't be told.
 * A statement without a principal is taken as its bearer's, so it's up to the caller to ask it for no one else.
 */
export function matches(statement: Statement, request: Request): Tri {
  return all(answers(statement, request));
}

/** Part after part, so that the first 'no' saves the rest. */
function* answers(statement: Statement, { who, action, resource, context }: Request): Iterable<Tri> {
  yield matchesWho(statement, who);
  yield matchesAction(statement.actions, action);
  yield matchesResource(statement, resource, context);
  for (const condition of statement.conditions) yield conditionHolds(condition, statement, context);
}

/** The same part by part, for whoever must say why a statement doesn't apply. */
export function partsOf(statement: Statement, { who, action, resource, context }: Request): Parts {
  return {
    who: matchesWho(statement, who),
    action: matchesAction(statement.actions, action),
    resource: matchesResource(statement, resource, context),
    conditions: statement.conditions.map((condition) => ({ condition, holds: conditionHolds(condition, statement, context) })),
  };
}

function matchesWho({ principals }: Statement, who: Who): Tri {
  return principals === undefined ? 'yes' : listed(principals.not, namesWho(principals.values, who));
}

const actionPatterns = new Map<string, Pattern>();

/** An action as it is compared; each is read once, since the same few stand in every policy. */
const actionPattern = (text: string): Pattern => remember(actionPatterns, text, () => folded(glob(text)));

/** Actions are compared without regard to case, and a `*` stands for any text. */
export function matchesAction({ not, values }: Listed, action: string): Tri {
  const set = actionPattern(action);
  const patterns = values.map(actionPattern);
  return listed(not, liesIn(set, patterns, patterns));
}

function matchesResource(statement: Statement, resource: string, context: Context): Tri {
  const list = statement.resources;
  if (list === undefined) return 'yes';
  const variables = variablesOf(statement, context);
  const set = glob(resource);
  const read = list.values.map((value) => resolve(value, variables, resourceGlob));
  return listed(
    list.not,
    liesIn(
      set,
      read.filter(({ exact }) => exact).map(({ pattern }) => pattern),
      read.map(({ pattern }) => widened(pattern)),
    ),
    read.every(({ exact }) => exact),
  );
}

/** 'yes' by the patterns read narrowly, 'no' by the same read widely. */
function liesIn(set: Pattern, narrow: readonly Pattern[], wide: readonly Pattern[]): Tri {
  if (!wide.some((pattern) => overlaps(pattern, set))) return 'no';
  return covers(narrow, set) ? 'yes' : 'maybe';
}

/** In the plain form what is named, in the Not form the rest. Nothing is certain to apply while a variable is open. */
function listed(negated: boolean, named: Tri, exact = true): Tri {
  const applies = negated ? not(named) : named;
  return !exact && applies === 'yes' ? 'maybe' : applies;
}
