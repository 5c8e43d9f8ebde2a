/** The CI services that a workflow can be written for. */
export const workflowForms = ['github', 'gitlab'] as const;
export type WorkflowForm = (typeof workflowForms)[number];

interface Tool {
  readonly name: string;
  readonly version: string;
}

/** A file beside the configuration: where it goes below the project, and its text. */
export interface Extra {
  readonly path: string;
  readonly text: string;
}

/** The nightly job of one CI service. It has no key of AWS: the service's own token assumes the read-only role. */
export const workflow = (form: WorkflowForm, tool: Tool): Extra =>
  form === 'github'
    ? { path: '.github/workflows/dpp-audit.yml', text: github(tool) }
    : { path: 'dpp-audit.gitlab-ci.yml', text: gitlab(tool) };

const nightly = '23 3 * * *';

/** docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax */
const github = ({
  name,
  version,
}: Tool): string => `# Audits the account every night. Before it can: make the read-only role (\`${name} init --role cloudformation\`),
# and set the repository's variables DPP_AUDIT_ROLE_ARN and AWS_REGION. There is no key of AWS to keep.
name: ${name}

on:
  schedule:
    - cron: '${nightly}'
  workflow_dispatch:

permissions: {}

concurrency: ${name}

jobs:
  audit:
    runs-on: ubuntu-latest
    timeout-minutes: 60
    permissions:
      contents: read
      id-token: write
    steps:
      - uses: actions/checkout@v4
        with:
          persist-credentials: false
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - uses: aws-actions/configure-aws-credentials@v4
        with:
          role-to-assume: \${{ vars.DPP_AUDIT_ROLE_ARN }}
          aws-region: \${{ vars.AWS_REGION }}
      - name: Audit
        run: npx --yes ${name}@${version} scan --out audit
      - name: Pack the evidence
        if: \${{ !cancelled() }}
        run: |
          npx --yes ${name}@${version} evidence pack audit --out audit/evidence.zip
          npx --yes ${name}@${version} evidence verify audit/evidence.zip
      # a map of the account, for whoever may read this repository's runs: everybody, if the repository is public
      - uses: actions/upload-artifact@v4
        if: \${{ !cancelled() }}
        with:
          name: ${name}
          path: |
            audit/report.html
            audit/findings.json
            audit/evidence.zip
          retention-days: 90
`;

/** docs.gitlab.com/ci/yaml/ and docs.gitlab.com/ci/cloud_services/aws/ */
const gitlab = ({
  name,
  version,
}: Tool): string => `# Audits the account in scheduled pipelines. Before it can: make the read-only role (\`${name} init --role cloudformation\`),
# set the variables AWS_ROLE_ARN and AWS_REGION, add a nightly schedule (${nightly}) below Build > Pipeline schedules, and put into .gitlab-ci.yml:
#   include: { local: dpp-audit.gitlab-ci.yml }
${name}:
  image: node:22-alpine
  rules:
    - if: $CI_PIPELINE_SOURCE == "schedule"
  timeout: 1 hour
  id_tokens:
    DPP_AUDIT_TOKEN:
      aud: https://gitlab.com
  variables:
    AWS_ROLE_SESSION_NAME: ${name}-$CI_PIPELINE_ID
  script:
    - umask 077
    - printf '%s' "$DPP_AUDIT_TOKEN" > /tmp/dpp-audit-token
    - export AWS_WEB_IDENTITY_TOKEN_FILE=/tmp/dpp-audit-token
    - npx --yes ${name}@${version} scan --out audit || code=$?
    - npx --yes ${name}@${version} evidence pack audit --out audit/evidence.zip
    - npx --yes ${name}@${version} evidence verify audit/evidence.zip
    - exit "\${code:-0}"
  # a map of the account, for whoever may read this project's jobs: everybody, if the project is public
  artifacts:
    when: always
    expire_in: 90 days
    access: developer
    paths:
      - audit/report.html
      - audit/findings.json
      - audit/evidence.zip
`;
