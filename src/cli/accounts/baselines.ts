import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Target } from '../../accounts/target.ts';
import type { Baseline } from '../../findings/compare/baseline.ts';
import { Problem } from '../../problem.ts';
import { readBaseline } from '../findings-file.ts';
import { isAccountsRun } from './run-folder.ts';

/** Each account's own baseline, read when it is wanted. */
export type Baselines = (id: string) => Baseline | undefined;

const none: Baselines = () => undefined;

/** The baselines in the folder of an earlier run over many accounts. Throws a usage Problem for what is none. */
export function baselinesIn(path: string | undefined): Baselines {
  if (path === undefined) return none;
  if (!isAccountsRun(path)) {
    throw new Problem(
      'usage',
      `${path} is no run over many accounts: give --baseline the folder of one, in which each account has its findings.json.`,
    );
  }
  return (id) => {
    const file = join(path, id, 'findings.json');
    return existsSync(file) ? readBaseline(file) : undefined;
  };
}

/** Sees that those of all accounts can be read, before any of these is asked, and lets them go; says for which there is none. */
export function checkBaselines(baselines: Baselines, targets: readonly Target[]): readonly string[] {
  if (baselines === none) return [];
  return targets.filter(({ id }) => baselines(id) === undefined).map(({ id }) => id);
}
