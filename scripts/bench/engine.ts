import { readConfig } from '../../src/dpp/config.ts';
import { editions } from '../../src/dpp/edition.ts';
import { compileRules } from '../../src/engine/compile.ts';
import { evaluate } from '../../src/engine/evaluate.ts';
import { loadRules } from '../../src/engine/load.ts';
import { readAccount } from '../../src/read.ts';
import { Aws } from '../../src/resources/aws.ts';
import { readSnapshot } from '../../src/snapshot/read.ts';

const forMs = 2_000;

/** How often a second a rule is asked of a resource: every rule of the newest edition of every resource of a run that it concerns, again and again. */
export function evaluationsASecond(run: string): number {
  const rules = compileRules(loadRules(), editions.at(-1) ?? (undefined as never));
  const types = readAccount(new Aws(readSnapshot(run)), readConfig('', 'dpp-audit.yaml').config);
  const pairs = rules.flatMap((rule) =>
    types.filter(({ type }) => rule.types.includes(type)).flatMap(({ resources }) => resources.map(({ facts }) => ({ rule, facts }))),
  );
  let verdicts = 0;
  const began = performance.now();
  while (performance.now() - began < forMs) {
    for (const { rule, facts } of pairs) if (evaluate(rule, facts).verdict !== undefined) verdicts += 1;
  }
  return (verdicts * 1000) / (performance.now() - began);
}
