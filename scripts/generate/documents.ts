import type { Generated } from '../generate.ts';
import { pageScript } from './page-script.ts';

/** Documents and schemas that are generated from the program. */
export async function documents(): Promise<Generated[]> {
  return [await pageScript()];
}
