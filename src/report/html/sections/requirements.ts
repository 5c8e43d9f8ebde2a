import type { FindingRow, RequirementRow } from '../../../findings/file.ts';
import type { Verdict } from '../../../findings/verdict.ts';
import { counted, numberWords, sectionWords, severityWords } from '../../words.ts';
import { comparison, evidence, evidenceRow, type FindingView, toDo } from '../finding.ts';
import { type Fragment, type Html, html } from '../html.ts';
import { arn, badge } from '../parts.ts';
import type { Context } from './context.ts';

/** The most findings that a row shows in place; the others stand in the list of findings. */
const most = 20;
const open: readonly Verdict[] = ['fail', 'attestation-expired', 'attestation-missing', 'unknown', 'warn', 'waived'];

/** How much of what was looked at fails, is not known, or is advice: a bar for the eye, beside the numbers. */
function bar({ counts, checked }: RequirementRow): Html {
  const width = 96;
  let from = 0;
  const parts = (['fail', 'unknown', 'warn', 'waived'] as const).map((verdict) => {
    const share = checked === 0 ? 0 : (counts[verdict] / checked) * width;
    const at = from;
    from += share;
    return share > 0 && html`<rect class="${verdict}" x="${at.toFixed(1)}" y="0" width="${Math.max(share, 2).toFixed(1)}" height="8"/>`;
  });
  return html`<svg class="bar" viewBox="0 0 96 8" width="96" height="8" aria-hidden="true">${parts}</svg>`;
}

/** Why a requirement has no resources to count. */
function nothingCounted({ aspects }: RequirementRow): string {
  if (aspects.some(({ by }) => by === 'rules')) return 'nothing found';
  return aspects.some(({ by }) => by === 'attestation') ? 'for people' : 'not audited yet';
}

function meter(row: RequirementRow): Html {
  if (row.checked === 0) return html`<span class="meter dim">${nothingCounted(row)}</span>`;
  return html`<span class="meter">${bar(row)}<span class="num">${numberWords(row.failed)} of ${numberWords(row.checked)}<span class="sr"> fail</span></span></span>`;
}

const confidence = { R: '', S: 'as developers report it; not read in the text', I: 'our reading; the text does not say it so' } as const;
const authority = { policy: '', guidance: 'Amazon’s advice', platform: 'asked by the SP-API platform' } as const;

function figures(row: RequirementRow): Fragment {
  const all = row.figures.map(({ words, ...figure }) => {
    const notes = [authority[figure.authority], confidence[figure.confidence]].filter(Boolean);
    return html`<li><b>${words}</b>${notes.length > 0 && html` <span class="dim">${notes.join('; ')}</span>`}</li>`;
  });
  return all.length > 0 && html`<ul class="figures" aria-label="Figures of this edition">${all}</ul>`;
}

/** One finding inside its requirement's row. */
function card(view: FindingView): Html {
  const { finding, records } = view;
  const todo = toDo(view);
  return html`<article class="finding"><header>${badge(finding.verdict)}<b class="name">${finding.resource.name}</b><span class="dim">${severityWords[finding.severity].toLowerCase()}</span></header>
${finding.resource.arn !== '' && html`<p class="where">${arn(finding.resource.arn)}</p>`}
<p>${finding.message}</p>
${finding.waiver && html`<p class="note">Waived by ${finding.waiver.approver} until ${finding.waiver.expires}: ${finding.waiver.reason}</p>`}
${finding.checks.filter(({ holds }) => holds !== 'yes').map(comparison)}
${todo && html`<details><summary>What to do</summary>${todo}</details>`}
${records.length > 0 && html`<details><summary>Evidence: ${counted(records.length, 'call')}</summary>${[evidence(records.map((record) => evidenceRow(record, undefined)))]}</details>`}
<p class="needs-script"><a href="#finding=${encodeURIComponent(finding.id)}">All about this finding, with the raw answers</a></p></article>`;
}

function listed(row: RequirementRow, { findings, view }: Context): Fragment {
  const all = findings(row.id);
  const shown = all.filter(({ verdict }) => open.includes(verdict));
  const held = all.filter(({ verdict }) => verdict === 'pass').length;
  const query = (verdict: string): string => `#q=${encodeURIComponent(`requirement:${row.id} verdict:${verdict}`)}`;
  const cards = shown.slice(0, most).flatMap((finding: FindingRow) => view(finding) ?? []);
  return [
    cards.map(card),
    shown.length > most &&
      html`<p>${numberWords(shown.length - most)} more are not shown here. <a class="needs-script" href="${query(open.join(','))}">See all ${numberWords(shown.length)} in the list</a></p>`,
    held > 0 &&
      html`<p class="dim">${counted(held, 'check')} of this requirement ${held === 1 ? 'holds' : 'hold'}. <a class="needs-script" href="${query('pass')}">See what holds, with its evidence</a></p>`,
  ];
}

function body(row: RequirementRow, context: Context): Html {
  const aspects = row.aspects.map(({ title, verdict, sentence }) => html`<li>${badge(verdict, `${title}: ${sentence}`)}</li>`);
  const people = row.aspects.some(({ by, verdict }) => by === 'attestation' && verdict === 'not-provable');
  return html`<div class="body"><p>${row.asks}</p>${figures(row)}
<ul class="aspects" aria-label="What it is made of">${aspects}</ul>
${people && html`<p class="dim">What AWS cannot show, people must: record the document in the attestations, and it counts as attested.</p>`}
${listed(row, context)}</div>`;
}

/** Section 2: every requirement of the edition, with its verdict and how much of it AWS can show; opened, what it asks and what was found. */
export function requirements(context: Context): Html {
  const { requirements } = context.file;
  const row = (requirement: RequirementRow): Html =>
    html`<details class="req" id="r-${requirement.id}"><summary><span class="clause">${requirement.clause}</span><span class="t">${requirement.title}</span>${badge(requirement.verdict)}${meter(requirement)}<span class="share">${Math.round(requirement.automated * 100)} %<span class="narrow"> shown by AWS</span></span></summary>${body(requirement, context)}</details>`;
  const sections = (['1', '2', '3'] as const).map((section) => ({
    section,
    rows: requirements.filter((each) => each.section === section),
  }));
  return html`<section aria-labelledby="requirements"><h2 id="requirements">Requirements</h2><p class="intro">By clause of the policy. Open one for what it asks and what was found. The last column is the share of it that AWS can show at all; the rest is for people.</p>
${sections
  .filter(({ rows }) => rows.length > 0)
  .map(
    ({ section, rows }) =>
      html`<h3 class="section">${section} ${sectionWords[section]}</h3><div class="heads" aria-hidden="true"><span>Clause</span><span>Requirement</span><span>Verdict</span><span>Fail</span><span>Shown by AWS</span></div>${rows.map(row)}`,
  )}</section>`;
}
