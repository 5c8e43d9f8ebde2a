/**
 * Characters that a reader does not see, or that change how what is around them is shown: controls (ANSI escapes begin with one),
 * right-to-left marks and their like, line and paragraph separators, halves of characters, fillers that look like nothing.
 */
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/gu;

/** A character as its number: `[U+001B]` for escape. */
const shown = (char: string): string => `[U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;

/**
 * Text from an account as it may be shown on one line: nothing in it moves the cursor, colours the terminal, turns the reading direction
 * or hides. Whoever may name a resource may otherwise write what he likes into a report.
 */
export const plainText = (text: string): string => text.replace(hidden, shown);

/** The same for text of several lines: line breaks and tabs stay. */
export const plainLines = (text: string): string => text.replace(hidden, (char) => (char === '\n' || char === '\t' ? char : shown(char)));
