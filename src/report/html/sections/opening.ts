import type { RequirementRow } from '../../../findings/file.ts';
import type { Summary } from '../../../findings/findings.ts';
import { verdicts } from '../../../findings/verdict.ts';
import { verdictLine } from '../../verdict-line.ts';
import { counted, dateWords, listWords, numberWords, sectionWords, timeWords, verdictWords } from '../../words.ts';
import { type Fragment, type Html, html } from '../html.ts';
import { badge, breakable } from '../parts.ts';

/** One requirement as a square of the map: its verdict at a glance, and a link to its row. */
function square({ id, clause, title, verdict }: RequirementRow): Html {
  const { word, shape } = verdictWords[verdict];
  const says = `${clause} ${title}: ${word}`;
  return html`<a class="cell ${verdict}" href="#r-${id}" title="${says}"><i aria-hidden="true">${shape}</i><span class="sr">${says}</span></a>`;
}

function map(requirements: readonly RequirementRow[]): Html {
  const sections = (['1', '2', '3'] as const).map((section) => ({ section, rows: requirements.filter((row) => row.section === section) }));
  return html`<div class="map">${sections
    .filter(({ rows }) => rows.length > 0)
    .map(
      ({ section, rows }) =>
        html`<div><h2 class="small">${section} ${sectionWords[section]}</h2><div class="cells">${rows.map(square)}</div></div>`,
    )}</div>`;
}

/** `arn:aws:sts::111122223333:assumed-role/dpp-audit/ci` → what follows the account. */
const callerName = (arn: string): string => arn.split(':').slice(5).join(':') || arn;

const meta = (name: string, ...value: readonly Fragment[]): Html => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

function metadata({ audit, coverage }: Summary): Html {
  const { read, leftOut, unread } = audit.regions;
  const calls = coverage.calls.reduce((sum, row) => sum + row.answered + row.absent + row.gone + row.failed, 0);
  const failed = coverage.calls.reduce((sum, row) => sum + row.failed, 0);
  const aside = [
    unread.length > 0 && `${numberWords(unread.length)} not read`,
    leftOut.length > 0 && `${numberWords(leftOut.length)} left out`,
  ].filter((text) => text !== false);
  const [date, time] = timeWords(audit.asOf).split(', ');
  return html`<dl class="meta">${[
    meta(
      audit.accounts.length === 1 ? 'Account' : 'Accounts',
      audit.accounts.map(({ id, alias }) => html`<div>${alias && html`${alias}<br>`}<span class="nb">${id}</span></div>`),
    ),
    meta('As of', date, time && html`<br>${time}`),
    meta(
      'Regions',
      html`${numberWords(read.length)} read<br><span class="dim">${aside.length > 0 ? listWords(aside) : 'all that are enabled'}</span>`,
    ),
    meta('Asked by', breakable(callerName(audit.caller.arn)), html`<br><span class="dim">${audit.caller.credentials}</span>`),
    meta(
      'Read',
      html`${counted(calls, 'call')}, ${audit.complete ? 'complete' : html`<b>cut off</b>`}<br>${
        failed > 0 ? html`<a href="#looked">${numberWords(failed)} without an answer</a>` : html`<span class="dim">all answered</span>`
      }`,
    ),
  ]}</dl>`;
}

/** Where to read what the newest edition asks differently, if another was chosen. */
function replaced({ audit, newestEdition: { edition } }: Summary): Fragment {
  if (audit.edition.newest) return undefined;
  return html` <a href="#newest">See what edition ${edition.title}, in force ${edition.inForce ? 'since' : 'from'} ${dateWords(edition.from)}, asks differently.</a>`;
}

/** The names of editions do not break at their hyphens. */
const unbroken = (text: string): Fragment =>
  text.split(/(dpp-[\d-]+)/).map((part, i) => (i % 2 === 1 ? html`<span class="nb">${part}</span>` : part));

/** Section 1: the verdict in a sentence, of what account, when, by whom, how much was read; and the map of the requirements. */
export function opening(file: Summary): Html {
  const line = verdictLine(file);
  const used = verdicts.filter((verdict) => file.requirements.some((row) => row.verdict === verdict));
  const after = [
    ...line.after,
    file.audit.holdsPii ? '' : 'The configuration says that the account holds no PII: what only PII asks was not asked.',
  ];
  return html`<header class="top">
<div class="brand"><b>${file.tool.name}</b><span>Amazon Data Protection Policy, edition ${file.audit.edition.title}</span></div>
${line.before && html`<p class="cut"><span aria-hidden="true">!</span>${line.before}</p>`}
<h1><em class="${line.tone}">${line.lead}</em> ${unbroken(line.rest)}</h1>
<p class="lead">${after.filter(Boolean).join(' ')}${replaced(file)}</p>
${metadata(file)}
${map(file.requirements)}
<div class="key">${used.map((verdict) => badge(verdict))}</div>
<nav aria-label="Sections"><a href="#requirements">Requirements</a><a href="#first">What to do first</a><a href="#newest">Newest edition</a><a href="#findings" class="needs-script">Findings</a><a href="#stores">Stores</a><a href="#looked">What was looked at</a></nav>
</header>`;
}
