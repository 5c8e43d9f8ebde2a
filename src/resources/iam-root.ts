import { Type } from 'typebox';
import { iam } from '../calls/iam.ts';
import { codes } from '../facts/codes.ts';
import { fact, type Reading } from '../facts/read.ts';
import { reportOf } from './iam-report.ts';
import { resource } from './resource.ts';

/** The root user of the account: there is always one, though in an organization with central root access it may have no way in. */
export const iamRoot = resource('iam.root', {
  title: { one: 'root user', many: 'root users' },
  service: 'iam',
  facts: {
    signsIn: Type.Boolean({
      description: 'Has it a password or access keys? Without either (central root access) nobody can be root here',
    }),
    hasMfa: Type.Boolean({ description: 'Has it a second factor?' }),
    hasAccessKeys: Type.Boolean({ description: 'Has it access keys?' }),
    daysSinceUse: Type.Number({ unit: 'days', description: 'Since its password or a key of it was last used; for ever, if never' }),
  },

  list: (aws) => ({ found: [{ arn: `arn:${aws.partition}:iam::${aws.account}:root`, name: 'root', region: '' }], unread: [], refs: [] }),

  read(_, aws) {
    const summary = aws.answer(iam.GetAccountSummary, {});
    return {
      // AccountPasswordPresent is newer than the others: where it is lacking there is a password, as there always was, but for GovCloud, which knows none
      // https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html, https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-iam.html
      signsIn: fact([summary], (answer) => {
        const keys = flag(answer?.SummaryMap?.AccountAccessKeysPresent);
        if (!answer?.SummaryMap || keys === undefined) return undefined;
        return keys || (answer.SummaryMap.AccountPasswordPresent ?? Number(aws.partition !== 'aws-us-gov')) !== 0;
      }),
      hasMfa: fact([summary], (answer) => flag(answer?.SummaryMap?.AccountMFAEnabled)),
      hasAccessKeys: fact([summary], (answer) => flag(answer?.SummaryMap?.AccountAccessKeysPresent)),
      daysSinceUse: fact([reportOf(aws)], (report): Reading<number> => {
        const root = report?.root;
        if (!root) {
          const note = 'the credential report has no row for the root user';
          return { unknown: [{ operation: iam.GetCredentialReport.id, code: codes.malformed, note }] };
        }
        const uses = [root.passwordLastUsed, ...root.keys.map(({ lastUsed }) => lastUsed)].flatMap((time) => time ?? []);
        return Math.max(0, Math.min(...uses.map((time) => aws.daysSince(time))));
      }),
    };
  },
});

const flag = (count: number | undefined): boolean | undefined => (count === undefined ? undefined : count > 0);
