import { describe, expect, it } from 'vitest';
import { knownRules } from '../../scripts/generate/known-rules.ts';
import { editions } from '../dpp/edition.ts';
import { requirements } from '../dpp/requirement.ts';
import { type Claim, questions, questionsIn } from './question.ts';

const all = questions();
const rules = new Map(knownRules().map((rule) => [rule.loaded.source.id, rule]));
const documents = requirements.flatMap(({ id, aspects }) =>
  aspects.filter(({ by }) => by === 'attestation').map((aspect) => `${id}/${aspect.id}`),
);
const claims = all.flatMap(({ id, parts }) => parts.filter((part): part is Claim => 'says' in part).map((part) => ({ id, part })));

/** Placeholders of a text that are figures. */
const figuresIn = (text: string): readonly string[] => [...text.matchAll(/\{\$(\w+)\}/g)].map(([, name = '']) => name);

describe('the questions', () => {
  it('cover both forms, the free texts and what assessors ask', () => {
    const count = (kind: string): number => all.filter((question) => question.kind === kind).length;
    expect([count('yes-no'), count('choice'), count('text'), count('request')]).toEqual([12, 1, 17, 16]);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  it('name requirements, rules, types and documents that exist', () => {
    const ids = requirements.map(({ id }) => id);
    const wrong = [
      ...all.flatMap(({ id, requirements: named }) => named.filter((one) => !ids.includes(one)).map((one) => `${id}: ${one}`)),
      ...claims.flatMap(({ id, part }) =>
        part.by.flatMap((support) => {
          if ('document' in support) return documents.includes(support.document) ? [] : [`${id}: ${support.document}`];
          const rule = rules.get(support.rule);
          const types = rule?.inEditions.flatMap((one) => one.rule.types.map(({ type }) => type)) ?? [];
          const strange = (support.of ?? []).filter((type) => !types.includes(type));
          return rule && strange.length === 0 ? [] : [`${id}: ${support.rule} ${strange.join()}`];
        }),
      ),
    ];
    expect(wrong).toEqual([]);
  });

  it('say on which types a rule of a trait is meant: a type that comes later changes no sentence by itself', () => {
    const open = claims.flatMap(({ id, part }) =>
      part.by
        .filter((support) => 'rule' in support && !support.of && rules.get(support.rule)?.loaded.source.resource.startsWith('trait:'))
        .map(() => id),
    );
    expect(open).toEqual([]);
  });

  it('name the document in every sentence that rests on one', () => {
    const rests = ({ by }: Claim): boolean => by.some((support) => 'document' in support);
    expect(
      claims.filter(({ part }) => rests(part) !== /\{(documents|enclosed)\}/.test(part.says)).map(({ id, part }) => `${id}: ${part.says}`),
    ).toEqual([]);
  });

  it('ask by figures that every edition has', () => {
    const asked = all.flatMap(({ asked: text, parts }) => [text, ...parts.map((part) => ('asks' in part ? part.asks : part.else))]);
    const lacking = editions.flatMap((edition) =>
      asked
        .flatMap(figuresIn)
        .filter((name) => !(name in edition.figures))
        .map((name) => `${edition.id}: ${name}`),
    );
    expect(lacking).toEqual([]);
  });

  it('use no placeholder that nothing fills', () => {
    const known = new Set(editions.flatMap(({ figures }) => Object.keys(figures)).map((name) => `$${name}`));
    const used = claims.flatMap(({ part }) => [...part.says.matchAll(/\{([^}]*)\}/g)].map(([, name = '']) => name));
    expect(used.filter((name) => !known.has(name) && !['passing', 'documents', 'enclosed'].includes(name))).toEqual([]);
  });

  it('a misspelt key is told with its place', () => {
    const text = '- { id: a, kind: text, asked: b, requirements: [], parts: [{ ask: c }] }\n';
    expect(() => questionsIn({ 'questions/form.yaml': text })).toThrow(/rules\/questions\/form.yaml|ask/);
  });
});
