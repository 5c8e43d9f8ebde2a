import type { DataClass } from '../dpp/config.ts';
import type { Identity } from '../resources/resource.ts';

/** A store that the account has, and what is proposed for it. `because` is the reason, a sentence without its full stop. */
export type Proposal = {
  readonly identity: Identity;
  /** `S3 bucket`, as it reads in a sentence. */
  readonly title: string;
  readonly because: string;
} & (
  | {
      /** The account says it, by the audit's own tag or by who writes to it: found anew in every audit, so that no line is needed. */
      readonly kind: 'evident';
      readonly class: DataClass;
    }
  | {
      /** Sure enough for a line that counts: PII, the strictest class, or what the user said. */
      readonly kind: 'proposed';
      readonly class: DataClass;
    }
  | {
      /** Stays unclassified. `perhaps`: a class that something hints at. `settle`: what to do where a line would not help. */
      readonly kind: 'unsure';
      readonly perhaps?: DataClass;
      readonly settle?: string;
    }
);

/** The stores for which a line counts, as patterns of the configuration. An ARN with `*` or `?` in it would stand for more than itself. */
export const patternsOf = (proposals: readonly Proposal[]): { readonly match: string; readonly class: DataClass }[] =>
  proposals.flatMap((one) => (one.kind === 'proposed' ? [{ match: one.identity.arn, class: one.class }] : []));

/** Can a store's ARN stand in the configuration for that store alone? */
export const isPlain = (arn: string): boolean => !/[*?]/.test(arn);
