import { type Static, Type } from 'typebox';
import { type Issue, Problem } from '../problem.ts';
import { checkYaml } from '../yaml/document.ts';
import { validator } from '../yaml/validator.ts';

const strict = { additionalProperties: false };
const roleName = () => Type.String({ pattern: '^[\\w+=,.@/-]+$', description: 'the name of a role, such as dpp-audit, without its ARN' });
const externalId = () => Type.String({ minLength: 2, description: 'External id that the role asks for' });
const variable = () => Type.String({ pattern: '^\\w+$', description: 'the name of an environment variable that holds the external id' });

const EntrySchema = Type.Object(
  {
    id: Type.String({ pattern: '^\\d{12}$', description: 'an account id of 12 digits, in quotes' }),
    name: Type.Optional(Type.String({ minLength: 1, description: 'What the summary calls it' })),
    role: Type.Optional(roleName()),
    roleArn: Type.Optional(Type.String({ pattern: '^arn:[\\w-]+:iam::\\d{12}:role/.+', description: 'the ARN of a role in this account' })),
    externalId: Type.Optional(externalId()),
    externalIdFrom: Type.Optional(variable()),
    config: Type.Optional(Type.String({ minLength: 1, description: 'Configuration of this account: a path from this file' })),
    regions: Type.Optional(
      Type.Array(Type.String({ pattern: '^[a-z]{2}(-[a-z]+)+-\\d$', description: 'a region such as eu-west-1' }), {
        minItems: 1,
        description: 'Regions to look at; all that are enabled if left out',
      }),
    ),
  },
  strict,
);

/** What is said for all of them, whatever is wrong with the rest. */
const GeneralSchema = Type.Object({ externalId: Type.Optional(externalId()), externalIdFrom: Type.Optional(variable()) });

/** accounts.yaml: which accounts one run audits, and by way of which role. */
export const AccountsSchema = Type.Object(
  {
    role: Type.Optional(roleName()),
    externalId: Type.Optional(externalId()),
    externalIdFrom: Type.Optional(variable()),
    accounts: Type.Array(EntrySchema, { minItems: 1 }),
  },
  { ...strict, title: 'Accounts of dpp-audit' },
);

type Written = Static<typeof AccountsSchema>;
type WrittenEntry = Static<typeof EntrySchema>;

/** An account to audit. */
export interface Entry {
  readonly id: string;
  readonly name: string;
  /** Name or ARN of a role that was named for this very account. */
  readonly role?: string;
  readonly roleArn?: string;
  readonly externalId?: string;
  /** As it is written: a path from the file. */
  readonly config?: string;
  readonly regions?: readonly string[];
}

export interface AccountsFile {
  /** The role of every account that names none. */
  readonly role?: string;
  readonly externalId?: string;
  readonly entries: readonly Entry[];
}

type Environment = Readonly<Record<string, string | undefined>> | undefined;
type Path = readonly (string | number)[];

/**
 * Reads accounts.yaml; `environment` holds the external ids that it names (undefined: they are not wanted). Throws a usage Problem with
 * everything that is wrong.
 * `complaintOf` adds what only the caller can tell of the configuration that an account names.
 */
export function readAccounts(
  text: string,
  file: string,
  environment: Environment,
  complaintOf: (config: string) => readonly Issue[] = () => [],
): AccountsFile {
  const { document, issues } = checkYaml(text, file, AccountsSchema);
  const value = document.value as Partial<Written> | undefined | null;
  const listed: readonly unknown[] = Array.isArray(value?.accounts) ? value.accounts : [];
  const isEntry = validator(EntrySchema);
  const sound = listed.flatMap((entry, i): readonly (readonly [number, WrittenEntry])[] =>
    isEntry(entry) ? [[i, entry as WrittenEntry]] : [],
  );
  const more = [
    ...(validator(GeneralSchema)(value) ? ofExternalId(value as Secretive, [], environment) : []),
    ...sound.flatMap(([i, entry]) => ofEntry(entry, ['accounts', i], environment)),
    ...duplicates(sound),
  ].map(({ path, message }): Issue => ({ message, place: document.place(path) }));
  const configs = sound.flatMap(([i, { config }]) =>
    config === undefined ? [] : complaintOf(config).map((issue) => ({ place: document.place(['accounts', i, 'config']), ...issue })),
  );
  const all = [...issues, ...more, ...configs];
  if (all.length > 0) throw new Problem('usage', all);
  const { role, externalId, externalIdFrom } = value as Written;
  return {
    ...(role !== undefined && { role }),
    ...secret({ externalId, externalIdFrom }, environment),
    entries: sound.map(([, entry]) => {
      const { externalId: _, externalIdFrom: __, name = '', ...rest } = entry;
      return { ...rest, name, ...secret(entry, environment) };
    }),
  };
}

interface Complaint {
  readonly path: Path;
  readonly message: string;
}

type Secretive = Pick<WrittenEntry, 'externalId' | 'externalIdFrom'>;

function secret({ externalId, externalIdFrom }: Secretive, environment: Environment): { readonly externalId?: string } {
  const found = externalId ?? (externalIdFrom === undefined ? undefined : environment?.[externalIdFrom]);
  return found === undefined ? {} : { externalId: found };
}

function ofExternalId({ externalId, externalIdFrom }: Secretive, path: Path, environment: Environment): Complaint[] {
  if (externalIdFrom === undefined) return [];
  const at = [...path, 'externalIdFrom'];
  if (externalId !== undefined)
    return [{ path: at, message: '`externalId` and `externalIdFrom` say the same thing twice: keep one of them.' }];
  if (!environment || environment[externalIdFrom]) return [];
  return [{ path: at, message: `the environment variable \`${externalIdFrom}\` is not set: set it to the external id.` }];
}

function ofEntry(entry: WrittenEntry, path: Path, environment: Environment): Complaint[] {
  const { id, role, roleArn } = entry;
  const complaints = ofExternalId(entry, path, environment);
  if (roleArn === undefined) return complaints;
  const at = [...path, 'roleArn'];
  if (role !== undefined) complaints.push({ path: at, message: '`role` and `roleArn` say the same thing twice: keep one of them.' });
  const [, account] = /^arn:[\w-]+:iam::(\d{12}):/.exec(roleArn) ?? [];
  if (account !== id)
    complaints.push({ path: at, message: `\`roleArn\` is of the account ${account}, and not of ${id}: name a role of ${id}.` });
  return complaints;
}

function duplicates(entries: readonly (readonly [number, WrittenEntry])[]): Complaint[] {
  const first = new Map<string, number>();
  return entries.flatMap(([i, { id }]) => {
    const earlier = first.get(id);
    if (earlier === undefined) first.set(id, i);
    return earlier === undefined
      ? []
      : [{ path: ['accounts', i, 'id'], message: `the account ${id} is listed already, as \`accounts.${earlier}\`: keep one of the two.` }];
  });
}
