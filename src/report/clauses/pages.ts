import type { RequirementRow } from '../../findings/file.ts';
import type { Findings } from '../../findings/findings.ts';
import { html } from '../html/html.ts';
import { badge } from '../html/parts.ts';
import { context } from '../html/sections/context.ts';
import { named } from '../named.ts';
import { lineText, verdictLine } from '../verdict-line.ts';
import { accountWords, dateWords, numberWords } from '../words.ts';
import { clausePage, clauseWords } from './clause-page.ts';
import { audited, frame } from './frame.ts';

/** A clause as part of a file's name: `1.6.2–1.6.5` → `1.6.2-1.6.5`. */
const nameOf = (clause: string): string => clause.replace(/[^\w.]+/g, '-');

/** Where the page of a clause lies in a bundle. */
export const clausePath = (clause: string): string => `clauses/${nameOf(clause)}.html`;

/** The pages of a bundle as path → HTML, one after another: one for each clause of the edition, and the index that leads to them. */
export function* evidencePages(given: Findings): Generator<readonly [path: string, text: string]> {
  const all = context(named(given));
  const byClause = new Map<string, RequirementRow[]>();
  for (const row of given.requirements) byClause.set(row.clause, [...(byClause.get(row.clause) ?? []), row]);
  yield ['index.html', index(given, byClause)];
  for (const [clause, rows] of byClause) yield [clausePath(clause), clausePage(all, clause, rows)];
}

function index(file: Findings, byClause: ReadonlyMap<string, readonly RequirementRow[]>): string {
  const { accounts, asOf } = file.audit;
  const heads = ['Clause', 'Requirement', 'Verdict', 'Fail', 'Shown by AWS'];
  const rows = [...byClause].flatMap(([clause, requirements]) =>
    requirements.map(
      ({ id, title, verdict, failed, checked, automated }) =>
        html`<tr><td>${/^\d/.test(clause) ? clause : 'Platform'}</td><th scope="row"><a href="${`${clausePath(clause)}#r-${id}`}" aria-label="${`${clauseWords(clause)}: ${title}`}">${title}</a></th><td>${badge(verdict)}</td><td>${checked > 0 ? `${numberWords(failed)} of ${numberWords(checked)}` : '–'}</td><td>${Math.round(automated * 100)} %</td></tr>`,
    ),
  );
  const files = [
    ['report.html', 'the whole report, to search'],
    ['findings.json', 'every finding with its checks and calls, for programs'],
    ['manifest.json', 'size and SHA-256 of every file, and their Merkle root'],
  ] as const;
  return frame(
    file,
    `Evidence of ${accountWords(accounts)}, ${dateWords(asOf)}`,
    html`<main><h1>Evidence of ${accountWords(accounts)}, ${dateWords(asOf)}</h1><p><b>${lineText(verdictLine(file))}</b></p>`,
    audited(file),
    html`<p>${file.audit.scope}</p><h2 id="clauses">Clauses</h2>
<div class="scroll" tabindex="0" role="group" aria-label="Clauses"><table><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>
<h2>What else lies here</h2><ul>${files.map(([path, what]) => html`<li><a href="${path}">${path}</a>: ${what}</li>`)}
<li><code>snapshot.ndjson.gz</code>: every answer of AWS, secrets replaced</li><li><code>rules/</code>, <code>edition.yaml</code>, <code>requirements.yaml</code>, <code>dpp-audit.yaml</code>: what it was judged by</li></ul></main>`,
  );
}
