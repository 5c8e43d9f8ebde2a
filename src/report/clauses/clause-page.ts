import type { CheckRow, FindingRow, RecordRow, RequirementRow } from '../../findings/file.ts';
import { verdicts } from '../../findings/verdict.ts';
import { expectedWords, foundWords } from '../check-words.ts';
import { type Fragment, type Html, html } from '../html/html.ts';
import { badge, breakable } from '../html/parts.ts';
import type { Context } from '../html/sections/context.ts';
import { classWord, counted, numberWords } from '../words.ts';
import { audited, frame } from './frame.ts';
import { type Group, grouped } from './groups.ts';

/** The most calls that a row names, each with one of its records; the others stand in the table of calls below. */
const fewCalls = 4;

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
  const heads = ['Setting', 'Value', 'Limit', 'Read by'];
  const caption = `${counted(findings.length, 'finding')}, the worst first; what reads alike stands together`;
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${`${row.title}: what was read`}"><table class="settings"><caption>${caption}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
${grouped(findings).map((group) => body(group, context, cited))}</table></div>`;
}

/** What it is about, over the whole width; then a row a setting. */
function body({ findings, checks }: Group, { file, rule }: Context, cited: Map<string, RecordRow>): Html {
  const settings = runs(checks).flatMap((run) =>
    run.map((check, n) => html`<tr>${cells(check)}${n === 0 && readBy(run, (record) => file.records.row(record), cited)}</tr>`),
  );
  const nothing = html`<tr><td colspan="4" class="dim">Nothing was read for it</td></tr>`;
  return html`<tbody><tr class="about"><th scope="rowgroup" colspan="4">${subject(findings, rule(findings[0].rule)?.title ?? '')}</th></tr>
${checks.length === 0 ? nothing : settings}</tbody>`;
}

function subject(findings: Group['findings'], title: string): Html {
  const [first, ...more] = findings;
  const { message, verdict, waiver } = first;
  const waived = waiver && html`<div>Waived by ${waiver.approver} until ${waiver.expires}: ${waiver.reason}</div>`;
  if (verdict === 'not-applicable' && first.resource.arn !== '')
    return html`${badge(verdict)}: ${title}<div>${findings.length > 1 && `These ${numberWords(findings.length)}: `}${namesOf(findings)}</div>`;
  if (more.length === 0) return html`${badge(verdict)} ${about(first, 'span')}<div>${message}</div>${waived}`;
  return html`${badge(verdict)} ${message} (${numberWords(findings.length)})${findings.map((one) => about(one, 'div'))}${waived}`;
}

const place = ({ region }: FindingRow): string => region || 'global';

/** One resource: name, region, ARN, class of data. */
function about(finding: FindingRow, tag: 'div' | 'span'): Html {
  const { arn, dataClass, name } = finding.resource;
  const parts = html`<b>${name}</b>, ${place(finding)}${arn !== '' && html`, ${code(arn)}`}${dataClass !== '' && html`, <span class="dim">class of data: ${classWord(dataClass)}</span>`}`;
  return tag === 'div' ? html`<div id="f-${finding.id}">${parts}</div>` : html`<span id="f-${finding.id}">${parts}</span>`;
}

/** Many resources by name and region, on as few lines as they need. */
const namesOf = (findings: readonly FindingRow[]): Fragment =>
  findings.map((finding, n) => html`${n > 0 && ', '}<span id="f-${finding.id}">${finding.resource.name} (${place(finding)})</span>`);

/** Settings one after another that the same calls told. */
function runs(checks: readonly CheckRow[]): readonly (readonly CheckRow[])[] {
  const all: CheckRow[][] = [];
  for (const check of checks) {
    const last = all.at(-1);
    if (last?.[0]?.from.join() === check.from.join()) last?.push(check);
    else all.push([check]);
  }
  return all;
}

function cells({ expected, found, path }: CheckRow): Html {
  const { value, list, why } = foundWords(found, path);
  return html`<td>${code(path)}</td><td>${value !== '' && html`<b>${value}</b>`}${list.length > 0 && html`<ul>${list.map((item) => html`<li>${item}</li>`)}</ul>`}
${why.map((reason) => html`<p class="dim">${reason}</p>`)}</td><td>${expectedWords(expected, path)}</td>`;
}

/** The calls behind a run of settings by name, each with when it was made and a record. */
function readBy(run: readonly CheckRow[], row: (id: string) => RecordRow | undefined, cited: Map<string, RecordRow>): Html {
  const records = (run[0]?.from ?? []).flatMap((id) => cited.get(id) ?? row(id) ?? []);
  for (const record of records) cited.set(record.id, record);
  const byCall = new Map<string, [RecordRow, ...RecordRow[]]>();
  for (const record of records) {
    const own = byCall.get(record.call);
    if (own) own.push(record);
    else byCall.set(record.call, [record]);
  }
  const lines = [...byCall].slice(0, fewCalls).map(([call, own]) => {
    const [{ id }, ...rest] = own;
    return html`<div>${code(call)} <span class="dim">${spanWords(own.map(({ time }) => time))}</span> <a class="id" href="#c-${id}">${id}</a>${rest.length > 0 && html` <span class="dim">and ${numberWords(rest.length)} more</span>`}</div>`;
  });
  const more = byCall.size - fewCalls;
  return html`<td rowspan="${String(run.length)}">${lines}${more > 0 && html`<div class="dim">and ${counted(more, 'other call')}, in the table of calls</div>`}</td>`;
}

/** When the first and the last of several calls were made: `2026-11-24 09:12:31 UTC`, `2026-11-24 09:12:31 to 09:12:40 UTC`. */
function spanWords(times: readonly string[]): string {
  const sorted = times.map(stamp).sort();
  const [first = ''] = sorted;
  const last = sorted.at(-1) ?? first;
  if (first === last) return `${first} UTC`;
  return `${first} to ${last.slice(0, 10) === first.slice(0, 10) ? last.slice(11) : last} UTC`;
}

/** ISO 8601 as a table has room for it: `2026-11-24 09:12:31`. */
const stamp = (iso: string): string => iso.slice(0, 19).replace('T', ' ');

function came({ outcome, code: name }: RecordRow): string {
  if (outcome === 'answer') return 'answered';
  return outcome === 'absent' ? `not configured (${name ?? ''})` : `${outcome === 'gone' ? 'gone' : 'refused'} (${name ?? ''})`;
}

/** Every call that the page rests on, by its record's id: the same id names it in snapshot, findings and report. */
function calls(records: readonly RecordRow[]): Fragment {
  if (records.length === 0) return undefined;
  const heads = ['Record', 'Call', 'Asked for', 'Region', 'Time', 'Request id', 'What came'];
  return html`<section aria-labelledby="calls"><h2 id="calls">Calls</h2><p>Each raw answer stands in report.html and in snapshot.ndjson.gz, under the same record.</p>
<div class="scroll" tabindex="0" role="group" aria-label="Calls"><table class="calls"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${[...records]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(
      (
        record,
      ) => html`<tr id="c-${record.id}"><th scope="row"><code class="id">${record.id}</code></th><td>${code(record.call)}${record.page > 0 && ` page ${record.page + 1}`}</td>
<td><code>${JSON.stringify(record.input)}</code></td><td>${record.region || 'global'}</td><td>${stamp(record.time)} UTC</td><td><code>${record.requestId ?? ''}</code></td><td>${came(record)}</td></tr>`,
    )}</tbody></table></div></section>`;
}
