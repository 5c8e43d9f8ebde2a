import { namesOf } from '../../names.ts';
import { type Priority, priorities } from '../../priorities.ts';
import { remedy } from '../../remediation.ts';
import { counted, listWords, numberWords, severityWords } from '../../words.ts';
import { type Fragment, type Html, html } from '../html.ts';
import { copyable, prose } from '../parts.ts';
import type { Context } from './context.ts';

/** The most commands in one block; the others stand with their findings. */
const most = 5;

function commands({ rules: [rule], type, resources }: Priority): Fragment {
  const remedies = resources
    .slice(0, most)
    .flatMap(({ resource: { name, arn }, region, account }) => remedy(rule, type, { name, arn, region, account }) ?? []);
  const cli = [...new Set(remedies.flatMap((one) => one.cli ?? []))].join('\n\n');
  const terraform = [...new Set(remedies.flatMap((one) => one.terraform ?? []))].join('\n\n');
  const rest = resources.length - most;
  return [
    cli !== '' && html`<details><summary>Command</summary>${copyable(cli, 'Command')}</details>`,
    terraform !== '' && html`<details><summary>Terraform</summary>${copyable(terraform, 'Terraform')}</details>`,
    remedies.some(({ byHand }) => byHand) &&
      html`<p class="dim">Where a name holds characters that a shell would read, {name} stands for it: put it in by hand.</p>`,
    rest > 0 &&
      (cli !== '' || terraform !== '') &&
      html`<p class="dim">The commands for ${numberWords(rest)} more stand with their findings.</p>`,
  ];
}

function item(priority: Priority): Html {
  const { rules, type, findings, resources, severity, effort, piiStores, sentence } = priority;
  const names = namesOf(resources).slice(0, most);
  const rest = resources.length - names.length;
  const facts = [
    severityWords[severity].toLowerCase(),
    piiStores > 0 ? `${counted(piiStores, 'store')} of PII` : '',
    `${effort}${resources.length > 1 ? ' each' : ''}`,
    `clause ${listWords([...new Set(findings.map(({ clause }) => clause))])}`,
  ].filter(Boolean);
  const query = `#q=${encodeURIComponent(`verdict:${[...new Set(findings.map(({ verdict }) => verdict))].join(',')} rule:${rules.map(({ id }) => id).join(',')} type:${type}`)}`;
  return html`<li><div><p class="do">${prose(sentence)}</p>
<p>${listWords([...names, ...(rest > 0 ? [`${numberWords(rest)} more`] : [])])}</p>
<p class="dim">${facts.join(' · ')}<span class="needs-script"> · <a href="${query}">${counted(findings.length, 'finding')}</a></span></p>${commands(priority)}</div></li>`;
}

/** Section 3: at most seven things to do, the most worthwhile first. */
export function first({ file }: Context): Html {
  const all = priorities(file);
  return html`<section aria-labelledby="first"><h2 id="first">What to do first</h2>${
    all.length === 0
      ? html`<p class="intro">Nothing that was looked at fails.</p>`
      : html`<p class="intro">Ordered by severity and by how many stores of personal data stand behind it, against the effort.</p><ol class="todo">${all.map(item)}</ol>`
  }</section>`;
}
