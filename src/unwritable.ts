import { Problem } from './problem.ts';

/** What shows that the place was never one to write to, whatever happens later. */
const places: Readonly<Record<string, string>> = {
  EEXIST: 'a file stands where its folder should be',
  ENOTDIR: 'a file stands where its folder should be',
  EISDIR: 'it is a folder',
  ENOENT: 'there is no such folder',
  EACCES: 'it may not be written',
  EPERM: 'it may not be written',
  EROFS: 'the disk there can only be read',
};

/**
 * Why a file or folder can't be written. A place that can't be is a usage Problem; a disk that is full or fails cuts the run off, and
 * `goOn` says how it goes on. What is no error of the system's is thrown as it is.
 */
export function unwritable(path: string, cause: unknown, goOn: string): Problem {
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === undefined) throw cause;
  const place = places[code];
  if (place !== undefined) return new Problem('usage', `${path} can't be written: ${place}. Give another place.`, { cause });
  return new Problem('cut-off', `${path} can't be written: ${code === 'ENOSPC' ? 'the disk is full' : message}. ${goOn}`, { cause });
}
