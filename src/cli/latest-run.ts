import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../problem.ts';
import { isAccountsRun } from './accounts/run-folder.ts';

const folders = (dir: string): readonly string[] =>
  existsSync(dir) ? readdirSync(dir).filter((name) => statSync(join(dir, name)).isDirectory()) : [];

/**
 * The folder of the newest run below reports/, by its name, which is its time. Throws a usage Problem where there is none, and where the newest
 * is of many accounts: nobody is served by an older one of another.
 */
export function latestRun(): string {
  const [latest] = folders('reports')
    .flatMap((account) => folders(join('reports', account)).map((time) => ({ time, dir: join('reports', account, time) })))
    .filter(({ dir }) => existsSync(join(dir, 'findings.json')) || isAccountsRun(dir))
    .sort((a, b) => (a.time < b.time ? 1 : -1));
  if (!latest) throw new Problem('usage', 'There is no run below reports/: give the folder of one, or run `dpp-audit scan` first.');
  if (isAccountsRun(latest.dir)) {
    throw new Problem(
      'usage',
      `The latest run is of many accounts: name the account's folder that you mean, such as ${join(latest.dir, '111122223333')}.`,
    );
  }
  return latest.dir;
}
