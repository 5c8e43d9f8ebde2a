import type { Reason, Ref } from '../facts/fact.ts';
import type { AnyResourceType, Resource } from '../resources/resource.ts';

/** A resource with its facts, class and all, as rules and reports see it. */
export interface AuditedResource extends Resource {
  readonly typeOf: AnyResourceType;
  /** Why it has its class; empty for what holds no data. */
  readonly classBy: string;
  readonly unclassified: boolean;
}

/** A type with what was found of it and what could not be listed. */
export interface AuditedType {
  readonly type: AnyResourceType;
  readonly resources: readonly AuditedResource[];
  readonly unread: readonly Reason[];
  readonly refs: readonly Ref[];
  /** In how many regions it was looked for; 0 for what is global. */
  readonly regions: number;
}
