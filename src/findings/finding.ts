import type { Judged } from '../engine/check.ts';
import type { Rule } from '../engine/compile.ts';
import type { Reason, Ref } from '../facts/fact.ts';
import type { AnyResourceType } from '../resources/resource.ts';
import type { AuditedResource, AuditedType } from './audited.ts';
import type { Verdict } from './verdict.ts';

/** What is said of one resource by one rule, or of a type that was not found, or not listed. */
export interface Finding {
  readonly rule: Rule;
  readonly type: AnyResourceType;
  /** Absent where the finding is about the type as a whole. */
  readonly resource?: AuditedResource;
  readonly verdict: Verdict;
  readonly message: string;
  /** What it rests on, where that isn't simply the rule's lines asked of the resource: those are asked again when they are shown. */
  readonly checks?: readonly Judged[];
  /** Of a type that could not be listed: why. */
  readonly unread?: readonly Reason[];
  readonly refs?: readonly Ref[];
  readonly waiver?: AppliedWaiver;
}

export interface AppliedWaiver {
  readonly index: number;
  readonly reason: string;
  readonly approver: string;
  readonly expires: string;
  readonly was: Verdict;
}

export type { AuditedResource, AuditedType };
