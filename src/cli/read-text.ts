import { readFileSync } from 'node:fs';
import { Problem } from '../problem.ts';

/** Reads a file that the user named. Throws a usage Problem with `cure`. */
export function readText(path: string, cure: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new Problem('usage', `${path} can't be read: ${code === 'ENOENT' ? 'there is no such file' : message}. ${cure}`, { cause });
  }
}
