import { copyButtons } from './copy.ts';
import { make } from './dom.ts';
import { finder } from './finder.ts';
import { loadTable } from './load.ts';
import { printsFailures } from './print.ts';
import { rowAnchors } from './row-anchors.ts';

/** The page as it was written reads without this. What it adds: the list of findings, copying, and rows that open when they are linked to. */
async function start(): Promise<void> {
  document.documentElement.classList.add('js');
  copyButtons();
  rowAnchors();
  const place = document.getElementById('finder');
  const paper = document.getElementById('print-findings');
  if (!place || !paper) return;
  if (typeof DecompressionStream === 'undefined') {
    place.replaceChildren(
      make(
        'p',
        { class: 'note' },
        'This browser is too old to unpack the list of findings: take one of 2023 or later. All else on this page reads.',
      ),
    );
    return;
  }
  try {
    const table = await loadTable();
    finder(table, place);
    printsFailures(table, paper);
  } catch (error) {
    place.replaceChildren(
      make('p', { class: 'note' }, `The list of findings could not be unpacked: ${String(error)}. Was the file cut short?`),
    );
  }
}

void start();
