import { remember } from '../../remember.ts';

/** One place of a pattern: a character, `?`, `*`, or a `*` that stops at a colon. */
export type Token = { readonly char: string } | 'one' | 'any' | 'within';

/** A set of strings. As a pattern it's what a policy writes, as a set what a request may be. */
export type Pattern = readonly Token[];

const characters = new Map<string, Token>();

/** One token a character, whoever uses it: patterns are made by the ten thousand. */
const character = (char: string): Token => remember(characters, char, () => ({ char }));

/** The set of this one string; `*` and `?` are characters like others. */
export function literal(text: string): Pattern {
  return text.split('').map(character);
}

/** A glob over whole strings: `*` is any text, also across `:` and `/`, `?` is one character. */
export function glob(text: string): Pattern {
  return text.split('').map((char) => (char === '*' ? 'any' : char === '?' ? 'one' : character(char)));
}

/**
 * A glob as the Resource element reads it. AWS promises that a `*` runs past a colon when it's the last character of its segment;
 * of another `*` nothing is said, so here it stops at the colon: `widened` gives the larger reading.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function resourceGlob(text: string): Pattern {
  return glob(text).map((token, at) => (token === 'any' && at + 1 < text.length && text[at + 1] !== ':' ? 'within' : token));
}

/** The same with every `*` free to run past colons. */
export function widened(pattern: Pattern): Pattern {
  return pattern.map((token) => (token === 'within' ? 'any' : token));
}

/**
 * A glob as the Arn… operators read it: each of the six segments for itself; only the last may hold colons.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function arnGlob(text: string): Pattern {
  const head = ARN.exec(text)?.[0] ?? '';
  return [...glob(head).map((token) => (token === 'any' ? 'within' : token)), ...glob(text.slice(head.length))];
}

/** Whether a text has the six segments of an ARN. */
export function isArn(text: string): boolean {
  return ARN.test(text);
}

const ARN = /^arn:[^:]*:[^:]*:[^:]*:[^:]*:/;

/** Without regard to case, as actions are compared. */
export function folded(pattern: Pattern): Pattern {
  return pattern.map((token) => (typeof token === 'object' ? character(token.char.toLowerCase()) : token));
}

/** Whether the pattern is every string: `*`, or `**`. */
export function isEverything(pattern: Pattern): boolean {
  return pattern.length > 0 && pattern.every((token) => token === 'any');
}

/** Past this many states the answer is the one that proves nothing. No policy that people write comes near. */
const MAX_STATES = 20_000;

/** Whether some string is in both. Exact. */
export function overlaps(left: Pattern, right: Pattern): boolean {
  const start = commonStart(left, right);
  if (isChar(left[start]) && isChar(right[start])) return false;
  if (endsInAny(left, start) || endsInAny(right, start)) return true;
  const [a, b] = [left.slice(start), right.slice(start)];
  // reach[j]: whether a[i..] and b[j..] have a string in common, built from the end
  let reach: boolean[] = [];
  for (let i = a.length; i >= 0; i--) {
    const here: boolean[] = [];
    for (let j = b.length; j >= 0; j--) {
      const [x, y] = [a[i], b[j]];
      if (x === undefined && y === undefined) here[j] = true;
      else if ((isStar(x) && reach[j]) || (isStar(y) && here[j + 1])) here[j] = true;
      else if (x === undefined || y === undefined || !meet(x, y)) here[j] = false;
      else if (isStar(x)) here[j] = !isStar(y) && here[j + 1] === true;
      else here[j] = isStar(y) ? reach[j] === true : reach[j + 1] === true;
    }
    reach = here;
  }
  return reach[0] === true;
}

/**
 * Whether every string of `set` is in one of the patterns, or in several together. Exact, up to a bound on the work,
 * past which it's `false`: then nothing is proven.
 */
export function covers(patterns: readonly Pattern[], set: Pattern): boolean {
  if (patterns.some((pattern) => isEverything(pattern) || endsInAny(pattern, commonStart(pattern, set)))) return true;
  const candidates = patterns.filter((pattern) => overlaps(pattern, set));
  if (candidates.length === 0 || set.every(isChar)) return candidates.length > 0;
  const start = Math.min(...candidates.map((pattern) => commonStart(pattern, set)));
  return coversAll(
    candidates.map((pattern) => pattern.slice(start)),
    set.slice(start),
  );
}

function coversAll(candidates: readonly Pattern[], set: Pattern): boolean {
  const letters = alphabet([set, ...candidates]);
  const start: Pair = { within: enter([set]), by: enter(candidates) };
  const seen = new Set([pairKey(start)]);
  const todo = [start];
  for (let pair = todo.pop(); pair; pair = todo.pop()) {
    if (isAccepted([set], pair.within) && !isAccepted(candidates, pair.by)) return false;
    if (isCertain(candidates, pair.by)) continue;
    for (const letter of letters) {
      const within = step([set], pair.within, letter);
      if (within.length === 0) continue;
      const next: Pair = { within, by: step(candidates, pair.by, letter) };
      const key = pairKey(next);
      if (seen.has(key)) continue;
      if (seen.size >= MAX_STATES) return false;
      seen.add(key);
      todo.push(next);
    }
  }
  return true;
}

/** How many characters two patterns begin with in common. */
function commonStart(a: Pattern, b: Pattern): number {
  let at = 0;
  for (; at < a.length && at < b.length; at++) {
    const [x, y] = [a[at], b[at]];
    if (typeof x !== 'object' || typeof y !== 'object' || x.char !== y.char) break;
  }
  return at;
}

/** Whether a pattern's rest is one `*`, which takes whatever follows. */
function endsInAny(pattern: Pattern, at: number): boolean {
  return at + 1 === pattern.length && pattern[at] === 'any';
}

function isChar(token: Token | undefined): boolean {
  return typeof token === 'object';
}

function isStar(token: Token | undefined): boolean {
  return token === 'any' || token === 'within';
}

/** Whether one character fits both places. */
function meet(x: Token, y: Token): boolean {
  if (typeof x === 'object') return fits(y, x.char);
  if (typeof y === 'object') return fits(x, y.char);
  return true;
}

function fits(token: Token, char: string): boolean {
  return typeof token === 'object' ? token.char === char : token !== 'within' || char !== ':';
}

/** A place in one of several patterns. */
type Place = readonly [pattern: number, at: number];
interface Pair {
  readonly within: readonly Place[];
  readonly by: readonly Place[];
}

function pairKey({ within, by }: Pair): string {
  return `${within.join(' ')}|${by.join(' ')}`;
}

function enter(patterns: readonly Pattern[]): readonly Place[] {
  return closed(
    patterns,
    patterns.map((_, which) => [which, 0]),
  );
}

function step(patterns: readonly Pattern[], places: readonly Place[], char: string): readonly Place[] {
  const next: Place[] = [];
  for (const [which, at] of places) {
    const token = patterns[which]?.[at];
    if (token !== undefined && fits(token, char)) next.push([which, isStar(token) ? at : at + 1]);
  }
  return closed(patterns, next);
}

/** With the places behind stars, since a star may be empty; in order, each once. */
function closed(patterns: readonly Pattern[], places: readonly Place[]): readonly Place[] {
  const found = new Map<string, Place>();
  for (const place of places) {
    for (let [which, at] = place; ; at++) {
      found.set(`${which},${at}`, [which, at]);
      if (!isStar(patterns[which]?.[at])) break;
    }
  }
  return [...found.values()].sort(([p, i], [q, j]) => p - q || i - j);
}

function isAccepted(patterns: readonly Pattern[], places: readonly Place[]): boolean {
  return places.some(([which, at]) => at === patterns[which]?.length);
}

/** Whether whatever follows is accepted. */
function isCertain(patterns: readonly Pattern[], places: readonly Place[]): boolean {
  return places.some(([which, at]) => at + 1 === patterns[which]?.length && patterns[which]?.[at] === 'any');
}

/** The characters that are named, the colon, and one that stands for all others. */
function alphabet(patterns: readonly Pattern[]): readonly string[] {
  const named = patterns.flat().flatMap((token) => (typeof token === 'object' ? [token.char] : []));
  return [...new Set([...named, ':', OTHER])];
}

const OTHER = '\uF8FF';
