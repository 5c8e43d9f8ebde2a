import { accessSync, appendFileSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Problem } from '../problem.ts';
import { unwritable } from '../unwritable.ts';

/** Where the Markdown summary goes: `-` is stdout, in place of the terminal's. */
export const stdoutSummary = '-';

/** The file of `--summary`. Throws a usage Problem where nothing can be written: an audit is long, and its summary comes last. */
export function summaryFile(path: string): string {
  if (path === stdoutSummary) return path;
  if (path === '') throw new Problem('usage', '--summary names nothing: outside a GitHub job, GITHUB_STEP_SUMMARY is empty. Give a file.');
  const there = existsSync(path);
  if (there && statSync(path).isDirectory()) throw new Problem('usage', `--summary is ${path}, a folder: give a file.`);
  try {
    accessSync(there ? path : dirname(path), constants.W_OK);
  } catch (cause) {
    throw new Problem('usage', `--summary is ${path}: nothing can be written there (${(cause as NodeJS.ErrnoException).code}).`, { cause });
  }
  return path;
}

/**
 * Appends to the file; one that is not there yet is made for its owner's eyes alone. Appended, since the file that GitHub gives a step may
 * hold what the step has said before.
 */
export function appendSummary(path: string, text: string): void {
  const before = existsSync(path) && statSync(path).isFile() && statSync(path).size > 0 ? '\n' : '';
  try {
    appendFileSync(path, before + text, { mode: 0o600 });
  } catch (cause) {
    throw unwritable(path, cause, 'The summary is lost; the run is not.');
  }
}
