import type { ResourceRow } from '../../../findings/file.ts';
import type { Summary } from '../../../findings/findings.ts';
import { type Verdict, verdicts, worst } from '../../../findings/verdict.ts';
import { foundWords, valueWords } from '../../check-words.ts';
import { classWord, counted, numberWords } from '../../words.ts';
import { type Fragment, type Html, html } from '../html.ts';
import { badge } from '../parts.ts';
import type { Context } from './context.ts';
import { lifeBar } from './life-bar.ts';

/** The most stores in the table; those with the worst verdicts come first, so that none that fails is left out before one that holds. */
const most = 500;

type Facts = ResourceRow['facts'];

/** What the rules said of each trait of a store: `retention` → the worst verdict of the checks that looked at it. */
type Judged = Readonly<Record<string, Verdict>>;

interface Store {
  readonly row: ResourceRow;
  readonly judged: Judged;
  readonly worst: Verdict;
}

/** A check that holds is a pass, whatever became of the finding; one that does not has the finding's verdict. */
const checkVerdict = (holds: 'yes' | 'no' | 'unknown', finding: Verdict): Verdict =>
  holds === 'yes' ? 'pass' : finding === 'waived' || holds === 'no' ? finding : 'unknown';

/** On how many traits a store fails. */
const failures = ({ judged }: Store): number => Object.values(judged).filter((verdict) => verdict === 'fail').length;

/** The stores: whatever keeps things for a time. With what the rules said of them. */
function stores({ resources, findings }: Summary): Store[] {
  const judged = new Map<string, Record<string, Verdict>>();
  const rows = resources.filter((row) => 'retention.maxDays' in row.facts);
  for (const row of rows) judged.set(`${row.type}\n${row.arn}`, {});
  for (const { verdict, resource, checks } of findings) {
    const own = judged.get(`${resource.type}\n${resource.arn}`);
    if (!own || verdict === 'not-applicable') continue;
    for (const { path, holds } of checks) {
      const [trait = ''] = path.split('.');
      own[trait] = worst([checkVerdict(holds, verdict), ...(own[trait] ? [own[trait]] : [])]) ?? 'unknown';
    }
  }
  const classes = ['pii', 'unknown', 'information', 'log', '', 'none'];
  return rows
    .map((row): Store => {
      const own = judged.get(`${row.type}\n${row.arn}`) ?? {};
      return { row, judged: own, worst: worst(Object.values(own)) ?? 'not-applicable' };
    })
    .sort(
      (a, b) =>
        classes.indexOf(a.row.dataClass) - classes.indexOf(b.row.dataClass) ||
        verdicts.indexOf(a.worst) - verdicts.indexOf(b.worst) ||
        failures(b) - failures(a) ||
        (a.row.arn < b.row.arn ? -1 : a.row.arn > b.row.arn ? 1 : 0),
    );
}

/** A fact as a cell: with the verdict's shape where a rule looked at it, else as plain words. */
const said = (judged: Verdict | undefined, words: string): Fragment =>
  judged ? badge(judged, words) : html`<span class="dim">${words}</span>`;

const days = (value: Facts[string]['value']): number | undefined =>
  value === 'forever' ? Number.POSITIVE_INFINITY : typeof value === 'number' ? value : undefined;

/** The figure of this edition that binds a class of data, and which way. */
function limitOf({ requirements }: Summary, dataClass: string): number | undefined {
  const name = { pii: 'piiRetentionDays', log: 'logRetentionDays', information: 'informationRetentionDays' }[dataClass];
  const figure = requirements.flatMap(({ figures }) => figures).find((each) => each.name === name);
  return typeof figure?.value === 'number' ? figure.value : undefined;
}

/** How long a store keeps things: a log's shortest, anything else's longest. */
function life({ row, judged }: Store, limit: number | undefined): Html {
  const path = row.dataClass === 'log' ? 'retention.minDays' : 'retention.maxDays';
  const fact = row.facts[path] ?? {};
  const known = days(fact.value);
  const least = days(fact.atLeast);
  const words = foundWords(fact, path).value;
  const bar =
    limit !== undefined &&
    lifeBar({ days: known ?? least, least: known === undefined, limit, verdict: judged.retention ?? 'not-applicable' });
  return html`<span class="lifecell">${bar}${judged.retention ? badge(judged.retention, words) : html`<span class="num">${words}</span>`}</span>`;
}

function exposure({ row: { facts }, judged }: Store): Fragment {
  const open = facts['exposure.public'];
  const outside = facts['exposure.outsiders'];
  const some = (fact: typeof open): boolean => [fact?.value, fact?.atLeast].some((list) => Array.isArray(list) && list.length > 0);
  const words = some(open) ? 'Public' : some(outside) ? 'Outsiders' : open?.value && outside?.value ? 'No' : 'Not read';
  return said(judged.exposure, words);
}

/** A yes-or-no fact in a word or two of its own. */
function yesNo(fact: Facts[string] | undefined, yes: string, no: string): string {
  return fact?.value === true ? yes : fact?.value === false ? no : 'Not read';
}

function logging({ row: { facts }, judged }: Store): Fragment {
  const reads = facts['logging.reads'];
  const writes = facts['logging.writes'];
  if (!reads && !writes) return html`<span class="dim">–</span>`;
  const parts = [reads?.value === true && 'reads', writes?.value === true && 'writes'].filter((part) => part !== false);
  const known = reads?.value !== undefined && writes?.value !== undefined;
  return said(judged.logging, parts.length > 0 ? parts.join(', ') : known ? 'No' : 'Not read');
}

function storeRow(store: Store, file: Summary): Html {
  const { row, judged } = store;
  const { facts } = row;
  const algorithm = facts['encryption.algorithm'];
  const rest =
    facts['encryption.atRest']?.value === false
      ? 'Not encrypted'
      : algorithm?.value === undefined
        ? 'Not read'
        : valueWords(algorithm.value, '');
  const none = html`<span class="dim">–</span>`;
  return html`<tr><th scope="row"><b class="name">${row.name}</b> <span class="dim">${row.type}, <span class="nb">${row.region || 'global'}</span></span></th>
<td data-label="Class, and why">${classWord(row.dataClass)} <span class="dim">${row.classBy}</span></td>
<td data-label="At rest">${'encryption.algorithm' in facts || 'encryption.atRest' in facts ? said(judged.encryption, rest) : none}</td>
<td data-label="${row.dataClass === 'log' ? 'Shortest life' : 'Longest life'}">${life(store, limitOf(file, row.dataClass))}</td>
<td data-label="Public">${'exposure.public' in facts ? exposure(store) : none}</td>
<td data-label="TLS">${'tls.httpsOnly' in facts ? said(judged.tls, yesNo(facts['tls.httpsOnly'], 'Only', 'Not forced')) : none}</td>
<td data-label="Logged">${logging(store)}</td></tr>`;
}

/** The limits that the bars are drawn against, in words. */
function limits(file: Summary): string {
  const pii = limitOf(file, 'pii');
  const log = limitOf(file, 'log');
  const information = limitOf(file, 'information');
  const words = [
    pii !== undefined && `personal data lives at most ${counted(pii, 'day')}`,
    information !== undefined && `other information from Amazon at most ${counted(information, 'day')}`,
    log !== undefined && `logs at least ${counted(log, 'day')}`,
  ].filter((part) => part !== false);
  return words.length === 0
    ? ''
    : `How long anything in a store can live, against the dashed limit: ${words.join(', ')}. For a log it is the shortest life that is drawn.`;
}

/** What the table leaves out, said. */
function leftOut(rest: readonly Store[]): Fragment {
  if (rest.length === 0) return undefined;
  const failing = rest.filter(({ worst: verdict }) => verdict === 'fail').length;
  const unread = rest.filter(({ worst: verdict }) => verdict === 'unknown').length;
  return html`<p>${counted(rest.length, 'store')} more are not in this table: ${numberWords(failing)} of them fail something, of ${numberWords(unread)} something could not be read. The list of findings has them all.</p>`;
}

/** Section 6: every store of Amazon's data, and which one is the problem. */
export function storesSection({ file }: Context): Html {
  const all = stores(file);
  const heads = ['Store', 'Class, and why', 'At rest', 'How long it keeps things', 'Public', 'TLS', 'Logged'];
  return html`<section aria-labelledby="stores"><h2 id="stores">Stores of Amazon’s data</h2>${
    all.length === 0
      ? html`<p class="intro">No store was found.</p>`
      : html`<p class="intro">${limits(file)}</p><table class="cards stores"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${all
          .slice(0, most)
          .map((store) => storeRow(store, file))}</tbody></table>${leftOut(all.slice(most))}`
  }</section>`;
}
