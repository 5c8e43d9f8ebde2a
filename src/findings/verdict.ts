/** Verdicts, in the order of summing up: the first that any finding has is the verdict of the whole. */
export const verdicts = [
  'fail',
  'attestation-expired',
  'attestation-missing',
  'unknown',
  'warn',
  'waived',
  'not-provable',
  'attested',
  'pass',
  'not-applicable',
] as const;

export type Verdict = (typeof verdicts)[number];

/** A verdict that rests on what was read. */
export type KnownVerdict = Exclude<Verdict, 'unknown'>;

export const knownVerdicts: readonly KnownVerdict[] = verdicts.filter((verdict) => verdict !== 'unknown');

export const severities = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof severities)[number];

/** The worst of several verdicts; undefined of none. */
export function worst(found: Iterable<Verdict>): Verdict | undefined {
  const has = new Set(found);
  return verdicts.find((verdict) => has.has(verdict));
}

/** Is this severity at or above that one? */
export const atLeast = (severity: Severity, threshold: Severity): boolean => severities.indexOf(severity) <= severities.indexOf(threshold);
