import { editions, fill } from '../../src/dpp/edition.ts';
import { type Aspect, isSince, type Requirement, requirementsOf } from '../../src/dpp/requirement.ts';
import type { Generated } from './generated.ts';
import { type KnownRule, looksAt, orderedRequirements } from './known-rules.ts';
import { code, listed, notice, page, plain, table } from './markdown.ts';
import { anchor } from './rules-page.ts';

const introduction = `What the policy asks, part by part, and who can show it: a **rule** of this version, an **attestation** (a document, for people), or **nobody yet** (AWS could show it, and this version does not look).
A requirement never passes on the half that was looked at: a part that nobody looks at, or that only a document shows, is \`not-provable\` in the report.`;

const sections = { '1': 'Section 1: everybody', '2': 'Section 2: those who hold personal data', '3': 'Section 3: audits' } as const;

/** docs/coverage.md: requirement × aspect × rule, by edition, and what nobody looks at. */
export function coveragePage(rules: readonly KnownRule[]): Generated {
  const ordered = orderedRequirements();
  const bySection = Object.entries(sections).flatMap(([section, title]) => [
    `## ${title}`,
    table(
      ['Requirement', 'Part', 'Looked at by', ...editions.map((edition) => edition.title)],
      ordered.filter((requirement) => requirement.section === section).flatMap((requirement) => rowsOf(requirement, rules)),
    ),
  ]);
  return {
    path: 'docs/coverage.md',
    text: page(notice, '# Coverage', introduction, summary(), ...bySection, '## What nobody looks at yet', nobodyYet(ordered)),
  };
}

/** How many parts of each edition are whose. */
const summary = (): string =>
  table(
    ['Edition', 'Requirements', 'Parts', 'By rules', 'By attestation', 'By nobody yet'],
    editions.map((edition) => {
      const asked = requirementsOf(edition);
      const aspects = asked.flatMap((requirement) => requirement.aspects);
      const count = (by: Aspect['by']): number => aspects.filter((aspect) => aspect.by === by).length;
      const share = Math.round((100 * count('rules')) / aspects.length);
      return [
        code(edition.id),
        String(asked.length),
        String(aspects.length),
        `${count('rules')} (${share} %)`,
        String(count('attestation')),
        String(count('nobody-yet')),
      ];
    }),
  );

/** A row a part; in each edition's column the clause, where that edition asks it. */
function rowsOf(requirement: Requirement, rules: readonly KnownRule[]): string[][] {
  return requirement.aspects.map((aspect, i) => [
    i === 0 ? code(requirement.id) : '',
    plain(aspect.title),
    lookedAtBy(requirement, aspect, rules),
    ...editions.map((edition) => (isSince(edition.id, aspect.since) ? (edition.clauses[requirement.id] ?? '–') : '–')),
  ]);
}

function lookedAtBy(requirement: Requirement, aspect: Aspect, rules: readonly KnownRule[]): string {
  if (aspect.by === 'attestation') return 'attestation';
  if (aspect.by === 'nobody-yet') return 'nobody yet';
  const looking = rules.filter(
    ({ loaded, inEditions }) => loaded.source.requirement === requirement.id && inEditions.some(({ rule }) => looksAt(aspect, rule)),
  );
  return looking
    .map(({ loaded, inEditions }) => `[${loaded.source.id}](rules.md#${anchor(loaded.source.id)})${since(inEditions)}`)
    .join(', ');
}

const since = (inEditions: KnownRule['inEditions']): string =>
  inEditions.length === editions.length ? '' : ` (${listed(inEditions.map(({ edition }) => edition.title))})`;

function nobodyYet(ordered: readonly Requirement[]): string {
  const newest = editions.at(-1);
  return ordered
    .flatMap((requirement) => requirement.aspects.filter((aspect) => aspect.by === 'nobody-yet').map((aspect) => ({ requirement, aspect })))
    .map(({ requirement, aspect }) => `- ${plain(fill(requirement.title, newest?.figures ?? {}))}: ${plain(aspect.title)}`)
    .join('\n');
}
