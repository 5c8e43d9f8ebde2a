import type { FindingRow, RuleRow } from '../findings/file.ts';
import { type Severity, severities, type Verdict } from '../findings/verdict.ts';
import { clausePath } from '../report/clauses/pages.ts';
import { sharedNames } from '../report/names.ts';
import { fillText } from '../report/remediation.ts';
import { counted, listWords } from '../report/words.ts';
import { type AnsweredFile, type Run, runOf } from './run.ts';

/** A line of the plan of action. Who answers for it, only the user knows. */
export interface Gap {
  readonly clause: string;
  readonly requirement: string;
  /** Path of the evidence page within a bundle. */
  readonly page: string;
  /** None where nothing was found yet: a document to write, or what this version does not look at. */
  readonly severity?: Severity;
  readonly gap: string;
  /** What to do, with the steps' commands left to the report. */
  readonly todo: string;
  /** ISO date, and why; none where the edition sets no deadline. */
  readonly due?: { readonly day: string; readonly because: string };
  readonly findings: readonly string[];
}

const gapVerdicts: ReadonlySet<Verdict> = new Set(['fail', 'attestation-expired', 'attestation-missing', 'unknown', 'warn', 'waived']);

/** The plan of action: every finding that is not good, by rule and type, then what nobody has shown yet. The most severe stands first. */
export function gaps(file: AnsweredFile): readonly Gap[] {
  const run = runOf(file);
  const rules = new Map(file.rules.map((row) => [row.id, row]));
  const groups = new Map<string, FindingRow[]>();
  for (const finding of file.findings.filter(({ verdict }) => gapVerdicts.has(verdict))) {
    const { rule, resource, verdict, id } = finding;
    // documents and waivers each have a day of their own
    const alone = resource.type === 'attestation' || verdict === 'waived' ? id : '';
    const key = [rule, resource.type, verdict, alone].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  const found = [...groups.values()].flatMap((findings) => gapOf(findings, rules, run) ?? []);
  return [...found.toSorted(bySeverity), ...unshown(file)];
}

const place = ({ severity }: Gap): number => (severity === undefined ? severities.length : severities.indexOf(severity));

const bySeverity = (a: Gap, b: Gap): number =>
  place(a) - place(b) || a.clause.localeCompare(b.clause, 'en', { numeric: true }) || (a.gap < b.gap ? -1 : a.gap > b.gap ? 1 : 0);

function gapOf(findings: readonly FindingRow[], rules: ReadonlyMap<string, RuleRow>, run: Run): Gap | undefined {
  const [first] = findings;
  if (!first) return undefined;
  const { clause, requirement, severity } = first;
  const rule = rules.get(first.rule);
  return {
    clause,
    requirement: run.requirement(requirement)?.title ?? requirement,
    page: `${clausePath(clause)}#r-${requirement}`,
    severity,
    gap: gapWords(findings, first, rule, run),
    todo: todoWords(findings, first, rule),
    ...dueOf(first, run),
    findings: findings.map(({ id }) => id),
  };
}

const namedAtMost = 3;

const leads: Readonly<Partial<Record<Verdict, string>>> = { unknown: 'Not read: ', warn: 'Advice missed: ', waived: 'Waived: ' };

/** The messages of a few, and how many more. */
function gapWords(findings: readonly FindingRow[], { verdict }: FindingRow, rule: RuleRow | undefined, run: Run): string {
  const shared = sharedNames(findings);
  const shown = findings.slice(0, namedAtMost).map((finding) => {
    const { message, region, resource } = finding;
    if (resource.type === 'attestation') return `${rule?.title.replace(/: a document shows it$/, '') ?? ''}: ${message}`;
    return shared(finding) ? `${region || 'global'}: ${message}` : message;
  });
  const more = findings.length - shown.length;
  const type = findings[0] ? run.typeTitle(findings[0].resource.type) : '';
  return `${leads[verdict] ?? ''}${shown.join('; ')}${more > 0 ? `; and ${more} more (${type})` : ''}`;
}

function todoWords(
  findings: readonly FindingRow[],
  { verdict, resource, region, account, waiver }: FindingRow,
  rule: RuleRow | undefined,
): string {
  if (verdict === 'unknown') return readWords(findings);
  const text = rule?.remediation[resource.type]?.text.trim();
  const one = { name: resource.name, arn: resource.arn, region, account };
  const each = { name: 'each of them', arn: 'the ARN of each', region: 'its region', account };
  const cure =
    text === undefined || text === ''
      ? `See to it that this holds: ${rule?.title ?? ''}.`
      : fillText(text, findings.length === 1 ? one : each);
  return verdict === 'waived' && waiver ? `${cure} Waived by ${waiver.approver} until ${waiver.expires}: ${waiver.reason}` : cure;
}

/** Calls that would have told it, had AWS not refused them: its codes are in capitals, ours are not. */
function readWords(findings: readonly FindingRow[]): string {
  const reasons = findings.flatMap(({ checks }) => checks.flatMap(({ found }) => found.unknown ?? []));
  const calls = [
    ...new Set(reasons.flatMap(({ operation, code }) => (operation !== '' && /^[A-Z]/.test(code) ? [`${operation} (${code})`] : []))),
  ].sort();
  return calls.length > 0
    ? `Let the audit read it, then run it again: ${listWords(calls)}.`
    : 'Find out by hand how it stands, and record what shows it.';
}

const day = 86_400_000;

/** A document's own day, a waiver's last, or the edition's deadline for weaknesses of that severity, counted from the run. */
function dueOf(finding: FindingRow, run: Run): { readonly due?: Gap['due'] } {
  const { asOf, edition } = run.file.audit;
  if (finding.waiver && finding.verdict === 'waived') return { due: { day: finding.waiver.expires, because: 'the waiver ends' } };
  const own = finding.resource.type === 'attestation' ? run.fact(finding, 'due') : undefined;
  if (own !== undefined) return { due: { day: own, because: own < asOf.slice(0, 10) ? 'overdue' : 'the document is due' } };
  const name = { critical: 'criticalFixDays', high: 'highFixDays', medium: undefined, low: undefined }[finding.severity];
  const days = name === undefined ? undefined : daysOf(name, run);
  if (days === undefined) return {};
  return {
    due: { day: new Date(Date.parse(asOf) + days * day).toISOString().slice(0, 10), because: `${counted(days, 'day')} by ${edition.id}` },
  };
}

function daysOf(name: string, { file }: Run): number | undefined {
  const figure = file.requirements.flatMap(({ figures }) => figures).find((one) => one.name === name && one.unit === 'days');
  return typeof figure?.value === 'number' ? figure.value : undefined;
}

/** Aspects that nobody has shown: a document is to be recorded, or what this version does not look at is to be shown otherwise. */
const unshown = ({ requirements }: AnsweredFile): readonly Gap[] =>
  requirements.flatMap(({ id, clause, title, aspects }) =>
    aspects
      .filter(({ verdict }) => verdict === 'not-provable')
      .map(
        (aspect): Gap => ({
          clause,
          requirement: title,
          page: `${clausePath(clause)}#r-${id}`,
          gap: `${aspect.title}: ${aspect.sentence}`,
          todo:
            aspect.by === 'attestation'
              ? `Write the document and record it: dpp-audit attest add --for ${id}/${aspect.id}`
              : 'Show it to the assessor by hand: screenshots or exports of these settings.',
          findings: [],
        }),
      ),
  );
