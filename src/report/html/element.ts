/**
 * An element that the server writes as HTML and the page makes as DOM: what stands in both (a finding opened, a verdict) is written once.
 * Neither tags nor attributes that run anything can be said.
 */
export interface Element {
  readonly tag: Tag;
  readonly attributes: Attributes;
  readonly children: readonly Child[];
}

export type Tag =
  | 'a'
  | 'b'
  | 'bdi'
  | 'button'
  | 'code'
  | 'dd'
  | 'details'
  | 'div'
  | 'dl'
  | 'dt'
  | 'h3'
  | 'i'
  | 'li'
  | 'mark'
  | 'p'
  | 'pre'
  | 'span'
  | 'summary'
  | 'ul'
  | 'wbr';

/** `href` is a fragment of the page or an https address: see `link`. */
export type Attributes = Readonly<
  Partial<
    Record<
      'class' | 'id' | 'title' | 'role' | 'type' | 'tabindex' | 'href' | 'rel' | 'hidden' | `aria-${string}` | `data-${string}`,
      string
    >
  >
>;

/** Text is text, whatever it holds. */
export type Child = Element | string | undefined | false | readonly Child[];

export const element = (tag: Tag, attributes: Attributes = {}, ...children: readonly Child[]): Element => ({ tag, attributes, children });

/** The same, for what has a class and nothing else. */
export const classed = (tag: Tag, name: string, ...children: readonly Child[]): Element => element(tag, { class: name }, ...children);

/** An address as a link, if it is an https one; else as text: a rule of the user's own may hold anything. */
export const link = (address: string): Child =>
  /^https:\/\/[^\s"'<>]+$/.test(address) ? element('a', { href: address, rel: 'noreferrer' }, address) : address;

/** Tags that end by themselves. */
export const isVoid = (tag: Tag): boolean => tag === 'wbr';
