/** Where in a file something is wrong. Lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** One thing that is wrong with what the user gave: one clear sentence that says what was expected and what to do. */
export interface Issue {
  readonly message: string;
  readonly place?: Place;
}

/**
 * `usage`: a flag, a configuration, a rule, a waiver, a snapshot or a bundle that can't be used.
 * `credentials`: AWS does not know who asks. `cut-off`: the run could not go on (expired token, full disk); what was collected is kept.
 * `damaged`: a bundle that is not as it was packed.
 */
export type ProblemKind = 'usage' | 'credentials' | 'cut-off' | 'interrupted' | 'damaged';

/** What ends a command, and is the user's to mend. Everything else that is thrown is a fault of the program. */
export class Problem extends Error {
  readonly kind: ProblemKind;
  readonly issues: readonly Issue[];

  constructor(kind: ProblemKind, issues: string | readonly Issue[], options?: ErrorOptions) {
    const list = typeof issues === 'string' ? [{ message: issues }] : issues;
    super(list.map(sentence).join('\n'), options);
    this.name = 'Problem';
    this.kind = kind;
    this.issues = list;
  }
}

/** `file:line:column: message`, as editors and terminals make it a link. */
export function sentence({ message, place }: Issue): string {
  if (!place) return message;
  const { file, line, column } = place;
  return `${[file, line, column].filter((part) => part !== undefined).join(':')}: ${message}`;
}

/** Why a file or folder can't be read or written, as a clause in plain words; what has no words here keeps the system's. */
export function fileReason(cause: unknown, what: 'file' | 'folder' = 'file'): string {
  const { code, message } = cause as NodeJS.ErrnoException;
  const words: Readonly<Record<string, string>> = {
    ENOENT: `there is no such ${what}`,
    ENOTDIR: what === 'folder' ? 'it is a file' : 'a part of its path is no folder',
    EISDIR: 'it is a folder',
    EACCES: 'it is not allowed to you',
    EEXIST: 'it is there already',
  };
  return (code && words[code]) ?? message;
}
