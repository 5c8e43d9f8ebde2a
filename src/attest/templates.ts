import { type Static, Type } from 'typebox';
import type { Edition } from '../dpp/edition.ts';
import { fillAsked } from '../dpp/fill-asked.ts';
import { readYaml } from '../yaml/document.ts';
import text from './templates.yaml';

const TemplateSchema = Type.Object(
  {
    id: Type.String(),
    title: Type.String(),
    /** `requirement/aspect` of everything that it shows. */
    for: Type.Array(Type.String(), { minItems: 1 }),
    intro: Type.String(),
    /** What is filled in from a snapshot. */
    fill: Type.Optional(Type.Enum(['access', 'assets'])),
    sections: Type.Array(
      Type.Object({ title: Type.String(), ask: Type.Array(Type.String(), { minItems: 1 }) }, { additionalProperties: false }),
      { minItems: 1 },
    ),
  },
  { additionalProperties: false },
);

/** A document to fill in: what it shows, and what each of its parts must say. */
export type Template = Static<typeof TemplateSchema>;

export const templates: readonly Template[] = readYaml(text, 'src/attest/templates.yaml', Type.Array(TemplateSchema)).value;

/** What stands where something is to be filled in. */
export const toFill = '[fill in]';

/** How often a text still asks to be filled in: such a document shows nothing yet. */
export const placesLeft = (text: string): number => text.split(toFill).length - 1;

/** What the facts of a snapshot put into a document, as Markdown; empty where it was written without one. */
export interface Filled {
  readonly access: string;
  readonly assets: string;
}

/**
 * The document as Markdown, with the figures of an edition; what no snapshot can tell is left to be filled in, in brackets. `path` is where it will
 * lie, as seen from the register.
 */
export function renderTemplate(template: Template, edition: Edition, filled: Filled, path = `documents/${template.id}.md`): string {
  const { title, intro, sections, fill: from, for: shows } = template;
  const own = shows.filter((name) => (name.split('/')[0] ?? '') in edition.clauses);
  const clauses = [...new Set(own.map((name) => edition.clauses[name.split('/')[0] ?? ''] ?? ''))];
  const parts = sections.flatMap(({ title: heading, ask }) => {
    const lines = ask.flatMap((line) => fillAsked(line, edition) ?? []).map((line) => `- ${line}: ${toFill}`);
    return lines.length === 0 ? [] : [`## ${heading}\n\n${lines.join('\n')}`];
  });
  const forWhat = own.map((name) => `--for ${name}`).join(' ');
  return `${[
    `# ${title}`,
    intro,
    `| | |\n| --- | --- |\n| Company | ${toFill} |\n| Owner | [who answers for this document] |\n| Date | [YYYY-MM-DD] |\n| Version | ${toFill} |\n| Policy | ${edition.id}, clause ${clauses.join(', ') || 'none: this edition does not ask for it'} |`,
    ...(from && filled[from] !== '' ? [filled[from]] : []),
    ...parts,
    '## Signed\n\n| Name | Role | Date | Signature |\n| --- | --- | --- | --- |\n| | | | |',
    ...(own.length > 0
      ? [
          `<!-- Once it is filled in and signed, record it:\ndpp-audit attest add ${forWhat} --title "${title}" --file ${quoted(path)} --owner OWNER --date YYYY-MM-DD -->`,
        ]
      : []),
  ].join('\n\n')}\n`;
}

/** A path as a shell takes it in one piece. */
const quoted = (path: string): string => (/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);
