import { plainText } from '../report/plain-text.ts';

/** Text from an account that stays text in Markdown, on its line and in its cell: names belong to whoever made the resource. */
export const plain = (text: string): string => plainText(text.replace(/\s+/g, ' ').trim()).replace(/([\\`*_[\]<>|#&~!])/g, '\\$1');

/** A table of text; where there are no rows, the sentence instead. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], none: string): string {
  if (rows.length === 0) return none;
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map((row) => line(row.map(plain)))].join('\n');
}
