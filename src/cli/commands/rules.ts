import type { Argv } from 'yargs';
import { type Edition, editionOf } from '../../dpp/edition.ts';
import { requirementsOf } from '../../dpp/requirement.ts';
import { compileRules, type Rule } from '../../engine/compile.ts';
import { checkRules } from '../../engine/examples.ts';
import type { LoadedRule } from '../../engine/load.ts';
import { titleOf } from '../../engine/words.ts';
import { Problem } from '../../problem.ts';
import { closest } from '../../yaml/document.ts';
import { type Flags, settingsOf, withConfig } from '../options.ts';

export const builder = <T>(yargs: Argv<T>) =>
  withConfig(yargs)
    .positional('action', { choices: ['list', 'show', 'check'] as const, demandOption: true, describe: 'What to do' })
    .positional('id', { type: 'string', describe: 'Id of the rule to show' })
    .option('edition', { type: 'string', requiresArg: true, describe: 'Edition of the policy' });

interface RulesFlags extends Flags {
  readonly action: 'list' | 'show' | 'check';
  readonly id?: string;
}

/** Lists the rules, shows one, or checks that all compile in every edition and that their examples hold. */
export async function handler(flags: RulesFlags): Promise<number> {
  const { rules, edition } = settingsOf(flags);
  const { stdout } = process;
  switch (flags.action) {
    case 'check': {
      const checked = checkRules(rules);
      stdout.write(`${checked.rules} rules compile in every edition that has them, and their ${checked.examples} examples hold.\n`);
      return 0;
    }
    case 'show': {
      const { file, text } = ruleOf(flags.id, rules);
      stdout.write(`# ${file}\n${text}`);
      return 0;
    }
    case 'list':
      for (const rule of inOrderOfClauses(compileRules(rules, editionOf(edition)), editionOf(edition))) {
        stdout.write(`${rule.clause.padEnd(13)}${rule.id.padEnd(40)}${rule.loaded.source.severity.padEnd(10)}${titleOf(rule)}\n`);
      }
      return 0;
  }
}

function inOrderOfClauses(rules: readonly Rule[], edition: Edition): readonly Rule[] {
  const order = requirementsOf(edition).map((requirement) => requirement.id);
  return rules.toSorted((a, b) => order.indexOf(a.requirement) - order.indexOf(b.requirement) || (a.id < b.id ? -1 : 1));
}

function ruleOf(id: string | undefined, rules: readonly LoadedRule[]): LoadedRule {
  if (id === undefined) throw new Problem('usage', '`rules show` wants the id of a rule: `dpp-audit rules list` shows them.');
  const found = rules.find((rule) => rule.source.id === id);
  if (found) return found;
  const hint = closest(
    id,
    rules.map((rule) => rule.source.id),
  );
  throw new Problem(
    'usage',
    `There is no rule ${JSON.stringify(id)}${hint ? `: did you mean ${hint}?` : ': `dpp-audit rules list` shows them.'}`,
  );
}
