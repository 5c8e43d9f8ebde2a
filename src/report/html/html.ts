import { plainLines } from '../plain-text.ts';
import { type Element, isVoid } from './element.ts';

/** Text that is markup, and was made by `html` or by one of the few calls of `trusted`. */
export class Html {
  readonly #markup: string;
  private constructor(markup: string) {
    this.#markup = markup;
  }

  /** Markup of our own making: a style sheet, a script, base64. Nothing from the account, ever. */
  static trusted(markup: string): Html {
    return new Html(markup);
  }

  toString(): string {
    return this.#markup;
  }
}

/** What may stand in a template: markup stays, all else is text. */
export type Fragment = Html | Element | string | number | undefined | false | null | readonly Fragment[];

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' };

/** Text as HTML shows it, in an element or a quoted attribute; what a reader would not see is made visible. */
export const escapeHtml = (text: string): string => plainLines(text).replace(/[&<>"'`]/g, (char) => entities[char] ?? char);

function markup(fragment: Fragment): string {
  if (fragment === undefined || fragment === null || fragment === false) return '';
  if (typeof fragment === 'string') return escapeHtml(fragment);
  if (typeof fragment === 'number') return String(fragment);
  if (fragment instanceof Html) return fragment.toString();
  if (isElement(fragment)) return elementMarkup(fragment);
  return fragment.map(markup).join('');
}

const isElement = (fragment: Element | readonly Fragment[]): fragment is Element => !Array.isArray(fragment);

function elementMarkup({ tag, attributes, children }: Element): string {
  const names = Object.entries(attributes)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${escapeHtml(value)}"`))
    .join('');
  return isVoid(tag) ? `<${tag}${names}>` : `<${tag}${names}>${children.map(markup).join('')}</${tag}>`;
}

/** HTML with values put in: each is escaped, unless it is `Html` or an element. Attributes must be quoted. */
export const html = (strings: TemplateStringsArray, ...values: readonly Fragment[]): Html =>
  Html.trusted(strings.map((text, i) => text + (i < values.length ? markup(values[i]) : '')).join(''));
