import { fromNodeProviderChain, fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import { Problem } from '../problem.ts';

export type Provider = ReturnType<typeof fromNodeProviderChain>;

export interface CredentialSettings {
  readonly profile?: string;
  /** Credentials that were found already, instead of looking for them. */
  readonly caller?: Provider;
  readonly roleArn?: string;
  readonly externalId?: string;
  readonly region: string;
  readonly endpoint?: string;
  readonly requestHandler: NodeHttpHandler;
  readonly now: () => Date;
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

/** What went wrong is said in one sentence, by us; that a profile wins over keys in the environment stands in the snapshot's header. */
const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** Credentials from any source that the SDK knows, by way of a role where one is named; resolved once here to see that there are some. */
export async function resolveCredentials(settings: CredentialSettings): Promise<{ provider: Provider; source: string }> {
  const { profile, caller, roleArn, externalId, region, endpoint, requestHandler, now } = settings;
  const clientConfig = { region, requestHandler, ...(endpoint && { endpoint }) };
  const own = caller ?? fromNodeProviderChain({ clientConfig, logger: silent, ...(profile && { profile }) });
  const asked = profile ?? process.env.AWS_PROFILE;
  const lacking = asked ? `The AWS profile ${asked} gives no credentials that work` : 'There are no AWS credentials that work';
  const { $source = {} } = (await working(own, lacking, asked ? noProfile : noCredentials)) as {
    readonly $source?: Readonly<Record<string, unknown>>;
  };
  const found = sources.find(([mark]) => mark in $source)?.[1] ?? 'SDK default chain';
  const named = found === 'profile' && profile ? `profile ${profile}` : found;
  if (!roleArn) return { provider: own, source: named };
  const assumed = fromTemporaryCredentials({
    masterCredentials: own,
    params: { RoleArn: roleArn, RoleSessionName: 'dpp-audit', ...(externalId && { ExternalId: externalId }) },
    clientConfig,
  });
  const provider = once(assumed, now);
  await working(provider, `The role ${roleArn} can't be assumed`, noRole);
  return { provider, source: `${named}, then ${roleArn}` };
}

type Identity = Awaited<ReturnType<Provider>>;

/** As early as the SDK wants new ones. */
const early = 5 * 60_000;

/** Assumes a role once for all clients, of which there is one a service and region, and again only when its credentials are about to expire. */
export function once(provider: Provider, now: () => Date): Provider {
  let current: Identity | undefined;
  let underWay: Promise<Identity> | undefined;
  return async (...how) => {
    if (current && (!current.expiration || current.expiration.getTime() - now().getTime() > early)) return current;
    underWay ??= provider(...how).finally(() => {
      underWay = undefined;
    });
    current = await underWay;
    return current;
  };
}

const noCredentials = 'Set a profile, sign in, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.';
const noProfile = 'See that ~/.aws/config or ~/.aws/credentials has it, sign in (`aws sso login`), or name another with --profile.';
const noRole = 'See that it is there, that it trusts who asks, that who asks may assume it, and that the external id is right.';

/** What a provider gives, once it is seen that it gives something. */
async function working(provider: Provider, what: string, cure: string): Promise<object> {
  try {
    return await provider();
  } catch (cause) {
    const { name, message } = cause as Error;
    const why = `${name === 'Error' ? '' : `${name}: `}${message.split('\n')[0]}`.replace(/\.$/, '');
    throw new Problem('credentials', `${what}: ${why}. ${cure}`, { cause });
  }
}
