import type { Config, Waiver } from './dpp/config.ts';
import { matchesGlob } from './dpp/glob.ts';
import { ownPolicy, type Policy } from './dpp/requirement.ts';
import type { Rule } from './engine/compile.ts';
import { evaluate } from './engine/evaluate.ts';
import { messageOf, reasonsInWords, titleOf, unknownSentence } from './engine/words.ts';
import type { AuditedResource, AuditedType } from './findings/audited.ts';
import type { Finding } from './findings/finding.ts';
import type { AnyResourceType } from './resources/resource.ts';

/** Every rule asked of every resource that it concerns; types that were not found or not listed are said too. */
export function judge(
  rules: readonly Rule[],
  types: readonly AuditedType[],
  config: Config,
  asOf: Date,
  { requirements }: Policy = ownPolicy,
): readonly Finding[] {
  const byType = new Map(types.map((audited) => [audited.type, audited]));
  const waivers = new Waivers(config.waivers ?? [], asOf);
  const piiOnly = new Set(requirements.filter((requirement) => requirement.section === '2').map((requirement) => requirement.id));
  return rules.flatMap((rule) => {
    const title = titleOf(rule);
    const asked = config.holdsPii !== false || !piiOnly.has(rule.requirement);
    return rule.types.flatMap((type) => {
      const audited = byType.get(type);
      if (!audited) return [];
      const found = audited.resources.map((resource) => (asked ? judgeOne(rule, title, type, resource) : notAsked(rule, type, resource)));
      return [...found, ...ofTheType(rule, audited)].map((finding) => waivers.apply(finding));
    });
  });
}

function judgeOne(rule: Rule, title: string, type: AnyResourceType, resource: AuditedResource): Finding {
  const { verdict, checks } = evaluate(rule, resource.facts);
  const { name } = resource.identity;
  switch (verdict) {
    case 'pass':
      return { rule, type, resource, verdict, message: title };
    case 'not-applicable':
      return { rule, type, resource, verdict, message: `Does not concern ${name}` };
    case 'unknown':
      return {
        rule,
        type,
        resource,
        verdict,
        message: unknownSentence(
          name,
          checks.filter((check) => check.holds === 'unknown'),
          rule.when.some((check) => checks.some((judged) => judged.check === check && judged.holds === 'unknown')),
        ),
      };
    default:
      return { rule, type, resource, verdict, message: `${messageOf(rule, resource.facts)}${becauseUnclassified(rule, resource)}` };
  }
}

/** A store that nothing classifies is audited strictly, and its failures say that this is why. */
function becauseUnclassified(rule: Rule, resource: AuditedResource): string {
  const asksClass = rule.when.some((check) => check.path === 'dataClass');
  const { dataClass } = resource.facts;
  const audited = dataClass && 'value' in dataClass && dataClass.value !== 'pii' ? String(dataClass.value) : 'PII';
  return resource.unclassified && asksClass ? `. Nothing says what data it holds, so it is audited as ${audited}` : '';
}

const notAsked = (rule: Rule, type: AnyResourceType, resource: AuditedResource): Finding => ({
  rule,
  type,
  resource,
  verdict: 'not-applicable',
  checks: [],
  message: 'Asked of those who hold personal data; the configuration says that there is none here (holdsPii: false)',
});

/** Nothing found and all listed: not applicable. A list unread: unknown, beside the findings of what was found. */
function ofTheType(rule: Rule, { type, resources, unread, refs, regions }: AuditedType): readonly Finding[] {
  if (unread.length > 0) {
    return [
      {
        rule,
        type,
        verdict: 'unknown',
        checks: [],
        unread,
        refs,
        message: `${type.title.many} could not all be listed: ${reasonsInWords(unread)}`,
      },
    ];
  }
  return resources.length > 0
    ? []
    : [
        {
          rule,
          type,
          verdict: 'not-applicable',
          checks: [],
          refs,
          message: `There are no ${type.title.many}${regions > 0 ? ` in ${regions} ${regions === 1 ? 'region' : 'regions'}` : ''}`,
        },
      ];
}

const waivable = new Set(['fail', 'warn', 'unknown']);

/** Waivers, and which findings each of them took. An expired one takes none. */
class Waivers {
  readonly #inForce: readonly (Waiver & { readonly index: number })[];

  constructor(waivers: readonly Waiver[], asOf: Date) {
    const today = asOf.toISOString().slice(0, 10);
    this.#inForce = waivers.map((waiver, index) => ({ ...waiver, index })).filter((waiver) => today <= waiver.expires);
  }

  /** A waived failure is shown as waived. A waived unknown stays unknown: it is no pass, and only not counted. */
  apply(finding: Finding): Finding {
    const { rule, resource, type, verdict } = finding;
    if (!waivable.has(verdict)) return finding;
    const { arn, name } = resource?.identity ?? { arn: type.type, name: type.type };
    const found = this.#inForce.find(
      (waiver) => waiver.rule === rule.id && (matchesGlob(waiver.resource, arn) || matchesGlob(waiver.resource, name)),
    );
    if (!found) return finding;
    const { index, reason, approver, expires } = found;
    return {
      ...finding,
      verdict: verdict === 'unknown' ? 'unknown' : 'waived',
      waiver: { index, reason, approver, expires, was: verdict },
    };
  }
}
