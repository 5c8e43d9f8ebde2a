import { Type } from 'typebox';
import { genericWords } from '../analysis/access/generic-name.ts';
import { iam } from '../calls/iam.ts';
import { codes } from '../facts/codes.ts';
import { type Fact, given } from '../facts/fact.ts';
import { fact, type Reading } from '../facts/read.ts';
import type { Aws } from './aws.ts';
import { directoryOf } from './iam-directory.ts';
import { permissionsOf } from './iam-permissions.ts';
import { reportOf, rowOf } from './iam-report.ts';
import { SpApiUser, spApiUser } from './iam-sp-api.ts';
import { type Identity, resource } from './resource.ts';
import { Permissions, sentences } from './traits.ts';

interface User extends Identity {
  readonly created: string | undefined;
}

export const iamUser = resource('iam.user', {
  title: { one: 'IAM user', many: 'IAM users' },
  service: 'iam',
  facts: {
    hasPassword: Type.Boolean({ description: 'Can the user log in to the console?' }),
    hasMfa: Type.Boolean({ description: 'Has the user a second factor?' }),
    passwordUnusedDays: Type.Number({
      unit: 'days',
      description: 'Since the user last logged in to the console; since the user was made, if never; 0 without a password',
    }),
    signingCertificate: Type.Boolean({ description: 'Has the user an X.509 signing certificate that is active?' }),
    genericName: sentences('Words in the name that stand for no single person'),
    changeable: Type.Boolean({ description: 'Can its rights be changed in this account?' }),
  },
  proofs: { permissions: Permissions, spApi: SpApiUser },

  list: (aws) =>
    aws.list(iam.GetAccountAuthorizationDetails, {}, (page): User[] =>
      (page.UserDetailList ?? []).map(({ Arn: arn = '', UserName: name = '', CreateDate: created }) => ({
        arn,
        name,
        region: '',
        created,
      })),
    ),

  read(user, aws) {
    const report = reportOf(aws);
    const row = <T extends boolean | number>(
      read: (row: Exclude<ReturnType<typeof rowOf>, { unknown: unknown }>) => T | undefined,
    ): Fact<T> =>
      fact([report], (whole): Reading<T> => {
        const found = rowOf(whole, user.name, user.created);
        return 'unknown' in found ? found : read(found);
      });
    const { refs } = directoryOf(aws);
    return {
      hasPassword: row(({ hasPassword }) => hasPassword),
      hasMfa: mfa(user, aws),
      passwordUnusedDays: row(({ hasPassword, passwordLastUsed, created }) =>
        hasPassword === false ? 0 : hasPassword && Math.max(0, aws.daysSince(passwordLastUsed ?? created)),
      ),
      signingCertificate: row(({ certificates }) => certificates.includes(true) || (certificates.includes(undefined) ? undefined : false)),
      genericName: given(
        genericWords(user.name).map((word) => `"${word}"`),
        refs,
      ),
      changeable: given(true, refs),
    };
  },

  prove: (user, aws, world) => ({ permissions: permissionsOf(user.arn, aws, world), spApi: spApiUser(user, aws, world) }),
});

/**
 * The list of devices is newer than the report, so it decides. It isn't asked of who has neither password nor MFA by the report; in every other case,
 * without the list nothing is known: a device may have been taken away, or added, since the report.
 */
function mfa({ name, created }: User, aws: Aws): Fact<boolean> {
  const devices = aws.pages(iam.ListMFADevices, { UserName: name });
  if (!('unknown' in devices)) {
    return fact([devices], (pages = []) =>
      pages.every((page) => page.MFADevices) ? pages.some((page) => (page.MFADevices ?? []).length > 0) : undefined,
    );
  }
  const { operation, code } = devices.unknown;
  return fact([reportOf(aws)], (report): Reading<boolean> => {
    const row = rowOf(report, name, created);
    if ('unknown' in row) return row;
    const needless = code === codes.notAsked && row.hasPassword === false && row.hasMfa === false;
    return needless ? false : { unknown: [{ operation, code }] };
  });
}
