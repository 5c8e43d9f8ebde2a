import { type Principal, parsePrincipals } from './principal.ts';

/** A list that a statement names (`not: false`), or names what is left out of it (`not: true`). */
export interface Listed<T = string> {
  readonly not: boolean;
  readonly values: readonly T[];
}

/** One line of a Condition block. All of a statement's conditions must hold. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

export interface Statement {
  /** Its place in the document, counted from 1. */
  readonly index: number;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  /** Absent in identity policies: whoever bears the policy. */
  readonly principals?: Listed<Principal>;
  readonly actions: Listed;
  /** Absent in trust policies: the thing that the policy is attached to. */
  readonly resources?: Listed;
  readonly conditions: readonly Condition[];
  /** Whether `${…}` means anything here: in version 2012-10-17 alone. */
  readonly variables: boolean;
}

export interface PolicyDocument {
  readonly version: string;
  readonly statements: readonly Statement[];
}

/** What stands where nothing is attached: no statement allows or denies anything. */
export const NO_POLICY: PolicyDocument = { version: '2012-10-17', statements: [] };

/** How findings name a statement: "statement 2 (AllowVendor)", or "statement 2". */
export function statementName({ index, sid }: Pick<Statement, 'index' | 'sid'>): string {
  return sid ? `statement ${index} (${sid})` : `statement ${index}`;
}

/** How findings print a condition: "StringEquals aws:PrincipalOrgID o-1, o-2". */
export function conditionText({ operator, key, values }: Condition): string {
  return `${operator} ${key} ${values.join(', ')}`.trimEnd();
}

/**
 * The normal form of a policy's text: JSON, or JSON that is URL-encoded as IAM's answers are.
 * `undefined` when it's malformed or has an element that isn't known: then nothing may be concluded from it, least of all that nothing is allowed.
 * Grammar: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parsePolicy(text: string): PolicyDocument | undefined {
  try {
    const json: unknown = JSON.parse(/^\s*\{/.test(text) ? text : decodeURIComponent(text));
    const document = fields(json, ['Version', 'Id', 'Statement']);
    const version = document.Version === undefined ? '2008-10-17' : string(document.Version);
    if (version !== '2008-10-17' && version !== '2012-10-17') throw new Malformed();
    if (document.Statement === undefined) throw new Malformed();
    const statements = list(document.Statement).map((statement, at) => parseStatement(statement, at + 1, version));
    return { version, statements };
  } catch (error) {
    if (error instanceof Malformed || error instanceof SyntaxError || error instanceof URIError) return undefined;
    throw error;
  }
}

class Malformed extends Error {}

const ELEMENTS = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'] as const;

function parseStatement(json: unknown, index: number, version: string): Statement {
  const statement = fields(json, ELEMENTS);
  const effect = statement.Effect;
  if (effect !== 'Allow' && effect !== 'Deny') throw new Malformed();
  const actions = listed(statement, 'Action', strings);
  if (actions === undefined) throw new Malformed();
  const principals = listed(statement, 'Principal', principalsOf);
  const resources = listed(statement, 'Resource', strings);
  return {
    index,
    ...(statement.Sid === undefined ? {} : { sid: string(statement.Sid) }),
    effect,
    ...(principals && { principals }),
    actions,
    ...(resources && { resources }),
    conditions: statement.Condition === undefined ? [] : conditionsOf(statement.Condition),
    variables: version === '2012-10-17',
  };
}

/** An element in its plain or its Not form; both at once is malformed, neither is `undefined`. */
function listed<T>(
  statement: Readonly<Record<string, unknown>>,
  name: string,
  read: (json: unknown) => readonly T[],
): Listed<T> | undefined {
  const [plain, negated] = [statement[name], statement[`Not${name}`]];
  if (plain !== undefined && negated !== undefined) throw new Malformed();
  const json = plain === undefined ? negated : plain;
  if (json === undefined) return undefined;
  const values = read(json);
  if (values.length === 0) throw new Malformed();
  return { not: plain === undefined, values };
}

function conditionsOf(json: unknown): readonly Condition[] {
  return Object.entries(fields(json)).flatMap(([operator, keys]) =>
    Object.entries(fields(keys)).map(([key, values]) => ({ operator, key, values: list(values).map(scalar) })),
  );
}

function principalsOf(json: unknown): readonly Principal[] {
  if (json === '*') return parsePrincipals('AWS', ['*']);
  return Object.entries(fields(json, ['AWS', 'Service', 'Federated', 'CanonicalUser'])).flatMap(([type, values]) =>
    parsePrincipals(type as 'AWS' | 'Service' | 'Federated' | 'CanonicalUser', strings(values)),
  );
}

function fields(json: unknown, known?: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new Malformed();
  if (known && Object.keys(json).some((key) => !known.includes(key))) throw new Malformed();
  return json as Readonly<Record<string, unknown>>;
}

function list(json: unknown): readonly unknown[] {
  return Array.isArray(json) ? json : [json];
}

function strings(json: unknown): readonly string[] {
  return list(json).map(string);
}

function string(json: unknown): string {
  if (typeof json !== 'string') throw new Malformed();
  return json;
}

function scalar(json: unknown): string {
  if (typeof json === 'boolean' || typeof json === 'number') return String(json);
  return string(json);
}
