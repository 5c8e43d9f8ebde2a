import { expect, it } from 'vitest';
import { html } from './html.ts';
import { prose } from './parts.ts';

it.each([
  ['Put a condition on `sub`.', 'Put a condition on <code>sub</code>.'],
  ['`s3:*` and `kms:*` read all', '<code>s3:*</code> and <code>kms:*</code> read all'],
  ['(`a b`) `<b>`', '(<code>a b</code>) <code>&lt;b&gt;</code>'],
  ['a`$(touch /tmp/x)`;{name}', 'a&#96;$(touch /tmp/x)&#96;;{name}'],
  ['one ` alone', 'one &#96; alone'],
  ['', ''],
])('what stands between ticks is code: %s', (text, markup) => {
  expect(html`${prose(text)}`.toString()).toBe(markup);
});
