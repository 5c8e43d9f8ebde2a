import { leastPolicy } from '../calls/permissions.ts';

/** The forms in which the read-only role can be made. */
export const roleForms = ['cloudformation', 'terraform'] as const;
export type RoleForm = (typeof roleForms)[number];

/** Who may assume the role, and what it may do: what both forms say. */
export const role = {
  name: 'dpp-audit',
  description: 'Reads what dpp-audit asks of this account. It can change nothing.',
  /** Seconds: an audit of a large account takes minutes. */
  longest: 3600,
  statements: leastPolicy().Statement,
} as const;

/** Where CI's tokens come from, and which of their claims must be right. */
export interface TokenIssuer {
  readonly name: 'GitHub' | 'GitLab';
  readonly host: string;
  readonly audience: string;
  /** What the user gives, such as `acme/audit`, and the branch that may. */
  readonly subject: (repository: string, branch: string) => string;
}

/**
 * docs.github.com/en/actions/security-for-github-actions/security-hardening-your-deployments/configuring-openid-connect-in-amazon-web-services,
 * docs.gitlab.com/ci/cloud_services/aws/
 */
export const issuers: readonly TokenIssuer[] = [
  {
    name: 'GitHub',
    host: 'token.actions.githubusercontent.com',
    audience: 'sts.amazonaws.com',
    subject: (repository, branch) => `repo:${repository}:ref:refs/heads/${branch}`,
  },
  {
    name: 'GitLab',
    host: 'gitlab.com',
    audience: 'https://gitlab.com',
    subject: (repository, branch) => `project_path:${repository}:ref_type:branch:ref:${branch}`,
  },
];

/** An external id as STS takes it (no upper limit: Terraform's patterns count to 1000 only). docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const externalIdPattern = '[\\w+=,.@:/-]{16,}';
