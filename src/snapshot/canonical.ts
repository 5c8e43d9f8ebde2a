/** JSON as the snapshot and the hashes use it: keys sorted, dates ISO 8601, bytes base64, no `$metadata`, nothing undefined. */
export function canonical(value: unknown): string {
  return JSON.stringify(plain(value)) ?? 'null';
}

/** The plain value behind `canonical`. Infinity, which JSON has not, becomes "forever". */
export function plain(value: unknown): unknown {
  if (value === Number.POSITIVE_INFINITY) return 'forever';
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(plain);
  const sorted: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) {
    const item = (value as Record<string, unknown>)[key];
    if (key !== '$metadata' && item !== undefined) sorted[key] = plain(item);
  }
  return sorted;
}
