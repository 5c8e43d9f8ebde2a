import { type PolicyDocument, parsePolicy } from '../policy/index.ts';
import type { Bearer } from './bearer.ts';
import type { Assumed } from './sp-api.ts';

/** A policy's statements as a test writes them. */
export type Statements = readonly object[];

export function policy(statements: Statements): PolicyDocument {
  const parsed = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
  if (!parsed) throw new Error('malformed');
  return parsed;
}

export const allow = (Action: string | string[], Resource: string | string[] = '*', more: object = {}): object => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
export const deny = (Action: string | string[], Resource: string | string[] = '*', more: object = {}): object => ({
  Effect: 'Deny',
  Action,
  Resource,
  ...more,
});
export const allowBut = (NotAction: string | string[], more: object = {}): object => ({
  Effect: 'Allow',
  NotAction,
  Resource: '*',
  ...more,
});

const granted = (statements: Statements, name: string): Bearer['granted'] =>
  policy(statements).statements.map((statement) => ({ statement, policy: `policy ${name}` }));

/** A user with one policy "P". */
export const user = (name: string, statements: Statements, more: Partial<Bearer> & { readonly within?: Statements } = {}): Bearer =>
  bearer('user', name, statements, more);

/** A role with one policy "P", and whom it trusts. */
export const role = (
  name: string,
  statements: Statements,
  trust: Statements = [],
  more: Partial<Bearer> & { readonly within?: Statements } = {},
): Assumed => ({
  ...bearer('role', name, statements, more),
  trust: policy(trust.map((one) => ({ Effect: 'Allow', Action: 'sts:AssumeRole', ...one }))),
});

export const group = (name: string, statements: Statements): Bearer => bearer('group', name, statements, {});

function bearer(
  kind: Bearer['kind'],
  name: string,
  statements: Statements,
  { within, ...more }: Partial<Bearer> & { readonly within?: Statements },
): Bearer {
  return {
    kind,
    name,
    arn: `arn:aws:iam::111111111111:${kind}/${name}`,
    account: '111111111111',
    granted: granted(statements, 'P'),
    unread: [],
    boundary: within ? { kind: 'policy', granted: granted(within, 'Limit') } : { kind: 'none' },
    policies: [],
    groups: [],
    ...more,
  };
}
