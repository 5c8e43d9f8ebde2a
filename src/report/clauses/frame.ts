import { createHash } from 'node:crypto';
import type { Findings } from '../../findings/findings.ts';
import { type Fragment, Html, html } from '../html/html.ts';
import { printed, styleElement } from '../html/printed.ts';
import { accountWords, timeWords } from '../words.ts';
import css from './clause.css';

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** A page of the evidence: HTML without a script, which asks nothing of any network and runs nothing, as the policy in its head says. */
export function frame({ audit, tool }: Findings, title: string, ...body: readonly Fragment[]): string {
  const foot = printed(`${tool.name}: ${accountWords(audit.accounts)}, ${timeWords(audit.asOf)}`, 'landscape');
  const policy = `default-src 'none'; style-src ${hash(css)} ${hash(foot)}; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${Html.trusted(policy)}">
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${Html.trusted(css)}</style>${styleElement(foot)}</head>
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
