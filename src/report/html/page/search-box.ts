import { classed, element } from '../element.ts';
import { type Completion, complete, type ValueCounts } from './completion.ts';
import { dom, make } from './dom.ts';

export interface SearchBox {
  readonly root: HTMLElement;
  readonly set: (query: string) => void;
  readonly focus: () => void;
}

/**
 * The query box: a combobox that offers fields and their values. `Esc` clears it.
 * https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
 * @param changed is told each new query, and whether it ends a word (picked, cleared, Enter) or is still being typed
 */
export function searchBox(valuesOf: ValueCounts, changed: (query: string, done: boolean) => void): SearchBox {
  const input = make('input', {
    type: 'search',
    id: 'query',
    role: 'combobox',
    'aria-label': 'Search findings',
    'aria-expanded': 'false',
    'aria-controls': 'query-options',
    'aria-autocomplete': 'list',
    autocomplete: 'off',
    spellcheck: 'false',
    placeholder: 'verdict:fail service:s3 name:reports',
  });
  const options = make('ul', { role: 'listbox', id: 'query-options', 'aria-label': 'Completions', hidden: '' });
  const root = make('div', { class: 'query' });
  root.append(input, make('kbd', { 'aria-hidden': 'true' }, '/'), options);
  let now: Completion = { from: 0, to: 0, options: [] };
  let chosen = -1;

  function choose(n: number): void {
    chosen = n;
    for (const [i, option] of [...options.children].entries()) {
      option.setAttribute('aria-selected', String(i === n));
      if (i === n) option.scrollIntoView({ block: 'nearest' });
    }
    if (n >= 0) input.setAttribute('aria-activedescendant', `query-option-${n}`);
    else input.removeAttribute('aria-activedescendant');
  }

  function hide(): void {
    options.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    choose(-1);
  }

  function offer(): void {
    now = complete(input.value, input.selectionStart ?? input.value.length, valuesOf);
    options.replaceChildren(
      ...now.options.map(({ text, count }, i) =>
        dom(
          element(
            'li',
            { role: 'option', id: `query-option-${i}`, 'aria-selected': 'false' },
            element('span', {}, text),
            count !== undefined && classed('span', 'dim', String(count)),
          ),
        ),
      ),
    );
    options.hidden = now.options.length === 0;
    input.setAttribute('aria-expanded', String(!options.hidden));
    choose(-1);
  }

  function take(n: number): void {
    const option = now.options[n];
    if (!option) return;
    const rest = input.value.slice(now.to);
    const begun = option.count === undefined;
    const text = `${input.value.slice(0, now.from)}${option.text}${begun ? '' : ' '}`;
    input.value = text + rest.trimStart();
    input.setSelectionRange(text.length, text.length);
    changed(input.value, !begun);
    if (begun) offer();
    else hide();
  }

  input.addEventListener('input', () => {
    changed(input.value, false);
    offer();
  });
  input.addEventListener('focus', () => {
    if (input.value === '') offer();
  });
  input.addEventListener('blur', hide);
  options.addEventListener('mousedown', (event) => {
    event.preventDefault(); // the box keeps the focus
    const option = event.target instanceof Element ? event.target.closest('[role=option]') : null;
    if (option) take([...options.children].indexOf(option));
  });
  input.addEventListener('keydown', (event) => {
    const last = now.options.length - 1;
    if (event.key === 'Escape') {
      input.value = '';
      hide();
      changed('', true);
    } else if (event.key === 'ArrowDown' && options.hidden) offer();
    else if (event.key === 'ArrowDown') choose(chosen >= last ? 0 : chosen + 1);
    else if (event.key === 'ArrowUp' && !options.hidden) choose(chosen <= 0 ? last : chosen - 1);
    else if (event.key === 'Enter' && chosen >= 0) take(chosen);
    else if (event.key === 'Enter') {
      hide();
      changed(input.value, true);
    } else return;
    event.preventDefault();
  });

  return {
    root,
    set: (query) => {
      if (input.value.trim() !== query.trim()) input.value = query;
    },
    focus: () => {
      input.focus();
      input.select();
    },
  };
}
