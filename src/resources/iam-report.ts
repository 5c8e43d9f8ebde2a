import { type CredentialReport, credentialReport, type ReportedUser } from '../analysis/credential-report.ts';
import { iam } from '../calls/iam.ts';
import { codes } from '../facts/codes.ts';
import type { Answer, Reason } from '../facts/fact.ts';
import { mapAnswer } from '../facts/read.ts';
import { remember } from '../remember.ts';
import type { Aws } from './aws.ts';

/** The credential report with its rows by the user's name. */
export interface Report extends CredentialReport {
  readonly byName: ReadonlyMap<string, ReportedUser>;
}

const reports = new WeakMap<Aws, Answer<Report>>();

/** The account's credential report; what is no report is malformed. Read once for each account. */
export const reportOf = (aws: Aws): Answer<Report> =>
  remember(reports, aws, () => mapAnswer(aws.answer(iam.GetCredentialReport, {}), read));

function read(answer: { readonly Content?: unknown; readonly GeneratedTime?: unknown } | undefined): Report | null {
  const { Content: content, GeneratedTime: time } = answer ?? {};
  const report = credentialReport({
    ...(typeof content === 'string' && { Content: content }),
    ...(typeof time === 'string' && { GeneratedTime: time }),
  });
  return report ? { ...report, byName: new Map(report.users.map((row) => [row.user, row])) } : null;
}

/**
 * The row of a user; or why there is none. The report can be up to four hours old: a user made since does not stand in it,
 * and one that was deleted and made anew stands in it as it was. `created`: ISO time of the user's making, as IAM says it.
 */
export function rowOf(
  report: Report | undefined,
  name: string,
  created: string | undefined,
): ReportedUser | { readonly unknown: readonly Reason[] } {
  const row = report?.byName.get(name);
  if (row && (created === undefined || row.created === undefined || sameSecond(row.created, created))) return row;
  const since = created !== undefined && report?.generated !== undefined && Date.parse(created) > Date.parse(report.generated);
  const note =
    row || since
      ? `${name} was made after the credential report of ${report?.generated}`
      : `the credential report of ${report?.generated ?? 'an unknown time'} has no row for ${name}`;
  return { unknown: [{ operation: iam.GetCredentialReport.id, code: codes.malformed, note }] };
}

/** The report gives whole seconds. */
export const sameSecond = (a: string, b: string): boolean => Math.floor(Date.parse(a) / 1000) === Math.floor(Date.parse(b) / 1000);
