import type { Statement } from '../policy/index.ts';
import { type Bearer, boundaryOf, grantedName, partitionOf, requestOf } from './bearer.ts';
import { allowsWhole, deniesWhole, everyResource, holdEveryAction, isAllow, reachesEverything, wholeGrants } from './whole.ts';

/**
 * "s3:* (statement 1 of policy Ops)": services that may be used whole on every resource, in effect after the boundary. What allows everything has those
 * services that a boundary names, or that are left out where all else is denied.
 */
export function wholeServices(bearer: Bearer): readonly string[] {
  const limit = boundaryOf(bearer);
  const denies = [...bearer.granted.map(({ statement }) => statement), ...(limit ?? [])];
  const left = [
    ...(limit ?? []).filter(({ effect, actions }) => effect === 'Allow' && !actions.not),
    ...denies.filter(({ effect, actions }) => effect === 'Deny' && actions.not),
  ].flatMap(({ actions }) => actions.values.filter(isWholeService));
  return bearer.granted.filter(isAllow).flatMap((granted) => {
    const { statement } = granted;
    return [...new Set([...servicesIn(statement), ...left])].flatMap((action) => {
      const request = requestOf(bearer, action, everyResource(bearer));
      const within = !limit || limit.some((one) => allowsWhole(one, request));
      return within && allowsWhole(statement, request) && !deniesWhole(denies, request) ? [`${action} (${grantedName(granted)})`] : [];
    });
  });
}

const servicesIn = ({ actions }: Statement): readonly string[] => (actions.not ? [] : actions.values.filter(isWholeService));

/** `s3:*`, `s3:?*`, and `s3*`, which holds `s3:*`; `*` and `*:*` are not one service but everything. */
const isWholeService = (action: string): boolean => /^[^:*?]+:\??\*+\??$/.test(action) || /^[^:*?]+\*+$/.test(action);

/**
 * Allow statements with `NotAction`: they allow all that they don't name, and whatever AWS adds. A boundary that names its actions excuses them; one that says
 * what it leaves out is such a statement itself, for who may do everything within it.
 */
export function notActions(bearer: Bearer): readonly string[] {
  const limit = boundaryOf(bearer)?.filter(({ effect }) => effect === 'Allow');
  const finite = limit?.every(({ actions }) => !actions.not && !actions.values.some((value) => /^\*+(:\*+)?$/.test(value)));
  if (finite) return [];
  const wide = bearer.granted.map(({ statement }) => statement).filter((statement) => reachesEverything(bearer, statement));
  const within = bearer.boundary.kind === 'policy' && holdEveryAction(wide) ? bearer.boundary.granted : [];
  return [...bearer.granted, ...within]
    .filter((granted) => isAllow(granted) && granted.statement.actions.not)
    .map((granted) => `everything but ${granted.statement.actions.values.join(', ')} (${grantedName(granted)})`);
}

/** Statements that let every role be passed to a service, in effect after the boundary. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html */
export const passesAnyRole = (bearer: Bearer): readonly string[] =>
  wholeGrants(bearer, 'iam:PassRole', `arn:${partitionOf(bearer.arn)}:iam::${bearer.account}:role/*`).map(grantedName);
