import type { CheckRow, FindingRow, RecordRow, RequirementRow } from '../../findings/file.ts';
import { verdicts } from '../../findings/verdict.ts';
import { expectedWords, foundWords } from '../check-words.ts';
import { type Fragment, type Html, html } from '../html/html.ts';
import { badge, breakable } from '../html/parts.ts';
import type { Context } from '../html/sections/context.ts';
import { classWord, counted, timeWords } from '../words.ts';
import { audited, frame } from './frame.ts';

/** The most calls that a row names; the others stand in the table of calls below. */
const fewCalls = 3;

const code = (text: string): Html => html`<code>${breakable(text)}</code>`;

/** A clause's heading: `Clause 2.6`; what the platform asks has no clause. */
export const clauseWords = (clause: string): string => (/^\d/.test(clause) ? `Clause ${clause}` : 'Asked by the SP-API platform');

/**
 * What an assessor would otherwise take a screenshot of, for one clause: each setting that was read, with its value beside the limit, the
 * verdict, and by which call it was read and when. Passed ones too.
 */
export function clausePage(context: Context, clause: string, rows: readonly RequirementRow[]): string {
  const { file } = context;
  const title = `${clauseWords(clause)}: ${rows.map((row) => row.title).join('; ')}`;
  const cited = new Map<string, RecordRow>();
  const sections = rows.map((row) => requirement(row, context, cited));
  return frame(
    file,
    title,
    html`<nav><a href="../index.html">All clauses</a></nav><main><h1>${title}</h1>`,
    audited(file),
    sections,
    calls([...cited.values()]),
    html`</main>`,
  );
}

function requirement(row: RequirementRow, context: Context, cited: Map<string, RecordRow>): Html {
  const order = (finding: FindingRow): number => verdicts.indexOf(finding.verdict);
  const findings = [...context.findings(row.id)].sort((a, b) => order(a) - order(b));
  const figures = row.figures.map(({ words }) => words).join(', ');
  const aspects = row.aspects.map(({ title, verdict, sentence }) => html`<li>${badge(verdict, `${title}: ${sentence}`)}</li>`);
  return html`<section aria-labelledby="r-${row.id}"><h2 id="r-${row.id}">${row.title}</h2>
<p>${badge(row.verdict)}</p><p>${row.asks}</p>${figures !== '' && html`<p class="dim">In figures: ${figures}</p>`}
<ul class="aspects" aria-label="What it is made of">${aspects}</ul>
${findings.length > 0 && table(row, findings, context, cited)}</section>`;
}

function table(row: RequirementRow, findings: readonly FindingRow[], context: Context, cited: Map<string, RecordRow>): Html {
  const heads = ['Verdict', 'Resource', 'Region', 'Setting', 'Value', 'Limit', 'Read by'];
  const caption = `${counted(findings.length, 'finding')}, the worst first`;
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${`${row.title}: what was read`}"><table><caption>${caption}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${findings.map((finding) => rowsOf(finding, context, cited))}</tbody></table></div>`;
}

/** One row a check; the first of a finding says what it is about. */
function rowsOf(finding: FindingRow, { file }: Context, cited: Map<string, RecordRow>): Fragment {
  const { checks, id, message, region, resource, verdict, waiver } = finding;
  const span = String(Math.max(1, checks.length));
  const about = html`<td rowspan="${span}">${badge(verdict)}</td><th scope="row" rowspan="${span}"><b>${resource.name}</b>
${resource.arn !== '' && html`<br>${code(resource.arn)}`}${resource.dataClass !== '' && html`<br><span class="dim">Class of data: ${classWord(resource.dataClass)}</span>`}
<br>${message}${waiver && html`<br>Waived by ${waiver.approver} until ${waiver.expires}: ${waiver.reason}`}</th><td rowspan="${span}">${region || 'global'}</td>`;
  if (checks.length === 0) return html`<tr id="f-${id}">${about}<td colspan="4" class="dim">Nothing was read for it</td></tr>`;
  return checks.map(
    (check, n) =>
      html`<tr${n === 0 && html` id="f-${id}"`}>${n === 0 && about}${cells(check, (record) => file.records.row(record), cited)}</tr>`,
  );
}

function cells(check: CheckRow, row: (id: string) => RecordRow | undefined, cited: Map<string, RecordRow>): Fragment {
  const { value, list, why } = foundWords(check.found, check.path);
  const records = check.from.flatMap((id) => cited.get(id) ?? row(id) ?? []);
  for (const record of records) cited.set(record.id, record);
  const more = records.length - fewCalls;
  return html`<td>${code(check.path)}</td><td>${value !== '' && html`<b>${value}</b>`}${list.length > 0 && html`<ul>${list.map((item) => html`<li>${item}</li>`)}</ul>`}
${why.map((reason) => html`<p class="dim">${reason}</p>`)}</td><td>${expectedWords(check.expected, check.path)}</td>
<td>${records
    .slice(0, fewCalls)
    .map(
      (record) =>
        html`<div>${code(record.call)} <span class="dim">${timeWords(record.time, true)}</span> <a href="#c-${record.id}">${record.id}</a></div>`,
    )}${more > 0 && html`<div class="dim">and ${counted(more, 'call')} more, in the table of calls</div>`}</td>`;
}

function came({ outcome, code: name }: RecordRow): string {
  if (outcome === 'answer') return 'answered';
  return outcome === 'absent' ? `not configured (${name ?? ''})` : `${outcome === 'gone' ? 'gone' : 'refused'} (${name ?? ''})`;
}

/** Every call that the page rests on, by its record's id: the same id names it in snapshot, findings and report. */
function calls(records: readonly RecordRow[]): Fragment {
  if (records.length === 0) return undefined;
  const heads = ['Record', 'Call', 'Asked for', 'Region', 'Time', 'Request id', 'What came'];
  return html`<section aria-labelledby="calls"><h2 id="calls">Calls</h2><p>Each raw answer stands in report.html and in snapshot.ndjson.gz, under the same record.</p>
<div class="scroll" tabindex="0" role="group" aria-label="Calls"><table><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${[...records]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(
      (
        record,
      ) => html`<tr id="c-${record.id}"><th scope="row"><code>${record.id}</code></th><td>${code(record.call)}${record.page > 0 && ` page ${record.page + 1}`}</td>
<td><code>${JSON.stringify(record.input)}</code></td><td>${record.region || 'global'}</td><td>${timeWords(record.time, true)}<br><code>${record.time}</code></td><td><code>${record.requestId ?? ''}</code></td><td>${came(record)}</td></tr>`,
    )}</tbody></table></div></section>`;
}
