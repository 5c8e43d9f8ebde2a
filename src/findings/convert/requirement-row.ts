import { type Edition, type Figure, fill, inWords } from '../../dpp/edition.ts';
import { type Aspect, ownPolicy, type Policy, requirementsOf } from '../../dpp/requirement.ts';
import { attestationRule, attestationType } from '../attested.ts';
import type { RequirementRow } from '../file.ts';
import type { Finding } from '../finding.ts';
import { type Verdict, verdicts, worst } from '../verdict.ts';

/** Every requirement of an edition with what was found about it: each has its row in every report. */
export function requirementRows(
  edition: Edition,
  findings: readonly Finding[],
  holdsPii: boolean,
  policy: Policy = ownPolicy,
): RequirementRow[] {
  const byRequirement = new Map<string, Finding[]>();
  for (const finding of findings) {
    const same = byRequirement.get(finding.rule.requirement);
    if (same) same.push(finding);
    else byRequirement.set(finding.rule.requirement, [finding]);
  }
  return requirementsOf(edition, policy).map((requirement) => {
    const own = byRequirement.get(requirement.id) ?? [];
    const binds = holdsPii || requirement.section !== '2';
    const aspects = [...requirement.aspects.map((aspect) => aspectRow(aspect, own, binds)), ...ownRules(requirement.aspects, own)];
    const figures = Object.entries(edition.figures).filter(([, figure]) => figure.requirement === requirement.id);
    return {
      id: requirement.id,
      title: fill(requirement.title, edition.figures),
      asks: fill(requirement.asks, edition.figures),
      clause: requirement.clause,
      section: requirement.section,
      authority:
        requirement.clause === 'platform'
          ? 'platform'
          : figures.some(([, figure]) => figure.authority !== 'guidance') || figures.length === 0
            ? 'policy'
            : 'guidance',
      verdict: binds ? (worst(aspects.map((aspect) => aspect.verdict)) ?? 'not-provable') : 'not-applicable',
      ...resourceCounts(own),
      counts: Object.fromEntries(
        verdicts.map((verdict) => [verdict, own.filter((finding) => finding.verdict === verdict).length]),
      ) as RequirementRow['counts'],
      figures: figures.map(([name, figure]) => figureRow(name, figure)),
      aspects,
      automated: requirement.aspects.filter((aspect) => aspect.by === 'rules').length / requirement.aspects.length,
    };
  });
}

const figureRow = (name: string, { value, unit, authority, confidence }: Figure): RequirementRow['figures'][number] => ({
  name,
  value,
  unit,
  words: inWords(value, unit),
  authority,
  confidence,
});

/** Resources, not findings: one that fails two rules fails once. */
function resourceCounts(findings: readonly Finding[]): { checked: number; failed: number } {
  const seen = new Map<string, Verdict[]>();
  for (const { resource, verdict } of findings) {
    if (!resource || verdict === 'not-applicable' || resource.typeOf === attestationType) continue;
    const { arn } = resource.identity;
    seen.set(arn, [...(seen.get(arn) ?? []), verdict]);
  }
  return { checked: seen.size, failed: [...seen.values()].filter((found) => found.includes('fail')).length };
}

type AspectRow = RequirementRow['aspects'][number];

const belongs = ({ id, by, types, rules }: Aspect, { rule, type }: Finding): boolean =>
  by === 'attestation'
    ? type === attestationType && rule.id === attestationRule(rule.requirement, id)
    : (types?.includes(type.type) ?? false) && (rules === undefined || rules.includes(rule.id));

function aspectRow(aspect: Aspect, findings: readonly Finding[], binds: boolean): AspectRow {
  const { id, title, by } = aspect;
  if (!binds) return { id, title, by, verdict: 'not-applicable', sentence: 'asked of those who hold personal data', rules: [] };
  if (by === 'nobody-yet') return { id, title, by, verdict: 'not-provable', sentence: 'not audited by this version', rules: [] };
  const own = findings.filter((finding) => belongs(aspect, finding));
  return by === 'attestation' ? fromDocuments(id, title, own) : fromFindings(id, title, own);
}

/** What the register says of a part; without a register, nothing. The part as a whole comes first, unless something else is worse. */
function fromDocuments(id: string, title: string, findings: readonly Finding[]): AspectRow {
  const by = 'attestation';
  const verdict = worst(findings.map((finding) => finding.verdict));
  const [first, ...same] = findings.filter((finding) => finding.verdict === verdict);
  if (!verdict || !first) return { id, title, by, verdict: 'not-provable', sentence: 'for people: a document shows it', rules: [] };
  const more = same.length > 0 ? `; and ${same.length} more like it` : '';
  return { id, title, by, verdict, sentence: `${first.message}${more}`, rules: [first.rule.id] };
}

/** Findings of rules that no aspect names: the user's own. */
function ownRules(aspects: readonly Aspect[], findings: readonly Finding[]): AspectRow[] {
  const rest = findings.filter((finding) => !aspects.some((aspect) => belongs(aspect, finding)));
  return rest.length > 0 ? [fromFindings('own-rules', 'Rules of your own', rest)] : [];
}

function fromFindings(id: string, title: string, findings: readonly Finding[]): AspectRow {
  const verdict = worst(findings.map((finding) => finding.verdict)) ?? 'not-provable';
  const rules = [...new Set(findings.map((finding) => finding.rule.id))].sort();
  return { id, title, by: 'rules', verdict, sentence: inCounts(verdict, findings), rules };
}

const verbs: Readonly<Partial<Record<Verdict, string>>> = {
  fail: 'fail',
  unknown: 'could not be read',
  warn: 'miss advice',
  waived: 'waived',
  pass: 'pass',
};

/** "2 of 4 fail": in resources; a list that could not be read is said in words. */
function inCounts(verdict: Verdict, findings: readonly Finding[]): string {
  const checked = findings.filter((finding) => finding.verdict !== 'not-applicable');
  if (checked.length === 0) return findings.length === 0 ? 'no rule looks at it' : 'there is nothing that it concerns';
  const count = (list: readonly Finding[]): number =>
    new Set(list.flatMap(({ resource }) => (resource ? [resource.identity.arn] : []))).size;
  const of = checked.filter((finding) => finding.verdict === verdict);
  const lists = of.some((finding) => !finding.resource);
  const counted = `${count(of)} of ${count(checked)} ${verbs[verdict] ?? verdict}`;
  return lists ? (count(of) === 0 ? 'could not all be listed' : `${counted}, and they could not all be listed`) : counted;
}
