// Cases of an assessor: a small account, and the verdicts that are defended before him, in the edition of the case.
import { describe, expect, it } from 'vitest';
import type { BucketOf } from './bucket-records.ts';
import type { KeyOf } from './key-records.ts';
import type { Loose } from './settings.ts';
import { type AccountOf, type GroupOf, verdictsOf } from './small-account.ts';

/** Its name, the account, the resource that is looked at, and what is said of it: `pii fail, class pass`. The edition is 2025-11 if left out. */
export type Case = readonly [name: string, of: AccountOf, resource: string, verdicts: string, edition?: string];

const rules: Readonly<Record<string, string>> = {
  pii: 'stores-delete-pii-in-time',
  info: 'stores-delete-information-in-time',
  keep: 'stores-keep-logs-long-enough',
  enc: 'stores-are-encrypted-at-rest',
  kmsd: 'stores-of-pii-use-managed-keys',
  http: 'stores-refuse-plain-http',
  public: 'stores-are-not-public',
  out: 'resource-policies-let-no-outsiders-in',
  logs: 'log-buckets-let-no-outsiders-in',
  vers: 'log-buckets-keep-versions',
  class: 'stores-have-a-class',
  copy: 'copies-keep-the-class-of-their-source',
  access: 'stores-of-pii-log-access',
  usable: 'keys-are-usable',
  rotate: 'keys-rotate-in-time',
  own: 'keys-serve-own-processes',
  strong: 'keys-have-strong-ciphers',
  grants: 'grants-stay-in-the-account',
};

/** One test a case. `n/a`: it does not concern the resource; `absent`: the edition has no such rule. */
export function table(title: string, cases: readonly Case[]): void {
  describe(title, () => {
    for (const [name, of, resource, verdicts, edition] of cases) {
      it(name, () => {
        const found = verdictsOf(of, resource, edition);
        const said = verdicts.split(', ').map((one) => {
          const short = one.split(' ')[0] ?? '';
          const verdict = found[rules[short] ?? ''] ?? 'absent';
          return `${short} ${verdict === 'not-applicable' ? 'n/a' : verdict}`;
        });
        expect(said.join(', ')).toBe(verdicts);
      });
    }
  });
}

/** A bucket of PII, `orders`; a key for PII, `k`; a log group, `g`. */
export const bucket = (of: BucketOf, more: AccountOf = {}): AccountOf => ({
  ...more,
  buckets: { orders: { tag: 'pii', ...of }, ...more.buckets },
});
export const key = (of: KeyOf, more: AccountOf = {}): AccountOf => ({ ...more, keys: { k: { tag: 'pii', ...of } } });
export const group = (of: GroupOf, more: AccountOf = {}): AccountOf => ({ ...more, groups: { g: of } });

/** Somebody else's account. */
export const vendor = '999988887777';
export const objects = 'arn:aws:s3:::orders/*';
export const allow = (Principal: unknown, more: Loose = {}): Loose => ({
  Effect: 'Allow',
  Principal,
  Action: 's3:GetObject',
  Resource: objects,
  ...more,
});
export const blocked = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };
export const toGroup = (name: string, Permission = 'READ'): Loose => ({
  Grantee: { Type: 'Group', URI: `http://acs.amazonaws.com/groups/${name}` },
  Permission,
});
