/**
 * A second evaluator of policies, for tests alone: it's told all there is about one request, knows no sets, and shares nothing with the first.
 * What the first says of a set of requests must be true of each of them here.
 */

/** One request. */
export interface Concrete {
  readonly principal: { readonly arn: string; readonly account: string } | 'anonymous' | { readonly service: string };
  readonly action: string;
  readonly resource: string;
  /** Values by key, in lower case; what isn't there is missing. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
}

/** A statement as JSON, with every list written as a list. */
export interface Json {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: object | '*';
  readonly NotPrincipal?: object;
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource?: readonly string[];
  readonly NotResource?: readonly string[];
  readonly Condition: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** Whether the statement applies to the request. */
export function applies(statement: Json, request: Concrete): boolean {
  const inGlobs = (values: readonly string[] = [], text: string, flags = '') =>
    values.some((value) => new RegExp(`^${toRegExp(fill(value, request))}$`, flags).test(text));
  const principal =
    statement.NotPrincipal === undefined ? named(statement.Principal ?? '*', request) : !named(statement.NotPrincipal, request);
  const action = statement.NotAction ? !inGlobs(statement.NotAction, request.action, 'i') : inGlobs(statement.Action, request.action, 'i');
  const resource = statement.NotResource
    ? !inGlobs(statement.NotResource, request.resource)
    : inGlobs(statement.Resource, request.resource);
  return (
    principal &&
    action &&
    resource &&
    Object.entries(statement.Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => condition(operator, request.keys[key.toLowerCase()] ?? [], values, request)),
    )
  );
}

function fill(text: string, { keys }: Concrete): string {
  // a variable with no value makes the text match nothing: no value holds a line break
  return text.replace(/\$\{(\w+)\}/g, (_, key: string) => keys[key.toLowerCase()]?.[0] ?? '\n');
}

/** A glob as the source of a regular expression. */
export function toRegExp(text: string): string {
  return text
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
}

function named(principal: object | '*', { principal: who }: Concrete): boolean {
  if (principal === '*') return true;
  return Object.entries(principal).some(([type, values]: [string, readonly string[]]) =>
    values.some((value) => {
      if (value === '*') return true;
      if (who === 'anonymous') return false;
      if ('service' in who) return type === 'Service' && value === who.service;
      return value === who.arn || value === who.account;
    }),
  );
}

function condition(operator: string, have: readonly string[], wanted: readonly string[], request: Concrete): boolean {
  const set = /^(ForAllValues|ForAnyValue):/.exec(operator)?.[1];
  const ifExists = operator.endsWith('IfExists');
  const plain = operator.replace(/^.*:/, '').replace(/IfExists$/, '');
  if (plain === 'Null') return wanted.some((want) => (want === 'true') === (have.length === 0));
  const negated = plain.includes('Not');
  if (have.length === 0) return set === 'ForAllValues' || (set === undefined && (ifExists || negated));
  const one = (value: string): boolean => {
    const match = wanted.some((want) => {
      if (plain === 'StringEquals' || plain === 'StringNotEquals') return fill(want, request) === value;
      if (plain === 'StringLike' || plain === 'StringNotLike') return new RegExp(`^${toRegExp(fill(want, request))}$`).test(value);
      if (plain === 'NumericLessThan') return Number(value) < Number(want);
      return value === want; // Bool
    });
    return match !== negated;
  };
  return set === 'ForAnyValue' ? have.some(one) : have.every(one);
}
