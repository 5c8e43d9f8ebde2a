import { matches, matchesAction, type Request, type Statement } from '../policy/index.ts';
import { type Bearer, boundaryOf, type Granted, partitionOf, requestOf } from './bearer.ts';
import { canReach, concerns, someOf } from './concern.ts';

/** Every resource that has an ARN. */
export const everyResource = (bearer: Bearer): string => `arn:${partitionOf(bearer.arn)}:*:*:*:*`;

/** Every action. */
export const everyAction = '*:*';

/**
 * A statement without what excuses nothing: its conditions (they can be met), and what NotResource leaves out (all else stays).
 * NotResource that leaves nothing stays as it is.
 */
export function unexcused(statement: Statement): Statement {
  const { resources, ...rest } = statement;
  const leavesNothing = resources?.not === true && resources.values.includes('*');
  return { ...rest, conditions: [], ...(resources && (!resources.not || leavesNothing) && { resources }) };
}

export const isAllow = ({ statement }: Granted): boolean => statement.effect === 'Allow';

/** Does the statement, whatever its conditions, allow all of the requests? */
export const allowsWhole = (statement: Statement, request: Request): boolean =>
  statement.effect === 'Allow' &&
  concerns(statement, request.action) &&
  canReach(statement, someOf(request.resource)) &&
  matches(unexcused(statement), request) === 'yes';

/** Does one of the statements deny all of the requests for sure? */
export const deniesWhole = (statements: readonly Statement[], request: Request): boolean =>
  statements.some(
    (statement) => statement.effect === 'Deny' && concerns(statement, request.action) && matches(statement, request) === 'yes',
  );

/**
 * The Allow statements each of which grants all of an action on all of a resource (globs), in effect: the boundary allows all of it too, and nothing denies all of it.
 * Conditions and denies of a part don't excuse.
 */
export function wholeGrants(bearer: Bearer, action: string, resource: string): readonly Granted[] {
  const request = requestOf(bearer, action, resource);
  const limit = boundaryOf(bearer);
  if (limit && !limit.some((statement) => allowsWhole(statement, request))) return [];
  if (deniesWhole([...bearer.granted.map(({ statement }) => statement), ...(limit ?? [])], request)) return [];
  return bearer.granted.filter(({ statement }) => allowsWhole(statement, request));
}

/** Does an Allow statement reach every resource, whatever its conditions and actions? */
export function reachesEverything(bearer: Bearer, statement: Statement): boolean {
  if (statement.effect !== 'Allow' || !canReach(statement, someOf(everyResource(bearer)))) return false;
  const anyAction: Statement = { ...unexcused(statement), actions: { not: false, values: ['*'] } };
  return matches(anyAction, requestOf(bearer, everyAction, everyResource(bearer))) === 'yes';
}

/**
 * Do lists of actions together hold every action? What `NotAction` leaves out must be in the others.
 * A part that lies across two others counts as left out.
 */
export function holdEveryAction(statements: readonly Statement[]): boolean {
  const named = statements.flatMap(({ actions }) => (actions.not ? [] : actions.values));
  const all = { not: false, values: named };
  if (named.length > 0 && matchesAction(all, everyAction) === 'yes') return true;
  const leaving = statements.filter(({ actions }) => actions.not);
  return leaving.some((statement) =>
    statement.actions.values.every(
      (left) =>
        (named.length > 0 && matchesAction(all, left) === 'yes') ||
        leaving.some((other) => other !== statement && matchesAction(other.actions, left) === 'yes'),
    ),
  );
}
