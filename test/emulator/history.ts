import { withinMember, withoutMembers } from './members.ts';
import { seedAccount } from './seed/aws.ts';
import type { History, RoleSeed, UserSeed } from './seed/iam.ts';
import type { Answers } from './wire.ts';

export interface Identities {
  readonly asOf: Date;
  readonly root: { readonly made: number; readonly used?: number; readonly mfa: boolean };
  readonly users: readonly UserSeed[];
  readonly roles: readonly RoleSeed[];
}

/**
 * What the emulator can't hold of identities: when they and their keys were made and used, permissions boundaries of users, and the root user.
 * Answers of the wire: the credential report is made here, the rest amended.
 */
export function history(identities: Identities): Answers {
  const { asOf, users, roles, root } = identities;
  const ago = (days: number): string => timeBefore(asOf, days);
  const report = {
    Content: Buffer.from(credentialReport(identities)).toString('base64'),
    ReportFormat: 'text/csv',
    GeneratedTime: ago(0.03),
  };
  return {
    'iam:GenerateCredentialReport': { answer: { State: 'COMPLETE' } },
    'iam:GetCredentialReport': { answer: report },
    'iam:GetAccountSummary': async (_, passOn) => ({
      text: withCounts((await passOn()).body, {
        AccountMFAEnabled: root.mfa ? 1 : 0,
        AccountAccessKeysPresent: 0,
        AccountPasswordPresent: 1,
      }),
    }),
    'iam:GetAccountAuthorizationDetails': async (_, passOn) => {
      const body = withoutMembers((await passOn()).body, 'Policies', isUnusedOfAws);
      const dated = roles.reduce(
        (text, { name, made, used }) =>
          withinMember(text, 'RoleName', name, (member) => roleDetail(member, ago(made), used === undefined ? undefined : ago(used))),
        body,
      );
      return {
        text: users.reduce(
          (text, seed) => withinMember(text, 'UserName', seed.name, (member) => userDetail(member, ago(seed.made), seed.boundary)),
          dated,
        ),
      };
    },
    'iam:ListAccessKeys': async ({ input }, passOn) => {
      const keys = users.find(({ name }) => name === input.UserName)?.keys ?? [];
      let n = 0;
      return { text: (await passOn()).body.replace(/<CreateDate>[^<]*/g, () => `<CreateDate>${ago(keys[n++]?.made ?? 0)}`) };
    },
  };
}

/** An ISO time some days before another, without milliseconds. */
export const timeBefore = (asOf: Date, days: number): string =>
  `${new Date(asOf.getTime() - days * 86_400_000).toISOString().slice(0, 19)}Z`;

/** AWS tells of its own policies only those that somebody bears; the emulator tells all of them. */
const isUnusedOfAws = (member: string): boolean => member.includes('<AttachmentCount>0<') && /<Arn>arn:aws:iam::aws:/.test(member);

/** The first date in a member is its own. */
const dated = (member: string, made: string): string => member.replace(/<CreateDate>[^<]*/, `<CreateDate>${made}`);

function roleDetail(member: string, made: string, used: string | undefined): string {
  const lastUsed = used === undefined ? '' : `<RoleLastUsed><LastUsedDate>${used}</LastUsedDate><Region>eu-west-1</Region></RoleLastUsed>`;
  return dated(member.replace(/<RoleLastUsed>[\s\S]*?<\/RoleLastUsed>|<RoleLastUsed\/>/, ''), made).replace(
    /<\/member>$/,
    `${lastUsed}</member>`,
  );
}

function userDetail(member: string, made: string, boundary: string | undefined): string {
  const limit =
    boundary === undefined
      ? ''
      : `<PermissionsBoundary><PermissionsBoundaryType>Policy</PermissionsBoundaryType><PermissionsBoundaryArn>${boundary}</PermissionsBoundaryArn></PermissionsBoundary>`;
  return dated(member, made).replace(/<\/member>$/, `${limit}</member>`);
}

function withCounts(xml: string, counts: Readonly<Record<string, number>>): string {
  const without = Object.keys(counts).reduce(
    (text, name) => text.replace(new RegExp(`<entry>\\s*<key>${name}</key>[\\s\\S]*?</entry>`), ''),
    xml,
  );
  const entries = Object.entries(counts).map(([name, count]) => `<entry><key>${name}</key><value>${count}</value></entry>`);
  return without.replace('</SummaryMap>', `${entries.join('')}</SummaryMap>`);
}

const columns =
  'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated';

/** docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html */
function credentialReport({ asOf, root, users }: Identities): string {
  const ago = (days: number | undefined, never = 'N/A'): string =>
    days === undefined ? never : `${timeBefore(asOf, days).slice(0, -1)}+00:00`;
  const key = (seed: History | undefined): string =>
    seed === undefined
      ? 'false,N/A,N/A,N/A,N/A'
      : `true,${ago(seed.made)},${ago(seed.used)},${seed.used === undefined ? 'N/A,N/A' : 'eu-west-1,s3'}`;
  const noCertificates = 'false,N/A,false,N/A';
  const rootRow = `<root_account>,arn:aws:iam::${seedAccount}:root,${ago(root.made)},not_supported,${ago(root.used, 'no_information')},not_supported,not_supported,${root.mfa},${key(undefined)},${key(undefined)},${noCertificates}`;
  const rows = users.map(({ name, made, password, mfa = false, keys = [] }) => {
    const login = password ? `true,${ago(password.used, 'no_information')},${ago(made)},N/A` : 'false,N/A,N/A,N/A';
    return `${name},arn:aws:iam::${seedAccount}:user/${name},${ago(made)},${login},${mfa},${key(keys[0])},${key(keys[1])},${noCertificates}`;
  });
  return [columns, rootRow, ...rows].join('\n');
}
