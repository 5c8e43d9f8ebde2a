import { matchesJson } from './json-match.ts';
import { parseJsonPattern } from './json-pattern.ts';
import { matchesTerms, parseTextPattern } from './text-pattern.ts';
import type { Tri } from './tri.ts';

/**
 * Whether an event matches a filter pattern of CloudWatch Logs: a JSON pattern in braces, or terms for plain text. The
 * event is a parsed JSON value, or the text of a line. Undefined: the pattern, or what it would do, is not understood, so
 * nothing is proven. Patterns in brackets, for columns of text, are not understood.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export const matchesPattern = (pattern: string, event: unknown): Tri => {
  if (pattern.trimStart().startsWith('{')) {
    const json = parseJsonPattern(pattern);
    if (!json) return undefined;
    const parsed = typeof event === 'string' ? parsedJson(event) : event;
    return typeof parsed === 'object' && parsed !== null ? matchesJson(json, parsed) : false;
  }
  const terms = parseTextPattern(pattern);
  return terms && matchesTerms(terms, typeof event === 'string' ? event : JSON.stringify(event));
};

const parsedJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
