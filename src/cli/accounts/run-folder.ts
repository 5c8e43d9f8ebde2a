import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { headerText, type RunHeader, readHeader, type Source } from '../../accounts/run-header.ts';
import { refuseTooOld } from '../../collect/too-old.ts';
import { writePieces } from '../../findings/write.ts';
import { Problem } from '../../problem.ts';
import { packedName, plainName } from '../../snapshot/read.ts';
import { prepareFolder } from '../../snapshot/write.ts';

const headerName = 'run.json';

/** Is this the folder of a run over many accounts? */
export const isAccountsRun = (dir: string): boolean => existsSync(join(dir, headerName));

/** Throws a usage Problem for the folder of a run over many accounts, where the run of one is wanted. */
export function refuseMany(dir: string): void {
  if (!isAccountsRun(dir)) return;
  throw new Problem(
    'usage',
    `${dir} is a run over many accounts: give the folder of the account that you mean, such as ${join(dir, '111122223333')}.`,
  );
}

/** Begins a run over many accounts. Throws a usage Problem where the folder holds a run. */
export function beginRun(dir: string, header: RunHeader): void {
  if ([headerName, packedName, plainName].some((name) => existsSync(join(dir, name)))) {
    throw new Problem('usage', `${dir} holds a run already: give another --out, or go on with \`--resume ${dir}\`.`);
  }
  prepareFolder(dir);
  writePieces(join(dir, headerName), [headerText(header)]);
}

/** What a run that goes on is of. Throws a usage Problem where the folder holds none, or one that is more than a day old. */
export function openRun(dir: string, now: Date, force: boolean): RunHeader {
  const path = join(dir, headerName);
  if (!existsSync(path))
    throw new Problem('usage', `${dir} holds no run over many accounts: give the folder of one, without the account's.`);
  const header = readHeader(readFileSync(path, 'utf8'), path);
  refuseTooOld(dir, header.asOf, now, force);
  return header;
}

/** How far an account's run in its folder is. */
export function stateOf(dir: string): 'none' | 'begun' | 'whole' {
  if (existsSync(join(dir, packedName))) return 'whole';
  const plain = join(dir, plainName);
  return existsSync(plain) && statSync(plain).size > 0 ? 'begun' : 'none';
}

/** Throws a usage Problem where the flags say another source than the run that goes on. */
export function assertSameSource(
  dir: string,
  source: Source,
  flags: { readonly accounts?: string; readonly organization?: boolean },
): void {
  if ('file' in source ? flags.organization : flags.accounts !== undefined) {
    const is = 'file' in source ? `the accounts of ${source.file}` : 'the accounts of an organization';
    throw new Problem('usage', `The run in ${dir} is of ${is}: go on without ${'file' in source ? '--organization' : '--accounts'}.`);
  }
}
