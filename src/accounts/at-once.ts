/**
 * Does work on every item, at most so many at once, in their order; gives what came of each, in the same order. Work that throws ends it: no
 * other is begun, those under way come to their end, and what was thrown first is thrown.
 */
export async function atOnce<T, R>(items: readonly T[], most: number, work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  const thrown: unknown[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let i = next++; i < items.length && thrown.length === 0; i = next++) {
      try {
        results[i] = await work(items[i] as T);
      } catch (error) {
        thrown.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker));
  if (thrown.length > 0) throw thrown[0];
  return results;
}
