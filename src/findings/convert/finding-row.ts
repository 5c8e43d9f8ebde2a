import { createHash } from 'node:crypto';
import { valueOf } from '../../facts/fact.ts';
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
  return { row, named: { type, arn, name, dataClass } };
};

/** A finding as the file has it. Its id is the same in every run: the hash of rule, account, region, type and resource. */
export function findingRow(finding: Finding, account: string, about: Described | undefined): FindingRow {
  const { rule, type, resource, verdict, message, checks, unread, refs, waiver } = finding;
  const { arn, name, region } = resource?.identity ?? { arn: '', name: '', region: '' };
  return {
    id: createHash('sha256').update([rule.id, account, region, type.type, arn].join('\n')).digest('hex').slice(0, 16),
    rule: rule.id,
    requirement: rule.requirement,
    clause: rule.clause,
    verdict,
    severity: rule.loaded.source.severity,
    account,
    region,
    resource: about?.named ?? { type: type.type, arn, name, dataClass: resource ? classOf(resource) : '' },
    message,
    checks: resource ? checks.map((check) => checkRow(check, about?.row.facts ?? {})) : ofTheList(unread, refs),
    ...(waiver && { waiver: { reason: waiver.reason, approver: waiver.approver, expires: waiver.expires, was: waiver.was } }),
  };
}

/** What a finding about a whole type rests on: its list. */
function ofTheList(unread: Finding['unread'], refs: Finding['refs']): FindingRow['checks'] {
  if (!unread && (refs ?? []).length === 0) return [];
  const found = unread ? { unknown: [...unread] } : { value: [] };
  return [{ path: 'list', holds: unread ? 'unknown' : 'yes', expected: {}, found, from: [...(refs ?? [])] }];
}
