import { commentText, patternLines } from './lines.ts';
import type { Proposal } from './proposal.ts';

/** What a new configuration says beside the classes. */
export interface NewFile {
  readonly account: string;
  /** ISO time of the snapshot. */
  readonly asOf: string;
  readonly edition: string;
  readonly holdsPii: boolean;
  readonly tag: string;
  readonly stores: readonly Proposal[];
  /** What could not be listed, a sentence each. */
  readonly unread: readonly string[];
  /** Where editors find the JSON Schema. */
  readonly schema: string;
}

/** The text of a new dpp-audit.yaml. */
export function newFile({ account, asOf, edition, holdsPii, tag, stores, unread, schema }: NewFile): string {
  const some = stores.some(({ kind }) => kind === 'proposed');
  return `# yaml-language-server: $schema=${schema}
# Configuration of dpp-audit for account ${commentText(account)}, as it was at ${commentText(asOf)}.
# Everything here is a proposal: read it once. \`dpp-audit init\`, run again, adds what is new and changes nothing else.

# Edition of the policy; \`latest\` is the newest.
edition: ${edition}

# Does anything here hold personal data of Amazon's buyers (names, addresses)? If not, what only such data asks is not asked.
holdsPii: ${holdsPii}

# What each store holds: pii (data of buyers), information (other data from Amazon), log, or none (nothing from Amazon).
# A line that counts begins with \`- {\`; the first that matches wins, and a tag \`${commentText(tag)}\` wins over them all.
# A line behind a # does not count. One that says \`unclassified\` waits for you: until then its store is audited as pii.
# The others behind a # say what the account itself shows; that is found anew in each audit, so a line is not needed.
${unread.map((sentence) => `# Not here, for they could not all be listed: ${commentText(sentence)}\n`).join('')}classes:
  patterns:${some ? '' : ' []'}
${patternLines(stores, tag)
  .map((line) => `    ${line}\n`)
  .join('')}`;
}
