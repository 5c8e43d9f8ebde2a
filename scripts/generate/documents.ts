import type { Generated } from '../generate.ts';

/** Documents and schemas that are generated from the program. */
export async function documents(): Promise<Generated[]> {
  return [];
}
