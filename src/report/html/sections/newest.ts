import { verdicts } from '../../../findings/verdict.ts';
import { dateWords } from '../../words.ts';
import { type Html, html } from '../html.ts';
import { badge } from '../parts.ts';
import type { Context } from './context.ts';

/** Section 4: what the newest edition asks differently, with both figures side by side. */
export function newest({ file }: Context): Html {
  const { edition, changes } = file.newestEdition;
  const chosen = file.audit.edition;
  const since = `${edition.title}, in force ${edition.inForce ? 'since' : 'from'} ${dateWords(edition.from)}.`;
  const title = html`<h2 id="newest">${chosen.newest ? 'The newest edition' : 'What the newest edition asks differently'}</h2>`;
  if (chosen.newest)
    return html`<section aria-labelledby="newest">${title}<p class="intro">This audit is against the newest edition, ${since}</p></section>`;
  if (changes.length === 0)
    return html`<section aria-labelledby="newest">${title}<p class="intro">${since} Nothing here would change.</p></section>`;
  const rows = changes
    .toSorted((a, b) => verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict))
    .map(
      (change) => html`<tr><td data-label="Clause" class="clause">${change.clause}</td><th scope="row">${change.title}</th>
<td data-label="${chosen.title}">${change.figureNow || '–'}</td><td data-label="${edition.title}">${change.figure || '–'}</td><td data-label="Here">${change.here}</td>
<td data-label="Verdict in ${chosen.title}">${change.verdictNow ? badge(change.verdictNow) : html`<span class="dim">not asked</span>`}</td><td data-label="Verdict in ${edition.title}">${badge(change.verdict)}</td></tr>`,
    );
  return html`<section aria-labelledby="newest">${title}<p class="intro">${since} What changes, the worst first.</p>
<table class="cards editions"><thead><tr><th scope="col">Clause</th><th scope="col">Requirement</th><th scope="col">${chosen.title}</th><th scope="col">${edition.title}</th><th scope="col">Here</th><th scope="col">Verdict in ${chosen.title}</th><th scope="col">In ${edition.title}</th></tr></thead><tbody>${rows}</tbody></table></section>`;
}
