import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An operation that lists things, as the SDK's own types tell it. */
export interface ListOperation {
  readonly name: string;
  /** The request's and the answer's field for a page token, where there are pages. */
  readonly page?: { readonly token: string; readonly next: string };
  /** The answer's field that holds the list. */
  readonly list: string;
  /** The fields of one thing; none where the list is of strings. */
  readonly fields: readonly string[];
}

/** The types of a client, as text; undefined where it is not installed. */
export function clientTypes(client: string): string | undefined {
  const folder = join('node_modules', client, 'dist-types', 'models');
  if (!existsSync(folder)) return undefined;
  return readdirSync(folder)
    .filter((name) => /^models_\d+\.d\.ts$/.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n')
    .replace(/\/\*[\s\S]*?\*\//g, '');
}

/** The names of a client's commands, without `Command`. */
export const operationsOf = (client: string): readonly string[] =>
  readdirSync(join('node_modules', client, 'dist-types', 'commands'))
    .flatMap((name) => /^(\w+)Command\.d\.ts$/.exec(name)?.[1] ?? [])
    .sort();

interface Field {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
}

function fieldsOf(types: string, name: string): readonly Field[] | undefined {
  const body = new RegExp(`interface ${name}(?: extends \\w+)? \\{([^}]*)\\}`).exec(types)?.[1];
  if (body === undefined) return undefined;
  return [...body.matchAll(/^\s*(\w+)(\??): ([^;]+);/gm)].map(([, field = '', mark, type = '']) => ({
    name: field,
    type: type.replace(' | undefined', '').trim(),
    optional: mark === '?',
  }));
}

const firstOf = (types: string, names: readonly string[]): readonly Field[] | undefined =>
  names.map((name) => fieldsOf(types, name)).find((fields) => fields !== undefined);

/** How an operation lists, if it does so without being told of what: undefined where it needs input, or answers no list. */
export function listOperation(types: string, operation: string): ListOperation | undefined {
  const input = firstOf(types, [`${operation}Request`, `${operation}Input`]) ?? [];
  const output = firstOf(types, [`${operation}Response`, `${operation}Output`, `${operation}Result`, `${operation}CommandOutput`]);
  const list = output?.find((field) => field.type.endsWith('[]'));
  if (!output || !list || input.some((field) => !field.optional)) return undefined;
  const isToken = ({ name }: Field): boolean => /^(next_?token|marker|continuation_?token|next_?marker)$/i.test(name);
  const token = input.find(isToken)?.name;
  const next = output.filter(isToken).sort((a, b) => Number(b.name.startsWith('Next')) - Number(a.name.startsWith('Next')))[0]?.name;
  const fields = (fieldsOf(types, list.type.replace('[]', '')) ?? []).filter((field) => field.type === 'string').map((field) => field.name);
  return { name: operation, list: list.name, fields, ...(token && next && { page: { token, next } }) };
}

/** The operation that lists a kind of thing: one whose name speaks of it, `List…` before `Describe…`. */
export function listOperationFor(client: string, types: string, thing: string): ListOperation | undefined {
  const word = thing.replaceAll('-', '').toLowerCase();
  return operationsOf(client)
    .filter((name) => /^(List|Describe)/.test(name) && name.toLowerCase().includes(word))
    .sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
    .flatMap((name) => listOperation(types, name) ?? [])[0];
}
