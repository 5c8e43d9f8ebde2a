import { type Static, Type } from 'typebox';
import {
  Baseline,
  count,
  Edition,
  Finding,
  ReasonSchema,
  RecordSchema,
  Requirement,
  ResourceSchema,
  Rule,
  text,
  texts,
  VerdictSchema,
  Waiver,
} from './rows.ts';

/** The findings file: the one source of every report. Its own type, made by a converter; never a dump of internals. */

export const FindingsFileSchema = Type.Object({
  schemaVersion: Type.Literal(1),
  tool: Type.Object({ name: text(), version: text() }),
  audit: Type.Object({
    asOf: text('When collecting began: the clock of every verdict. ISO 8601, UTC'),
    edition: Edition,
    accounts: Type.Array(Type.Object({ id: text(), alias: text('Empty where there is none') })),
    regions: Type.Object({
      read: texts(),
      leftOut: texts('Enabled, left out by the user'),
      notEnabled: texts(),
      unread: texts('May be enabled, could not be asked'),
    }),
    caller: Type.Object({ arn: text(), credentials: text('How it got them') }),
    clockOffset: Type.Union([Type.Integer(), Type.Null()], {
      description: "AWS's clock minus the collector's, in milliseconds; null if the run was cut off",
    }),
    complete: Type.Boolean(),
    holdsPii: Type.Boolean(),
    scope: text('What the audit covers and what it does not, in a sentence'),
    inputs: Type.Object(
      {
        snapshot: text(),
        rules: text(),
        edition: text(),
        configuration: text(),
        attestations: Type.Optional(text('The register and the hashes of the files that it names; absent where there was no register')),
      },
      { description: 'SHA-256 of each' },
    ),
    granted: texts('What was taken for granted where the configuration says nothing, a sentence each'),
  }),
  coverage: Type.Object({
    calls: Type.Array(Type.Object({ service: text(), answered: count(), absent: count(), gone: count(), failed: count() })),
    denied: Type.Array(
      Type.Object({
        operation: text(),
        code: text(),
        regions: texts(),
        calls: count(),
        leaves: texts('What that leaves unknown, a sentence each'),
      }),
    ),
    resources: Type.Array(
      Type.Object({
        type: text(),
        title: text('Plural'),
        found: count(),
        unread: Type.Array(ReasonSchema),
        regions: count('In how many regions it was looked for; 0 for what is global'),
      }),
    ),
    waivers: Type.Array(
      Type.Object({
        rule: text(),
        resource: text(),
        ...Waiver.properties,
        state: Type.Enum(['in force', 'expired', 'matches nothing']),
        findings: count(),
      }),
    ),
    unclassified: Type.Array(Type.Object({ arn: text(), type: text(), line: text('To paste into dpp-audit.yaml') })),
  }),
  requirements: Type.Array(Requirement),
  rules: Type.Array(Rule),
  resources: Type.Array(ResourceSchema),
  records: Type.Array(RecordSchema),
  findings: Type.Array(Finding),
  baseline: Type.Optional(Baseline),
  newestEdition: Type.Object({
    edition: Edition,
    changes: Type.Array(
      Type.Object({
        requirement: text(),
        title: text(),
        clause: text("In the newest edition; the chosen edition's where it is dropped"),
        verdict: VerdictSchema,
        verdictNow: Type.Union([VerdictSchema, Type.Null()], {
          description: 'In the chosen edition; null where it has no such requirement',
        }),
        figure: text('Of the newest edition, in words; empty where there is none'),
        figureNow: text('Of the chosen edition, in words'),
        here: text('What was found here, in a sentence'),
      }),
    ),
  }),
});

export type FindingsFile = Static<typeof FindingsFileSchema>;
export type FindingRow = FindingsFile['findings'][number];
export type RequirementRow = FindingsFile['requirements'][number];
export type RuleRow = FindingsFile['rules'][number];
export type ResourceRow = FindingsFile['resources'][number];
export type RecordRow = FindingsFile['records'][number];
export type CheckRow = FindingRow['checks'][number];
