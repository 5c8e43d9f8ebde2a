import type { FindingRow } from '../findings/file.ts';

type Named = Pick<FindingRow, 'region' | 'resource'>;

/** Which of these are called alike, and lie in several regions: only there a region tells them apart. */
export function sharedNames(rows: readonly Named[]): (row: Named) => boolean {
  const regionsOf = new Map<string, Set<string>>();
  for (const { region, resource } of rows) regionsOf.set(resource.name, (regionsOf.get(resource.name) ?? new Set()).add(region));
  return ({ resource }) => (regionsOf.get(resource.name)?.size ?? 0) > 1;
}

/** The names of a list; with the region, where two of them share one: `orders (eu-west-1)`. */
export function namesOf(rows: readonly Named[]): readonly string[] {
  const shared = sharedNames(rows);
  return rows.map((row) => (shared(row) ? `${row.resource.name} (${row.region || 'global'})` : row.resource.name));
}
