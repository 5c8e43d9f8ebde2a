import type { Findings } from './findings.ts';
import { atLeast, type Severity } from './verdict.ts';

/** Exit codes: 0 clean, 1 findings, 2 usage or configuration, 3 something unread or cut off, 130 interrupted. 2 beats 130 beats 1 beats 3. */
export const exitCodes = { clean: 0, findings: 1, usage: 2, unread: 3, interrupted: 130 } as const;

const counted = new Set(['fail', 'attestation-expired', 'attestation-missing']);

/** The exit code that findings ask for, counting what is at least as severe as `failOn`. A waived unknown does not count. */
export function exitCode(file: Pick<Findings, 'findings' | 'audit'>, failOn: Severity): number {
  const severe = file.findings.filter((finding) => atLeast(finding.severity, failOn));
  if (severe.some((finding) => counted.has(finding.verdict))) return exitCodes.findings;
  const unread = !file.audit.complete || severe.some((finding) => finding.verdict === 'unknown' && !finding.waiver);
  return unread ? exitCodes.unread : exitCodes.clean;
}
