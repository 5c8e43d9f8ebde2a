import css from '../report/clauses/clause.css';
import { head } from '../report/html/head.ts';
import { type Fragment, type Html, html } from '../report/html/html.ts';
import { breakable, prose } from '../report/html/parts.ts';
import { printed } from '../report/html/printed.ts';
import { accountWords, severityWords, timeWords } from '../report/words.ts';
import own from './answers.css';
import { type Draft, textOf } from './draft.ts';
import type { Gap } from './gaps.ts';
import { gapColumns } from './markdown.ts';
import { characterLimit } from './question.ts';
import type { AnsweredFile } from './run.ts';
import { answerWords, cautions, heading, idWords, manners, planManners, sections, source } from './wording.ts';

const style = `${css}${own}`;

/** A page without a script, which asks nothing of any network. Links lead to the evidence pages where it lies beside them. */
function page(what: string, file: AnsweredFile, how: readonly string[], body: Fragment): string {
  const title = heading(what, file);
  const { audit, tool } = file;
  const foot = printed(
    `${tool.name}: ${accountWords(audit.accounts)}, ${timeWords(audit.asOf)}`,
    what === planTitle ? 'landscape' : 'portrait',
  );
  return html`${head(title, [style, foot])}
<body><main><h1>${title}</h1><p>${source(file)}</p>${items([...cautions(file), ...how])}${body}</main></body></html>
`.toString();
}

const planTitle = 'Plan of action';

const items = (texts: readonly string[]): Html => html`<ul>${texts.map((text) => html`<li>${prose(text)}</li>`)}</ul>`;

/** The drafts as a page. */
export function answersHtml(file: AnsweredFile, drafts: readonly Draft[]): string {
  const body = sections.map(({ title, kinds }) => {
    const found = drafts.filter(({ kind }) => kinds.some((one) => one === kind));
    return found.length > 0 && html`<h2>${title}</h2>${found.map(article)}`;
  });
  return page('Answers', file, manners, body);
}

function article({ id, asked, kind, answer, lines, leftOut, reasons, evidence }: Draft): Html {
  return html`<section id="${id}" aria-labelledby="q-${id}"><h3 id="q-${id}">${asked}</h3>
${answer && html`<p class="answer ${answer.is}"><b>${answerWords(answer)}</b></p>`}
${lines.length > 0 && html`<div class="draft" role="group" aria-label="Draft">${lines.map(({ kind: of, text }) => html`<p class="${of}">${prose(text)}</p>`)}</div>`}
${kind !== 'request' && html`<p class="dim">${textOf(lines).length} of ${characterLimit} characters</p>`}
${leftOut.length > 0 && html`<p>Left out for want of room:</p>${items(leftOut.map(({ text }) => text))}`}
${reasons.length > 0 && html`<p>${answer?.is === 'no' ? 'Why:' : 'Why no more is claimed:'}</p>${items(reasons)}`}
${
  evidence.length > 0 &&
  html`<p>Evidence, in the bundle:</p><ul>${evidence.map(
    ({ clause, requirement, page: path, findings }) =>
      html`<li><a href="${path}">${clause} ${requirement}</a>${findings.length > 0 && html`: findings <code>${idWords(findings)}</code>`}</li>`,
  )}</ul>`
}</section>`;
}

/** The plan of action as a page. */
export function gapsHtml(file: AnsweredFile, gaps: readonly Gap[]): string {
  if (gaps.length === 0) return page(planTitle, file, planManners, html`<p>No gaps were found, and every aspect is shown.</p>`);
  return page(
    planTitle,
    file,
    planManners,
    html`<div class="scroll" tabindex="0" role="group" aria-label="${planTitle}"><table class="plan"><thead><tr>${gapColumns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${gaps.map(row)}</tbody></table></div>`,
  );
}

const row = ({
  clause,
  requirement,
  severity,
  gap,
  todo,
  due,
  page: path,
  findings,
}: Gap): Html => html`<tr><td>${clause}</td><th scope="row">${requirement}</th>
<td>${severity === undefined ? '–' : severityWords[severity]}</td><td>${prose(gap)}</td><td>${prose(todo)}</td><td>[who]</td><td>${due ? `${due.day} (${due.because})` : '[date]'}</td>
<td><a href="${path}">${breakable(path)}</a>${
  findings.length > 0 &&
  html`<br>${idWords(findings)
    .split(' ')
    .map((word) => html`<span class="id">${word}</span> `)}`
}</td></tr>`;
