/**
 * JSON as the snapshot, the findings and the hashes use it: keys sorted, dates ISO 8601, bytes base64, no `$metadata`, nothing undefined, and
 * "forever" for Infinity, which JSON has not.
 */
export const canonical = (value: unknown): string => JSON.stringify(plain(value)) ?? 'null';

/** The value that `canonical` writes. What is in order already is not copied: an account's findings are a hundred megabytes. */
export function plain(value: unknown): unknown {
  if (value === Number.POSITIVE_INFINITY) return 'forever';
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  return Array.isArray(value) ? plainList(value) : plainObject(value as Readonly<Record<string, unknown>>);
}

function plainList(list: readonly unknown[]): readonly unknown[] {
  const changed = list.findIndex((item) => plain(item) !== item);
  return changed < 0 ? list : list.map(plain);
}

function plainObject(object: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  let before = '';
  // no list of keys is made for what is in order: it would be most of the work
  for (const key in object) {
    if (key < before || plainField(key, object[key]) !== object[key]) return ordered(object);
    before = key;
  }
  return object;
}

const ordered = (object: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.keys(object)
      .sort()
      .map((key) => [key, plainField(key, object[key])]),
  ); // `undefined` is not written

const plainField = (key: string, value: unknown): unknown => (key === '$metadata' ? undefined : plain(value));
