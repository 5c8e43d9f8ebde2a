import { type Static, Type } from 'typebox';
import { type Issue, Problem } from '../problem.ts';
import { checkYaml } from '../yaml/document.ts';
import { checkableParts } from './config-parts.ts';
import { type Edition, editions, type Figure, inWords, latest } from './edition.ts';

export const dataClasses = ['pii', 'information', 'log', 'none'] as const;
export type DataClass = (typeof dataClasses)[number];

const ClassName = Type.Enum([...dataClasses]);
const strict = { additionalProperties: false };
const accountId = () => Type.String({ pattern: '^\\d{12}$', description: 'an account id of 12 digits, in quotes' });

const WaiverSchema = Type.Object(
  {
    rule: Type.String({ description: 'Id of a rule' }),
    resource: Type.String({ description: "A resource's ARN or name; * and ? stand for any text and any character" }),
    reason: Type.String({ pattern: '\\S', description: 'the reason why it is accepted' }),
    approver: Type.String({ pattern: '\\S', description: 'the name of who accepts it' }),
    expires: Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d$', description: "a date in quotes, such as '2027-01-31', at most a year off" }),
  },
  strict,
);

/** Everything that flags hold, and what only a file can hold: classes of data, parameters, waivers. */
export const ConfigSchema = Type.Object(
  {
    edition: Type.Optional(
      Type.Enum([...editions.map(({ id }) => id), latest], { description: 'Edition of the policy; `latest` is the newest' }),
    ),
    profile: Type.Optional(Type.String({ description: 'AWS profile' })),
    roleArn: Type.Optional(Type.String({ pattern: '^arn:[\\w-]+:iam::\\d{12}:role/.+', description: 'the ARN of a role to assume' })),
    externalId: Type.Optional(Type.String({ description: 'External id for that role' })),
    regions: Type.Optional(Type.Array(Type.String(), { minItems: 1, description: 'Regions to look at; all that are enabled if left out' })),
    endpointUrl: Type.Optional(Type.String({ pattern: '^https?://', description: 'an http or https address' })),
    out: Type.Optional(Type.String({ description: 'Folder for the report' })),
    rules: Type.Optional(Type.Array(Type.String(), { description: 'Folders with rules of your own' })),
    attestations: Type.Optional(
      Type.String({ description: 'The register of attestations; attestations.yaml, if there is one, when left out' }),
    ),
    baseline: Type.Optional(
      Type.String({ description: 'findings.json of an earlier run: only what is new or worse counts for the exit code' }),
    ),
    failOn: Type.Optional(
      Type.Enum(['critical', 'high', 'medium', 'low'], { description: 'The least severity that counts for the exit code' }),
    ),
    maxAge: Type.Optional(Type.String({ pattern: '^\\d+[mhd]$', description: 'an age such as 24h, 90m or 7d' })),
    holdsPii: Type.Optional(
      Type.Boolean({ description: 'Does anything here hold personal data of buyers? true unless you say otherwise' }),
    ),
    parameters: Type.Optional(Type.Record(Type.String(), Type.Number(), { description: "Figures that are tighter than the edition's" })),
    classes: Type.Optional(
      Type.Object(
        {
          tag: Type.Optional(Type.String({ description: 'The tag that names a class; amazon-data-class if left out' })),
          values: Type.Optional(
            Type.Record(Type.String(), ClassName, { description: 'What values of that tag mean, beside the names of the classes' }),
          ),
          precedence: Type.Optional(Type.Enum(['tags', 'patterns'], { description: 'What wins where both speak; tags if left out' })),
          patterns: Type.Optional(
            Type.Array(
              Type.Object(
                { match: Type.String({ description: 'ARN or name; * and ? as usual. The first that matches counts' }), class: ClassName },
                strict,
              ),
            ),
          ),
          default: Type.Optional(Type.Enum([...dataClasses], { description: 'The class of what nothing else classifies' })),
          unclassifiedAs: Type.Optional(
            Type.Enum([...dataClasses], { description: 'What a store without a class is audited as; pii if left out' }),
          ),
        },
        strict,
      ),
    ),
    accounts: Type.Optional(
      Type.Object({ own: Type.Optional(Type.Array(accountId(), { description: 'Other accounts of the same owner' })) }, strict),
    ),
    administrators: Type.Optional(
      Type.Array(
        Type.Object(
          {
            arn: Type.String({ description: 'ARN of a user or role; * and ? as usual' }),
            reason: Type.String({ pattern: '\\S', description: 'the reason why' }),
          },
          strict,
        ),
      ),
    ),
    spApi: Type.Optional(
      Type.Object(
        {
          role: Type.Optional(
            Type.String({ pattern: '^arn:[\\w-]+:iam::\\d{12}:role/.+', description: 'the ARN of the role that calls SP-API' }),
          ),
        },
        strict,
      ),
    ),
    waivers: Type.Optional(Type.Array(WaiverSchema)),
  },
  { ...strict, title: 'Configuration of dpp-audit' },
);

export type Config = Static<typeof ConfigSchema>;
export type Waiver = Static<typeof WaiverSchema>;

/** The file's text with what can't be checked by schema, each thing with its place: see `checkConfig`. */
export interface ConfigFile {
  readonly config: Config;
  readonly issues: (edition: Edition, asOf: Date, ruleIds: readonly string[]) => readonly Issue[];
}

/** What a configuration is checked by beside its schema: see `checkConfig`. */
export interface CheckedBy {
  readonly edition: Edition;
  readonly asOf: Date;
  readonly ruleIds: readonly string[];
}

/**
 * Reads a configuration. Throws a Problem with everything that its schema refuses; and, where `checkedBy` can tell by what, with all else that is
 * wrong in what could be read, so that one mistake hides no other.
 */
export function readConfig(text: string, file: string, checkedBy?: (value: unknown) => CheckedBy | undefined): ConfigFile {
  const blank = text.replace(/#.*$/gm, '').trim() === '';
  const { document, issues } = checkYaml(blank ? '{}' : text, file, ConfigSchema);
  const { value, place } = document;
  const told = (config: Config, { edition, asOf, ruleIds }: CheckedBy): Issue[] =>
    checkConfig(config, edition, asOf, ruleIds).map(({ path, message }) => ({ message, place: place(path) }));
  if (issues.length > 0) {
    const by = value === undefined ? undefined : checkedBy?.(value);
    throw new Problem('usage', [...issues, ...(by ? told(checkableParts(value), by) : [])]);
  }
  return { config: value, issues: (edition, asOf, ruleIds) => told(value, { edition, asOf, ruleIds }) };
}

/** Throws a Problem with everything that a configuration says and an edition, the day or the rules refuse. */
export function assertConfig(file: ConfigFile, edition: Edition, asOf: Date, ruleIds: readonly string[]): void {
  const issues = file.issues(edition, asOf, ruleIds);
  if (issues.length > 0) throw new Problem('usage', issues);
}

interface Complaint {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

const longestWaiver = 366;

function checkConfig(config: Config, edition: Edition, asOf: Date, ruleIds: readonly string[]): Complaint[] {
  const complaints: Complaint[] = [];
  for (const [name, value] of Object.entries(config.parameters ?? {})) {
    const path = ['parameters', name];
    const figure = edition.figures[name];
    if (!figure)
      complaints.push({
        path,
        message: `the edition ${edition.id} has no figure \`${name}\`: expected one of ${Object.keys(edition.figures).join(', ')}.`,
      });
    else if (loosens(figure, value)) {
      const limit = inWords(figure.value, figure.unit);
      complaints.push({
        path,
        message: `\`${name}: ${value}\` is looser than the edition's ${limit}: a parameter may only tighten, so give ${figure.tighter === 'lower' ? 'at most' : 'at least'} ${figure.value}.`,
      });
    }
  }
  (config.waivers ?? []).forEach((waiver, i) => {
    const expires = Date.parse(waiver.expires);
    if (!ruleIds.includes(waiver.rule)) {
      complaints.push({
        path: ['waivers', i, 'rule'],
        message: `there is no rule \`${waiver.rule}\`: \`dpp-audit rules list\` shows them.`,
      });
    }
    // 31 February is read as a day of March
    if (Number.isNaN(expires) || !new Date(expires).toISOString().startsWith(waiver.expires))
      complaints.push({ path: ['waivers', i, 'expires'], message: `\`${waiver.expires}\` is no day of the calendar.` });
    else if (expires - asOf.getTime() > longestWaiver * 86_400_000) {
      complaints.push({
        path: ['waivers', i, 'expires'],
        message: `\`${waiver.expires}\` is more than a year off: a waiver holds for a year at most; choose an earlier day and renew it then.`,
      });
    }
  });
  if (config.holdsPii === false) {
    const says = `\`holdsPii\` is false, and this says that there is PII: settle which is right.`;
    (config.classes?.patterns ?? []).forEach((pattern, i) => {
      if (pattern.class === 'pii') complaints.push({ path: ['classes', 'patterns', i, 'class'], message: says });
    });
    for (const key of ['default', 'unclassifiedAs'] as const) {
      if (config.classes?.[key] === 'pii') complaints.push({ path: ['classes', key], message: says });
    }
  }
  return complaints;
}

const loosens = (figure: Figure, value: number): boolean => (figure.tighter === 'lower' ? value > figure.value : value < figure.value);

/** The edition with the configuration's tighter figures. */
export const tightened = (edition: Edition, parameters: Config['parameters'] = {}): Edition => ({
  ...edition,
  figures: Object.fromEntries(
    Object.entries(edition.figures).map(([name, figure]) => [name, { ...figure, value: tighter(figure, parameters[name]) }]),
  ),
});

/** A parameter tightens the figure of any edition, and never loosens one that is tighter still. */
const tighter = (figure: Figure, value: number | undefined): number =>
  value === undefined ? figure.value : figure.tighter === 'lower' ? Math.min(figure.value, value) : Math.max(figure.value, value);
