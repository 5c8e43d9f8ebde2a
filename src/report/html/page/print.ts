import { numberWords, severityWords } from '../../words.ts';
import { badge, breakable } from '../parts.ts';
import { dom, make, nodes } from './dom.ts';
import { rowView, type Table } from './table.ts';

/** The most findings on paper: more stalls the browser, and nobody reads them there. */
const most = 1000;

function printRow(table: Table, row: number): HTMLTableRowElement {
  const { verdict, severity, resource, message, clause } = rowView(table, row);
  const line = document.createElement('tr');
  const cell = (...content: readonly Node[]): HTMLElement => {
    const td = document.createElement('td');
    td.append(...content);
    return td;
  };
  line.append(
    cell(dom(badge(verdict))),
    cell(...nodes(severityWords[severity])),
    cell(make('b', {}, resource.name), document.createElement('br'), make('code', {}, ...breakable(resource.arn))),
    cell(...nodes(message)),
    cell(...nodes(clause)),
  );
  return line;
}

/** The list on screen holds only what is near the window: paper gets the failing findings as a table of their own, which the screen hides. */
export function printsFailures(table: Table, holder: HTMLElement): void {
  const { values, codes } = table.facets.verdict;
  const failing = [...codes.keys()].filter((row) => values[codes[row] ?? -1] === 'fail');
  if (failing.length === 0) {
    holder.replaceChildren(make('p', {}, 'No finding fails.'));
    return;
  }
  const heads = document.createElement('tr');
  for (const head of ['Verdict', 'Severity', 'Resource', 'What', 'Clause']) heads.append(make('th', { scope: 'col' }, head));
  const top = document.createElement('thead');
  top.append(heads);
  const body = document.createElement('tbody');
  body.append(...failing.slice(0, most).map((row) => printRow(table, row)));
  const shown = make('table');
  shown.append(top, body);
  const says =
    failing.length > most
      ? `The first ${numberWords(most)} of ${numberWords(failing.length)} findings that fail; the others are in the file.`
      : 'The findings that fail.';
  holder.replaceChildren(make('p', {}, says), shown);
}
