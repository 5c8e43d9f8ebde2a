import { expect } from 'vitest';
import { type LifecycleRule, type ObjectLock, s3Life, type Versioning } from '../s3.ts';

/** The day of the audit in these tests. */
export const asOf = '2026-03-01T12:00:00Z';

/** A rule for every object, unless it says otherwise. */
export const rule = (own: Partial<LifecycleRule> = {}): LifecycleRule => ({ enabled: true, filter: {}, ...own });
/** Keeps unfinished uploads out of the question. */
export const aborts = rule({ id: 'uploads', abortMultipartDays: 1 });
export const label = { key: 'kind', value: 'label' };

/** A bucket's settings, and what the proof must say of them, in days. */
export interface Case {
  readonly name: string;
  readonly rules: readonly LifecycleRule[];
  readonly versioning?: Versioning;
  readonly lock?: ObjectLock;
  readonly max: number;
  readonly witness: string;
  readonly min?: number;
  readonly minWitness?: string;
}

export const check = ({ rules, versioning = 'Off', lock, max, witness, min, minWitness }: Case) => {
  const life = s3Life(rules, versioning, lock, asOf);
  expect(life).toMatchObject({ maxDays: max, witness });
  if (min !== undefined) expect(life.minDays).toBe(min);
  if (minWitness !== undefined) expect(life.minWitness).toBe(minWitness);
};
