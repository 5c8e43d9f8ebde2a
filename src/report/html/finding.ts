import type { CheckRow, FindingRow, RecordRow, RuleRow } from '../../findings/file.ts';
import { denied, expectedWords, foundWords } from '../check-words.ts';
import { remedy } from '../remediation.ts';
import { waiverText } from '../waiver-text.ts';
import { classWord, counted, dateWords, listWords, severityWords, timeWords, verdictWords } from '../words.ts';
import { type Child, classed, type Element, element, link } from './element.ts';
import { arn, breakable, copyable, folded, prose, term } from './parts.ts';

/** A finding with what it needs to be read by itself. */
export interface FindingView {
  readonly finding: FindingRow;
  readonly rule: RuleRow;
  /** Why the resource has its class; empty where that is not known. */
  readonly classBy: string;
  readonly requirement: string;
  readonly records: readonly RecordRow[];
  /** When the audit was made, ISO 8601. */
  readonly asOf: string;
}

/** Expected beside found, for one check. */
export function comparison({ path, holds, expected, found }: CheckRow): Element {
  const { value, list, why } = foundWords(found, path);
  return classed(
    'div',
    'check',
    classed('p', 'path', element('code', {}, path)),
    classed(
      'dl',
      'ef',
      term('Expected', element('b', {}, expectedWords(expected, path))),
      classed(
        'div',
        `term ${holds}`,
        element('dt', {}, 'Found'),
        element(
          'dd',
          {},
          value !== '' && element('b', {}, value),
          list.length > 0 && element('ul', {}, ...list.map((item) => element('li', {}, item))),
          ...why.map((reason) => classed('p', 'dim', reason)),
        ),
      ),
    ),
  );
}

/** What fails first, then what is not known, then what holds. */
const inOrder = (checks: readonly CheckRow[]): CheckRow[] =>
  ['no', 'unknown', 'yes'].flatMap((holds) => checks.filter((check) => check.holds === holds));

function checks(all: readonly CheckRow[]): Child {
  const open = all.filter(({ holds }) => holds !== 'yes');
  const held = all.filter(({ holds }) => holds === 'yes');
  if (open.length === 0 || held.length === 0) return inOrder(all).map(comparison);
  return [...inOrder(open).map(comparison), folded(`What holds: ${counted(held.length, 'check')}`, ...held.map(comparison))];
}

/** How to mend it, each way to copy. */
function whatToDo({ finding, rule }: FindingView): Child {
  const { name, arn: id, type } = finding.resource;
  const found = remedy(rule, type, { name, arn: id, region: finding.region, account: finding.account });
  if (!found) return undefined;
  return [
    element('p', {}, ...prose(found.text)),
    found.byHand && classed('p', 'dim', 'The name holds characters that a shell would read. Put it in by hand.'),
    found.cli && copyable(found.cli, 'Command'),
    found.terraform && copyable(found.terraform, 'Terraform'),
  ];
}

/** The class in force, and why. */
const classWords = ({ finding, classBy }: FindingView): string =>
  finding.resource.dataClass === '' ? '' : `${classWord(finding.resource.dataClass)}${classBy === '' ? '' : `: ${classBy}`}`;

function waived({ finding: { waiver } }: FindingView): Child {
  if (!waiver) return undefined;
  const until = dateWords(waiver.expires);
  return classed(
    'p',
    'note',
    `Waived by ${waiver.approver} until ${until}: ${waiver.reason}. Without the waiver: ${verdictWords[waiver.was].word.toLowerCase()}.`,
  );
}

/** What an earlier run knew of what could not be read now. */
function lastKnown({ finding }: FindingView): Child {
  const known = finding.lastKnown;
  return known && classed('p', 'note', `Last known, on ${dateWords(known.asOf)}: ${verdictWords[known.verdict].word.toLowerCase()}.`);
}

/** One call that the verdict rests on; `raw` is what opens below it. */
export function evidenceRow({ call, region, time, requestId, outcome, code, page }: RecordRow, raw: Child): Element {
  const came = outcome === 'answer' ? 'answered' : outcome === 'absent' ? `not configured${code ? ` (${code})` : ''}` : (code ?? outcome);
  return classed(
    'li',
    'record',
    classed('div', 'call', element('code', {}, ...breakable(call)), page > 0 && ` page ${page + 1}`, ' ', classed('span', 'dim', came)),
    classed(
      'div',
      'dim',
      [region || 'global', timeWords(time, true)].join(', '),
      requestId && [', request ', element('code', {}, requestId)],
    ),
    raw,
  );
}

/** The most calls that show at once. */
const fewCalls = 6;

/** The calls behind a verdict; many of them (one a region, say) fold away. */
export function evidence(rows: readonly Element[]): Child {
  const list = (some: readonly Element[]): Element => element('ul', { class: 'records' }, ...some);
  const rest = rows.length - fewCalls;
  return [list(rows.slice(0, fewCalls)), rest > 0 && folded(`${counted(rest, 'call')} more`, list(rows.slice(fewCalls)))];
}

/** What to do about what could not be read: let it be read. */
function letRead({ finding }: FindingView): Child {
  const calls = finding.checks.flatMap(({ found }) =>
    (found.unknown ?? []).filter(({ code }) => denied.test(code)).map(({ operation }) => operation),
  );
  if (calls.length === 0) return undefined;
  return element(
    'p',
    {},
    `Let the auditing role ask ${listWords([...new Set(calls)])}, and audit again: `,
    element('code', {}, 'dpp-audit permissions'),
    ' prints the policy that it needs.',
  );
}

/** What fails is mended; what could not be read is to be read first, and mended only if it then fails. */
export function toDo(view: FindingView): Child {
  const { verdict, resource } = view.finding;
  if (verdict === 'pass' || verdict === 'not-applicable') return undefined;
  if (verdict !== 'unknown') return whatToDo(view);
  const cure = resource.arn === '' ? undefined : whatToDo(view);
  const read = letRead(view);
  return read || cure ? [read, cure && folded('Should it turn out to fail', cure)] : undefined;
}

/** Everything about a finding, opened in place; `raw` gives what shows the answer of its nth record. */
export function findingDetail(view: FindingView, raw: (record: RecordRow, n: number) => Child): Element {
  const { finding, rule, records } = view;
  const todo = toDo(view);
  const mayWaive =
    finding.resource.arn !== '' && (finding.verdict === 'fail' || finding.verdict === 'warn' || finding.verdict === 'unknown');
  return classed(
    'div',
    'detail',
    waived(view),
    lastKnown(view),
    checks(finding.checks),
    classed(
      'dl',
      'facts',
      finding.resource.arn !== '' && term('Resource', arn(finding.resource.arn)),
      term('Account and region', `${finding.account}, ${finding.region || 'global'}`),
      classWords(view) !== '' && term('Class of data', classWords(view)),
      term('Requirement', `${finding.clause} ${view.requirement}`),
      term(
        'Rule',
        element('code', {}, rule.id),
        ` ${severityWords[finding.severity].toLowerCase()}, ${rule.effort} to mend${rule.own ? ', your own' : ''}`,
      ),
    ),
    todo && [classed('h3', 'part', 'What to do'), todo],
    rule.rationale !== '' && [classed('h3', 'part', 'Why it matters'), element('p', {}, ...prose(rule.rationale))],
    rule.limits !== '' && [classed('h3', 'part', 'What this rule cannot see'), element('p', {}, ...prose(rule.limits))],
    rule.references.length > 0 &&
      element('ul', { class: 'references' }, ...rule.references.map((address) => element('li', {}, link(address)))),
    records.length > 0 && [
      classed('h3', 'part', `Evidence: ${counted(records.length, 'call')}`),
      evidence(records.map((record, n) => evidenceRow(record, raw(record, n)))),
    ],
    mayWaive &&
      folded(
        'Waive it for a while',
        element('p', {}, 'Put these lines into dpp-audit.yaml, with a reason and who approves.'),
        copyable(waiverText(rule.id, finding.resource.arn, view.asOf), 'Waiver'),
      ),
  );
}
