import { Type } from 'typebox';
import { auditLogDays, auditLogGaps, auditLogValidated } from '../analysis/trail/audit-log.ts';
import { account as calls } from '../calls/account.ts';
import { iam } from '../calls/iam.ts';
import { fact } from '../facts/read.ts';
import { unwatchedEvents } from './account-alarms.ts';
import { auditLogs, auditScope } from './account-audit-logs.ts';
import { PasswordPolicy, passwordsOf } from './account-passwords.ts';
import type { Aws, Listing } from './aws.ts';
import { type Identity, resource } from './resource.ts';
import { sentences } from './traits.ts';

/** The account itself, which carries what must exist in it: a log of all that happens, alarms on it, somebody to write to. */
export const account = resource('account', {
  title: { one: 'AWS account', many: 'AWS accounts' },
  service: 'account',
  facts: {
    // https://docs.aws.amazon.com/accounts/latest/reference/API_GetAlternateContact.html
    securityContact: Type.Boolean({ description: 'Does AWS have a contact for security to write to?' }),
    passwords: PasswordPolicy,
  },
  proofs: {
    trail: Type.Object({
      gaps: sentences('What of the management events no working trail or event data store holds, and why'),
      minDays: Type.Number({
        unit: 'days',
        description: 'The shortest that any part of the whole audit log is kept; 0 where parts are not logged',
      }),
      validated: Type.Boolean({ description: 'Can every file of the whole audit log be checked for changes?' }),
    }),
    alarms: Type.Object({ unwatched: sentences('Kinds of events that no alarm tells anybody of, and why') }),
  },
  list: theAccount,

  read: (_, aws) => ({
    securityContact: fact([aws.answer(calls.GetAlternateContact, { AlternateContactType: 'SECURITY' })], (answer) =>
      answer === undefined ? false : answer.AlternateContact ? true : undefined,
    ),
    passwords: passwordsOf(aws),
  }),

  prove(_, aws, world) {
    const [logs, scope] = [auditLogs(aws, world), auditScope(aws)];
    return {
      trail: { gaps: auditLogGaps(logs, scope), minDays: auditLogDays(logs, scope), validated: auditLogValidated(logs, scope) },
      alarms: { unwatched: unwatchedEvents(aws, world) },
    };
  },
});

/** The account is always there; by its alias, where it has one. AWS has no ARN for it. */
function theAccount(aws: Aws): Listing<Identity> {
  const aliases = aws.pages(iam.ListAccountAliases, {});
  const alias = 'answer' in aliases ? aliases.answer?.[0]?.AccountAliases?.[0] : undefined;
  return {
    found: [{ arn: `arn:${aws.partition}:iam::${aws.account}:account`, name: alias ?? aws.account, region: '' }],
    unread: [],
    refs: aliases.refs,
  };
}
