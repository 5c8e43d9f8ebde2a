import { Type } from 'typebox';
import type { ReportedKey } from '../analysis/credential-report.ts';
import { iam } from '../calls/iam.ts';
import { codes } from '../facts/codes.ts';
import { given, type Reason, type Ref } from '../facts/fact.ts';
import { fact, type Reading } from '../facts/read.ts';
import type { Aws, Listing } from './aws.ts';
import { type KeyHolder, keysOf, type ListedKey } from './iam-key-list.ts';
import { type Report, reportOf, rowOf, sameSecond } from './iam-report.ts';
import { type Identity, resource } from './resource.ts';

interface AccessKey extends Identity {
  readonly key: ListedKey;
  readonly holder: KeyHolder;
  /** Has its holder no other key? */
  readonly only: boolean;
  readonly refs: readonly Ref[];
}

/** The root user's keys belong to `iam.root`. */
export const iamAccessKey = resource('iam.access-key', {
  title: { one: 'access key', many: 'access keys' },
  service: 'iam',
  facts: {
    active: Type.Boolean({ description: 'Can it be used?' }),
    ageDays: Type.Number({ unit: 'days', description: 'Since the key was made' }),
    unusedDays: Type.Number({ unit: 'days', description: 'Since the key was last used; since it was made, if never' }),
  },

  list(aws): Listing<AccessKey> {
    const users = aws.list(iam.GetAccountAuthorizationDetails, {}, (page) =>
      (page.UserDetailList ?? []).map(({ Arn: arn = '', UserName: name = '', CreateDate: created }) => ({ arn, name, created })),
    );
    const report = reportOf(aws);
    const reported = 'unknown' in report ? [] : (report.answer?.users ?? []).filter(({ keys }) => keys.some(({ exists }) => exists));
    const known = new Set(users.found.map(({ name }) => name));
    const holders = [
      ...users.found,
      ...reported.filter(({ user }) => !known.has(user)).map(({ arn, user, created }) => ({ arn, name: user, created })),
    ];
    const found: AccessKey[] = [];
    const unread: Reason[] = [...users.unread];
    const refs: Ref[] = [...users.refs, ...report.refs];
    for (const { arn, ...holder } of holders) {
      const { result: keys, gone } = aws.reading(() => keysOf(holder, aws));
      if (gone) continue;
      refs.push(...keys.refs);
      if ('unknown' in keys) unread.push(keys.unknown);
      else for (const key of keys.answer ?? []) found.push(keyOf(arn, holder, key, keys.answer?.length === 1, keys.refs));
    }
    return { found, unread: distinct(unread), refs: [...new Set(refs)] };
  },

  read({ key, holder, only, refs }, aws) {
    const ageDays = Math.max(0, aws.daysSince(key.created));
    return {
      active: given(key.active, refs),
      ageDays: given(ageDays, refs),
      unusedDays: fact([reportOf(aws)], (report) => (ageDays === 0 ? 0 : unused(key, holder, only, report, ageDays, aws))),
    };
  },
});

const keyOf = (arn: string, holder: KeyHolder, key: ListedKey, only: boolean, refs: readonly Ref[]): AccessKey => ({
  arn: `${arn}/access-key/${key.id}`,
  name: `${holder.name} ${key.id}`,
  region: '',
  key,
  holder,
  only,
  refs,
});

/** The report names no key's id: a key is known by the time of its making. */
function unused(key: ListedKey, holder: KeyHolder, only: boolean, report: Report | undefined, ageDays: number, aws: Aws): Reading<number> {
  const row = rowOf(report, holder.name, holder.created);
  if ('unknown' in row) return { ...row, atMost: ageDays };
  const places = placesOf(key, only, row.keys);
  if (places.length === 0) {
    const note = `the credential report of ${report?.generated} does not know the key ${key.id}`;
    return { unknown: [{ operation: iam.GetCredentialReport.id, code: codes.malformed, note }], atMost: ageDays };
  }
  return Math.max(...places.map(({ lastUsed }) => (lastUsed === undefined ? ageDays : Math.max(0, aws.daysSince(lastUsed)))));
}

/** Where the report speaks of a key; two places where both were made in one second. A change of state moves the time of one that stands alone. */
function placesOf({ created }: ListedKey, only: boolean, keys: readonly ReportedKey[]): readonly ReportedKey[] {
  const there = keys.filter(({ exists }) => exists);
  const exact = there.filter(({ rotated }) => rotated !== undefined && sameSecond(rotated, created));
  if (exact.length > 0) return exact;
  return only && there.length === 1 ? there.filter(({ rotated }) => rotated !== undefined && rotated > created) : [];
}

function distinct(reasons: readonly Reason[]): readonly Reason[] {
  return [...new Map(reasons.map((reason) => [`${reason.operation} ${reason.code} ${reason.note ?? ''}`, reason])).values()];
}
