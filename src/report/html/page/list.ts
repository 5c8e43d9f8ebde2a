/** What a list shows; positions count from 0 in the list as it is filtered now. */
export interface Rows {
  readonly count: number;
  /** The button that is a row; its height is the style sheet's and the same for all. */
  readonly button: (position: number) => HTMLButtonElement;
}

export interface List {
  /** Shows other rows; none is open. */
  readonly show: (rows: Rows) => void;
  /** Opens a row in place, with what stands below it; closes the one that was open. Nothing that is in view moves. */
  readonly open: (position: number, below: HTMLElement) => void;
  readonly close: () => void;
  /** Moves the focus to a row, and the page so that it can be seen. */
  readonly focus: (position: number) => void;
}

/** Rows beyond the window that are kept, so that scrolling shows no gaps. */
const spare = 8;

/** A list of so many rows is in the document whole: the browser's own search finds what is in it. */
const short = 60;

/**
 * A list of any length in the flow of the page: only the rows that are near the window are in the document. Rows are of one height; the
 * open one has its details below it. One row can be tabbed to; arrow keys, Home and End move among them.
 */
export function virtualList(root: HTMLElement): List {
  let rows: Rows = { count: 0, button: () => document.createElement('button') };
  let active = 0;
  let opened: { readonly position: number; readonly below: HTMLElement } | undefined;
  let rowHeight = 0;
  const items = new Map<number, HTMLLIElement>();

  const belowHeight = (): number => opened?.below.offsetHeight ?? 0;
  const topOf = (position: number): number => position * rowHeight + (opened && position > opened.position ? belowHeight() : 0);
  const positionAt = (y: number): number => {
    if (!opened || y < topOf(opened.position + 1) - belowHeight()) return Math.floor(y / rowHeight);
    return y < topOf(opened.position + 1) ? opened.position : Math.floor((y - belowHeight()) / rowHeight);
  };

  function item(position: number): HTMLLIElement {
    const known = items.get(position);
    if (known) return known;
    const made = document.createElement('li');
    made.setAttribute('aria-setsize', String(rows.count));
    made.setAttribute('aria-posinset', String(position + 1));
    const button = rows.button(position);
    button.dataset.position = String(position);
    button.setAttribute('aria-expanded', 'false');
    made.append(button);
    const next = [...items.keys()].filter((other) => other > position).sort((a, b) => a - b)[0];
    root.insertBefore(made, next === undefined ? null : (items.get(next) ?? null));
    items.set(position, made);
    return made;
  }

  function layout(): void {
    if (rows.count === 0) {
      root.style.height = '0';
      return;
    }
    if (rowHeight === 0) rowHeight = item(0).querySelector('button')?.offsetHeight || 1;
    const top = root.getBoundingClientRect().top;
    const whole = rows.count <= short;
    const first = whole ? 0 : Math.max(0, positionAt(Math.max(0, -top)) - spare);
    const last = whole ? rows.count - 1 : Math.min(rows.count - 1, Math.max(0, positionAt(window.innerHeight - top)) + spare);
    const wanted = new Set([active, ...(opened ? [opened.position] : [])]);
    for (let position = first; position <= last; position++) wanted.add(position);
    for (const [position, li] of items) {
      if (wanted.has(position)) continue;
      li.remove();
      items.delete(position);
    }
    for (const position of wanted) {
      const li = item(position);
      li.style.top = `${topOf(position)}px`;
      const button = li.querySelector('button');
      if (button) button.tabIndex = position === active ? 0 : -1;
    }
    root.style.height = `${topOf(rows.count)}px`;
  }

  const heights = new ResizeObserver(layout);

  function closeOpened(): void {
    if (!opened) return;
    heights.unobserve(opened.below);
    opened.below.remove();
    items.get(opened.position)?.querySelector('button')?.setAttribute('aria-expanded', 'false');
    opened = undefined;
  }

  /** Does something that may move rows, and scrolls so that this one stays where it was. */
  function keeping(position: number, act: () => void): void {
    const y = (): number | undefined => items.get(position)?.getBoundingClientRect().top;
    const before = y();
    act();
    layout();
    const after = y();
    if (before !== undefined && after !== undefined && before !== after) window.scrollBy(0, after - before);
  }

  function focus(position: number): void {
    if (rows.count === 0) return;
    active = Math.max(0, Math.min(rows.count - 1, position));
    layout();
    const button = item(active).querySelector('button');
    const { top, bottom } = button?.getBoundingClientRect() ?? { top: 0, bottom: 0 };
    if (top < 0) window.scrollBy(0, top - rowHeight);
    else if (bottom > window.innerHeight) window.scrollBy(0, bottom - window.innerHeight + rowHeight);
    layout();
    button?.focus({ preventScroll: true });
  }

  root.addEventListener('keydown', (event) => {
    if (
      !(event.target instanceof HTMLButtonElement) ||
      event.target.dataset.position === undefined ||
      event.altKey ||
      event.ctrlKey ||
      event.metaKey
    )
      return;
    const page = Math.max(1, Math.floor(window.innerHeight / Math.max(1, rowHeight)) - 1);
    const to = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + page, PageUp: active - page, Home: 0, End: rows.count - 1 }[
      event.key
    ];
    if (to === undefined) return;
    event.preventDefault();
    focus(to);
  });
  root.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLButtonElement) || target.dataset.position === undefined) return;
    active = Number(target.dataset.position);
    layout();
  });
  window.addEventListener('scroll', layout, { passive: true });
  window.addEventListener('resize', () => {
    rowHeight = items.values().next().value?.querySelector('button')?.offsetHeight || 0;
    layout();
  });

  return {
    show(next) {
      closeOpened();
      rows = next;
      active = 0;
      for (const li of items.values()) li.remove();
      items.clear();
      layout();
    },
    open(position, below) {
      active = position;
      keeping(position, () => {
        closeOpened();
        opened = { position, below };
        const li = item(position);
        li.querySelector('button')?.setAttribute('aria-expanded', 'true');
        li.append(below);
        heights.observe(below);
      });
    },
    close() {
      if (opened) keeping(opened.position, closeOpened);
    },
    focus,
  };
}
