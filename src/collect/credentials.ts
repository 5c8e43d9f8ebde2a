import { fromNodeProviderChain, fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import { Problem } from '../problem.ts';

export interface CredentialSettings {
  readonly profile?: string;
  readonly roleArn?: string;
  readonly externalId?: string;
  readonly region: string;
  readonly endpoint?: string;
  readonly requestHandler: NodeHttpHandler;
}

/** What the SDK says of where credentials came from, in words. Its marks: smithy's `AwsSdkCredentialsFeatures`. */
const sources: readonly (readonly [string, string])[] = [
  ['CREDENTIALS_STS_ASSUME_ROLE_WEB_ID', 'web identity'],
  ['CREDENTIALS_ENV_VARS_STS_WEB_ID_TOKEN', 'web identity'],
  ['CREDENTIALS_PROFILE_STS_WEB_ID_TOKEN', 'web identity'],
  ['CREDENTIALS_SSO', 'SSO'],
  ['CREDENTIALS_SSO_LEGACY', 'SSO'],
  ['CREDENTIALS_PROFILE_SSO', 'SSO'],
  ['CREDENTIALS_PROFILE_SSO_LEGACY', 'SSO'],
  ['CREDENTIALS_PROCESS', 'credential process'],
  ['CREDENTIALS_PROFILE_PROCESS', 'credential process'],
  ['CREDENTIALS_IMDS', 'instance role'],
  ['CREDENTIALS_HTTP', 'container role'],
  ['CREDENTIALS_PROFILE', 'profile'],
  ['CREDENTIALS_ENV_VARS', 'environment'],
];

type Provider = () => Promise<object>;

/** Credentials from any source that the SDK knows, by way of a role where one is named; resolved once here to see that there are some. */
export async function resolveCredentials(settings: CredentialSettings): Promise<{ provider: Provider; source: string }> {
  const { profile, roleArn, externalId, region, endpoint, requestHandler } = settings;
  const clientConfig = { region, requestHandler, ...(endpoint && { endpoint }) };
  const own = fromNodeProviderChain({ clientConfig, ...(profile && { profile }) });
  const provider: Provider = roleArn
    ? fromTemporaryCredentials({
        masterCredentials: own,
        params: { RoleArn: roleArn, RoleSessionName: 'dpp-audit', ...(externalId && { ExternalId: externalId }) },
        clientConfig,
      })
    : own;
  try {
    const { $source = {} } = (await own()) as { readonly $source?: Readonly<Record<string, unknown>> };
    const found = sources.find(([mark]) => mark in $source)?.[1] ?? 'SDK default chain';
    const named = found === 'profile' && profile ? `profile ${profile}` : found;
    if (roleArn) await provider();
    return { provider, source: roleArn ? `${named}, then ${roleArn}` : named };
  } catch (cause) {
    const { name, message } = cause as Error;
    const whose = roleArn ? ` (to assume ${roleArn})` : '';
    throw new Problem(
      'credentials',
      `There are no AWS credentials that work${whose}: ${name === 'Error' ? '' : `${name}: `}${message.split('\n')[0]}. Set a profile, sign in, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`,
      { cause },
    );
  }
}
