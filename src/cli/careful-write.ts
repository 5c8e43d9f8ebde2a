import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileReason, Problem } from '../problem.ts';

/** A file's text; undefined where there is no such file. Throws a usage Problem where it can't be read. */
export function textOf(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  return telling(path, 'read', () => readFileSync(path, 'utf8'));
}

/** Writes a file that is not there yet, with the folders above it; one that has come meanwhile stays as it is. */
export function writeNew(path: string, text: string): void {
  telling(path, 'written', () => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: 'wx' });
  });
}

/** Puts another text into a file: beside it, and renamed when whole. Its mode stays, and a link goes on pointing to it. */
export function replaceText(path: string, text: string): void {
  telling(path, 'written', () => {
    const target = realpathSync(path);
    writeFileSync(`${target}.part`, text);
    chmodSync(`${target}.part`, statSync(target).mode);
    renameSync(`${target}.part`, target);
  });
}

function telling<T>(path: string, what: string, act: () => T): T {
  try {
    return act();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === undefined) throw cause;
    throw new Problem('usage', `${path} can't be ${what}: ${fileReason(cause)}. Nothing in it was changed.`, { cause });
  }
}
