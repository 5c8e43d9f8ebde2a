import type { FindingRow } from '../../findings/file.ts';
import { severities, verdicts } from '../../findings/verdict.ts';

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The order of the list: worst verdict first, then severity, clause and name. */
export const byUrgency = (a: FindingRow, b: FindingRow): number =>
  verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict) ||
  severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
  compare(a.clause, b.clause) ||
  compare(a.rule, b.rule) ||
  compare(a.resource.name, b.resource.name) ||
  compare(a.id, b.id);
