import { carries, type LeafSchema, leavesOf } from '../../src/engine/schema-path.ts';
import { resourceTypes } from '../../src/generated/resourceTypes.ts';
import type { AnyResourceType } from '../../src/resources/resource.ts';
import { traits } from '../../src/resources/traits.ts';
import type { Generated } from './generated.ts';
import type { KnownRule } from './known-rules.ts';
import { code, listed, notice, page, plain, table } from './markdown.ts';
import { anchor } from './rules-page.ts';

const introduction = `What is read of an account, by type. A rule's \`when\` and \`expect\` name facts by their path (\`retention.maxDays\`).
A fact is a value, or unknown with reasons; each carries the calls that it rests on. A number without end (for ever) is \`.inf\` in YAML and \`"forever"\` in JSON.
A **trait** is a block of facts that several types share: a rule for \`trait:NAME\` is asked of each of them. A **proof** rests on several resources, or on the configuration.`;

/** docs/resources.md: every type, its facts with unit and meaning, its traits, and the rules that are asked of it. */
export function resourcesPage(rules: readonly KnownRule[]): Generated {
  const types = [...resourceTypes].sort((a, b) => (a.type < b.type ? -1 : 1));
  const sections = types.map((type) => ofType(type, rules));
  return { path: 'docs/resources.md', text: page(notice, '# Resources', introduction, ofTraits(types), ...sections) };
}

const traitNames = Object.keys(traits);

const ofTraits = (types: readonly AnyResourceType[]): string =>
  table(
    ['Trait', 'Carried by'],
    traitNames.map((trait) => {
      const carriers = types.filter((type) => carries(type, trait));
      return [code(`trait:${trait}`), listed(carriers.map(({ type }) => `[${code(type)}](#${anchor(type)})`)) || 'no type yet'];
    }),
  );

function ofType(type: AnyResourceType, rules: readonly KnownRule[]): string {
  const carried = traitNames.filter((trait) => carries(type, trait));
  const asked = rules.filter(({ inEditions }) => inEditions.some(({ rule }) => rule.types.includes(type)));
  const proofs = new Set(Object.keys((type.proofs as { properties?: object }).properties ?? {}));
  return page(
    `## ${type.type}`,
    [
      `${type.title.many} (service ${code(type.service)}).`,
      carried.length > 0 ? `Traits: ${listed(carried.map(code))}.` : '',
      type.always ? `Its class is always ${code(type.always)}.` : '',
    ]
      .filter(Boolean)
      .join(' '),
    table(
      ['Fact', 'Kind', 'Meaning'],
      [...leavesOf(type)].map(([path, leaf]) => [
        code(path),
        kind(leaf),
        `${plain(leaf.description ?? '')}${proofs.has(path.split('.')[0] ?? '') ? ' *(proof)*' : ''}`,
      ]),
    ),
    asked.length > 0
      ? `Rules: ${listed(asked.map(({ loaded }) => `[${loaded.source.id}](rules.md#${anchor(loaded.source.id)})`))}.`
      : 'No rule is asked of it: other types rest on it.',
  ).trimEnd();
}

/** What a fact can be: a unit, a choice, or its plain type. */
function kind({ type, enum: values, items, unit }: LeafSchema): string {
  const choice = values ?? items?.enum;
  const choices = choice?.map((value) => code(value === '' ? '""' : String(value))).join(', ');
  if (type === 'array') return choices ? `list of ${choices}` : 'list of strings';
  if (choices) return choices;
  return type === 'number' && unit ? unit : { boolean: 'yes or no', number: 'number', string: 'string' }[type];
}
