/**
 * JSON as the snapshot, the findings and the hashes use it: keys sorted, dates ISO 8601, bytes base64, no `$metadata`, nothing undefined, and
 * "forever" for Infinity, which JSON has not. Written in one pass: an account's findings are a hundred megabytes.
 */
export function canonical(value: unknown): string {
  if (value === Number.POSITIVE_INFINITY) return '"forever"';
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (value instanceof Date) return JSON.stringify(value);
  if (value instanceof Uint8Array) return `"${Buffer.from(value).toString('base64')}"`;
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  let text = '';
  for (const key of Object.keys(value).sort()) {
    const item = (value as Record<string, unknown>)[key];
    if (key === '$metadata' || item === undefined || typeof item === 'function') continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonical(item)}`;
  }
  return `{${text}}`;
}

/** A value as it is once recorded: what `canonical` writes, read again. */
export const plain = (value: unknown): unknown => JSON.parse(canonical(value));
