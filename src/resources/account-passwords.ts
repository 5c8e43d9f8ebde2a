import { Type } from 'typebox';
import { iam } from '../calls/iam.ts';
import type { Answer, Fact, Facts } from '../facts/fact.ts';
import { block, fact, mapAnswer, type Reading } from '../facts/read.ts';
import type { Aws } from './aws.ts';
import { reportOf, rowOf } from './iam-report.ts';

/** What the account asks of the passwords of its IAM users. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html */
export const PasswordPolicy = Type.Object({
  consoleUsers: Type.Boolean({ description: 'Has any IAM user a password for the console?' }),
  exists: Type.Boolean({
    description: "Has the account a password policy of its own? AWS's default asks 8 characters and never lets a password expire",
  }),
  minLength: Type.Number({ unit: 'characters', description: 'The shortest password that it takes' }),
  upper: Type.Boolean({ description: 'Does it ask for an upper-case letter?' }),
  lower: Type.Boolean({ description: 'Does it ask for a lower-case letter?' }),
  digits: Type.Boolean({ description: 'Does it ask for a digit?' }),
  symbols: Type.Boolean({ description: 'Does it ask for a special character?' }),
  maxAgeDays: Type.Number({ unit: 'days', description: 'How long a password holds; for ever, if it never expires' }),
  history: Type.Number({ unit: 'passwords', description: 'How many earlier passwords may not be used again' }),
});

/** The account's password policy, and whether it concerns anybody. Without a policy AWS's default holds, which fails every line of the DPP. */
export function passwordsOf(aws: Aws): Facts<typeof PasswordPolicy> {
  const rules = block(PasswordPolicy, [aws.answer(iam.GetAccountPasswordPolicy, {})], (answer) => {
    const nobody = { consoleUsers: false };
    if (answer === undefined)
      return {
        ...nobody,
        exists: false,
        minLength: 8,
        upper: false,
        lower: false,
        digits: false,
        symbols: false,
        maxAgeDays: Number.POSITIVE_INFINITY,
        history: 0,
      };
    const { PasswordPolicy: policy } = answer;
    return {
      ...nobody,
      exists: policy ? true : undefined,
      minLength: policy?.MinimumPasswordLength,
      upper: policy?.RequireUppercaseCharacters,
      lower: policy?.RequireLowercaseCharacters,
      digits: policy?.RequireNumbers,
      symbols: policy?.RequireSymbols,
      maxAgeDays: policy && (policy.ExpirePasswords !== false && policy.MaxPasswordAge ? policy.MaxPasswordAge : Number.POSITIVE_INFINITY),
      history: policy && (policy.PasswordReusePrevention ?? 0),
    };
  });
  return { ...rules, consoleUsers: consoleUsers(aws) };
}

/** One user with a password is enough for yes. No needs everybody: a user made since the report may have one. */
function consoleUsers(aws: Aws): Fact<boolean> {
  const report = reportOf(aws);
  const someone = !('unknown' in report) && report.answer?.users.some(({ hasPassword }) => hasPassword === true);
  if (someone) return fact([report], () => true);
  return fact([report, usersOf(aws)], (whole, users = []): Reading<boolean> => {
    const silent = whole?.users.some(({ hasPassword }) => hasPassword === undefined);
    if (silent) return undefined;
    const missing = users.map((user) => rowOf(whole, user.name, user.created)).find((row) => 'unknown' in row);
    return missing && 'unknown' in missing ? missing : false;
  });
}

interface Made {
  readonly name: string;
  readonly created: string | undefined;
}

const usersOf = (aws: Aws): Answer<readonly Made[]> =>
  mapAnswer(aws.pages(iam.GetAccountAuthorizationDetails, {}), (pages = []) =>
    pages.flatMap((page) => page.UserDetailList ?? []).map(({ UserName: name = '', CreateDate: created }) => ({ name, created })),
  );
