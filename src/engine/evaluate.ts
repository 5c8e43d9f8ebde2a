import type { FactTree } from '../facts/fact.ts';
import type { Verdict } from '../findings/verdict.ts';
import type { Check, Judged } from './check.ts';
import type { Rule } from './compile.ts';

/** What one rule says of one resource. */
export interface Evaluation {
  readonly verdict: Extract<Verdict, 'pass' | 'fail' | 'warn' | 'unknown' | 'not-applicable'>;
  /** What it rests on: the lines that decided, those that held too. */
  readonly checks: readonly Judged[];
}

/**
 * One line of `when` false: not applicable; else one unknown: unknown. One line of `expect` false: fail (warn where only guidance asks it);
 * else one unknown: unknown; else pass.
 */
export function evaluate(rule: Rule, facts: FactTree): Evaluation {
  const when = judgeAll(rule.when, facts);
  if (when.some(isNo)) return { verdict: 'not-applicable', checks: when.filter(isNo) };
  if (when.some(isUnknown)) return { verdict: 'unknown', checks: when };
  const expect = judgeAll(rule.expect, facts);
  const checks = when.length === 0 ? expect : [...when, ...expect];
  if (expect.some(isNo)) return { verdict: rule.authority === 'guidance' ? 'warn' : 'fail', checks };
  return { verdict: expect.some(isUnknown) ? 'unknown' : 'pass', checks };
}

const judgeAll = (checks: readonly Check[], facts: FactTree): readonly Judged[] => checks.map((check) => check.judge(facts));
const isNo = ({ holds }: Judged): boolean => holds === 'no';
const isUnknown = ({ holds }: Judged): boolean => holds === 'unknown';
