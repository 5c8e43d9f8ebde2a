import { Html } from './html.ts';

/** A text as a CSS string: whatever it holds, it can't end the string. */
const cssString = (text: string): string => `"${text.replace(/[^A-Za-z0-9 ,.:-]/gu, (char) => `\\${char.codePointAt(0)?.toString(16)} `)}"`;

/**
 * A style sheet that prints `foot` and the number of the page at the foot of every page, on paper of whatever size, upright or on its side.
 * https://developer.mozilla.org/en-US/docs/Web/CSS/@page#margin_at-rules
 */
export const printed = (foot: string, size: 'portrait' | 'landscape'): string =>
  `@page{size:${size};margin:14mm 12mm 16mm;@bottom-left{content:${cssString(foot)};font:9pt sans-serif}@bottom-right{content:"Page " counter(page) " of " counter(pages);font:9pt sans-serif}}`;

/** A style sheet as an element; the policy of the page must allow its hash. */
export const styleElement = (css: string): Html => Html.trusted(`<style>${css}</style>`);
