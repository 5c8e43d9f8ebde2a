import type { RecordRow } from '../../../findings/file.ts';
import type { FindingView } from '../finding.ts';
import {
  type BlockKind,
  blockSize,
  type Detail,
  type DetailBlock,
  type FindingBlock,
  type Head,
  islandId,
  type RecordBlock,
  type ResourceBlock,
} from '../packed.ts';
import { rowView, type Table, table } from './table.ts';

/** What one script element of the page holds: base64, gzip, JSON. */
async function island<T>(id: string): Promise<T> {
  const holder = document.getElementById(id);
  if (!holder) throw new Error(`The page lacks its part ${id}`);
  const bytes = Uint8Array.from(atob(holder.textContent ?? ''), (char) => char.charCodeAt(0));
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return (await new Response(unpacked).json()) as T;
}

async function blocks<T>(head: Head, kind: BlockKind): Promise<T[]> {
  const all: T[] = [];
  for (let n = 0; n < head.blocks[kind]; n++) all.push(await island<T>(islandId(kind, n)));
  return all;
}

/** Every finding, as far as the list shows it. */
export async function loadTable(): Promise<Table> {
  const head = await island<Head>('head');
  return table(head, await blocks<ResourceBlock>(head, 'resources'), await blocks<FindingBlock>(head, 'findings'));
}

/** Rows of blocks that are read when they are asked for, and kept. */
function lazily<T>(kind: BlockKind): (row: number) => Promise<T | undefined> {
  const kept = new Map<number, Promise<readonly T[]>>();
  return async (row) => {
    const n = Math.floor(row / blockSize[kind]);
    const block = kept.get(n) ?? island<readonly T[]>(islandId(kind, n));
    kept.set(n, block);
    return (await block)[row % blockSize[kind]];
  };
}

/** Gives everything about one finding, by its row in the table. */
export function detailLoader(all: Table): (row: number) => Promise<FindingView | undefined> {
  const detailOf = lazily<DetailBlock[number]>('details');
  const recordOf = lazily<RecordBlock[number]>('records');
  return async (row) => {
    const view = rowView(all, row);
    const detail: Detail | undefined = await detailOf(row);
    if (!detail || !view.rule) return undefined;
    const cited = [...new Set(detail.checks.flatMap(({ from }) => from))];
    const records = new Map<number, RecordRow>();
    for (const n of cited) {
      const record = await recordOf(n);
      if (record) records.set(n, record);
    }
    const { rule } = view;
    return {
      finding: {
        id: view.id,
        rule: rule.id,
        requirement: rule.requirement,
        clause: view.clause,
        verdict: view.verdict,
        severity: view.severity,
        account: view.account,
        region: view.region,
        resource: view.resource,
        message: view.message,
        checks: detail.checks.map((check) => ({ ...check, from: check.from.map((n) => records.get(n)?.id ?? '') })),
        ...(detail.waiver && { waiver: detail.waiver }),
        ...(detail.lastKnown && { lastKnown: detail.lastKnown }),
      },
      rule,
      classBy: view.resource.classBy,
      requirement: all.head.requirements.find(({ id }) => id === rule.requirement)?.title ?? rule.requirement,
      records: [...records.values()],
      asOf: all.head.asOf,
    };
  };
}
