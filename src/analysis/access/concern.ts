import { remember } from '../../remember.ts';
import { matchesAction, type Statement } from '../policy/index.ts';

const concerned = new WeakMap<Statement, Map<string, boolean>>();

/** Does a statement speak of an action (or of some of the actions of a glob) at all? Remembered, since many bear the same policy; what doesn't need not be asked further. */
export function concerns(statement: Statement, action: string): boolean {
  const actions = remember(concerned, statement, () => new Map<string, boolean>());
  return remember(actions, action, () => matchesAction(statement.actions, action) !== 'no');
}

const reached = new WeakMap<Statement, Map<string, RegExp>>();

/** A resource of a glob that no policy names by itself: a statement that does not reach it does not reach all of the glob. */
export const someOf = (glob: string): string => glob.replaceAll('*', '\uE001');

/**
 * Can a statement reach one resource, by its text alone? `user`: the name that `${aws:username}` stands for; any other variable may stand for anything.
 * Much cheaper than the evaluator, which has the last word.
 */
export function canReach(statement: Statement, arn: string, user?: string): boolean {
  const { resources } = statement;
  if (!resources || resources.not) return true;
  const byUser = remember(reached, statement, () => new Map<string, RegExp>());
  const key = user !== undefined && resources.values.some((value) => value.includes('${')) ? user : '';
  return remember(byUser, key, () => new RegExp(`^(?:${resources.values.map((value) => pattern(value, key)).join('|')})$`, 's')).test(arn);
}

const pattern = (resource: string, user: string): string =>
  resource
    .split(/(\$\{[^}]*\}|\*|\?)/)
    .map((part, i) => {
      if (i % 2 === 0) return escaped(part);
      if (part === '?') return '.';
      return user !== '' && part.toLowerCase() === USERNAME ? escaped(user) : '.*';
    })
    .join('');

// biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
const USERNAME = '${aws:username}';

const escaped = (text: string): string => text.replaceAll(/[.+^${}()|[\]\\/-]/g, '\\$&');
