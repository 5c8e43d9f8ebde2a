import type { Comparison, JsonPattern, Operand, Path } from './json-pattern.ts';
import { agreed, allOf, anyOf, type Tri } from './tri.ts';

/** A property that isn't there. */
const MISSING = Symbol('missing');

/**
 * Whether a JSON event matches a parsed pattern; undefined where the documentation leaves it open.
 * A comparison with a property that is missing, null, a list or an object never holds, `!=` neither.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-json-log-events.html
 */
export const matchesJson = (pattern: JsonPattern, event: unknown): Tri => {
  if ('any' in pattern) return anyOf(pattern.any.map((part) => matchesJson(part, event)));
  if ('all' in pattern) return allOf(pattern.all.map((part) => matchesJson(part, event)));
  const value = valueAt(pattern.path, event);
  if ('exists' in pattern) return value === MISSING;
  if ('is' in pattern) return value === pattern.is;
  return compare(value, pattern.comparison, pattern.operand);
};

const valueAt = (path: Path, event: unknown): unknown =>
  path.reduce<unknown>((value, step) => {
    if (typeof step === 'number') return Array.isArray(value) && step < value.length ? value[step] : MISSING;
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, step)) return MISSING;
    return (value as Readonly<Record<string, unknown>>)[step];
  }, event);

const compare = (value: unknown, comparison: Comparison, operand: Operand): Tri => {
  if (typeof value === 'number' && operand.kind === 'number') return NUMERIC[comparison](value, operand.number);
  if (comparison !== '=' && comparison !== '!=') return typeof value === 'string' ? undefined : false;
  const equal = equals(value, operand);
  if (equal === 'not a value') return false;
  if (comparison === '=' || equal === undefined) return equal;
  return typeof value === 'string' && operand.kind === 'number' ? undefined : !equal;
};

const NUMERIC: Readonly<Record<Comparison, (value: number, than: number) => boolean>> = {
  '=': (value, than) => value === than,
  '!=': (value, than) => value !== than,
  '<': (value, than) => value < than,
  '<=': (value, than) => value <= than,
  '>': (value, than) => value > than,
  '>=': (value, than) => value >= than,
};

const equals = (value: unknown, operand: Operand): Tri | 'not a value' => {
  if (typeof value === 'string') {
    if (operand.kind === 'regex') return operand.regex.test(value);
    if (operand.kind === 'text') return matchesText(operand.text, value);
    return agreed(value === operand.text, false); // whether "400" equals 400 isn't documented
  }
  if (typeof value === 'number' || typeof value === 'boolean') {
    if (operand.kind === 'text' && /^\*+$/.test(operand.text)) return true;
    return undefined; // how a number or a boolean compares with a text isn't documented
  }
  return 'not a value';
};

/**
 * `*` stands for any text before or after a term. Within one it is only a star by an older edition of the documentation;
 * where that matters, we don't know.
 */
const matchesText = (text: string, value: string): Tri => {
  const before = text.startsWith('*');
  const after = text.length > 1 && text.endsWith('*');
  const core = text.slice(before ? 1 : 0, after ? -1 : undefined);
  const literal = before ? (after ? value.includes(core) : value.endsWith(core)) : after ? value.startsWith(core) : value === core;
  return core.includes('*') ? agreed(literal, glob(text).test(value)) : literal;
};

const glob = (text: string): RegExp =>
  new RegExp(
    `^${text
      .split(/\*+/)
      .map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'))
      .join('[\\s\\S]*')}$`,
  );
