import { counted } from '../../words.ts';
import { type Html, html } from '../html.ts';
import type { Context } from './context.ts';

/** Section 5: where the page's script puts the list of findings. What it shows lies in the islands at the end of the page. */
export function findingsSection({ file }: Context): Html {
  const resources = new Set(file.findings.map(({ resource }) => `${resource.type}\n${resource.arn}`)).size;
  return html`<section aria-labelledby="findings"><h2 id="findings">Findings</h2><p class="intro">${counted(file.findings.length, 'finding')} on ${counted(resources, 'resource')}. The worst stand first.</p>
<noscript><p class="note">The list of all findings needs JavaScript. Above, each requirement shows what failed.</p></noscript>
<div id="finder"></div><div id="print-findings"></div></section>`;
}
