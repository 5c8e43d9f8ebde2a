import type { AnyCall } from '../../src/calls/catalogue.ts';
import { leastPolicy } from '../../src/calls/permissions.ts';
import { catalogues } from '../../src/generated/calls.ts';
import type { Generated } from './generated.ts';
import { code, listed, notice, page, table } from './markdown.ts';

const introduction = `All that is ever asked of AWS, from the catalogue of calls. Nothing here writes: the one call that is no \`Get\`, \`List\` or \`Describe\` has IAM write its own credential report.
\`dpp-audit permissions\` prints the policy for your configuration. AWS's managed policies \`SecurityAudit\` and \`ViewOnlyAccess\` grant more than this, and not all of it.

Who audits [many accounts](accounts.md) also assumes a role in each (\`sts:AssumeRole\`), and with \`--organization\` lists them (\`organizations:ListAccounts\`): \`dpp-audit permissions --accounts accounts.yaml\` or \`--organization\` prints that too.`;

const where: Readonly<Record<AnyCall['scope'], string>> = { global: 'once', region: 'in each region', bucket: "in the bucket's region" };

/** docs/permissions.md: the least policy, and each call with the rights that it needs. */
export function permissionsPage(): Generated {
  const calls = Object.values(catalogues).flatMap((catalogue) => Object.values(catalogue));
  const rows = calls
    .map((call) => [code(call.id), listed(call.actions.map(code)) || 'none: every principal may', where[call.scope]])
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  const policy = ['```json', JSON.stringify(leastPolicy(), null, 2), '```'].join('\n');
  return {
    path: 'docs/permissions.md',
    text: page(
      notice,
      '# Permissions',
      introduction,
      '## The least policy',
      policy,
      '## The calls',
      table(['Call', 'Right', 'Asked'], rows),
    ),
  };
}
