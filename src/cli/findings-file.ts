import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Baseline } from '../findings/compare/baseline.ts';
import { accountOf } from '../findings/compare/compare.ts';
import { type Run, type RunFile, RunFileSchema, runOf } from '../findings/compare/run.ts';
import { fileReason, Problem } from '../problem.ts';
import { validator } from '../yaml/validator.ts';
import { refuseMany } from './accounts/run-folder.ts';

const wanted = "Give a run's folder or its findings.json";

/** Reads a run to compare from its folder or its findings.json. Throws a usage Problem of one sentence for what is none. */
export function readRun(path: string): Baseline {
  const file = findingsPath(path);
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw new Problem('usage', `${file} can't be read: ${fileReason(cause)}. ${wanted}.`, { cause });
  }
  return { run: runOf(parse(bytes, file)), sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** The findings of a run's folder, or the file itself. Throws a usage Problem for the folder of many accounts: each has a run of its own. */
export function findingsPath(path: string): string {
  if (!existsSync(path) || !statSync(path).isDirectory()) return path;
  refuseMany(path);
  return join(path, 'findings.json');
}

/** The baseline that a flag or the configuration names, if any. */
export const readBaseline = (path: string | undefined): Baseline | undefined => (path === undefined ? undefined : readRun(path));

function parse(bytes: Buffer, file: string): RunFile {
  const refuse = (why: string, cause?: unknown): Problem =>
    new Problem('usage', `${file} is no findings file: ${why}. ${wanted}.`, { cause });
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw refuse('it is not JSON, or is cut short', cause);
  }
  if (typeof value !== 'object' || value === null || !('schemaVersion' in value)) throw refuse('it has no schemaVersion');
  const { schemaVersion } = value;
  if (schemaVersion !== 1) {
    throw new Problem(
      'usage',
      `${file} has schemaVersion ${JSON.stringify(schemaVersion)}, and this version of dpp-audit reads 1: evaluate its snapshot anew with this version.`,
    );
  }
  const validate = validator(RunFileSchema);
  if (validate(value)) return value as RunFile;
  const [first] = validate.errors ?? [];
  throw refuse(`${first?.instancePath || 'the whole'} ${first?.message ?? 'is not as expected'}`);
}

/** Throws a usage Problem where two runs are not of one account. */
export function assertSameAccount(before: Pick<Run, 'audit'>, now: Pick<Run, 'audit'>, path: string): void {
  const was = accountOf(before);
  const is = accountOf(now);
  if (was === is) return;
  throw new Problem(
    'usage',
    `${path} is of the account ${was || '(none)'}, and not of ${is || '(none)'}: only runs of one account can be compared.`,
  );
}
