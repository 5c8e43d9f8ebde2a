import type { CheckRow, FindingRow, RecordRow, RuleRow } from '../../findings/file.ts';
import { severities, verdicts } from '../../findings/verdict.ts';

/** How findings lie in the page: in columns, with tables for what repeats, in blocks that are unpacked when they are needed. */

/** Rows in a block. Those of `findings` are read at once, the others when a finding is opened. */
export const blockSize = { resources: 5_000, findings: 5_000, details: 500, records: 250 } as const;
export type BlockKind = keyof typeof blockSize;

/** The id of the script element that holds a block. */
export const islandId = (kind: BlockKind, n: number): string => `${kind}-${n}`;

export interface Head {
  readonly asOf: string;
  readonly rules: readonly RuleRow[];
  readonly requirements: readonly { readonly id: string; readonly clause: string; readonly title: string }[];
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** How many blocks of each kind there are. */
  readonly blocks: Readonly<Record<BlockKind, number>>;
}

export interface ResourceBlock {
  readonly type: readonly string[];
  readonly arn: readonly string[];
  readonly name: readonly string[];
  readonly service: readonly string[];
  readonly dataClass: readonly string[];
  readonly classBy: readonly string[];
}

/** Numbers point into `Head` (rule, account, region), the resources, `verdicts` and `severities`. */
export interface FindingBlock {
  readonly id: readonly string[];
  readonly rule: readonly number[];
  readonly verdict: readonly number[];
  readonly severity: readonly number[];
  readonly account: readonly number[];
  readonly region: readonly number[];
  readonly resource: readonly number[];
  readonly message: readonly string[];
}

/** What only an opened finding shows; `from` points into the records. */
export interface Detail {
  readonly checks: readonly (Omit<CheckRow, 'from'> & { readonly from: readonly number[] })[];
  readonly waiver?: FindingRow['waiver'];
  readonly lastKnown?: FindingRow['lastKnown'];
}

export type DetailBlock = readonly Detail[];
export type RecordBlock = readonly RecordRow[];

export { severities, verdicts };
