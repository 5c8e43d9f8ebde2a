import { termRegex } from './regex.ts';

/** The way to a value: property names and array indices from the root. */
export type Path = readonly (string | number)[];
export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type Operand =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number; readonly text: string }
  | { readonly kind: 'regex'; readonly regex: RegExp };

/** A JSON filter pattern, parsed. */
export type JsonPattern =
  | { readonly any: readonly JsonPattern[] }
  | { readonly all: readonly JsonPattern[] }
  | { readonly path: Path; readonly comparison: Comparison; readonly operand: Operand }
  | { readonly path: Path; readonly is: boolean | null }
  | { readonly path: Path; readonly exists: false };

type Token = { readonly mark: string } | { readonly path: Path } | { readonly word: string } | { readonly operand: Operand };

/** CloudWatch Logs takes patterns of up to 1,024 characters; what is longer was not written for it. */
const MAX_LENGTH = 1024;
const LEXER =
  /\s*(?:(?<path>\$(?:\.[\w-]+|\[\d+\])+)|(?<mark>&&|\|\||!=|<=|>=|[()=<>])|"(?<quoted>(?:[^"\\]|\\["\\])*)"|%(?<regex>[^%]+)%|(?<word>[^\s()&|=<>!"%{}$]+))/y;
const NUMBER = /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

/**
 * Parses `{ … }`: comparisons of properties, IS TRUE, IS FALSE, IS NULL, NOT EXISTS, joined by && before ||, and parentheses.
 * Undefined: not a JSON pattern, or one that we don't understand (wildcards in a path, for instance).
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-json-log-events.html
 */
export const parseJsonPattern = (pattern: string): JsonPattern | undefined => {
  const inner = pattern.length <= MAX_LENGTH ? /^\s*\{([\s\S]*)\}\s*$/.exec(pattern)?.[1] : undefined;
  const tokens = inner === undefined ? undefined : tokenize(inner);
  if (!tokens) return undefined;
  const reader = { tokens, at: 0 };
  const parsed = parseAny(reader);
  return reader.at === tokens.length ? parsed : undefined;
};

const tokenize = (text: string): readonly Token[] | undefined => {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  for (LEXER.lastIndex = 0; LEXER.lastIndex < end; ) {
    const token = toToken(LEXER.exec(text)?.groups);
    if (!token) return undefined;
    tokens.push(token);
  }
  return tokens;
};

const toToken = (found: Readonly<Record<string, string | undefined>> | undefined): Token | undefined => {
  if (found?.path !== undefined) return { path: toPath(found.path) };
  if (found?.mark !== undefined) return { mark: found.mark };
  if (found?.quoted !== undefined) return { operand: { kind: 'text', text: found.quoted.replace(/\\(["\\])/g, '$1') } };
  if (found?.word !== undefined) return { word: found.word };
  const regex = found?.regex === undefined ? undefined : termRegex(found.regex);
  return regex && { operand: { kind: 'regex', regex } };
};

const toPath = (selector: string): Path => [...selector.matchAll(/\.([\w-]+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index));

interface Reader {
  readonly tokens: readonly Token[];
  at: number;
}

const isMark = (token: Token | undefined, mark: string): boolean => token !== undefined && 'mark' in token && token.mark === mark;

/** A list of parts with a mark between each two; undefined where one can't be read. */
const parseList = (
  reader: Reader,
  mark: string,
  parsePart: (reader: Reader) => JsonPattern | undefined,
): readonly JsonPattern[] | undefined => {
  const parts: JsonPattern[] = [];
  for (;;) {
    const part = parsePart(reader);
    if (!part) return undefined;
    parts.push(part);
    if (!isMark(reader.tokens[reader.at], mark)) return parts;
    reader.at += 1;
  }
};

const parseAny = (reader: Reader): JsonPattern | undefined => {
  const any = parseList(reader, '||', parseAll);
  return any && { any };
};

const parseAll = (reader: Reader): JsonPattern | undefined => {
  const all = parseList(reader, '&&', parseUnit);
  return all && { all };
};

const parseUnit = (reader: Reader): JsonPattern | undefined => {
  const token = reader.tokens[reader.at];
  reader.at += 1;
  if (isMark(token, '(')) {
    const inner = parseAny(reader);
    const closed = isMark(reader.tokens[reader.at], ')');
    reader.at += 1;
    return closed ? inner : undefined;
  }
  return token && 'path' in token ? parseCondition(reader, token.path) : undefined;
};

const COMPARISONS: readonly Comparison[] = ['=', '!=', '<', '<=', '>', '>='];
const IS = new Map([
  ['TRUE', true],
  ['FALSE', false],
  ['NULL', null],
] as const);

const parseCondition = (reader: Reader, path: Path): JsonPattern | undefined => {
  const [how, what] = reader.tokens.slice(reader.at, reader.at + 2);
  reader.at += 2;
  if (how === undefined || what === undefined) return undefined;
  if ('word' in how) {
    const word = 'word' in what ? what.word.toUpperCase() : '';
    if (how.word.toUpperCase() === 'NOT' && word === 'EXISTS') return { path, exists: false };
    const is = how.word.toUpperCase() === 'IS' ? IS.get(word as 'TRUE' | 'FALSE' | 'NULL') : undefined;
    return is === undefined ? undefined : { path, is };
  }
  const comparison = 'mark' in how ? COMPARISONS.find((mark) => mark === how.mark) : undefined;
  const operand = toOperand(what);
  if (!comparison || !operand) return undefined;
  return ['=', '!='].includes(comparison) || operand.kind === 'number' ? { path, comparison, operand } : undefined;
};

const toOperand = (token: Token): Operand | undefined => {
  if ('operand' in token) return token.operand;
  if (!('word' in token)) return undefined;
  return NUMBER.test(token.word) ? { kind: 'number', number: Number(token.word), text: token.word } : { kind: 'text', text: token.word };
};
