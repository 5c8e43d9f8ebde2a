import { matchesPattern } from './filter-pattern.ts';
import * as samples from './sample-events.ts';
import { allOf, anyOf, type Tri } from './tri.ts';

interface Watched {
  readonly id: string;
  /** What happens, in words that fit "nobody is told of …". */
  readonly sentence: string;
  readonly samples: readonly samples.TrailEvent[];
}

/**
 * What an alarm must watch. The events are those of the CIS AWS Foundations Benchmark, so its filters count; a filter counts
 * when it matches every sample of a category, however it is written.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 */
export const CATEGORIES = [
  { id: 'root-use', sentence: 'use of the root user', samples: samples.rootUse },
  { id: 'console-login-without-mfa', sentence: 'console logins without MFA', samples: samples.loginWithoutMfa },
  { id: 'failed-logins', sentence: 'failed console logins', samples: samples.failedLogin },
  { id: 'denied-calls', sentence: 'calls that were denied', samples: samples.deniedCall },
  { id: 'iam-changes', sentence: 'changes of IAM policies', samples: samples.iamChange },
  { id: 'trail-changes', sentence: 'changes of CloudTrail trails', samples: samples.trailChange },
  { id: 'key-loss', sentence: 'KMS keys that are disabled or scheduled for deletion', samples: samples.keyLoss },
  { id: 'bucket-policy-changes', sentence: 'changes of bucket policies', samples: samples.bucketPolicyChange },
] as const satisfies readonly Watched[];

/** A category by its id. */
export type Category = (typeof CATEGORIES)[number]['id'];

/**
 * The categories that a filter pattern, or several that each raise an alarm, surely watch: each sample matches one of them.
 */
export const categoriesWatched = (pattern: string | readonly string[]): readonly Category[] => categoriesThat(pattern, true);

/** The categories of which it can't be told, since a pattern, or what it does, is not understood. */
export const categoriesUnclear = (pattern: string | readonly string[]): readonly Category[] => categoriesThat(pattern, undefined);

const categoriesThat = (pattern: string | readonly string[], verdict: Tri): readonly Category[] => {
  const patterns = typeof pattern === 'string' ? [pattern] : pattern;
  return CATEGORIES.filter((category) => isWatched(category, patterns) === verdict).map(({ id }) => id);
};

const isWatched = (category: Watched, patterns: readonly string[]): Tri =>
  allOf(category.samples.map((sample) => anyOf(patterns.map((pattern) => matchesPattern(pattern, sample)))));
