import { iam } from '../calls/iam.ts';
import { codes } from '../facts/codes.ts';
import type { Answer } from '../facts/fact.ts';
import type { Aws } from './aws.ts';
import { reportOf, rowOf } from './iam-report.ts';

/** An access key as IAM lists it. `created`: ISO time. */
export interface ListedKey {
  readonly id: string;
  readonly active: boolean;
  readonly created: string;
}

/** Whose keys: `created` tells a user from one of the same name before it. */
export interface KeyHolder {
  readonly name: string;
  readonly created: string | undefined;
}

/** The access keys of a user. They are not asked for where the credential report says that there are none: then it is the evidence. */
export function keysOf({ name, created }: KeyHolder, aws: Aws): Answer<readonly ListedKey[]> {
  const listed = aws.pages(iam.ListAccessKeys, { UserName: name });
  if (!('unknown' in listed)) {
    const keys = (listed.answer ?? []).flatMap((page) => page.AccessKeyMetadata ?? [undefined]).map(keyOf);
    const whole = keys.filter((key) => key !== undefined);
    if (whole.length < keys.length) return { unknown: { operation: iam.ListAccessKeys.id, code: codes.malformed }, refs: listed.refs };
    return { answer: whole, refs: listed.refs, operation: listed.operation };
  }
  const { unknown, refs } = listed;
  const report = reportOf(aws);
  if (unknown.code !== codes.notAsked) return { unknown, refs };
  if ('unknown' in report) return { unknown: report.unknown, refs: report.refs };
  const row = rowOf(report.answer, name, created);
  if ('unknown' in row) return { unknown: row.unknown[0] ?? unknown, refs: report.refs };
  return row.keys.some(({ exists }) => exists) ? { unknown, refs } : { answer: [], refs: report.refs, operation: report.operation };
}

type Listed = Partial<Readonly<Record<'AccessKeyId' | 'Status' | 'CreateDate', string>>>;

/** A key that has expired is as good as inactive. https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKeyMetadata.html */
function keyOf(key: Listed | undefined): ListedKey | undefined {
  const { AccessKeyId: id, Status: status, CreateDate: created } = key ?? {};
  if (id === undefined || status === undefined || created === undefined) return undefined;
  return { id, active: status !== 'Inactive' && status !== 'Expired', created };
}
