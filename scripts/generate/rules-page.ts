import { type Edition, editions, type Figure, fill, inWords } from '../../src/dpp/edition.ts';
import type { Requirement } from '../../src/dpp/requirement.ts';
import { titleOf } from '../../src/engine/words.ts';
import type { Generated } from './generated.ts';
import { type KnownRule, orderedRequirements } from './known-rules.ts';
import { code, listed, notice, page, plain, table } from './markdown.ts';

/** docs/rules.md: every rule under the requirement that it belongs to, with its figures in each edition. */
export function rulesPage(rules: readonly KnownRule[]): Generated {
  const sections = orderedRequirements().flatMap((requirement) => {
    const own = rules.filter(({ loaded }) => loaded.source.requirement === requirement.id);
    return own.length > 0 ? [ofRequirement(requirement, own)] : [];
  });
  return { path: 'docs/rules.md', text: page(notice, '# Rules', introduction(rules.length), overview(rules), ...sections) };
}

const introduction = (count: number): string =>
  `${count} rules, by what the policy asks. The sentence of each is what holds when it passes.
Its authority says what a failure goes against: the policy (\`policy\`), what the SP-API platform asks beside it (\`platform\`), or Amazon's advice alone (\`guidance\`, which only warns).
\`dpp-audit rules show ID\` prints a rule with its examples. What no rule looks at is in [coverage.md](coverage.md), what facts there are in [resources.md](resources.md).`;

const overview = (rules: readonly KnownRule[]): string =>
  table(
    ['Edition', 'In force', 'Rules'],
    editions.map((edition) => [
      code(edition.id),
      `${edition.from} – ${edition.until ?? ''}`.trim(),
      String(rules.filter(({ inEditions }) => inEditions.some((one) => one.edition === edition)).length),
    ]),
  );

function ofRequirement(requirement: Requirement, rules: readonly KnownRule[]): string {
  const newest = editions.findLast((edition) => requirement.id in edition.clauses) as Edition;
  const clauses = editions.map((edition) => `${edition.title}: ${edition.clauses[requirement.id] ?? '–'}`).join(' · ');
  return page(
    `## ${code(requirement.id)}`,
    `**${plain(fill(requirement.title, newest.figures))}.** ${plain(fill(requirement.asks, newest.figures))}`,
    `Clause in ${clauses}.`,
    ...rules.map(ofRule),
  ).trimEnd();
}

function ofRule({ loaded, inEditions }: KnownRule): string {
  const { source } = loaded;
  const { edition, rule } = inEditions.at(-1) as KnownRule['inEditions'][number];
  const varies = new Set(inEditions.map((one) => titleOf(one.rule))).size > 1;
  return page(
    `### ${source.id}`,
    `${plain(titleOf(rule))}.${varies ? ` (As ${edition.title} has it.)` : ''}`,
    table(
      ['Severity', 'To mend', 'Asked of', 'Authority', 'Editions'],
      [
        [
          source.severity,
          source.effort,
          askedOf(
            source.resource,
            rule.types.map((type) => type.type),
          ),
          rule.authority,
          inWhich(inEditions.map((one) => one.edition)),
        ],
      ],
    ),
    figures(inEditions),
    plain(source.rationale),
    `**Cannot see:** ${plain(source.limits)}`,
    source.references.map((url) => `- <${url}>`).join('\n'),
  ).trimEnd();
}

const askedOf = (resource: string, types: readonly string[]): string => {
  const links = listed(types.map((type) => `[${code(type)}](resources.md#${anchor(type)})`));
  return resource.startsWith('trait:') ? `every type with ${code(resource.slice('trait:'.length))}: ${links}` : links;
};

/** A heading's address on the page, as Markdown readers make it. */
export const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^a-z0-9 _-]/g, '')
    .replaceAll(' ', '-');

const inWhich = (found: readonly Edition[]): string =>
  found.length === editions.length ? 'all' : listed(found.map((edition) => edition.title));

const confidences: Readonly<Record<Figure['confidence'], string>> = { R: '', S: ' (stated by developers)', I: ' (inferred)' };

/** Each figure that the rule names, in each edition that has the rule. */
function figures(inEditions: KnownRule['inEditions']): string {
  const names = [...new Set(inEditions.flatMap(({ rule }) => Object.keys(rule.figures)))].sort();
  const words = (figure: Figure | undefined): string =>
    figure ? `${inWords(figure.value, figure.unit)}${confidences[figure.confidence]}` : '–';
  return table(
    ['Figure', ...editions.map((edition) => edition.title)],
    names.map((name) => [
      code(name),
      ...editions.map((edition) => words(inEditions.find((one) => one.edition === edition)?.rule.figures[name])),
    ]),
  );
}
