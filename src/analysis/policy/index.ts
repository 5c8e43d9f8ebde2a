export { ABSENT, CHOSEN, type Context, context, type KeyState, type Possible, principalKeys, UNKNOWN } from './context.ts';
export { type Decision, decide, decideTogether, type Hit, type Policies } from './decide.ts';
export {
  type Condition,
  conditionText,
  type Listed,
  NO_POLICY,
  type PolicyDocument,
  parsePolicy,
  type Statement,
  statementName,
} from './document.ts';
export type { Principal, Who } from './principal.ts';
export { matches, matchesAction, type Parts, partsOf, type Request } from './statement.ts';
export { any, type Tri } from './tri.ts';
