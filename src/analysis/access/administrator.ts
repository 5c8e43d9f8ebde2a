import { matches, type Statement } from '../policy/index.ts';
import { type Bearer, boundaryOf, type Granted, grantedName, requestOf } from './bearer.ts';
import { deniesWhole, everyAction, everyResource, holdEveryAction, reachesEverything } from './whole.ts';

/**
 * By which statements someone may do everything on everything, in effect: after the boundary, whatever the conditions, and not excused by denies of a part.
 * One sentence for each statement that does so alone; else one for those that do so together. Empty: no administrator.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function administratorPaths(bearer: Bearer): readonly string[] {
  const limit = boundaryOf(bearer);
  const statements = bearer.granted.map(({ statement }) => statement);
  if (limits(bearer, [...statements, ...(limit ?? [])])) return [];
  if (!boundaryAllowsEverything(bearer)) return [];
  const wide = bearer.granted.filter(({ statement }) => reachesEverything(bearer, statement));
  const alone = wide.filter(({ statement }) => holdEveryAction([statement]));
  if (alone.length > 0) return alone.map((granted) => `${grantedName(granted)} allows everything on ${resourceWords(granted)}`);
  if (!holdEveryAction(wide.map(({ statement }) => statement))) return [];
  return [`${needed(wide).map(grantedName).join(' and ')} together allow everything on every resource`];
}

/** Is there no boundary, or one that limits nothing? One that can't be read may be such. */
export function boundaryAllowsEverything(bearer: Bearer): boolean {
  const limit = boundaryOf(bearer);
  return !limit || (!limits(bearer, limit) && holdEveryAction(limit.filter((statement) => reachesEverything(bearer, statement))));
}

const resourceWords = ({ statement: { resources } }: Granted): string =>
  resources?.not ? `every resource but ${resources.values.join(', ')}` : 'every resource';

/** Is all denied for sure, or all but what is named? What names everything leaves everything out, and limits nothing. */
function limits(bearer: Bearer, statements: readonly Statement[]): boolean {
  const everything = requestOf(bearer, everyAction, everyResource(bearer));
  if (deniesWhole(statements, everything)) return true;
  return statements.some((statement) => {
    const { actions, resources, ...rest } = statement;
    if (statement.effect !== 'Deny' || !(actions.not || resources?.not)) return false;
    const isAll = (named: Partial<Statement>): boolean =>
      matches({ ...rest, actions: ALL, conditions: [], ...named }, everything) === 'yes';
    if (actions.not && isAll({ actions: { ...actions, not: false } })) return false;
    if (resources?.not && isAll({ resources: { ...resources, not: false } })) return false;
    const wide = { ...rest, actions: actions.not ? ALL : actions, ...(resources && !resources.not && { resources }) };
    return matches(wide, everything) === 'yes';
  });
}

const ALL = { not: false, values: ['*'] } as const;

/** Those without which the rest would not hold every action. */
function needed(wide: readonly Granted[]): readonly Granted[] {
  let kept = wide;
  for (const one of wide) {
    const rest = kept.filter((other) => other !== one);
    if (holdEveryAction(rest.map(({ statement }) => statement))) kept = rest;
  }
  return kept;
}
