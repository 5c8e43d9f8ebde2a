import { plainLines } from '../../plain-text.ts';
import type { Child, Element as Described } from '../element.ts';

/** What is described, as DOM: text becomes text nodes, and nothing is ever parsed as markup. */
export function nodes(child: Child): Node[] {
  if (child === undefined || child === false) return [];
  if (typeof child === 'string') return [document.createTextNode(plainLines(child))];
  if (isElement(child)) return [dom(child)];
  return child.flatMap(nodes);
}

const isElement = (child: Described | readonly Child[]): child is Described => !Array.isArray(child);

export function dom({ tag, attributes, children }: Described): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(name, plainLines(value));
  made.append(...children.flatMap(nodes));
  return made;
}

/** An element of the page itself, of a tag that descriptions do not have. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.flatMap(nodes));
  return made;
}
