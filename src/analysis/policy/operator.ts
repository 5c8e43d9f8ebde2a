/** What a condition operator compares, and how. */
export type Comparison =
  | { readonly family: 'string'; readonly fold: boolean; readonly wildcards: boolean }
  | { readonly family: 'arn' | 'bool' | 'binary' }
  | { readonly family: 'address' }
  | { readonly family: 'number' | 'date'; readonly order: Order };

export type Order = '=' | '<' | '<=' | '>' | '>=';

export interface Operator {
  readonly comparison: Comparison;
  /** True where none of the values matches, and where the key is missing. */
  readonly negated: boolean;
  readonly ifExists: boolean;
  readonly quantifier: 'all' | 'any' | 'single';
}

const STRING = { family: 'string', fold: false, wildcards: false } as const;
const LIKE = { family: 'string', fold: false, wildcards: true } as const;

/** The plain operators. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const PLAIN = new Map<string, readonly [Comparison, 'negated'?]>([
  ['StringEquals', [STRING]],
  ['StringNotEquals', [STRING, 'negated']],
  ['StringEqualsIgnoreCase', [{ ...STRING, fold: true }]],
  ['StringNotEqualsIgnoreCase', [{ ...STRING, fold: true }, 'negated']],
  ['StringLike', [LIKE]],
  ['StringNotLike', [LIKE, 'negated']],
  ['NumericEquals', [{ family: 'number', order: '=' }]],
  ['NumericNotEquals', [{ family: 'number', order: '=' }, 'negated']],
  ['NumericLessThan', [{ family: 'number', order: '<' }]],
  ['NumericLessThanEquals', [{ family: 'number', order: '<=' }]],
  ['NumericGreaterThan', [{ family: 'number', order: '>' }]],
  ['NumericGreaterThanEquals', [{ family: 'number', order: '>=' }]],
  ['DateEquals', [{ family: 'date', order: '=' }]],
  ['DateNotEquals', [{ family: 'date', order: '=' }, 'negated']],
  ['DateLessThan', [{ family: 'date', order: '<' }]],
  ['DateLessThanEquals', [{ family: 'date', order: '<=' }]],
  ['DateGreaterThan', [{ family: 'date', order: '>' }]],
  ['DateGreaterThanEquals', [{ family: 'date', order: '>=' }]],
  ['Bool', [{ family: 'bool' }]],
  ['BinaryEquals', [{ family: 'binary' }]],
  ['IpAddress', [{ family: 'address' }]],
  ['NotIpAddress', [{ family: 'address' }, 'negated']],
  ['ArnEquals', [{ family: 'arn' }]],
  ['ArnLike', [{ family: 'arn' }]],
  ['ArnNotEquals', [{ family: 'arn' }, 'negated']],
  ['ArnNotLike', [{ family: 'arn' }, 'negated']],
]);

/**
 * An operator's name taken apart: `ForAllValues:StringLikeIfExists`. 'null' for the check whether a key is there; `undefined` for one that isn't known.
 * Sets of values: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function parseOperator(name: string): Operator | 'null' | undefined {
  if (name === 'Null') return 'null';
  const [, set, plain = '', exists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(name) ?? [];
  const found = PLAIN.get(plain);
  if (found === undefined) return undefined;
  const [comparison, negated] = found;
  return {
    comparison,
    negated: negated !== undefined,
    ifExists: exists !== undefined,
    quantifier: set === 'ForAllValues' ? 'all' : set === 'ForAnyValue' ? 'any' : 'single',
  };
}
