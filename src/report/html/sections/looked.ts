import type { Summary } from '../../../findings/findings.ts';
import { reasonsWords, reasonWords } from '../../check-words.ts';
import { counted, dateWords, numberWords, regionWords, timeWords } from '../../words.ts';
import { type Fragment, type Html, html } from '../html.ts';
import { breakable, copyable } from '../parts.ts';
import type { Context } from './context.ts';

/** A table whose rows become cards where the page is narrow. The first cell heads its row. */
function table(caption: string, heads: readonly string[], rows: readonly (readonly Fragment[])[]): Html {
  return html`<table class="cards"><caption>${caption}</caption><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows.map(
    ([first, ...cells]) =>
      html`<tr><th scope="row">${first}</th>${cells.map((cell, i) => html`<td data-label="${heads[i + 1]}">${cell}</td>`)}</tr>`,
  )}</tbody></table>`;
}

const calls = ({ coverage }: Summary): Html =>
  table(
    'Calls by service',
    ['Service', 'Calls', 'Answered', 'Not configured', 'Gone since listed', 'No answer'],
    coverage.calls.map(({ service, answered, absent, gone, failed }) => [
      service,
      ...[answered + absent + gone + failed, answered, absent, gone].map(numberWords),
      failed > 0 ? html`<b>${numberWords(failed)}</b>` : '0',
    ]),
  );

function denied({ coverage }: Summary): Html {
  if (coverage.denied.length === 0) return html`<p>Every call had an answer.</p>`;
  return table(
    'What could not be read, and what that leaves unknown',
    ['Call', 'Why', 'Calls', 'Regions', 'Leaves unknown'],
    coverage.denied.map(({ operation, code, regions, calls: n, leaves }) => [
      html`<code>${breakable(operation)}</code>`,
      reasonWords({ operation: '', code }),
      numberWords(n),
      regions.length > 4
        ? html`<details><summary>${regionWords(regions)}</summary>${regions.join(', ')}</details>`
        : html`<span class="nb">${regionWords(regions)}</span>`,
      leaves.length === 0 ? html`<span class="dim">nothing</span>` : html`<ul>${leaves.map((sentence) => html`<li>${sentence}</li>`)}</ul>`,
    ]),
  );
}

const found = ({ coverage }: Summary): Html =>
  table(
    'Resources that were found',
    ['Type', 'Found', 'Looked for in', 'Could not be listed'],
    coverage.resources.map(({ title, type, found: n, unread, regions }) => [
      html`${title} <span class="dim">${type}</span>`,
      numberWords(n),
      regions === 0 ? 'global' : counted(regions, 'region'),
      unread.length === 0
        ? html`<span class="dim">–</span>`
        : html`<ul>${reasonsWords(unread).map((reason) => html`<li>${reason}</li>`)}</ul>`,
    ]),
  );

function waivers({ coverage }: Summary): Html {
  if (coverage.waivers.length === 0) return html`<p>No waivers.</p>`;
  return table(
    'Waivers',
    ['Rule', 'Resource', 'Reason', 'Approved by', 'Until', 'State'],
    coverage.waivers.map(({ rule, resource, reason, approver, expires, state, findings }) => [
      html`<code>${rule}</code>`,
      html`<code class="arn">${breakable(resource)}</code>`,
      reason,
      approver,
      dateWords(expires),
      state === 'in force' ? `in force: ${counted(findings, 'finding')}` : html`<b>${state}</b>`,
    ]),
  );
}

function regions({ audit: { regions: all } }: Summary): Html {
  const row = (name: string, some: readonly string[]): Fragment =>
    some.length > 0 && html`<div class="term"><dt>${name}</dt><dd>${some.join(', ')}</dd></div>`;
  return html`<dl class="facts">${[
    row(`Read (${numberWords(all.read.length)})`, all.read),
    row('Not enabled', all.notEnabled),
    row('Left out by the user', all.leftOut),
    row('Could not be asked', all.unread),
  ]}</dl>`;
}

function unclassified({ coverage }: Summary): Fragment {
  if (coverage.unclassified.length === 0) return undefined;
  const n = coverage.unclassified.length;
  return html`<h3>Nothing says what ${n === 1 ? 'one store holds' : `${numberWords(n)} stores hold`}</h3><p>Paste these lines below <code>classes:</code> and <code>patterns:</code> in dpp-audit.yaml, and mend the class of each:</p>${copyable(
    coverage.unclassified.map(({ line }) => line).join('\n'),
    'Lines for dpp-audit.yaml',
  )}`;
}

function inputs({ audit, tool, rules }: Summary): Html {
  const own = rules.filter((rule) => rule.own).length;
  const hash = (name: string, value: string): Html =>
    html`<div class="term"><dt>${name}</dt><dd><code class="arn">${value}</code></dd></div>`;
  const plain = (name: string, value: Fragment): Html => html`<div class="term"><dt>${name}</dt><dd>${value}</dd></div>`;
  return html`<dl class="facts">${[
    plain('Program', `${tool.name} ${tool.version}`),
    plain('Rules', `${counted(rules.length, 'rule')}${own > 0 ? `, ${numberWords(own)} of them your own` : ''}`),
    plain(
      'Edition',
      `${audit.edition.id}, from ${dateWords(audit.edition.from)}${audit.edition.until ? ` to ${dateWords(audit.edition.until)}` : ''}`,
    ),
    plain('Collected', `${timeWords(audit.asOf, true)}; ${audit.complete ? 'complete' : 'cut off'}`),
    plain(
      'Clock',
      audit.clockOffset === null ? 'Not compared with AWS’s' : `AWS’s clock minus the collector’s: ${numberWords(audit.clockOffset)} ms`,
    ),
    plain('Asked by', html`<code class="arn">${breakable(audit.caller.arn)}</code> ${audit.caller.credentials}`),
    hash('Snapshot, SHA-256', audit.inputs.snapshot),
    hash('Rules, SHA-256', audit.inputs.rules),
    hash('Edition, SHA-256', audit.inputs.edition),
    hash('Configuration, SHA-256', audit.inputs.configuration),
  ]}</dl>`;
}

/** Section 7: what was asked, what was not answered, what was taken for granted, and from which inputs it all follows. */
export function looked({ file }: Context): Html {
  const { audit } = file;
  return html`<section aria-labelledby="looked"><h2 id="looked">What was looked at</h2><p class="intro">Nothing that could not be read counts as a pass. ${audit.scope}${/[.!?]$/.test(audit.scope) ? '' : '.'}</p>
${calls(file)}
${denied(file)}
${found(file)}
<h3>Regions</h3>${regions(file)}
${waivers(file)}
${unclassified(file)}
${audit.granted.length > 0 && html`<h3>Taken for granted</h3><ul>${audit.granted.map((sentence) => html`<li>${sentence}</li>`)}</ul>`}
<h3>Made from</h3>${inputs(file)}</section>`;
}
