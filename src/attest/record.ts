import { isMap, isSeq, parseDocument } from 'yaml';
import { Problem } from '../problem.ts';
import { schemaAddress } from '../tool.ts';

/** What `attest add` records, as the register's file has it. */
export interface Entry {
  readonly for: readonly string[];
  readonly title: string;
  readonly file?: string;
  readonly sha256?: string;
  readonly url?: string;
  readonly owner: string;
  readonly date: string;
  readonly earlier?: readonly string[];
  readonly next?: string;
  readonly realTime?: true;
}

/** The head of a new register: editors complete and check it by the published schema. */
export const newRegister = `# yaml-language-server: $schema=${schemaAddress('attestations.schema.json')}
# Documents that show what AWS can't: docs/attestations.md. Written by \`dpp-audit attest add\`, and by hand.
attestations: []
`;

/** Adds an entry to a register's text; comments and order stay. Throws a usage Problem where the text is no register. */
export function withEntry(text: string, entry: Entry, file: string): string {
  const document = parseDocument(text.trim() === '' ? newRegister : text);
  if (document.errors.length > 0 || (document.contents !== null && !isMap(document.contents)))
    throw new Problem(
      'usage',
      `${file} is no register that can be added to: mend it first (\`dpp-audit attest check\` says what is wrong).`,
    );
  const given = Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
  const list = document.get('attestations');
  if (isSeq(list)) {
    list.flow = false;
    list.add(document.createNode(given));
  } else document.set('attestations', document.createNode([given]));
  return document.toString({ lineWidth: 0, singleQuote: true });
}
