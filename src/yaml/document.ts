import type { ErrorObject } from 'ajv/dist/2020.js';
import type { Static, TSchema } from 'typebox';
import { isMap, isNode, isPair, isScalar, LineCounter, type Node, parseDocument, type YAMLParseError } from 'yaml';
import { type Issue, type Place, Problem } from '../problem.ts';
import { validator } from './validator.ts';

type Path = readonly (string | number)[];

/** A YAML file that says what it should, and knows where it says it. */
export interface YamlDocument<T> {
  readonly value: T;
  /** Line and column of a value, or of the nearest that holds it. */
  readonly place: (path: Path) => Place;
}

/** Reads YAML and checks it against a schema; throws one Problem with everything that is wrong, each with file, line and column. */
export function readYaml<S extends TSchema>(text: string, file: string, schema: S): YamlDocument<Static<S>> {
  const result = checkYaml(text, file, schema);
  if (result.issues.length > 0) throw new Problem('usage', result.issues);
  return result.document;
}

/** As `readYaml`, but tells what is wrong instead of throwing it, so that many files can be checked at once. */
export function checkYaml<S extends TSchema>(
  text: string,
  file: string,
  schema: S,
): { readonly document: YamlDocument<Static<S>>; readonly issues: readonly Issue[] } {
  if (binary.test(text)) {
    const nowhere = { value: undefined as Static<S>, place: () => ({ file }) };
    return { document: nowhere, issues: [{ message: 'this is no text: expected a YAML file.', place: { file } }] };
  }
  const lines = new LineCounter();
  const parsed = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true, version: '1.2' });
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const place = (path: Path, of: 'key' | 'value' = 'value'): Place => at(offsetOf(parsed.contents as Node | null, path, of));
  if (parsed.errors.length > 0) {
    return {
      document: { value: undefined as Static<S>, place },
      issues: parsed.errors.map((error) => ({ message: parseWords(error, text), place: at(error.pos[0]) })),
    };
  }
  let value: Static<S>;
  try {
    value = parsed.toJS({ maxAliasCount: 100 }) as Static<S>;
  } catch (error) {
    // an alias that stands for nothing, or so many that they would fill the memory
    return {
      document: { value: undefined as Static<S>, place },
      issues: [{ message: `this is not YAML: ${firstLine((error as Error).message)}`, place: place([]) }],
    };
  }
  const document = { value, place };
  const validate = validator(schema);
  if (validate(value)) return { document, issues: [] };
  return { document, issues: meaningful(validate.errors ?? []).map((error) => describe(error, place)) };
}

/** Control characters that YAML allows nowhere. https://yaml.org/spec/1.2.2/#51-character-set */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const binary = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;

function parseWords({ code, message, pos: [start, end] }: YAMLParseError, text: string): string {
  if (code === 'DUPLICATE_KEY')
    return `the key \`${/^[^\s:]+/.exec(text.slice(start, Math.max(end, start + 80)))?.[0] ?? ''}\` stands here a second time: keep one of them.`;
  return `this is not YAML: ${firstLine(message)}`;
}

const firstLine = (text: string): string => text.split('\n')[0] ?? text;

/** A value as it was given, cut where it is long. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? '';
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

/** Where a path's value starts: a scalar's own place, else its key's. `of: 'key'` is always the key's. */
function offsetOf(root: Node | null, path: Path, of: 'key' | 'value'): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(step));
      if (!pair) return offset;
      if (isNode(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isNode(node) && 'items' in node) {
      node = (node.items as unknown[])[Number(step)];
      if (isNode(node)) offset = node.range?.[0] ?? offset;
    } else return offset;
  }
  return of === 'value' && isScalar(node) ? (node.range?.[0] ?? offset) : offset;
}

/** Ajv says of a union that every branch failed: only what is said of the branch that comes closest helps. */
function meaningful(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const unions = errors.filter((error) => error.keyword === 'anyOf').map((error) => error.instancePath);
  const kept = errors.filter((error) => error.keyword !== 'anyOf' && error.keyword !== 'const' && error.keyword !== 'if');
  const seen = new Set<string>();
  return (kept.length > 0 ? kept : errors).filter((error) => {
    const inUnion = unions.some((path) => error.instancePath === path && error.keyword === 'type');
    const key = `${error.instancePath} ${error.keyword} ${String(error.params.additionalProperty ?? error.params.missingProperty ?? '')}`;
    if (seen.has(key) || (inUnion && kept.some((other) => other.instancePath.startsWith(`${error.instancePath}/`)))) return false;
    seen.add(key);
    return true;
  });
}

const pathOf = (pointer: string): Path =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

const kindOf = (value: unknown): string =>
  value === null
    ? 'nothing'
    : Array.isArray(value)
      ? 'a list'
      : typeof value === 'object'
        ? 'a group of keys'
        : `the ${typeof value} ${shown(value)}`;

const kinds: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of keys',
};

function describe(error: ErrorObject, place: (path: Path, of?: 'key' | 'value') => Place): Issue {
  const path = pathOf(error.instancePath);
  const name = path.length > 0 ? `\`${path.join('.')}\`` : 'the file';
  const parent = error.parentSchema as { properties?: object; description?: string } | undefined;
  switch (error.keyword) {
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const key = String(error.params.additionalProperty ?? error.params.unevaluatedProperty);
      const known = Object.keys(parent?.properties ?? {});
      const hint = closest(key, known);
      return {
        message: `there is no key \`${key}\` here${hint ? `: did you mean \`${hint}\`?` : `: expected one of ${known.join(', ')}.`}`,
        place: place([...path, key], 'key'),
      };
    }
    case 'required':
      return { message: `${name} lacks \`${String(error.params.missingProperty)}\`: add it.`, place: place(path) };
    case 'type': {
      const wanted = kinds[String(error.params.type)] ?? String(error.params.type);
      const digits =
        error.params.type === 'string' && typeof error.data === 'number' ? ' Put it in quotes: a bare number loses its leading zeros.' : '';
      return { message: `${name} should be ${wanted}, and is ${kindOf(error.data)}.${digits}`, place: place(path) };
    }
    case 'enum': {
      const allowed = (error.params.allowedValues as unknown[]).map(String);
      const hint = typeof error.data === 'string' ? closest(error.data, allowed) : undefined;
      return {
        message: `${name} is ${shown(error.data)}: expected one of ${allowed.join(', ')}${hint ? ` (did you mean ${hint}?)` : ''}.`,
        place: place(path),
      };
    }
    case 'pattern':
      return {
        message: `${name} is ${shown(error.data)}: expected ${parent?.description ?? `something like ${String(error.params.pattern)}`}.`,
        place: place(path),
      };
    default:
      return { message: `${name} ${wantedWords(error)}.`, place: place(path) };
  }
}

/** What a limit wants, after the name of what breaks it. */
function wantedWords({ keyword, params, data, message }: ErrorObject): string {
  const limit = Number(params.limit);
  const atLeast = (what: string): string =>
    limit === 1 ? `is empty: give at least one ${what}` : `is too short: give at least ${limit} ${what}s`;
  switch (keyword) {
    case 'minLength':
      return limit === 1 ? 'is empty: write something there, or leave it out if it may be left out' : atLeast('character');
    case 'maxLength':
      return `is too long: give at most ${limit} characters`;
    case 'minItems':
      return atLeast('item');
    case 'maxItems':
      return `is too long: give at most ${limit} items`;
    case 'minProperties':
      return atLeast('key');
    case 'minimum':
      return `is ${shown(data)}: expected ${limit} or more`;
    case 'maximum':
      return `is ${shown(data)}: expected ${limit} or less`;
    case 'exclusiveMinimum':
      return `is ${shown(data)}: expected more than ${limit}`;
    case 'exclusiveMaximum':
      return `is ${shown(data)}: expected less than ${limit}`;
    case 'uniqueItems':
      return 'names something twice: keep one of them';
    default:
      return `${message ?? 'is wrong'}, and is ${shown(data)}`;
  }
}

/** The known word that a misspelt one was probably meant to be. */
export function closest(word: string, known: readonly string[]): string | undefined {
  const scored = known.map((candidate) => ({ candidate, edits: distance(word.toLowerCase(), candidate.toLowerCase()) }));
  const best = scored.sort((a, b) => a.edits - b.edits)[0];
  return best && best.edits <= Math.max(1, Math.floor(word.length / 3)) ? best.candidate : undefined;
}

/** Edits from one word to the other; two letters that changed places are one. */
function distance(a: string, b: string): number {
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      next[j] = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1), swapped);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
