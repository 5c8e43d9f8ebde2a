import type { FindingsFile } from '../../src/findings/file.ts';
import type { Expected } from './verdicts.ts';

/** "rule · resource: verdict", sorted, without what is not applicable. Names of access keys are their users'. */
export function told(file: Pick<FindingsFile, 'findings'>): readonly string[] {
  return file.findings
    .filter(({ verdict }) => verdict !== 'not-applicable')
    .map(({ rule, resource, verdict }) => `${rule} · ${(resource?.name ?? '').replace(/ AKIA\w+$/, '')}: ${verdict}`)
    .sort();
}

/** The same lines of a table. */
export const wanted = (table: Expected): readonly string[] =>
  Object.entries(table)
    .flatMap(([rule, verdicts]) => Object.entries(verdicts).map(([name, verdict]) => `${rule} · ${name}: ${verdict}`))
    .sort();
