import { head } from '../report/html/head.ts';
import { type Fragment, type Html, html } from '../report/html/html.ts';
import css from '../report/html/page.css';
import { badge } from '../report/html/parts.ts';
import { counted, dateWords, listWords, numberWords, timeWords, verdictWords } from '../report/words.ts';
import own from './accounts.css';
import type { FailedRow, ReadRow, RequirementOfAll, Summary } from './summary.ts';
import { accountName, rowsOf, shortAnswer, summaryLine, troubleWords } from './words.ts';

const style = `${css}${own}`;

/** The most accounts that a cell names; the others are counted. */
const fewNames = 6;

/**
 * summary.html: one run over many accounts, in the look of the report. No script, and nothing is asked of any network. Links lead to the
 * reports of the accounts, which lie below.
 */
export function summaryHtml(summary: Summary): string {
  const { tool, asOf } = summary;
  const line = summaryLine(summary);
  return html`${head(`Audit of ${counted(summary.accounts.length, 'account')}, ${dateWords(asOf)}`, [style])}
<body><a class="skip" href="#accounts">Skip to the accounts</a>
<header class="top"><div class="brand"><b>${tool.name}</b><span>Amazon Data Protection Policy, ${counted(summary.accounts.length, 'account')}</span></div>
<h1><em class="${line.tone}">${line.lead}</em> ${line.rest}</h1>
${line.after.length > 0 && html`<p class="lead">${line.after.join(' ')}</p>`}
${metadata(summary)}
</header>
<main>
${unread('Could not be read', 'failed', rowsOf(summary, 'failed'))}
${accounts(rowsOf(summary, 'read'), summary.requirements)}
${unread('Left out', 'left-out', rowsOf(summary, 'left-out'))}
${requirements(summary)}
</main>
<footer>${tool.name} ${tool.version}. Each account has a report of its own, with the evidence; the same is in summary.json for programs.</footer>
</body></html>
`.toString();
}

function metadata(summary: Summary): Html {
  const read = rowsOf(summary, 'read');
  const editions = [...new Set(read.map(({ edition }) => edition.id))].sort();
  const rows: readonly (readonly [string, string])[] = [
    ['As of', timeWords(summary.asOf)],
    ['Read', counted(read.length, 'account')],
    ['Could not be read', numberWords(rowsOf(summary, 'failed').length)],
    ['Left out', numberWords(rowsOf(summary, 'left-out').length)],
    [editions.length > 1 ? 'Editions' : 'Edition', listWords(editions) || 'none'],
  ];
  return html`<dl class="meta">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function accounts(rows: readonly ReadRow[], all: readonly RequirementOfAll[]): Fragment {
  if (rows.length === 0)
    return html`<section aria-labelledby="accounts"><h2 id="accounts">Accounts</h2><p>None could be read.</p></section>`;
  return html`<section aria-labelledby="accounts"><h2 id="accounts">Accounts</h2><p class="intro">A square is a requirement, and leads to its row in the account’s report.</p>
${rows.map((row) => account(row, all))}</section>`;
}

const shapes = { bad: '✕', unsure: '?', part: '✓', good: '✓' } as const;

function account(row: ReadRow, all: readonly RequirementOfAll[]): Html {
  const report = `${row.folder}/report.html`;
  const cells = all.flatMap(({ id, clause, title, accounts }) => {
    const verdict = accounts[row.id];
    if (!verdict) return [];
    const { word, shape } = verdictWords[verdict];
    const says = `${clause} ${title}: ${word}`;
    return [
      html`<a class="cell ${verdict}" href="${report}#r-${id}" title="${says}"><i aria-hidden="true">${shape}</i><span class="sr">${says}</span></a>`,
    ];
  });
  return html`<article class="account"><h3><a href="${report}">${accountName(row)}</a><span class="v ${row.tone}"><i aria-hidden="true">${shapes[row.tone]}</i><span class="t">${shortAnswer(row)}</span></span></h3>
<p class="dim">${troubleWords(row)}; ${timeWords(row.asOf)}; edition ${row.edition.id}</p><div class="cells">${cells}</div></article>`;
}

function unread(title: string, id: string, rows: readonly Pick<FailedRow, 'id' | 'name' | 'why'>[]): Fragment {
  if (rows.length === 0) return undefined;
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2><ul>${rows.map((row) => html`<li><b>${accountName(row)}</b>: ${row.why}</li>`)}</ul></section>`;
}

function requirements(summary: Summary): Fragment {
  if (summary.requirements.length === 0) return undefined;
  const names = new Map(summary.accounts.map((row) => [row.id, row.name || row.id]));
  const listed = (accounts: RequirementOfAll['accounts'], fits: (verdict: string) => boolean): string => {
    const ids = Object.keys(accounts).filter((id) => fits(accounts[id] ?? ''));
    const shown = ids.slice(0, fewNames).map((id) => names.get(id) ?? id);
    const more = ids.length - shown.length;
    return listWords(more > 0 ? [...shown, `${numberWords(more)} more`] : shown);
  };
  const failed = rowsOf(summary, 'failed').length;
  const intro = [
    'The worst verdict of all accounts counts.',
    failed > 0 ? `${counted(failed, 'account')} could not be read at all, and so no requirement is known to hold in all.` : '',
  ];
  const cell = (label: string, ...body: readonly Fragment[]): Html => html`<td data-label="${label}">${body}</td>`;
  const row = ({ clause, title, verdict, accounts }: RequirementOfAll): Html =>
    html`<tr><th scope="row"><span class="clause">${clause}</span> ${title}</th>${cell('Worst', badge(verdict))}${cell(
      'Fails in',
      listed(accounts, (found) => found === 'fail' || found.startsWith('attestation-')) || '–',
    )}${cell('Not read in', listed(accounts, (found) => found === 'unknown') || '–')}</tr>`;
  return html`<section aria-labelledby="requirements"><h2 id="requirements">Requirements over all accounts</h2><p class="intro">${intro.join(' ').trim()}</p>
<table class="cards all"><caption class="sr">Requirements over all accounts</caption><thead><tr><th scope="col">Requirement</th><th scope="col">Worst</th><th scope="col">Fails in</th><th scope="col">Not read in</th></tr></thead>
<tbody>${summary.requirements.map(row)}</tbody></table></section>`;
}
