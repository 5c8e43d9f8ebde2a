import { createHash } from 'node:crypto';
import { type Static, Type } from 'typebox';
import { type Issue, type Place, Problem } from '../problem.ts';
import { closest, readYaml } from '../yaml/document.ts';
import { ownPolicy, type Policy } from './requirement.ts';

const day = (description: string) =>
  Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d$', description: `${description}: a date in quotes, such as '2026-03-31'` });

const EntrySchema = Type.Object(
  {
    for: Type.Array(Type.String(), {
      minItems: 1,
      description:
        'What it shows: ids of requirements (all that documents show of them), or requirement/part, such as mfa/identity-providers',
    }),
    title: Type.String({ minLength: 1, description: 'What the document is called' }),
    file: Type.Optional(Type.String({ minLength: 1, description: 'The document: a path from this file, beside it or below' })),
    sha256: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$', description: 'the SHA-256 of the file in 64 hex digits' })),
    url: Type.Optional(Type.String({ pattern: '^https://[^\\s]+$', description: 'an address that begins with https://' })),
    owner: Type.String({ minLength: 1, description: 'Who answers for it' }),
    date: day('The day on which it was made, reviewed or tested'),
    earlier: Type.Optional(Type.Array(day('A day'), { description: 'Earlier days on which the document says that it was done' })),
    next: Type.Optional(day('The next review, where it is to be earlier than the policy asks')),
    realTime: Type.Optional(Type.Boolean({ description: 'The document says that it is done all the time, not now and then' })),
  },
  { additionalProperties: false },
);

/** The register of attestations: the documents that show what AWS can't. */
export const AttestationsSchema = Type.Object(
  {
    since: Type.Optional(day("The day since when you hold Amazon's data; no series is asked to begin before it")),
    attestations: Type.Array(EntrySchema),
  },
  {
    additionalProperties: false,
    title: 'Register of attestations of dpp-audit',
  },
);

type Raw = Static<typeof EntrySchema>;

/** Where a document is: a file, with the hash that it had when it was recorded, or an address, which nobody can check. */
export type Where = { readonly file: string; readonly sha256: string } | { readonly url: string };

/** One document of the register. Days are ISO dates. */
export interface Attestation {
  /** `requirement/aspect` of everything that it shows. */
  readonly shows: readonly string[];
  readonly title: string;
  readonly where: Where;
  readonly owner: string;
  readonly date: string;
  readonly earlier: readonly string[];
  readonly next?: string;
  readonly realTime: boolean;
}

/** SHA-256 of each file that the register names, as it is now; null where there is no such file. */
export type FileHashes = Readonly<Record<string, string | null>>;

/** The register as it was read, with the files that it names as they are: an input of the findings. */
export interface Register {
  readonly since?: string;
  readonly attestations: readonly Attestation[];
  readonly hashes: FileHashes;
  /** The register's text, as it goes into the run's folder. */
  readonly text: string;
}

/**
 * Reads a register; `hashOf` tells the SHA-256 of a file that it names (a path from the register), null where there is none.
 * Throws a usage Problem with everything that is wrong, each with its place.
 */
export function readRegister(text: string, file: string, hashOf: (path: string) => string | null, policy: Policy = ownPolicy): Register {
  const blank = text.replace(/^\s*#.*$/gm, '').trim() === '';
  const { value, place } = readYaml(blank ? 'attestations: []' : text, file, AttestationsSchema);
  const issues: Issue[] = [];
  if (value.since !== undefined && !isDay(value.since)) issues.push({ message: notADay(value.since), place: place(['since']) });
  const attestations = value.attestations.flatMap((raw, i) => {
    const read = attestationOf(raw, policy, (path) => place(['attestations', i, ...path]));
    issues.push(...read.issues);
    return read.attestation ?? [];
  });
  if (issues.length > 0) throw new Problem('usage', issues);
  const files = [...new Set(attestations.flatMap(({ where }) => ('file' in where ? [where.file] : [])))].sort();
  return {
    ...(value.since !== undefined && { since: value.since }),
    attestations,
    hashes: Object.fromEntries(files.map((path) => [path, hashOf(path)])),
    text,
  };
}

interface Checked {
  readonly attestation?: Attestation;
  readonly issues: readonly Issue[];
}

function attestationOf(raw: Raw, policy: Policy, place: (path: readonly (string | number)[]) => Place): Checked {
  const { title, owner, date, earlier = [], next, realTime = false } = raw;
  const issues: Issue[] = [];
  const wrong = (path: readonly (string | number)[], message: string): void => void issues.push({ message, place: place(path) });
  const shows = raw.for.flatMap((id, i) => {
    const named = aspectsNamed(id, policy);
    if (typeof named === 'string') wrong(['for', i], named);
    return typeof named === 'string' ? [] : named;
  });
  for (const [path, text] of [[['date'], date], [['next'], next], ...earlier.map((text, i) => [['earlier', i], text] as const)] as const)
    if (text !== undefined && !isDay(text)) wrong(path, notADay(text));
  earlier.forEach((text, i) => {
    if (text > date) wrong(['earlier', i], `\`${text}\` is later than the document's \`date\`, ${date}: earlier days stand here.`);
  });
  const where = whereOf(raw);
  if (typeof where === 'string') wrong(raw.file === undefined ? [] : ['file'], where);
  if (issues.length > 0 || typeof where === 'string') return { issues };
  const attestation = { shows: [...new Set(shows)], title, where, owner, date, earlier, ...(next !== undefined && { next }), realTime };
  return { attestation, issues };
}

function whereOf({ file, sha256, url }: Raw): Where | string {
  if (file !== undefined && url !== undefined) return 'give either `file` or `url`, not both.';
  if (url !== undefined) return sha256 === undefined ? { url } : '`sha256` belongs to a `file`: leave it out beside `url`.';
  if (file === undefined) return 'the document lacks `file` or `url`: add one of them.';
  const outside =
    /^(?:[/\\]|[A-Za-z]:)/.test(file) || /[\p{Cc}\\]/u.test(file) || file.split('/').some((step) => step === '..' || step === '');
  if (outside) return `\`${file}\` lies outside: put documents beside this file or below it, and give the path from here.`;
  return sha256 === undefined ? '`file` lacks its `sha256`: `dpp-audit attest add` records both.' : { file, sha256 };
}

/** `requirement/aspect` of all that an id names; a sentence where no document shows it. */
export function aspectsNamed(id: string, policy: Policy = ownPolicy): readonly string[] | string {
  const [name = '', part] = id.split('/');
  const requirement = policy.requirements.find((known) => known.id === name);
  if (!requirement) {
    const hint = closest(
      name,
      policy.requirements.map((known) => known.id),
    );
    return `there is no requirement \`${name}\`${hint ? `: did you mean \`${hint}\`?` : ': `dpp-audit attest list` shows them.'}`;
  }
  const shown = requirement.aspects.filter(({ by }) => by === 'attestation').map((aspect) => aspect.id);
  if (shown.length === 0) return `no document shows \`${name}\`: it is AWS that can show it.`;
  if (part === undefined) return shown.map((aspect) => `${name}/${aspect}`);
  if (shown.includes(part)) return [`${name}/${part}`];
  return `documents show of \`${name}\` ${shown.map((aspect) => `\`${name}/${aspect}\``).join(', ')}, and not \`${part}\`.`;
}

const isDay = (text: string): boolean => {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
};

const notADay = (text: string): string => `\`${text}\` is no day of the calendar.`;

/** SHA-256 of the register and of the files that it names: what `audit.inputs` says of it. */
export const registerHash = ({ text, hashes }: Register): string =>
  createHash('sha256')
    .update(JSON.stringify([text, Object.entries(hashes).sort(([a], [b]) => (a < b ? -1 : 1))]))
    .digest('hex');

/** Where a run's folder keeps the register, and what the files that it names were when it was evaluated. */
export const registerNames = { register: 'attestations.yaml', folder: 'attested', hashes: 'attested/hashes.json' } as const;

/** The hashes as a run's folder keeps them. */
export const hashesText = ({ hashes }: Register): string => `${JSON.stringify(hashes, Object.keys(hashes).sort(), 2)}\n`;

/** Reads what `hashesText` wrote. Throws a usage Problem for anything else. */
export function readHashes(text: string, file: string): FileHashes {
  const schema = Type.Record(Type.String(), Type.Union([Type.String({ pattern: '^[0-9a-f]{64}$' }), Type.Null()]));
  return readYaml(text, file, schema).value;
}
