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
    - cron: '${nightly}' # every night, UTC, at an odd minute: GitHub is busy on the hour
  workflow_dispatch:

permissions: {}

concurrency: ${name}

jobs:
  audit:
    runs-on: ubuntu-latest
    timeout-minutes: 60
    permissions:
      contents: read # to read dpp-audit.yaml
      id-token: write # to prove to AWS who is running
    steps:
      - uses: actions/checkout@v5
        with:
          persist-credentials: false
      - uses: actions/setup-node@v5
        with:
          node-version: 22
      - uses: aws-actions/configure-aws-credentials@v5
        with:
          role-to-assume: \${{ vars.DPP_AUDIT_ROLE_ARN }}
          aws-region: \${{ vars.AWS_REGION }}
      - name: Audit
        id: audit
        run: |
          # what the account is called is no command to the runner
          token=$(node -p 'require("node:crypto").randomUUID()')
          echo "::stop-commands::$token"
          code=0
          npx --yes ${name}@${version} scan --out audit --summary "$GITHUB_STEP_SUMMARY" || code=$?
          echo "::$token::"
          echo "code=$code" >> "$GITHUB_OUTPUT"
      - name: Pack the evidence, and check that it holds
        if: \${{ steps.audit.outputs.code != '2' }}
        run: |
          npx --yes ${name}@${version} evidence pack audit --out audit/evidence.zip
          npx --yes ${name}@${version} evidence verify audit/evidence.zip
      # a map of the account, for whoever may read this repository's runs: everybody, if the repository is public
      - uses: actions/upload-artifact@v6
        if: \${{ !cancelled() && steps.audit.outputs.code != '2' }}
        with:
          name: ${name}
          path: |
            audit/findings.json
            audit/report.html
            audit/evidence.zip
          retention-days: 90
          if-no-files-found: error
      - name: Verdict
        if: \${{ !cancelled() }}
        env:
          CODE: \${{ steps.audit.outputs.code }}
        run: exit "\${CODE:-3}"
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
    - code=0
    - npx --yes ${name}@${version} scan --out audit || code=$?
    - if [ "$code" = 2 ]; then exit 2; fi
    - npx --yes ${name}@${version} evidence pack audit --out audit/evidence.zip
    - npx --yes ${name}@${version} evidence verify audit/evidence.zip
    - exit "$code"
  # a map of the account, for whoever may read this project's jobs: everybody, if the project is public
  artifacts:
    when: always
    expire_in: 90 days
    access: developer
    paths:
      - audit/findings.json
      - audit/report.html
      - audit/evidence.zip
`;
