import { counted, numberWords } from '../../words.ts';
import { chips } from './chips.ts';
import { make } from './dom.ts';
import { type Filtered, search } from './filter.ts';
import { virtualList } from './list.ts';
import { detailLoader } from './load.ts';
import { parseQuery, toggle } from './query.ts';
import { opened, rowButton } from './row.ts';
import { searchBox } from './search-box.ts';
import { empty, readFragment, type State, writeFragment } from './state.ts';
import { rowView, type Table } from './table.ts';

/** How many findings show before one asks for all: what stands below the list stays within reach. */
const few = 50;

/** The list of findings: its query box, its chips, its rows; all of it follows from one state, which is the URL's. */
export function finder(table: Table, place: HTMLElement): void {
  const filter = search(table);
  const detail = detailLoader(table);
  let state: State = empty;
  let filtered: Filtered = filter([]);
  let shown = '';
  let all = false;
  let typing = false;

  const valuesOf = (field: keyof Filtered['counts']) =>
    table.facets[field].values.map((value, code) => ({ value, count: filtered.counts[field][code] ?? 0 }));
  const box = searchBox(valuesOf, (query, done) => {
    go({ query, finding: '' }, typing ? 'replace' : 'push');
    typing = !done;
  });
  const buttons = chips(table, filtered.counts, (field, value) => go({ query: toggle(state.query, field, value), finding: '' }, 'push'));
  const count = make('p', { class: 'count', role: 'status' });
  const root = make('ol', { class: 'list', 'aria-label': 'Findings' });
  const more = make('p', { class: 'more', hidden: '' });
  const showAll = make('button', { type: 'button' });
  more.append(showAll);
  place.replaceChildren(box.root, buttons.root, count, root, more);
  const list = virtualList(root);

  showAll.addEventListener('click', () => {
    all = true;
    fill();
    list.focus(few);
  });
  root.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLButtonElement>('button.row') : null;
    const row = button && filtered.rows[Number(button.dataset.position)];
    if (row === null || row === undefined) return;
    const id = table.ids[row] ?? '';
    go({ ...state, finding: state.finding === id ? '' : id }, 'push');
  });

  function fill(): void {
    const { rows } = filtered;
    const length = all ? rows.length : Math.min(rows.length, few);
    count.textContent =
      rows.length === table.size ? counted(table.size, 'finding') : `${numberWords(rows.length)} of ${counted(table.size, 'finding')}`;
    more.hidden = length === rows.length;
    showAll.textContent = `Show all ${counted(rows.length, 'finding')}`;
    list.show({ count: length, button: (position) => rowButton(rowView(table, rows[position] ?? 0)) });
  }

  /** Opens the state's finding in place; gives its position, or none. */
  function unfold(): number | undefined {
    const row = state.finding === '' ? -1 : table.ids.indexOf(state.finding);
    const position = row < 0 ? -1 : filtered.rows.indexOf(row);
    if (position < 0) {
      list.close();
      return undefined;
    }
    if (position >= few && !all) {
      all = true;
      fill();
    }
    const below = make('div', { class: 'opened', role: 'region', 'aria-label': 'The finding' });
    list.open(position, below);
    void detail(row).then((view) => below.append(view ? opened(view) : make('p', {}, 'The rule of this finding is not in the file.')));
    return position;
  }

  /** Shows what the state says. */
  function render(): number | undefined {
    const terms = parseQuery(state.query);
    // a link to a finding shows it, whatever the query says
    if (state.query !== shown || shown === '') filtered = filter(terms);
    box.set(state.query);
    buttons.update(terms, filtered.counts);
    if (state.query !== shown || root.childElementCount === 0) fill();
    shown = state.query;
    return unfold();
  }

  function go(next: State, how: 'push' | 'replace'): void {
    const changed = writeFragment(next) !== writeFragment(state);
    state = next;
    if (changed) history[how === 'push' ? 'pushState' : 'replaceState'](null, '', writeFragment(state));
    render();
  }

  /** The state from the URL: at the start, by a link, by the back button. An anchor of the page changes nothing here. */
  function arrive(scroll: boolean): void {
    const next = readFragment(location.hash);
    if (!next) return;
    const row = next.finding === '' ? -1 : table.ids.indexOf(next.finding);
    const hidden = row >= 0 && !filter(parseQuery(next.query)).rows.includes(row);
    state = hidden ? { ...next, query: '' } : next;
    typing = false;
    const position = render();
    if (position !== undefined && scroll) {
      list.focus(position);
      root.querySelector(`[data-position="${position}"]`)?.scrollIntoView();
    } else if (scroll && state.query !== '') document.getElementById('findings')?.scrollIntoView();
  }

  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#q="], a[href^="#finding="]') : null;
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, '', link.getAttribute('href'));
    arrive(true);
  });
  window.addEventListener('popstate', () => {
    arrive(false);
    // the browser puts back where one was; an address that was typed has no such place
    requestAnimationFrame(() => root.querySelector('.row[aria-expanded=true]')?.scrollIntoView({ block: 'nearest' }));
  });
  document.addEventListener('keydown', (event) => {
    const { target } = event;
    const writes = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
    if (event.key !== '/' || writes || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    box.focus();
  });

  if (readFragment(location.hash)) arrive(true);
  else render();
}
