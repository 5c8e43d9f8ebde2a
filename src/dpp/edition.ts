import { type Static, Type } from 'typebox';
import { ruleFiles } from '../generated/rules.ts';
import { Problem } from '../problem.ts';
import { readYaml } from '../yaml/document.ts';

const day = () => Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d$', description: "a date in quotes, such as '2026-08-25'" });

export const authorities = ['policy', 'guidance', 'platform'] as const;
/** `policy` and `platform` bind; what misses only `guidance` warns. */
export type Authority = (typeof authorities)[number];

const FigureSchema = Type.Object(
  {
    value: Type.Number(),
    unit: Type.String(),
    tighter: Type.Enum(['lower', 'higher']),
    authority: Type.Enum([...authorities]),
    confidence: Type.Enum(['R', 'S', 'I']),
    requirement: Type.String(),
    title: Type.String(),
  },
  { additionalProperties: false },
);

const EditionSchema = Type.Object(
  {
    id: Type.String(),
    title: Type.String(),
    from: day(),
    until: Type.Optional(day()),
    read: day(),
    confidence: Type.Enum(['R', 'S', 'I']),
    note: Type.String(),
    sources: Type.Array(Type.String()),
    clauses: Type.Record(Type.String(), Type.String()),
    figures: Type.Record(Type.String(), FigureSchema),
  },
  { additionalProperties: false },
);

/** One edition of the policy: which requirements it has, under which clause, and its figures. */
export type Edition = Static<typeof EditionSchema>;
export type Figure = Static<typeof FigureSchema>;

/** The editions among the files of a `rules/` folder (path within it → text), oldest first. Throws a usage Problem for one that can't be read. */
export const editionsIn = (files: Readonly<Record<string, string>>): readonly Edition[] =>
  Object.entries(files)
    .filter(([path]) => path.startsWith('editions/'))
    .map(([path, text]) => readYaml(text, `rules/${path}`, EditionSchema).value)
    .sort((a, b) => (a.from < b.from ? -1 : 1));

/** The editions that come with the program, oldest first. */
export const editions: readonly Edition[] = editionsIn(ruleFiles);

export const defaultEdition = 'dpp-2022-08';

export const newestEdition = (known: readonly Edition[] = editions): Edition => known.at(-1) as Edition;

/** The name of whichever edition is the newest. */
export const latest = 'latest';

/** The edition of an id; `latest` is the newest. Throws a usage Problem for what is none. */
export function editionOf(id: string, known: readonly Edition[] = editions): Edition {
  if (id === latest) return newestEdition(known);
  const found = known.find((edition) => edition.id === id);
  if (!found)
    throw new Problem(
      'usage',
      `There is no edition ${JSON.stringify(id)}: expected one of ${known.map((edition) => edition.id).join(', ')} or latest.`,
    );
  return found;
}

/** Is the edition in force on a day (ISO time)? */
export const inForce = (edition: Edition, asOf: string): boolean =>
  edition.from <= asOf.slice(0, 10) && (edition.until === undefined || asOf.slice(0, 10) <= edition.until);

/** A number with its unit, as it reads in a sentence: `30 days`, `1 day`, `for ever`. */
export function inWords(value: number, unit: string): string {
  if (value === Number.POSITIVE_INFINITY) return 'for ever';
  if (unit === '') return String(value);
  return `${value} ${value === 1 ? unit.replace(/s$/, '') : unit}`;
}

/** Puts the edition's figures, with their units, where a text says `{$name}`; other placeholders stay. Throws where there is no such figure. */
export function fill(text: string, figures: Readonly<Record<string, Figure>>): string {
  return text.replace(/\{\$(\w+)\}/g, (_, name: string) => {
    const figure = figures[name];
    if (!figure) throw new Error(`no figure ${name}`);
    return inWords(figure.value, figure.unit);
  });
}
