import { type Context, possibilities } from './context.ts';
import type { Statement } from './document.ts';
import { glob, literal, type Pattern } from './pattern.ts';

/** Where variables get their values from; absent where `${…}` is plain text. */
export type Variables = Context | undefined;

/** Variables mean something in version 2012-10-17 alone. */
export function variablesOf(statement: Statement, context: Context): Variables {
  return statement.variables ? context : undefined;
}

/** A policy's text with its variables put in. Where one isn't known the pattern is wider than the truth, and not exact. */
export interface Resolved {
  readonly pattern: Pattern;
  readonly exact: boolean;
}

/**
 * Puts the values of policy variables into a Resource or a condition's value, read by `read` between them. `${*}`, `${?}` and `${$}` are the bare characters.
 * What a variable's value holds is text: a `*` in it is no wildcard.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function resolve(text: string, variables: Variables, read: (text: string) => Pattern): Resolved {
  if (variables === undefined || !text.includes('${')) return { pattern: read(text), exact: true };
  // the text is read as a whole, so that `read` sees which segment a star stands in
  const values: Resolved[] = [];
  const held = text.replace(VARIABLE, (_, name: string) => {
    values.push(variableValue(name, variables));
    return PLACEHOLDER;
  });
  let at = 0;
  const pattern = read(held).flatMap((token) =>
    typeof token === 'object' && token.char === PLACEHOLDER ? (values[at++] ?? UNRESOLVED).pattern : [token],
  );
  return { pattern, exact: values.every(({ exact }) => exact) };
}

const VARIABLE = /\$\{([^}]*)\}/g;

/** A character that no policy holds. */
const PLACEHOLDER = '\uE000';

const UNRESOLVED: Resolved = { pattern: ['any'], exact: false };

function variableValue(content: string, context: Context): Resolved {
  if (content === '*' || content === '?' || content === '$') return { pattern: literal(content), exact: true };
  const [, key = content.trim(), fallback] = /^\s*([^,]*?)\s*,\s*'(.*)'\s*$/.exec(content) ?? [];
  const [state, ...more] = possibilities(context, key);
  // without a value nor a default AWS may take the whole statement for invalid: nothing is certain then
  if (state === undefined || more.length > 0) return UNRESOLVED;
  if ('values' in state && state.values.length === 1) return { pattern: literal(state.values.join()), exact: true };
  if ('absent' in state && fallback !== undefined) return { pattern: literal(fallback), exact: true };
  return 'like' in state && fallback === undefined ? { pattern: glob(state.like), exact: false } : UNRESOLVED;
}
