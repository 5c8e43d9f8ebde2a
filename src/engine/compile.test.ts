import { describe, expect, it } from 'vitest';
import { editionOf, editions } from '../dpp/edition.ts';
import { Problem } from '../problem.ts';
import { compileRules } from './compile.ts';
import { checkRules } from './examples.ts';
import { loadRules, rulesOf } from './load.ts';

const base = `id: my-rule
title: Everything is gone within {$piiRetentionDays}
requirement: pii-retention
severity: high
effort: minutes
resource: trait:retention
when:
  dataClass: { const: pii }
expect:
  retention.maxDays: { maximum: $piiRetentionDays }
message: '{name} keeps {retention.witness}: {retention.maxDays}; the limit is {$piiRetentionDays}'
rationale: r
limits: l
references: [https://example.org]
examples:
  - { name: gone, facts: { retention: { maxDays: $piiRetentionDays, witness: x } }, verdict: pass }
  - { name: not gone, facts: { retention: { maxDays: $piiRetentionDays + 1, witness: x } }, verdict: fail }
`;
const file = 'own/my-rule.yaml';
const load = (text: string) => rulesOf([{ file, text, own: true }]);

function problemOf(work: () => unknown): readonly string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof Problem && error.kind === 'usage') return error.message.split('\n');
    throw error;
  }
  return [];
}
const compiled = (text: string, edition = 'dpp-2022-08') => compileRules(load(text), editionOf(edition));
const wrong = (from: string, to: string): readonly string[] => problemOf(() => compiled(base.replace(from, to)));

describe('a rule', () => {
  it('that is as it should be compiles, and its examples hold', () => {
    expect(compiled(base)).toHaveLength(1);
    expect(checkRules(load(base))).toMatchObject({ rules: 1 });
  });

  it.each([
    [
      'a misspelt fact',
      'retention.maxDays: {',
      'retention.maxDay: {',
      'own/my-rule.yaml:10:',
      'there is no fact `retention.maxDay` of trait:retention: did you mean `retention.maxDays`?',
    ],
    [
      'a fact of another trait',
      'dataClass: { const: pii }',
      'encryption.atRest: { const: true }',
      'own/my-rule.yaml:8:',
      'encryption.atRest',
    ],
    [
      'an unknown requirement',
      'requirement: pii-retention',
      'requirement: pii-retentoin',
      'own/my-rule.yaml:3:',
      'there is no requirement `pii-retentoin`: did you mean `pii-retention`?',
    ],
    ['an unknown trait', 'trait:retention', 'trait:retain', 'own/my-rule.yaml:6:', 'there is no type with the trait `retain`'],
    [
      'a figure that no edition has',
      'maximum: $piiRetentionDays',
      'maximum: $piiDays',
      'own/my-rule.yaml:10:',
      'no edition has a figure `$piiDays`',
    ],
    ['a keyword that does not fit', 'maximum: $piiRetentionDays', 'maxItems: 0', 'own/my-rule.yaml:10:', 'maxItems'],
    ['a misspelt class', '{ const: pii }', '{ const: pie }', 'own/my-rule.yaml:8:', '`dataClass` can never be "pie"'],
    [
      'a message that names no fact',
      '{retention.witness}',
      '{retention.wittness}',
      'own/my-rule.yaml:11:',
      'the message names `{retention.wittness}`',
    ],
    [
      'an edition that is none',
      'severity: high',
      'severity: high\nsince: dpp-1999-01',
      'own/my-rule.yaml:5:',
      'there is no edition `dpp-1999-01`',
    ],
  ])('with %s is refused, with its place', (_, from, to, place, says) => {
    const [complaint = ''] = wrong(from, to);
    expect(complaint).toContain(says);
    expect(complaint.startsWith(place)).toBe(true);
  });

  it.each([
    ['an id that is not the name of its file', 'id: my-rule', 'id: another', "the id `another` should be the file's name"],
    ['no examples', /examples:[\s\S]*/, 'examples: []', 'examples'],
    ['a key that there is not', 'severity: high', 'severity: high\nweight: 3', 'there is no key `weight`'],
  ])('with %s is refused when it is read', (_, from, to, says) => {
    expect(problemOf(() => load(base.replace(from, to))).join('\n')).toContain(says);
  });

  it.each([
    ['a wrong verdict', 'witness: x } }, verdict: pass', 'witness: x } }, verdict: fail', 'the example "gone" is pass'],
    [
      'a path left out',
      'facts: { retention: { maxDays: $piiRetentionDays, witness: x } }',
      'facts: {}',
      'the example "gone" leaves out `retention.maxDays`',
    ],
    [
      'nothing that fails',
      '$piiRetentionDays + 1, witness: x } }, verdict: fail',
      '$piiRetentionDays - 1, witness: x } }, verdict: pass',
      'a rule needs an example that passes and one that fails',
    ],
    ['another message', 'verdict: fail }', "verdict: fail, message: 'no' }", 'says "the-name keeps x: 31 days'],
  ])('whose examples have %s is refused', (_, from, to, says) => {
    expect(problemOf(() => checkRules(load(base.replace(from, to)))).join('\n')).toContain(says);
  });

  it('whose figure an edition lacks does not exist there', () => {
    const text = base
      .replaceAll('piiRetentionDays', 'informationRetentionDays')
      .replace('requirement: pii-retention', 'requirement: information-retention');
    const has = (id: string): boolean =>
      'informationRetentionDays' in editionOf(id).figures && 'information-retention' in editionOf(id).clauses;
    for (const { id } of editions) expect([id, compiled(text, id).length]).toEqual([id, has(id) ? 1 : 0]);
  });

  it('exists from `since` on, and to `until`', () => {
    const [first = '', second = '', third = '', fourth = ''] = editions.map(({ id }) => id);
    const text = base.replace('severity: high', `severity: high\nsince: ${second}\nuntil: ${third}`);
    expect([first, second, third, fourth].map((id) => compiled(text, id).length)).toEqual([0, 1, 1, 0]);
  });

  it("warns where only guidance asks it, and a rule's own authority beats its figures'", () => {
    expect(compiled(base)[0]?.authority).toBe('policy');
    expect(compiled(base.replace('severity: high', 'severity: high\nauthority: guidance'))[0]?.authority).toBe('guidance');
  });

  it('of two files with one id is refused once', () => {
    const two = [file, 'other/my-rule.yaml'].map((name) => ({ file: name, text: base, own: true }));
    expect(problemOf(() => rulesOf(two))).toEqual([
      'other/my-rule.yaml:1:5: there is a rule `my-rule` in own/my-rule.yaml already: choose another id.',
    ]);
  });

  it('everything that several have wrong is said at once', () => {
    const two = ['a', 'b'].map((id) => ({
      file: `own/${id}.yaml`,
      text: base.replace('id: my-rule', `id: ${id}`).replace('maxDays: {', 'maxDay: {'),
      own: true,
    }));
    expect(problemOf(() => compileRules(rulesOf(two), editionOf('dpp-2022-08')))).toHaveLength(2);
  });
});

it('folders of rules that are none are refused in a sentence', () => {
  expect(() => loadRules(['/nowhere'])).toThrow(/The folder of rules \/nowhere can't be read/);
});
