/** One access key as the credential report tells it. Times are ISO 8601; undefined: never, or not told. */
export interface ReportedKey {
  /** Is there a key in this place at all? */
  readonly exists: boolean;
  readonly active: boolean;
  readonly rotated?: string;
  readonly lastUsed?: string;
}

/** One row of the report. `undefined` booleans: the report does not say. */
export interface ReportedUser {
  readonly user: string;
  readonly arn: string;
  readonly created?: string;
  readonly hasPassword: boolean | undefined;
  readonly passwordLastUsed?: string;
  readonly passwordChanged?: string;
  readonly hasMfa: boolean | undefined;
  readonly keys: readonly [ReportedKey, ReportedKey];
  readonly certificates: readonly (boolean | undefined)[];
}

export interface CredentialReport {
  /** When AWS made it: up to four hours before it was asked for. */
  readonly generated?: string;
  readonly root?: ReportedUser;
  readonly users: readonly ReportedUser[];
}

/**
 * Reads the credential report from the answer to GetCredentialReport (its content is CSV, base64 here); undefined where it is none.
 * docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
 */
export function credentialReport(
  answer: { readonly Content?: string; readonly GeneratedTime?: string } | undefined,
): CredentialReport | undefined {
  if (typeof answer?.Content !== 'string') return undefined;
  const [head = '', ...lines] = Buffer.from(answer.Content, 'base64').toString('utf8').trim().split(/\r?\n/);
  const columns = head.split(',');
  if (columns[0] !== 'user' || columns[1] !== 'arn' || !needed.every((name) => columns.includes(name))) return undefined;
  // a row that was cut short says nothing: least of all that there are no keys
  const rows = lines.map((line) => split(line, columns)).flatMap((cells) => (cells.length < columns.length ? [] : [row(cells, columns)]));
  const root = rows.find((user) => user.user === '<root_account>');
  return {
    ...(answer.GeneratedTime !== undefined && { generated: answer.GeneratedTime }),
    ...(root && { root }),
    users: rows.filter((user) => user !== root),
  };
}

const needed = ['user_creation_time', 'password_enabled', 'password_last_used', 'mfa_active', 'access_key_1_active', 'access_key_2_active'];

function row(cells: readonly string[], columns: readonly string[]): ReportedUser {
  const cell = (name: string): string | undefined => cells[columns.indexOf(name)];
  const key = (n: 1 | 2): ReportedKey => {
    const active = cell(`access_key_${n}_active`) === 'true';
    const rotated = time(cell(`access_key_${n}_last_rotated`));
    const lastUsed = time(cell(`access_key_${n}_last_used_date`));
    return { exists: active || rotated !== undefined, active, ...(rotated && { rotated }), ...(lastUsed && { lastUsed }) };
  };
  const created = time(cell('user_creation_time'));
  const passwordLastUsed = time(cell('password_last_used'));
  const passwordChanged = time(cell('password_last_changed'));
  return {
    user: cell('user') ?? '',
    arn: cell('arn') ?? '',
    ...(created && { created }),
    hasPassword: flag(cell('password_enabled')),
    ...(passwordLastUsed && { passwordLastUsed }),
    ...(passwordChanged && { passwordChanged }),
    hasMfa: flag(cell('mfa_active')),
    keys: [key(1), key(2)],
    certificates: [flag(cell('cert_1_active')), flag(cell('cert_2_active'))],
  };
}

/**
 * Names and paths of users may hold commas, and the report does not quote them: what comes before an ARN, and what between it and a time, are the first
 * two columns. The last one may be free text (`additional_credentials_info`); what follows its first comma is not read.
 */
function split(line: string, columns: readonly string[]): readonly string[] {
  const [, user, arn, rest] = /^([^:]*),(arn:.*?),(\d{4}-\d\d-\d\dT.*)$/.exec(line) ?? [];
  if (columns[2] !== 'user_creation_time' || user === undefined || arn === undefined || rest === undefined) return line.split(',');
  return [user, arn, ...rest.split(',')];
}

const flag = (cell: string | undefined): boolean | undefined =>
  cell?.toLowerCase() === 'true' ? true : cell?.toLowerCase() === 'false' ? false : undefined;

/** A time, or undefined for `N/A`, `no_information`, `not_supported`. */
const time = (cell: string | undefined): string | undefined =>
  cell !== undefined && /^\d{4}-\d\d-\d\dT/.test(cell) ? new Date(cell).toISOString() : undefined;
