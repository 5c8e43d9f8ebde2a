import type { Config } from '../../src/dpp/config.ts';
import { tightened } from '../../src/dpp/config.ts';
import { editionOf, newestEdition } from '../../src/dpp/edition.ts';
import { compileRules, type Rule } from '../../src/engine/compile.ts';
import { loadRules } from '../../src/engine/load.ts';
import { requirementRows } from '../../src/findings/convert/requirement-row.ts';
import type { Verdict } from '../../src/findings/verdict.ts';
import { judge } from '../../src/judge.ts';
import { readAccount } from '../../src/read.ts';
import { remember } from '../../src/remember.ts';
import { Aws } from '../../src/resources/aws.ts';
import type { SnapshotRecord } from '../../src/snapshot/record.ts';
import { snapshotOf } from '../wire/snapshot-builder.ts';

/** What an audit came to: findings by rule, type and ARN (none: the type as a whole), and requirements by id. */
export interface Verdicts {
  readonly findings: ReadonlyMap<string, Verdict>;
  readonly rows: ReadonlyMap<string, Verdict>;
}

const loaded = loadRules();
const compiled = new Map<string, readonly Rule[]>();

/** Rules are compiled once for the same figures: thousands of audits use them. */
const rulesOf = (config: Config): readonly Rule[] =>
  remember(compiled, JSON.stringify(config.parameters ?? {}), () => compileRules(loaded, tightened(newestEdition(), config.parameters)));

/** The steps of `audit` that judge, in the newest edition: it has the most rules. */
export function verdictsOf(records: Iterable<SnapshotRecord>, config: Config, limit: readonly string[] | null): Verdicts {
  const aws = new Aws(snapshotOf(records, { regions: limit }));
  const found = judge(rulesOf(config), readAccount(aws, config), config, aws.asOf);
  const rows = requirementRows(editionOf('latest'), found, true);
  return {
    findings: new Map(
      found.map(({ rule, type, resource, verdict }) => [`${rule.id} | ${type.type} | ${resource?.identity.arn ?? ''}`, verdict]),
    ),
    rows: new Map(rows.map(({ id, verdict }) => [id, verdict])),
  };
}

/** What got better, or changed to another known verdict, once something was hidden: a sentence each. */
export function improvements(before: Verdicts, after: Verdicts): string[] {
  const found: string[] = [];
  for (const [key, verdict] of after.findings) {
    const was = before.findings.get(key);
    if (verdict !== was && verdict !== 'unknown') found.push(`${key}: ${was ?? 'nothing'} became ${verdict}`);
  }
  for (const [key, verdict] of before.findings) {
    const [rule, type] = key.split(' | ');
    const isUnread = after.findings.get(`${rule} | ${type} | `) === 'unknown';
    if (!after.findings.has(key) && !isUnread) found.push(`${key}: ${verdict} is gone, and nothing says that the list is not whole`);
  }
  for (const [id, verdict] of after.rows) {
    const was = before.rows.get(id);
    if (verdict !== was && verdict !== 'unknown') found.push(`requirement ${id}: ${was} became ${verdict}`);
  }
  return found;
}
