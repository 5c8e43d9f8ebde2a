import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostile } from '../../../test/browser/hostile.ts';
import { element, link } from './element.ts';
import { type Fragment, html } from './html.ts';

describe('values in a template', () => {
  it.each<[string, Fragment, string]>([
    ['text', '<b>&"\'`', '<p>&lt;b&gt;&amp;&quot;&#39;&#96;</p>'],
    ['a number', 5, '<p>5</p>'],
    ['nothing', undefined, '<p></p>'],
    ['false', false, '<p></p>'],
    ['markup', html`<i>${'<'}</i>`, '<p><i>&lt;</i></p>'],
    ['an element', element('a', { href: '#"x', title: '<' }, '<', element('wbr')), '<p><a href="#&quot;x" title="&lt;">&lt;<wbr></a></p>'],
    ['a list', ['<', html`<br>`], '<p>&lt;<br></p>'],
    ['what reverses the reading', 'a\u202eb', '<p>a[U+202E]b</p>'],
  ])('%s', (_, value, expected) => {
    expect(html`<p>${value}</p>`.toString()).toBe(expected);
  });

  it.each(hostile)('%j is text, in elements and attributes', (name) => {
    const found = html`<p title="${name}">${name}${element('b', { title: name }, name)}</p>`.toString();
    expect(found.match(/<[^>]*>/g)).toHaveLength(4);
    expect(found).not.toMatch(/<(img|script|!--)/);
  });

  it('never lets a text begin or end an element', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/[<>"'`]/.test(html`${text}`.toString())));
  });
});

it.each(['javascript:alert(1)', 'http://plain.example', 'data:text/html,x', 'https://a"b', 'text'])('%s is no link', (address) => {
  expect(link(address)).toBe(address);
});
