import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import { Problem, sentence } from '../problem.ts';
import { checkYaml, closest, readYaml } from './document.ts';

const strict = { additionalProperties: false };
const schema = Type.Object(
  {
    name: Type.String(),
    count: Type.Optional(Type.Integer({ minimum: 1 })),
    kind: Type.Optional(Type.Enum(['log', 'pii'])),
    on: Type.Optional(Type.Boolean()),
    ids: Type.Optional(Type.Array(Type.String({ pattern: '^\\d{12}$', description: 'twelve digits' }))),
    inner: Type.Optional(Type.Object({ deep: Type.String() }, strict)),
  },
  strict,
);
const complaints = (text: string): readonly string[] => checkYaml(text, 'a.yaml', schema).issues.map(sentence);

describe('a file that says what it should', () => {
  it('is read, and knows where it says it', () => {
    const { value, place } = readYaml('name: x\ninner:\n  deep: y\nids:\n  - "000000000001"\n', 'a.yaml', schema);
    expect(value).toEqual({ name: 'x', inner: { deep: 'y' }, ids: ['000000000001'] });
    expect(place(['inner', 'deep'])).toEqual({ file: 'a.yaml', line: 3, column: 9 });
    expect(place(['ids', 0])).toEqual({ file: 'a.yaml', line: 5, column: 5 });
    // of what is not there, the nearest that holds it
    expect(place(['inner', 'nothing'])).toMatchObject({ line: 2 });
  });

  it('keeps the zeros of an account id in quotes', () => {
    expect(readYaml("name: '012345678901'\n", 'a.yaml', schema).value.name).toBe('012345678901');
  });
});

describe('limits are told in words', () => {
  const limits = Type.Object({
    text: Type.Optional(Type.String({ minLength: 1, maxLength: 3 })),
    list: Type.Optional(Type.Array(Type.String(), { minItems: 1, maxItems: 2 })),
    group: Type.Optional(Type.Record(Type.String(), Type.String(), { minProperties: 1 })),
    number: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 9 })),
  });
  it.each([
    ["text: ''", '`text` is empty: write something there, or leave it out if it may be left out.'],
    ['text: long', '`text` is too long: give at most 3 characters.'],
    ['list: []', '`list` is empty: give at least one item.'],
    ['list: [a, b, c]', '`list` is too long: give at most 2 items.'],
    ['group: {}', '`group` is empty: give at least one key.'],
    ['number: 0', '`number` is 0: expected more than 0.'],
    ['number: 10', '`number` is 10: expected 9 or less.'],
  ])('%s', (text, says) => {
    expect(checkYaml(text, 'a.yaml', limits).issues.map(({ message }) => message)).toEqual([says]);
  });

  it('what is no text is not printed', () => {
    expect(complaints('name: \u0000\u001b[2J')).toEqual(['a.yaml: this is no text: expected a YAML file.']);
    const [long = ''] = complaints(`name: x\nkind: ${'y'.repeat(5000)}\n`);
    expect(long.length).toBeLessThan(200);
  });
});

describe('what is wrong, with its place', () => {
  it.each([
    ['no YAML', 'name: [x\n', /^a\.yaml:2:1: this is not YAML: /],
    ['a key twice', 'name: x\nname: y\n', /^a\.yaml:2:1: the key `name` stands here a second time: keep one of them\.$/],
    ['a tab', 'inner:\n\tdeep: x\n', /^a\.yaml:2:1: this is not YAML: /],
    ['nothing', '', /^a\.yaml:1:1: the file should be a group of keys, and is nothing\.$/],
    ['a list', '- x\n', /^a\.yaml:1:1: the file should be a group of keys, and is a list\.$/],
    ['a key that is lacking', 'count: 1\n', /^a\.yaml:1:1: the file lacks `name`: add it\.$/],
    ['a misspelt key', 'name: x\ncont: 1\n', /^a\.yaml:2:1: there is no key `cont` here: did you mean `count`\?$/],
    ['an unknown key', 'name: x\nzzzzzzzzz: 1\n', /there is no key `zzzzzzzzz` here: expected one of name, count, kind, on, ids, inner\.$/],
    [
      'an unknown key deeper',
      'name: x\ninner: { deep: y, dep: z }\n',
      /^a\.yaml:2:\d+: there is no key `dep` here: did you mean `deep`\?$/,
    ],
    [
      'a number for a text',
      'name: 7\n',
      /`name` should be a string, and is the number 7\. Put it in quotes: a bare number loses its leading zeros\.$/,
    ],
    ['a text for a number', "name: x\ncount: '1'\n", /`count` should be a whole number, and is the string "1"\.$/],
    ['a word for yes or no', 'name: x\non: yes please\n', /`on` should be true or false, and is the string "yes please"\.$/],
    ['a number that is too small', 'name: x\ncount: 0\n', /`count` is 0: expected 1 or more\.$/],
    ['one of several, misspelt', 'name: x\nkind: lgo\n', /`kind` is "lgo": expected one of log, pii/],
    ['a text of another form', "name: x\nids: ['12']\n", /`ids\.0` is "12": expected twelve digits\.$/],
  ])('%s', (_, text, says) => {
    const found = complaints(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(says);
  });

  it('is said all at once', () => {
    expect(complaints('count: 0\nkind: x\nfoo: 1\n')).toHaveLength(4);
  });

  it('is thrown as one Problem', () => {
    expect(() => readYaml('count: 0\n', 'a.yaml', schema)).toThrow(Problem);
  });

  it('with aliases that would fill the memory is refused', () => {
    const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${['b', 'c', 'd', 'e', 'f', 'g'].map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdef'[i]}`).join(', ')}]`).join('\n')}\n`;
    expect(complaints(bomb)).toEqual([expect.stringMatching(/^a\.yaml:1:1: this is not YAML: Excessive alias count/)]);
  });
});

describe('the word that was meant', () => {
  it.each([
    ['maxDay', ['maxDays', 'minDays'], 'maxDays'],
    ['MAXDAYS', ['maxDays'], 'maxDays'],
    ['xyz', ['maxDays'], undefined],
    ['a', [], undefined],
  ])('%s of %j: %s', (word, known, meant) => {
    expect(closest(word, known)).toBe(meant);
  });
});
