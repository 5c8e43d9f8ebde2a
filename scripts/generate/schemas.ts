import type { TSchema } from 'typebox';
import { AccountsSchema } from '../../src/accounts/accounts-file.ts';
import { SummarySchema } from '../../src/accounts/summary.ts';
import { AttestationsSchema } from '../../src/dpp/attestations.ts';
import { ConfigSchema } from '../../src/dpp/config.ts';
import { RuleSchema } from '../../src/engine/rule.ts';
import { FindingsFileSchema } from '../../src/findings/file.ts';
import { schemaAddress } from '../../src/tool.ts';
import type { Generated } from './generated.ts';

const published: readonly { readonly name: string; readonly title: string; readonly schema: TSchema }[] = [
  { name: 'dpp-audit.schema.json', title: 'Configuration of dpp-audit', schema: ConfigSchema },
  { name: 'attestations.schema.json', title: 'Register of attestations of dpp-audit', schema: AttestationsSchema },
  { name: 'accounts.schema.json', title: 'Accounts of dpp-audit', schema: AccountsSchema },
  { name: 'summary.schema.json', title: 'Summary of dpp-audit over many accounts', schema: SummarySchema },
  { name: 'rule.schema.json', title: 'A rule of dpp-audit', schema: RuleSchema },
  { name: 'findings.schema.json', title: 'Findings of dpp-audit', schema: FindingsFileSchema },
];

/** schemas/*.json: what users' files and the findings are checked against, for editors and for other programs. */
export const schemas = (): Generated[] =>
  published.map(({ name, title, schema }) => {
    const $id = schemaAddress(name);
    const document = { $schema: 'https://json-schema.org/draft/2020-12/schema', ...schema, $id, title };
    return { path: `schemas/${name}`, text: `${JSON.stringify(document, null, 2)}\n` };
  });
