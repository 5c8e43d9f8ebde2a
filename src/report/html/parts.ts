import type { Verdict } from '../../findings/verdict.ts';
import { plainText } from '../plain-text.ts';
import { verdictWords } from '../words.ts';
import { type Child, classed, type Element, element } from './element.ts';

/** A verdict: shape and word, or shape and a word of one's own (`S3: 2 of 4 fail`). */
export function badge(verdict: Verdict, text: string = verdictWords[verdict].word): Element {
  return classed('span', `v ${verdict}`, element('i', { 'aria-hidden': 'true' }, verdictWords[verdict].shape), classed('span', 't', text));
}

/** An ARN or a path that breaks where it may: after `:` and `/`. */
export const breakable = (text: string): readonly Child[] =>
  text.split(/(?<=[:/])(?=[^:/])/).flatMap((part, i) => (i === 0 ? [part] : [element('wbr'), part]));

/** A sentence of a rule: what stands between `ticks` is code. A tick within a word, as a name may have one, stays as it is. */
export const prose = (text: string): readonly Child[] =>
  text.split(/(?<![^\s(])`([^`\n]+)`(?=[\s.,;:)]|$)/).map((part, i) => (i % 2 === 1 ? element('code', {}, part) : part));

/** An ARN, with a button that copies it. */
export const arn = (text: string): Child => [
  element('code', { class: 'arn' }, ...breakable(text)),
  ' ',
  element('button', { type: 'button', class: 'copy small', 'data-copy': plainText(text), 'aria-label': 'Copy the ARN' }, 'Copy'),
];

/** Lines to copy, in a block of their own. */
export const copyable = (text: string, label: string): Element =>
  classed(
    'div',
    'copyable',
    element('pre', { tabindex: '0', role: 'group', 'aria-label': label }, element('code', {}, text)),
    element('button', { type: 'button', class: 'copy', 'data-copy': '', 'aria-label': `Copy: ${label}` }, 'Copy'),
  );

/** What opens in place. */
export const folded = (summary: Child, ...body: readonly Child[]): Element =>
  element('details', {}, element('summary', {}, summary), ...body);

/** A row of a list of terms. */
export const term = (name: Child, ...value: readonly Child[]): Element =>
  classed('div', 'term', element('dt', {}, name), element('dd', {}, ...value));
