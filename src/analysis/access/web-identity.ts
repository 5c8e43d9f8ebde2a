import { ABSENT, CHOSEN, type KeyState, type Possible, type Statement } from '../policy/index.ts';

/** A value that no policy names. */
const STRANGER = 'a-stranger-whom-no-policy-names';

/**
 * Providers that anybody can get a token from, for whatever audience they ask: only the subject tells who it is.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
 */
const shared = [
  'token.actions.githubusercontent.com',
  'gitlab.com',
  'app.terraform.io',
  'api.bitbucket.org',
  'oidc.circleci.com',
  'agent.buildkite.com',
  'app.pulumi.com',
  'api.pulumi.com',
  'oidc.vercel.com',
  'oidc.codefresh.io',
  'studio.datachain.ai',
  'scalr.io',
  'upbound.io',
  'sandboxes.cloud',
  'token.dev.azure.com',
  'vstoken.dev.azure.com',
];

const isShared = (provider: string): boolean =>
  shared.some((host) => provider === host || provider.startsWith(`${host}/`) || provider.endsWith(`.${host}`));

/** Claims that say who it is (a person, a repository, a workload), beside the audience. */
const subjects = [
  'sub',
  'repository',
  'repository_id',
  'repository_owner',
  'repository_owner_id',
  'job_workflow_ref',
  'project_path',
  'namespace_path',
];

/**
 * What a stranger's token from an OIDC provider carries: condition keys. Where a statement still applies to it, strangers may assume the role.
 * `provider`: the host and path of its URL, as its condition keys begin.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
export function strangersToken(provider: string, statement: Statement): Readonly<Record<string, KeyState>> {
  const named = (claim: string): readonly string[] =>
    statement.conditions.filter(({ key }) => key.toLowerCase() === `${provider}:${claim}`.toLowerCase()).flatMap(({ values }) => values);
  const subject = (claim: string): KeyState => ({
    oneOf: [
      ABSENT,
      text(STRANGER),
      ...named(claim)
        .filter((value) => !namesTenant(value))
        .map(instance),
    ],
  });
  const audience: KeyState = isShared(provider) ? CHOSEN : { oneOf: [ABSENT, text(STRANGER), text('sts.amazonaws.com')] };
  return Object.fromEntries([
    ...subjects.map((claim) => [`${provider}:${claim}`, subject(claim)]),
    ...['aud', 'app_id', 'azp'].map((claim) => [`${provider}:${claim}`, audience]),
  ]);
}

const text = (value: string): Possible => ({ values: [value] });

/** A text that a pattern matches and that is not the pattern itself. */
const instance = (pattern: string): Possible =>
  text(
    pattern
      .replaceAll('*', STRANGER)
      .replaceAll('?', 'x')
      .replaceAll(/\$\{[^}]*\}/g, STRANGER),
  );

/**
 * Does a pattern of subjects say whose they are? A text without wildcards does; else what stands before the first one must end the tenant's name:
 * `repo:my-shop/*`, `system:serviceaccount:orders:*`; not `repo:my-shop*`, which `repo:my-shop-evil/x` matches too.
 */
function namesTenant(pattern: string): boolean {
  const [fixed = ''] = pattern.split(/[*?]|\$\{/, 1);
  return fixed === pattern || /^[^:/]+[:/]/.test(fixed.replace(/^(?:system:serviceaccount|[\w-]+):/, ''));
}
