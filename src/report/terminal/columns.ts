import { plainText } from '../plain-text.ts';

/** How many columns a text takes on a terminal; what East Asian fonts draw wide takes two. */
export function widthOf(text: string): number {
  let width = 0;
  for (const char of text)
    width += /\p{M}/u.test(char)
      ? 0
      : /[\p{Emoji_Presentation}\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u.test(
            char,
          )
        ? 2
        : 1;
  return width;
}

/** Text broken into lines of at most `width` columns, at blanks where there are any. Account text is made harmless here. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of plainText(text).split(' ')) {
    let rest = word;
    if (line !== '' && widthOf(line) + 1 + widthOf(rest) > width) {
      lines.push(line);
      line = '';
    }
    while (widthOf(rest) > width) {
      const [head, tail] = cut(rest, width);
      lines.push(head);
      rest = tail;
    }
    line = line === '' ? rest : `${line} ${rest}`;
  }
  return line === '' ? lines : [...lines, line];
}

/** The first `width` columns of a word, and what is left. At least one character is taken. */
function cut(word: string, width: number): readonly [string, string] {
  let head = '';
  for (const char of word) {
    if (head !== '' && widthOf(head) + widthOf(char) > width) break;
    head += char;
  }
  return [head, word.slice(head.length)];
}

/** Text on one line of at most `width` columns, with … where it is cut. Account text is made harmless here. */
export function shortened(text: string, width: number): string {
  const plain = plainText(text);
  return widthOf(plain) <= width ? plain : `${cut(plain, width - 1)[0].trimEnd()}…`;
}

/** Wrapped lines, each behind `indent`; the first behind `first` (of the same width). */
export const hang = (text: string, width: number, indent: string, first = indent): string =>
  wrap(text, Math.max(20, width - widthOf(indent)))
    .map((line, i) => (i === 0 ? first : indent) + line)
    .join('\n');

/** A cell of exactly `width` columns; `left` or `right` is where its text begins. */
export function cell(text: string, width: number, side: 'left' | 'right' = 'left'): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)));
  return side === 'left' ? text + space : space + text;
}
