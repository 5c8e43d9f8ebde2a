import { setTimeout as sleep } from 'node:timers/promises';
import { credentialReport } from '../../analysis/credential-report.ts';
import { iam } from '../../calls/iam.ts';
import { type Asker, collector, each } from '../collector.ts';

/** How often a report that is being made is looked for; AWS takes seconds. docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html */
const reportTries = 20;

/** Identities in one paginated call, credentials from the report; devices and keys once for each user who has one by the report. */
export default collector(async (asker) => {
  const { ask, pages } = asker;
  await Promise.all([
    pages(iam.GetAccountAuthorizationDetails, {}),
    ask(iam.GetAccountSummary, {}),
    ask(iam.GetAccountPasswordPolicy, {}),
    pages(iam.ListServerCertificates, {}),
    ask(iam.ListSAMLProviders, {}),
    ask(iam.ListOpenIDConnectProviders, {}),
    pages(iam.ListAccountAliases, {}),
    usersCredentials(asker),
  ]);
});

async function usersCredentials(asker: Asker): Promise<void> {
  const report = credentialReport(await freshReport(asker));
  await each(report?.users ?? [], async ({ user: UserName, hasPassword, hasMfa, keys }) => {
    await Promise.all([
      hasPassword || hasMfa ? asker.pages(iam.ListMFADevices, { UserName }) : undefined,
      keys.some((key) => key.exists) ? asker.pages(iam.ListAccessKeys, { UserName }) : undefined,
    ]);
  });
}

/** Asks for the report until it is made. The last answer about its making is what the snapshot keeps. */
async function freshReport({ ask, again }: Asker): Promise<{ Content?: string } | undefined> {
  let state = (await ask(iam.GenerateCredentialReport, {}))?.State;
  for (let tries = 1; state !== undefined && state !== 'COMPLETE' && tries < reportTries; tries += 1) {
    await sleep(Math.min(2_000, 250 * tries));
    state = (await again(iam.GenerateCredentialReport, {}))?.State;
  }
  return ask(iam.GetCredentialReport, {});
}
