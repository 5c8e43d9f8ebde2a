import { externalIdPattern, issuers, role } from './role.ts';

/** A value as an expression of Terraform: JSON is one, once what looks like a template is escaped. */
const expression = (value: unknown, indent: number): string =>
  JSON.stringify(value, null, 2)
    .replaceAll('${', '$${')
    .replaceAll('%{', '%%{')
    .replace(/^(\s*"[^"]*"):/gm, '$1 :')
    .replaceAll('\n', `\n${' '.repeat(indent)}`);

const variable = (name: string, description: string, more: string): string => `variable "${name}" {
  type        = string
  description = "${description}"
${more}}
`;

const given = (name: string): string => `\${var.${name}}`;
const repositoryOf = (name: string): string => `${name.toLowerCase()}_repository`;

/** The read-only role as a Terraform module of one file. registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role */
export function terraformRole(): string {
  const trusts = issuers.map(
    ({ name, host, audience, subject }) => `      var.${repositoryOf(name)} == "" ? [] : [{
        Effect    = "Allow"
        Principal = { Federated = "arn:\${data.aws_partition.current.partition}:iam::\${data.aws_caller_identity.current.account_id}:oidc-provider/${host}" }
        Action    = "sts:AssumeRoleWithWebIdentity"
        Condition = { StringEquals = {
          "${host}:aud" = "${audience}"
          "${host}:sub" = "${subject(given(repositoryOf(name)), given('branch'))}"
        } }
      }],
`,
  );
  return `# The role that dpp-audit assumes. It only reads. \`dpp-audit permissions\` prints the same rights.

${variable('trusted_principal', 'ARN of the user or role that audits (or the id of its account); empty if only CI does', '  default     = ""\n')}
${variable(
  'external_id',
  'A long random text that the auditing side gives by --external-id; needed with trusted_principal',
  `  default     = ""
  sensitive   = true

  validation {
    condition     = can(regex(${expression(`^(|${externalIdPattern})$`, 0)}, var.external_id))
    error_message = "Give 16 characters or more, of letters, digits and + = , . @ : / - _"
  }
`,
)}
${issuers
  .map(({ name }) =>
    variable(
      repositoryOf(name),
      `The repository on ${name} whose jobs audit, such as acme/audit; the account needs ${name}'s identity provider`,
      `  default     = ""

  validation {
    condition     = can(regex(${expression('^(|[\\w.-]+(/[\\w.-]+)+)$', 0)}, var.${repositoryOf(name)}))
    error_message = "Give the repository with its owner, such as acme/audit"
  }
`,
    ),
  )
  .join('\n')}
${variable(
  'branch',
  'The one branch whose jobs may',
  `  default     = "main"

  validation {
    condition     = can(regex(${expression('^[\\w./-]+$', 0)}, var.branch))
    error_message = "Give one branch"
  }
`,
)}
data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}

resource "aws_iam_role" "dpp_audit" {
  name                 = "${role.name}"
  description          = "${role.description}"
  max_session_duration = ${role.longest}

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      var.trusted_principal == "" ? [] : [{
        Effect    = "Allow"
        Principal = { AWS = var.trusted_principal }
        Action    = "sts:AssumeRole"
        Condition = { StringEquals = { "sts:ExternalId" = var.external_id } }
      }],
${trusts.join('')}    )
  })

  lifecycle {
    precondition {
      condition     = var.trusted_principal == "" || var.external_id != ""
      error_message = "Give external_id together with trusted_principal."
    }
    precondition {
      condition     = ${['trusted_principal', ...issuers.map(({ name }) => repositoryOf(name))].map((name) => `var.${name} != ""`).join(' || ')}
      error_message = "Give trusted_principal, github_repository or gitlab_repository: somebody must be able to assume the role."
    }
  }
}

resource "aws_iam_role_policy" "dpp_audit" {
  name = "${role.name}"
  role = aws_iam_role.dpp_audit.id

  policy = jsonencode({
    "Version" : "2012-10-17",
    "Statement" : ${expression(role.statements, 4)}
  })
}

output "role_arn" {
  description = "For --role-arn, or the variable of the CI job"
  value       = aws_iam_role.dpp_audit.arn
}
`;
}
