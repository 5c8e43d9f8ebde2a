import { plainText } from './plain-text.ts';

/**
 * What GitHub and GitLab act on after the Markdown is read, where a backslash no longer counts: mentions and mail addresses, issues, formulas,
 * addresses, emoji by name. In a code span they leave all of it alone.
 */
const acting = /[@#$]|:\/\/|:[\w+-]+:|www\.|gh-\d/i;

/** A word as it stays a word; one that would act stands in a code span, without the punctuation around it. */
function word(text: string): string {
  if (!acting.test(text)) return escaped(text);
  const [lead = ''] = /^[("']*/.exec(text) ?? [];
  const [tail = ''] = /[.,;:!?)"']*$/.exec(text.slice(lead.length)) ?? [];
  return `${lead}\`${text.slice(lead.length, text.length - tail.length)}\`${escaped(tail)}`;
}

/** `[who]` stays as it is; a box to tick, a footnote, an alert and a link do not. */
const escaped = (text: string): string => text.replace(/[\\`*_{}<>|~&]|!(?=\[)|\[(?![\p{L}\p{N}])|\[(?=x\])|\](?=[([:])/giu, '\\$&');

/**
 * Text as Markdown shows it on one line or in one cell: nothing of it is markup, a link, a mention, and what a reader would not see is made
 * visible. The names in an account belong to whoever made the resource.
 */
export const escapeMarkdown = (text: string): string =>
  plainText(text.replace(/\s+/g, ' ').trim())
    .replace(/[\\`|]|[^\s\\`|]+/g, word)
    .replace(/^[-+=]/, '\\$&')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2');

/** The longest that one text of many may be, in characters. */
const longest = 400;

/** A text that may be of any length, cut where it fills a page. */
export function clipped(text: string): string {
  const chars = [...text.slice(0, (longest + 1) * 2)];
  return chars.length > longest ? `${chars.slice(0, longest - 1).join('')}…` : text;
}

/** A table of text; where there are no rows, the sentence instead. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[], none: string): string {
  if (rows.length === 0) return none;
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map((row) => line(row.map(escapeMarkdown)))].join('\n');
}

/** Texts, one below the other. */
export const markdownList = (items: readonly string[]): string => items.map((item) => `- ${escapeMarkdown(item)}`).join('\n');
