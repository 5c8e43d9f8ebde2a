import { Type } from 'typebox';
import { knownVerdicts, severities, verdicts } from './verdict.ts';

/** The rows that the findings file is made of: see file.ts. */

export const text = (description?: string) => Type.String(description ? { description } : {});
export const texts = (description?: string) => Type.Array(Type.String(), description ? { description } : {});
export const count = (description?: string) => Type.Integer({ minimum: 0, ...(description && { description }) });
export const VerdictSchema = Type.Enum([...verdicts]);
const SeveritySchema = Type.Enum([...severities]);

/** A leaf as JSON has it: for ever is "forever". */
const Value = Type.Union([Type.Boolean(), Type.Number(), Type.String(), Type.Array(Type.String())]);

export const ReasonSchema = Type.Object({
  operation: text('The call that did not say it, as service:Operation; empty where no call could'),
  code: text("AWS's error code, or one of ours in lower case: malformed, not-asked, truncated, undecided, elsewhere"),
  region: Type.Optional(Type.String()),
  note: Type.Optional(Type.String({ description: 'A sentence, where the code does not explain itself' })),
});

const FactSchema = Type.Object({
  value: Type.Optional(Value),
  unknown: Type.Optional(Type.Array(ReasonSchema)),
  atLeast: Type.Optional(Value),
  atMost: Type.Optional(Value),
});

export const Waiver = Type.Object({ reason: text(), approver: text(), expires: text('Date, YYYY-MM-DD; the last day on which it holds') });

const Figure = Type.Object({
  name: text(),
  value: Type.Union([Type.Number(), Type.String()]),
  unit: text('days, characters, …; empty where there is none'),
  words: text('Value and unit, as it reads in a sentence'),
  authority: Type.Enum(['policy', 'guidance', 'platform']),
  confidence: Type.Enum(['R', 'S', 'I'], { description: 'R read in the text, S stated by developers, I inferred' }),
});

const Aspect = Type.Object({
  id: text(),
  title: text(),
  by: Type.Enum(['rules', 'attestation', 'nobody-yet']),
  verdict: VerdictSchema,
  sentence: text('Why the verdict is what it is, in a few words: "2 of 4 fail", "not audited by this version"'),
  rules: texts('Ids of the rules that look at it'),
});

const Counts = Type.Object(
  Object.fromEntries(verdicts.map((verdict) => [verdict, count()])) as Record<(typeof verdicts)[number], ReturnType<typeof count>>,
);

export const Requirement = Type.Object({
  id: text(),
  title: text(),
  asks: text('In a sentence of our own what the clause asks'),
  clause: text('As the edition numbers it; `platform` where the SP-API platform asks it'),
  section: Type.Enum(['1', '2', '3'], { description: '1 general, 2 personal data, 3 audit' }),
  authority: Type.Enum(['policy', 'guidance', 'platform']),
  verdict: VerdictSchema,
  checked: count('Resources that its rules looked at (not-applicable ones left out)'),
  failed: count('Of those, the ones that fail'),
  counts: Counts,
  figures: Type.Array(Figure),
  aspects: Type.Array(Aspect),
  automated: Type.Number({ minimum: 0, maximum: 1, description: 'Share of the aspects that rules look at' }),
});

const Remediation = Type.Object({ text: text(), cli: Type.Optional(text()), terraform: Type.Optional(text()) });

export const Rule = Type.Object({
  id: text(),
  title: text('The sentence of a pass'),
  requirement: text(),
  severity: SeveritySchema,
  effort: Type.Enum(['minutes', 'hours', 'days']),
  authority: Type.Enum(['policy', 'guidance', 'platform']),
  resource: text('A type, or trait:NAME'),
  rationale: text(),
  limits: text(),
  references: texts(),
  own: Type.Boolean({ description: "Is it one of the user's own rules?" }),
  remediation: Type.Record(Type.String(), Remediation, { description: 'By resource type' }),
});

export const ResourceSchema = Type.Object({
  type: text(),
  arn: text(),
  name: text(),
  region: text('Empty for what is global'),
  service: text(),
  dataClass: text('pii, information, log, none; empty where it does not apply; unknown where it could not be read'),
  classBy: text('Why it has this class'),
  /** Path → fact. */
  facts: Type.Record(Type.String(), FactSchema),
});

export const RecordSchema = Type.Object({
  id: text(),
  call: text('service:Operation'),
  input: Type.Unknown(),
  page: count(),
  region: text(),
  time: text('ISO 8601, UTC'),
  requestId: Type.Optional(Type.String()),
  outcome: Type.Enum(['answer', 'absent', 'gone', 'error']),
  answer: Type.Optional(Type.Unknown({ description: 'The answer, secrets replaced' })),
  code: Type.Optional(Type.String({ description: "The service's error name, where there is no answer" })),
  message: Type.Optional(Type.String()),
});

const Check = Type.Object({
  path: text(),
  holds: Type.Enum(['yes', 'no', 'unknown']),
  expected: Type.Unknown({ description: 'JSON Schema with the figures put in, such as {"maximum": 30}' }),
  found: FactSchema,
  from: texts('Ids of records'),
});

const LastKnown = Type.Object(
  { verdict: Type.Enum([...knownVerdicts]), asOf: text('Of the run that knew it. ISO 8601, UTC') },
  { description: 'What the baseline last knew of a finding that is unknown now' },
);

export const Finding = Type.Object({
  id: text('Stable across runs: hash of rule, account, region and resource'),
  rule: text(),
  requirement: text(),
  clause: text(),
  verdict: VerdictSchema,
  severity: SeveritySchema,
  account: text(),
  region: text(),
  resource: Type.Object({ type: text(), arn: text(), name: text(), dataClass: text() }),
  message: text(),
  checks: Type.Array(Check),
  waiver: Type.Optional(
    Type.Object({ ...Waiver.properties, was: VerdictSchema }, { description: 'Why a finding that fails (or is unknown) does not count' }),
  ),
  lastKnown: Type.Optional(LastKnown),
});

export const Baseline = Type.Object(
  {
    asOf: text('When the baseline was collected'),
    sha256: text("Of the baseline's bytes"),
    unseen: Type.Array(
      Type.Object({
        id: text('Of the finding'),
        rule: text(),
        severity: SeveritySchema,
        region: text(),
        resource: Type.Object({ type: text(), arn: text(), name: text(), dataClass: text() }),
        lastKnown: LastKnown,
      }),
      { description: 'Findings of the baseline on what this run could not list, or left out: not gone, and not known' },
    ),
  },
  { description: 'The earlier run that this one was compared with (--baseline)' },
);

export const Edition = Type.Object({
  id: text(),
  title: text(),
  inForce: Type.Boolean({ description: 'At the time of the audit' }),
  from: text('Date'),
  until: text('Date; empty while it is in force'),
  newest: Type.Boolean(),
});
