import { type Static, Type } from 'typebox';
import { ruleFiles } from '../generated/rules.ts';
import { readYaml } from '../yaml/document.ts';
import { type Edition, editions } from './edition.ts';

const DocumentSchema = Type.Object(
  {
    /** Figures that say how often it is made anew; those count that the edition has. */
    every: Type.Optional(Type.Array(Type.String(), { minItems: 1 })),
    /** The documents of a whole year are asked, not the last one alone. */
    series: Type.Optional(Type.Boolean()),
    /** A document may say that the duty is done all the time. */
    realTime: Type.Optional(Type.Boolean()),
    severity: Type.Optional(Type.Enum(['critical', 'high', 'medium', 'low'])),
    /** Id of the document to fill in. */
    template: Type.String(),
  },
  { additionalProperties: false },
);

const AspectSchema = Type.Object(
  {
    id: Type.String(),
    title: Type.String(),
    by: Type.Enum(['rules', 'attestation', 'nobody-yet']),
    /** Resource types whose findings count; of `rules` only. */
    types: Type.Optional(Type.Array(Type.String(), { minItems: 1 })),
    rules: Type.Optional(Type.Array(Type.String(), { minItems: 1 })),
    since: Type.Optional(Type.String({ description: 'The first edition that asks it' })),
    /** Of an aspect by attestation: the document that shows it. */
    document: Type.Optional(DocumentSchema),
  },
  { additionalProperties: false },
);

const RequirementSchema = Type.Object(
  {
    id: Type.String(),
    title: Type.String(),
    section: Type.Enum(['1', '2', '3']),
    asks: Type.String(),
    aspects: Type.Array(AspectSchema, { minItems: 1 }),
  },
  { additionalProperties: false },
);

export type Aspect = Static<typeof AspectSchema>;
export type DocumentDuty = Static<typeof DocumentSchema>;
/** What the policy asks, and for each aspect of it who can show it. */
export type Requirement = Static<typeof RequirementSchema>;

const file = 'requirements.yaml';

/** The requirements among the files of a `rules/` folder (path within it → text). Throws a usage Problem where they can't be read. */
export const requirementsIn = (files: Readonly<Record<string, string>>): readonly Requirement[] =>
  readYaml(files[file] ?? '', `rules/${file}`, Type.Array(RequirementSchema)).value;

/** Every requirement of any edition. */
export const requirements: readonly Requirement[] = requirementsIn(ruleFiles);

/** What is asked: the editions, oldest first, and the requirements that they are made of. */
export interface Policy {
  readonly editions: readonly Edition[];
  readonly requirements: readonly Requirement[];
}

/** The policy that comes with the program; a bundle brings the one that it was made with. */
export const ownPolicy: Policy = { editions, requirements };

/** Is edition `id` the edition `since`, or later? */
export function isSince(id: string, since: string | undefined, known: readonly Edition[] = editions): boolean {
  const order = (wanted: string): number => known.findIndex((edition) => edition.id === wanted);
  return since === undefined || order(id) >= order(since);
}

/** The requirements of an edition in the order of its clauses, each with the aspects that this edition asks. */
export function requirementsOf(edition: Edition, policy: Policy = ownPolicy): readonly (Requirement & { readonly clause: string })[] {
  return policy.requirements
    .flatMap((requirement) => {
      const clause = edition.clauses[requirement.id];
      const aspects = requirement.aspects.filter((aspect) => isSince(edition.id, aspect.since, policy.editions));
      return clause === undefined ? [] : [{ ...requirement, aspects, clause }];
    })
    .sort((a, b) => compareClauses(a.clause, b.clause));
}

/** Orders clauses as numbers (1.10 after 1.9); what is none stands last within section 1. */
function compareClauses(a: string, b: string): number {
  const parts = (clause: string): readonly number[] => (/^\d/.test(clause) ? clause.split(/[.–]/).map(Number) : [1, 99]);
  const [left, right] = [parts(a), parts(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
    const difference = (left[i] ?? -1) - (right[i] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}
