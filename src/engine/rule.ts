import { type Static, Type } from 'typebox';
import { authorities } from '../dpp/edition.ts';
import { severities } from '../findings/verdict.ts';

const strict = { additionalProperties: false };
const Schemas = Type.Record(Type.String(), Type.Object({}, { additionalProperties: true, minProperties: 1 }));

const ExampleSchema = Type.Object(
  {
    name: Type.String(),
    facts: Type.Object({}, { additionalProperties: true }),
    verdict: Type.Enum(['pass', 'fail', 'warn', 'unknown', 'not-applicable']),
    message: Type.Optional(Type.String()),
    /** Only in this edition; else in every edition that has the rule. */
    edition: Type.Optional(Type.String()),
    /** For a trait's rule: the type whose facts these are; any that carries the trait if left out. */
    type: Type.Optional(Type.String()),
  },
  strict,
);

/** A rule as its file says it. */
export const RuleSchema = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z][a-z0-9-]+$', description: 'words in lower case joined by hyphens' }),
    title: Type.String({ minLength: 1 }),
    requirement: Type.String(),
    severity: Type.Enum([...severities]),
    effort: Type.Enum(['minutes', 'hours', 'days']),
    authority: Type.Optional(Type.Enum([...authorities])),
    since: Type.Optional(Type.String()),
    until: Type.Optional(Type.String()),
    resource: Type.String(),
    when: Type.Optional(Schemas),
    expect: Type.Object({}, { additionalProperties: Type.Object({}, { additionalProperties: true, minProperties: 1 }), minProperties: 1 }),
    message: Type.String({ minLength: 1 }),
    rationale: Type.String({ minLength: 1 }),
    limits: Type.String({ minLength: 1 }),
    references: Type.Array(Type.String(), { minItems: 1 }),
    /** For rules of the user's own: what to do; the program's own rules have it by type in rules/remediation/. */
    remediation: Type.Optional(
      Type.Object({ text: Type.String(), cli: Type.Optional(Type.String()), terraform: Type.Optional(Type.String()) }, strict),
    ),
    examples: Type.Array(ExampleSchema, { minItems: 2 }),
  },
  { ...strict, title: 'A rule of dpp-audit' },
);

export type RuleSource = Static<typeof RuleSchema>;
export type Example = Static<typeof ExampleSchema>;
