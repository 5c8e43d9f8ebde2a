/** What of a token says whose it is: claims (with a colon: whole condition keys), and whether a value or pattern of such a one names one tenant. */
export type Tenancy = Readonly<Record<string, (pattern: string) => boolean>>;

/** What stands before the first wildcard or variable. */
const fixedPart = (pattern: string): string => pattern.split(/[*?]|\$\{/, 1)[0] ?? '';

const isWhole = (pattern: string): boolean => fixedPart(pattern) === pattern;

/**
 * Does a pattern of subjects say whose they are? A text without wildcards does; else what stands before the first one must end the tenant's name:
 * `organization:my-shop:*`, `system:serviceaccount:orders:*`; not `organization:my-shop*`, which `organization:my-shop-evil:x` matches too.
 */
const namesSubject = (pattern: string): boolean =>
  isWhole(pattern) || /^[^:/]+[:/]/.test(fixedPart(pattern).replace(/^(?:system:serviceaccount|[\w-]+):/, ''));

/**
 * Everybody on GitHub may choose of what the subjects of his repositories are made, so even a whole one must begin with the repository or its owner.
 * Since July 2026 names carry numbers: `repo:my-shop@123/app@456:*`. https://docs.github.com/en/actions/reference/security/oidc
 */
const namesOwner = (pattern: string): boolean =>
  /^(?:repo|repository):[^:/@]+[/@]|^(?:repository_owner|repository_owner_id|repository_id):[^:]+:/.test(
    isWhole(pattern) ? `${pattern}:` : fixedPart(pattern),
  );

const bySubject: Tenancy = { sub: namesSubject };
const byAudience: Tenancy = { aud: isWhole };

/** By host, or host and path, of their URLs. */
const shared: readonly (readonly [provider: string, tenancy: Tenancy])[] = [
  // AWS's own table of shared providers, and the claim that it asks of each
  ['cognito-identity.amazonaws.com', byAudience],
  ['sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d', { 'sts:RoleSessionName': isWhole }],
  ['agent.buildkite.com', bySubject],
  ['oidc.codefresh.io', bySubject],
  ['studio.datachain.ai', bySubject],
  ['oidc-configuration.audit-log.githubusercontent.com', bySubject],
  ['vstoken.actions.githubusercontent.com', { sub: namesOwner }],
  // beside the subject: what AWS lets a condition name of GitHub's own claims since January 2026, where it tells the repository. `job_workflow_ref` does not:
  // anybody's job may call a public workflow. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
  [
    'token.actions.githubusercontent.com',
    {
      sub: namesOwner,
      repository: (pattern) => fixedPart(pattern).includes('/'),
      repository_id: isWhole,
      repository_owner_id: isWhole,
    },
  ],
  ['gitlab.com', bySubject],
  ['oidc.op1.openshiftapps.com', bySubject],
  ['rh-oidc.s3.us-east-1.amazonaws.com', bySubject],
  // whoever asks for a token of the second kind chooses its audience: https://www.pulumi.com/docs/esc/guides/configuring-oidc/custom-audience/
  ['api.pulumi.com/oidc/v2', { sub: isWhole }],
  ['api.pulumi.com', byAudience],
  ['sandboxes.cloud', byAudience],
  ['scalr.io', bySubject],
  ['tokens.cloud.shisho.dev', bySubject],
  ['app.terraform.io', bySubject],
  ['upbound.io', bySubject],
  ['oidc.vercel.com', byAudience],
  // not in that table; to ask for the subject is the stricter reading
  ['token.dev.azure.com', bySubject],
  ['vstoken.dev.azure.com', bySubject],
  ['login.app.env0.com', bySubject],
  ['oidc.modal.com', bySubject],
  ['identity.depot.dev', bySubject],
  ['federation.namespaceapis.com', bySubject],
];

/** A provider of one's own, or whose URL names the tenant (CircleCI, Bitbucket): an audience or a subject of one's own is enough. */
const unshared: Tenancy = { sub: namesSubject, aud: isWhole, app_id: isWhole, azp: isWhole };

/**
 * What tells the tenants of a provider apart. `provider`: the host and path of its URL, as its condition keys begin.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
 */
export const tenancyOf = (provider: string): Tenancy =>
  shared.find(([host]) => provider === host || provider.startsWith(`${host}/`) || provider.endsWith(`.${host}`))?.[1] ?? unshared;
