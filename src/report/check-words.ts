import type { CheckRow } from '../findings/file.ts';
import { counted, listWords, numberWords, regionWords } from './words.ts';

type Fact = CheckRow['found'];
type Value = NonNullable<Fact['value']>;
export type Reason = NonNullable<Fact['unknown']>[number];

/** The unit that a fact's name says: `retention.maxDays` is in days. */
function unitOf(path: string): string {
  const [, unit] = /(Days|Hours|Minutes|Seconds|Months|Bytes)$/.exec(path) ?? [];
  if (unit) return unit.toLowerCase();
  return /[a-z]Length$/.test(path) ? 'characters' : '';
}

function amount(n: number, path: string): string {
  const unit = unitOf(path);
  return unit === '' ? numberWords(n) : counted(n, unit.replace(/s$/, ''));
}

/** One value as it reads: `60 days`, `for ever`, `yes`, `nothing`. */
export function valueWords(value: unknown, path: string): string {
  if (value === true) return 'yes';
  if (value === false) return 'no';
  if (value === 'forever' || value === Number.POSITIVE_INFINITY) return 'for ever';
  if (value === '') return 'nothing';
  if (typeof value === 'number') return amount(value, path);
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map((item) => valueWords(item, path)).join('; ');
  return JSON.stringify(value) ?? 'nothing';
}

/** Words for each keyword of JSON Schema that a rule is likely to use; what is not here is shown as it stands. */
const keywords: Readonly<Record<string, (given: unknown, path: string) => string | undefined>> = {
  const: (given, path) => valueWords(given, path),
  enum: (given, path) =>
    Array.isArray(given)
      ? listWords(
          given.map((value) => valueWords(value, path)),
          'or',
        )
      : undefined,
  maximum: (given, path) => `at most ${valueWords(given, path)}`,
  minimum: (given, path) => `at least ${valueWords(given, path)}`,
  exclusiveMaximum: (given, path) => `less than ${valueWords(given, path)}`,
  exclusiveMinimum: (given, path) => `more than ${valueWords(given, path)}`,
  maxItems: (given) => (given === 0 ? 'none' : `at most ${given}`),
  minItems: (given) => `at least ${given}`,
  maxLength: (given) => (given === 0 ? 'nothing' : `at most ${given} characters`),
  minLength: (given) => (given === 1 ? 'anything but nothing' : `at least ${given} characters`),
  pattern: (given) => `text that matches ${given}`,
  contains: (given, path) => `one that is ${expectedWords(given, path)}`,
  items: (given, path) => `each ${expectedWords(given, path)}`,
  not: (given, path) => `not ${expectedWords(given, path)}`,
  // what only describes
  type: () => '',
  description: () => '',
  $comment: () => '',
};

/** What a check expects, in words: `{maximum: 30}` of `retention.maxDays` → `at most 30 days`. */
export function expectedWords(expected: unknown, path: string): string {
  if (path === 'list') return 'the whole list';
  if (typeof expected !== 'object' || expected === null) return JSON.stringify(expected) ?? '';
  const words = Object.entries(expected).map(
    ([keyword, given]) => keywords[keyword]?.(given, path) ?? JSON.stringify({ [keyword]: given }),
  );
  return words.filter((word) => word !== '').join(' and ') || 'anything';
}

const codeWords: Readonly<Record<string, string>> = {
  malformed: 'gave an answer that lacks what was asked for',
  'not-asked': 'was not asked before the run was cut off',
  truncated: 'gave a list that was cut off',
  undecided: 'gave settings that this version cannot decide',
  elsewhere: 'is kept where this audit cannot look',
};

/** AWS's codes for what the caller may not ask. */
export const denied = /denied|unauthori[sz]ed|forbidden/i;

/** Why something is not known: `s3:GetBucketPolicy was denied (AccessDenied) in eu-west-1`. */
export function reasonWords({ operation, code, region, note }: Reason): string {
  if (note) return operation === '' ? note : `${note} (${operation}, ${code})`;
  const where = region ? ` in ${region}` : '';
  const what = operation === '' ? 'It' : operation;
  const own = codeWords[code];
  if (own) return `${what} ${own}${where}`;
  return denied.test(code) ? `${what} was denied (${code})${where}` : `${what} did not answer (${code})${where}`;
}

/** Why something is not known: what is true of several regions is said once, with all of them or how many they are. */
export function reasonsWords(reasons: readonly Reason[]): readonly string[] {
  const regionsOf = new Map<string, Set<string>>();
  for (const { region, ...reason } of reasons) {
    const why = reasonWords(reason);
    const regions = regionsOf.get(why) ?? new Set();
    regionsOf.set(why, region ? regions.add(region) : regions);
  }
  return [...regionsOf].map(([why, regions]) => (regions.size === 0 ? why : `${why} in ${regionWords([...regions])}`));
}

/** What was found, as one or more sentences; an unknown says what is known of it, then why the rest is not. */
export interface FoundWords {
  /** `60 days`, `at least 60 days`, `not read` */
  readonly value: string;
  /** Several values, where the fact is a list of them. */
  readonly list: readonly string[];
  readonly why: readonly string[];
}

const bound = (word: string, value: Value | undefined, path: string): string | undefined =>
  value === undefined || Array.isArray(value) ? undefined : `${word} ${valueWords(value, path)}`;

export function foundWords({ value, unknown, atLeast, atMost }: Fact, path: string): FoundWords {
  if (value !== undefined) {
    const list = Array.isArray(value) && value.length > 0 ? value : [];
    return { value: list.length > 0 ? '' : valueWords(value, path), list, why: [] };
  }
  const bounds = [bound('at least', atLeast, path), bound('at most', atMost, path)].filter((word) => word !== undefined);
  const sure = Array.isArray(atLeast) ? atLeast : [];
  const words = bounds.length > 0 ? bounds.join(', ') : sure.length > 0 ? 'at least these' : 'not read';
  return { value: words, list: sure, why: reasonsWords(unknown ?? []) };
}
