import { isSettled, matchesAny, type Present, SOMETHING } from './compare.ts';
import { type Context, type Possible, possibilities, UNKNOWN } from './context.ts';
import type { Condition, Statement } from './document.ts';
import { type Operator, parseOperator } from './operator.ts';
import { agreed, all, any, not, type Tri } from './tri.ts';
import { type Variables, variablesOf } from './variables.ts';

/** Whether one of a statement's conditions holds, over the whole set of requests. */
export function conditionHolds(condition: Condition, statement: Statement, context: Context): Tri {
  const operator = parseOperator(condition.operator);
  if (operator === undefined) return 'maybe';
  const variables = variablesOf(statement, context);
  const under = (state: Possible) => (operator === 'null' ? isMissing(condition, state) : test(operator, condition, state, variables));
  const result = agreed(
    possibilities(context, condition.key).map((state) => {
      if (!('chosen' in state)) return under(state);
      // whoever chooses the value meets an Allow with it, and avoids a Deny
      const either = under(UNKNOWN);
      return either !== 'maybe' ? either : statement.effect === 'Allow' ? 'yes' : 'no';
    }),
  );
  return result === 'yes' && !isSettled(condition.values, variables) ? 'maybe' : result;
}

/**
 * One operator on what one key can be. A missing key: false; true for negated operators, …IfExists and ForAllValues.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
function test(operator: Operator, { values: wanted }: Condition, state: Possible, variables: Variables): Tri {
  if ('chosen' in state || 'unknown' in state || 'anyBut' in state)
    return agreed([missing(operator), onValues(operator, [present(state)], wanted, variables)]);
  if ('absent' in state) return missing(operator);
  if ('values' in state) return state.values.length === 0 ? missing(operator) : onValues(operator, state.values, wanted, variables);
  return onValues(operator, [state], wanted, variables);
}

function missing({ negated, ifExists, quantifier }: Operator): Tri {
  if (quantifier === 'all') return 'yes';
  // AWS doesn't say which of the two wins
  if (quantifier === 'any') return ifExists ? 'maybe' : 'no';
  return ifExists || negated ? 'yes' : 'no';
}

function onValues(operator: Operator, values: readonly Present[], wanted: readonly string[], variables: Variables): Tri {
  const tests = values.map((value) => {
    const match = matchesAny(operator.comparison, value, wanted, variables);
    return operator.negated ? not(match) : match;
  });
  if (operator.quantifier === 'all') return all(tests);
  if (operator.quantifier === 'any') return any(tests);
  return agreed(tests);
}

function present(state: Possible & ({ chosen: true } | { unknown: true } | { anyBut: readonly string[] })): Present {
  return 'chosen' in state ? SOMETHING : state;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null */
function isMissing({ values }: Condition, state: Possible): Tri {
  const when = (missing: boolean): Tri =>
    any(values.map((value) => (/^(true|false)$/i.test(value) ? ((value.toLowerCase() === 'true') === missing ? 'yes' : 'no') : 'maybe')));
  if ('unknown' in state || 'anyBut' in state || 'chosen' in state) return agreed([when(true), when(false)]);
  return when('absent' in state || ('values' in state && state.values.length === 0));
}
