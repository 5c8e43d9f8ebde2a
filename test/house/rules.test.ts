import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { knownRules, looksAt } from '../../scripts/generate/known-rules.ts';
import { editions } from '../../src/dpp/edition.ts';
import { isSince, requirements, requirementsOf } from '../../src/dpp/requirement.ts';
import { remediations } from '../../src/engine/remediation.ts';
import { resourceTypes } from '../../src/generated/resourceTypes.ts';
import { ruleFiles } from '../../src/generated/rules.ts';
import { traits } from '../../src/resources/traits.ts';
import { filesBelow } from './sources.ts';

const known = knownRules();
const idsAndRules = known.map((rule) => [rule.loaded.source.id, rule] as const);
const requirementIds = requirements.map((requirement) => requirement.id);
const typeNames = resourceTypes.map((type) => type.type);

describe('every rule', () => {
  it('is reachable: its file is in the registry, and compiles in an edition', () => {
    const files = filesBelow('rules', '.yaml');
    expect(Object.keys(ruleFiles).map((path) => `rules/${path}`)).toEqual(files);
    const rules = files.filter((path) => /^rules\/[^/]+\/[^/]+$/.test(path) && !/^rules\/(editions|remediation|questions)\//.test(path));
    expect(known.map(({ loaded }) => loaded.file).sort()).toEqual([...rules].sort());
  });

  it.each(idsAndRules)('%s lies in the folder of its requirement', (id, { loaded }) => {
    expect(loaded.file).toBe(`rules/${loaded.source.requirement}/${id}.yaml`);
  });

  it.each(idsAndRules)('%s is documented', (id) => {
    expect(readFileSync('docs/rules.md', 'utf8')).toContain(`\n### ${id}\n`);
  });

  it.each(idsAndRules)('%s cites pages of AWS or of Amazon', (_, { loaded }) => {
    const hosts = loaded.source.references.map((url) => new URL(url).hostname);
    expect(hosts.filter((host) => !/(^|\.)(amazon|amazonaws)\.com$|^nvlpubs\.nist\.gov$|^csrc\.nist\.gov$/.test(host))).toEqual([]);
  });

  it.each(idsAndRules)(
    '%s: each of its types stands in an aspect of its requirement, in every edition that has it',
    (_, { loaded, inEditions }) => {
      const aspects = requirements.find((requirement) => requirement.id === loaded.source.requirement)?.aspects ?? [];
      const homeless = inEditions.flatMap(({ edition, rule }) =>
        rule.types
          .filter((type) => !aspects.some((aspect) => isSince(edition.id, aspect.since) && looksAt(aspect, { ...rule, types: [type] })))
          .map((type) => `${type.type} in ${edition.id}`),
      );
      expect(homeless).toEqual([]);
    },
  );
});

describe('remediation', () => {
  /** What the rules need: type → requirements. */
  const needed = new Map<string, Set<string>>();
  for (const { loaded, inEditions } of known)
    for (const { rule } of inEditions)
      for (const { type } of rule.types) needed.set(type, (needed.get(type) ?? new Set()).add(loaded.source.requirement));

  it.each([...needed].sort(([a], [b]) => (a < b ? -1 : 1)))(
    'of %s says what to do about every requirement that its rules ask',
    (type, wanted) => {
      const said = Object.keys(remediations.get(type) ?? {});
      expect([...wanted].filter((requirement) => !said.includes(requirement))).toEqual([]);
    },
  );

  it('is of nothing that no rule asks', () => {
    const idle = [...remediations].flatMap(([type, said]) =>
      Object.keys(said)
        .filter((requirement) => !needed.get(type)?.has(requirement))
        .map((requirement) => `${type}: ${requirement}`),
    );
    expect(idle).toEqual([]);
  });

  it('begins with a verb, and ends as a sentence', () => {
    const texts = [...remediations].flatMap(([type, said]) =>
      Object.entries(said).map(([requirement, { text }]) => ({ type, requirement, text })),
    );
    expect(texts.filter(({ text }) => !/^[A-Z][a-z]+ /.test(text) || !/[.:)]$/.test(text.trim()))).toEqual([]);
  });
});

describe('aspects', () => {
  const ruled = requirements.flatMap((requirement) =>
    requirement.aspects.filter((aspect) => aspect.by === 'rules').map((aspect) => ({ requirement, aspect })),
  );
  const byName = ruled.map((one) => [`${one.requirement.id}: ${one.aspect.id}`, one] as const);

  it('name types and rules only where rules look, and these exist', () => {
    const ids = known.map(({ loaded }) => loaded.source.id);
    for (const { id, aspects } of requirements) {
      for (const { by, types, rules, since, id: aspect } of aspects) {
        expect(types !== undefined, `${id}: ${aspect}`).toBe(by === 'rules');
        expect(
          (types ?? []).filter((type) => !typeNames.includes(type)),
          `${id}: ${aspect}`,
        ).toEqual([]);
        expect(
          (rules ?? []).filter((rule) => !ids.includes(rule)),
          `${id}: ${aspect}`,
        ).toEqual([]);
        if (since !== undefined) expect(editions.map((edition) => edition.id)).toContain(since);
      }
    }
  });

  it.each(byName)('%s is looked at by a rule in every edition that asks it', (_, { requirement, aspect }) => {
    const asking = editions.filter((edition) => requirement.id in edition.clauses && isSince(edition.id, aspect.since));
    const blind = asking.filter(
      (edition) =>
        !known.some(
          ({ loaded, inEditions }) =>
            loaded.source.requirement === requirement.id && inEditions.some((one) => one.edition === edition && looksAt(aspect, one.rule)),
        ),
    );
    expect(blind.map((edition) => edition.id)).toEqual([]);
  });

  it.each(byName)('%s: each of its types is looked at', (_, { requirement, aspect }) => {
    const idle = (aspect.types ?? []).filter(
      (type) =>
        !known.some(
          ({ loaded, inEditions }) =>
            loaded.source.requirement === requirement.id &&
            inEditions.some(({ rule }) => looksAt(aspect, { ...rule, types: rule.types.filter((one) => one.type === type) })),
        ),
    );
    expect(idle).toEqual([]);
  });

  it('of every requirement of an edition are there', () => {
    for (const edition of editions) {
      expect(
        Object.keys(edition.clauses).filter((id) => !requirementIds.includes(id)),
        edition.id,
      ).toEqual([]);
      expect(
        requirementsOf(edition).filter(({ aspects }) => aspects.length === 0),
        edition.id,
      ).toEqual([]);
    }
  });
});

describe('types and traits', () => {
  it('are asked about by a rule, or carry what others rest on', () => {
    const asked = new Set(known.flatMap(({ inEditions }) => inEditions.flatMap(({ rule }) => rule.types.map((type) => type.type))));
    expect(typeNames.filter((type) => !asked.has(type))).toEqual([]);
  });

  it('a trait has a rule of its own, or one of a type reads it', () => {
    const read = known.flatMap(({ loaded }) => [...Object.keys(loaded.source.expect), ...Object.keys(loaded.source.when ?? {})]);
    expect(Object.keys(traits).filter((trait) => !read.some((path) => path.startsWith(`${trait}.`)))).toEqual([]);
  });
});
