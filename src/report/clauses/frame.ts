import type { Findings } from '../../findings/findings.ts';
import { head } from '../html/head.ts';
import { type Fragment, type Html, html } from '../html/html.ts';
import { printed } from '../html/printed.ts';
import { accountWords, timeWords } from '../words.ts';
import css from './clause.css';

/** A page of the evidence: HTML without a script, which asks nothing of any network and runs nothing, as the policy in its head says. */
export function frame({ audit, tool }: Findings, title: string, ...body: readonly Fragment[]): string {
  const foot = printed(`${tool.name}: ${accountWords(audit.accounts)}, ${timeWords(audit.asOf)}`, 'landscape');
  return html`${head(title, [css, foot])}
<body>
${body}
<footer>Written by ${tool.name} ${tool.version} from findings.json alone. <code>dpp-audit evidence verify</code> evaluates the enclosed snapshot anew and compares every verdict.</footer>
</body></html>
`.toString();
}

/** What was audited, when, by whom and by which edition: at the head of every page, so that it stands by itself when it is printed. */
export function audited({ audit }: Findings): Html {
  const { accounts, asOf, caller, complete, edition, regions } = audit;
  return html`<dl>
<dt>Account</dt><dd>${accountWords(accounts)}</dd>
<dt>Collected</dt><dd>${timeWords(asOf, true)} (<code>${asOf}</code>)${!complete && ', cut off before its end'}</dd>
<dt>By whom</dt><dd><code>${caller.arn || 'not known'}</code>${caller.credentials !== '' && ` (credentials: ${caller.credentials})`}</dd>
<dt>Regions</dt><dd>${regions.read.join(', ') || 'none'}${regions.leftOut.length > 0 && `; left out: ${regions.leftOut.join(', ')}`}${regions.unread.length > 0 && `; could not be asked: ${regions.unread.join(', ')}`}</dd>
<dt>Edition</dt><dd>${edition.title} (<code>${edition.id}</code>)${!edition.inForce && ', not in force on that day'}</dd>
</dl>`;
}
