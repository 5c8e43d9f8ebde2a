import { readFileSync } from 'node:fs';
import { fileReason, Problem } from '../problem.ts';

/** Reads a file that the user named. Throws a usage Problem with `cure`. */
export function readText(path: string, cure: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new Problem('usage', `${path} can't be read: ${fileReason(cause)}. ${cure}`, { cause });
  }
}
