import type { Findings } from '../../findings/findings.ts';
import script from '../../generated/page-script.ts';
import { named } from '../named.ts';
import { accountWords, dateWords, timeWords } from '../words.ts';
import { head } from './head.ts';
import { html } from './html.ts';
import { islands } from './islands.ts';
import css from './page.css';
import { printed } from './printed.ts';
import { context } from './sections/context.ts';
import { findingsSection } from './sections/findings.ts';
import { first } from './sections/first.ts';
import { looked } from './sections/looked.ts';
import { newest } from './sections/newest.ts';
import { opening } from './sections/opening.ts';
import { requirements } from './sections/requirements.ts';
import { storesSection } from './sections/stores.ts';

/**
 * The report as one HTML file that opens from disk and asks nothing of any network: the policy in its head forbids it, and allows the one
 * style sheet and the one script by their hashes. The same findings give the same bytes. Comes in pieces, to be written as they come:
 * a file of 150,000 findings is never one string.
 */
export function* renderHtml(given: Findings): Generator<string> {
  const file = named(given);
  const all = context(file);
  const print = printed(`${file.tool.name}: ${accountWords(file.audit.accounts)}, ${timeWords(file.audit.asOf)}`, 'portrait');
  const { accounts, asOf } = file.audit;
  yield html`${head(`Audit of ${accounts.map(({ id, alias }) => alias || id).join(', ')}, ${dateWords(asOf)}`, [css, print], script)}
<body><a class="skip" href="#requirements">Skip to the requirements</a>
${opening(file)}
<main>
`.toString();
  for (const section of [requirements, first, newest, findingsSection, storesSection, looked]) yield `${section(all)}\n`;
  yield html`</main>
<footer>${file.tool.name} ${file.tool.version}. Every verdict follows from the snapshot alone, and can be made again from it.</footer>
`.toString();
  yield* islands(all);
  yield `<script>${script}</script>\n</body></html>\n`;
}
