import type { Judged } from '../../engine/check.ts';
import type { Rule } from '../../engine/compile.ts';
import { evaluate } from '../../engine/evaluate.ts';
import { valueOf } from '../../facts/fact.ts';
import { shortHash } from '../../snapshot/short-hash.ts';
import type { AuditedResource } from '../audited.ts';
import type { FindingRow, ResourceRow } from '../file.ts';
import type { Finding } from '../finding.ts';
import { checkRow } from './fact-row.ts';

/** The class that a resource is audited as; `unknown` where it could not be read, empty where it holds no data. */
export function classOf(resource: AuditedResource): string {
  const { dataClass } = resource.facts;
  if (!dataClass) return '';
  return 'from' in dataClass ? String(valueOf(dataClass as never) ?? 'unknown') : '';
}

/** A resource's row, and as its findings name it: made once, and shared by all of them. */
export interface Described {
  readonly row: ResourceRow;
  readonly named: FindingRow['resource'];
}

export const described = (row: ResourceRow): Described => {
  const { type, arn, name, dataClass } = row;
  return { row, named: { arn, dataClass, name, type } };
};

/** A finding as the file has it. Its id is the same in every run: the hash of rule, account, region, type and resource. */
export function findingRow(finding: Finding, account: string, about: Described | undefined): FindingRow {
  const { rule, type, resource, verdict, message, unread, refs, waiver } = finding;
  const { arn, name, region } = resource?.identity ?? { arn: '', name: '', region: '' };
  // keys in the order of the file: what is sorted already is not sorted again
  return {
    account,
    checks: resource
      ? checksOf(rule, resource, finding.checks).map((check) => checkRow(check, about?.row.facts ?? {}))
      : ofTheList(unread, refs),
    clause: rule.clause,
    id: shortHash([rule.id, account, region, type.type, arn].join('\n')),
    message,
    region,
    requirement: rule.requirement,
    resource: about?.named ?? { arn, dataClass: resource ? classOf(resource) : '', name, type: type.type },
    rule: rule.id,
    severity: rule.loaded.source.severity,
    verdict,
    ...(waiver && { waiver: { reason: waiver.reason, approver: waiver.approver, expires: waiver.expires, was: waiver.was } }),
  };
}

const checksOf = (rule: Rule, { facts }: AuditedResource, known = evaluate(rule, facts).checks): readonly Judged[] => known;

/** What a finding about a whole type rests on: its list. */
function ofTheList(unread: Finding['unread'], refs: Finding['refs']): FindingRow['checks'] {
  if (!unread && (refs ?? []).length === 0) return [];
  const found = unread ? { unknown: [...unread] } : { value: [] };
  return [{ path: 'list', holds: unread ? 'unknown' : 'yes', expected: {}, found, from: [...(refs ?? [])] }];
}
