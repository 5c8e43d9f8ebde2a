import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hashesText, type Register, readRegister, registerNames } from '../dpp/attestations.ts';
import { writePieces } from '../findings/write.ts';
import { fileReason, Problem } from '../problem.ts';
import { prepareFolder } from '../snapshot/write.ts';
import { readText } from './read-text.ts';

export const defaultRegister = 'attestations.yaml';

/** The register that a flag or the configuration names, or the one that lies here; undefined where there is none. Throws a usage Problem. */
export function findRegister(path: string | undefined): Register | undefined {
  const found = path ?? (existsSync(defaultRegister) ? defaultRegister : undefined);
  return found === undefined ? undefined : openRegister(found);
}

/** Reads a register, with the hashes of the files that it names as they are now. Throws a usage Problem. */
export const openRegister = (path: string): Register =>
  readRegister(registerText(path), path, (file) => hashOfFile(join(dirname(path), file)));

export const registerText = (path: string): string =>
  readText(path, 'Give the register to --attestations; `dpp-audit attest add` begins one.');

/** SHA-256 of a file; null where there is none. Throws a usage Problem for one that is there and can't be read: what it holds is not known. */
export function hashOfFile(path: string): string | null {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new Problem('usage', `The document ${path} can't be read: ${fileReason(cause)}. Mend that, or take it out of the register.`, {
      cause,
    });
  }
}

/**
 * Keeps the register in the run's folder, with what its files were, so that the run can be evaluated anew; and none of an earlier evaluation.
 * Throws a usage Problem where the folder holds a register that no run put there: it is the user's.
 */
export function keepRegister(dir: string, register: Register | undefined): void {
  const kept = join(dir, registerNames.register);
  const hashes = join(dir, registerNames.hashes);
  const users = existsSync(kept) && !existsSync(hashes);
  if (users && readFileSync(kept, 'utf8') !== register?.text) {
    throw new Problem('usage', `${kept} is a register that no run put there: give --out another folder, so that it is not written over.`);
  }
  if (!users) for (const path of [kept, hashes]) rmSync(path, { force: true });
  if (!register) return;
  prepareFolder(join(dir, registerNames.folder));
  if (!users) writePieces(kept, [register.text]);
  writePieces(hashes, [hashesText(register)]);
}
