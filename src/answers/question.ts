import { type Static, Type } from 'typebox';
import { ruleFiles } from '../generated/rules.ts';
import { readYaml } from '../yaml/document.ts';

const closed = { additionalProperties: false } as const;

/** What a sentence rests on: a rule that passes on the types named (on all of its own where none is), or a document that is attested. */
const SupportSchema = Type.Union([
  Type.Object({ rule: Type.String(), of: Type.Optional(Type.Array(Type.String(), { minItems: 1 })) }, closed),
  Type.Object(
    { document: Type.String({ pattern: '^[a-z-]+/[a-z-]+$', description: 'a requirement and its part, such as mfa/identity-providers' }) },
    closed,
  ),
]);

const PartSchema = Type.Union([
  Type.Object(
    {
      /** Said only where all of `by` holds. `{$figure}`, `{passing}`, `{documents}` and `{enclosed}` are filled in. */
      says: Type.String(),
      by: Type.Array(SupportSchema, { minItems: 1 }),
      /** What to ask the user where it does not hold; shown in brackets. */
      else: Type.String(),
    },
    closed,
  ),
  /** What only the user knows; shown in brackets. */
  Type.Object({ asks: Type.String() }, closed),
]);

const common = {
  id: Type.String({ pattern: '^[a-z0-9-]+$', description: 'lower-case words joined by hyphens' }),
  asked: Type.String(),
  /** Asked only of those who want roles with personal data. */
  pii: Type.Optional(Type.Boolean()),
  requirements: Type.Array(Type.String()),
  /** The most important first: what does not fit is left out from the end. */
  parts: Type.Array(PartSchema, { minItems: 1 }),
};

const QuestionSchema = Type.Union([
  Type.Object({ kind: Type.Enum(['yes-no', 'text', 'request']), ...common }, closed),
  Type.Object(
    {
      kind: Type.Enum(['choice']),
      ...common,
      /** The fact (a number) that chooses, read from the findings of a rule. */
      measured: Type.Object({ rule: Type.String(), fact: Type.String() }, closed),
      /** From the least on; `most` is the highest number that still belongs to it, and the last has none. */
      options: Type.Array(Type.Object({ label: Type.String(), most: Type.Optional(Type.Number()) }, closed), { minItems: 2 }),
    },
    closed,
  ),
]);

export type Support = Static<typeof SupportSchema>;
export type Part = Static<typeof PartSchema>;
export type Claim = Extract<Part, { says: string }>;
/** A question of Amazon's or an assessor's, with the sentences that may answer it. */
export type Question = Static<typeof QuestionSchema>;
export type Choice = Extract<Question, { kind: 'choice' }>;

/** The forms take so many characters in an answer; a request has no such limit. */
export const characterLimit = 500;

/** The order in which the forms ask. */
const files = ['form', 'personal-data', 'texts', 'requests'] as const;

/** The questions among the files of a `rules/` folder (path within it → text). Throws a usage Problem for a file that can't be read. */
export const questionsIn = (from: Readonly<Record<string, string>>): readonly Question[] =>
  files.flatMap((name) => readYaml(from[`questions/${name}.yaml`] ?? '', `rules/questions/${name}.yaml`, Type.Array(QuestionSchema)).value);

/** The questions that come with the program, in the order of the forms. */
export const questions = (): readonly Question[] => questionsIn(ruleFiles);
