import { termRegex } from './regex.ts';
import { agreed, type Tri } from './tri.ts';

interface Term {
  readonly role: 'required' | 'optional' | 'excluded';
  readonly isIn: (text: string) => boolean;
}

/** A pattern of terms for text that has no structure. */
export type TextPattern = readonly Term[];

const LEXER = /\s*(?<role>[?-]?)(?:"(?<quoted>(?:[^"\\]|\\["\\])*)"|%(?<regex>[^%]+)%|(?<word>\w+))(?=\s|$)/y;
const ROLES = new Map<string, Term['role']>([
  ['', 'required'],
  ['?', 'optional'],
  ['-', 'excluded'],
]);

/**
 * Parses terms: all of `a b`, one of `?a ?b`, not `-a`, `"a phrase"`, `%a regex%`. No terms match every event. Undefined:
 * not understood; a term with other characters than letters, digits and underscores must be in quotes.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-unstructured-log-events.html
 */
export const parseTextPattern = (pattern: string): TextPattern | undefined => {
  const terms: Term[] = [];
  const end = pattern.trimEnd().length;
  for (LEXER.lastIndex = 0; LEXER.lastIndex < end; ) {
    const found = LEXER.exec(pattern)?.groups;
    const role = ROLES.get(found?.role ?? '');
    const regex = found?.regex === undefined ? undefined : termRegex(found.regex);
    const phrase = found?.word ?? found?.quoted?.replace(/\\(["\\])/g, '$1');
    if (!found || !role || (!regex && phrase === undefined)) return undefined;
    terms.push({ role, isIn: (text) => regex?.test(text) ?? text.includes(phrase ?? '') });
  }
  return terms;
};

/** Whether a text matches. Beside other terms, whether `?` terms count isn't clear: then only what holds either way is told. */
export const matchesTerms = (terms: TextPattern, text: string): Tri => {
  const of = (role: Term['role']) => terms.filter((term) => term.role === role);
  const [required, optional, excluded] = [of('required'), of('optional'), of('excluded')];
  const rest = required.every(({ isIn }) => isIn(text)) && !excluded.some(({ isIn }) => isIn(text));
  const withOptional = rest && (optional.length === 0 || optional.some(({ isIn }) => isIn(text)));
  return required.length + excluded.length > 0 ? agreed(rest, withOptional) : withOptional;
};
