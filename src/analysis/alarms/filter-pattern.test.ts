import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchesPattern } from './filter-pattern.ts';
import type { Tri } from './tri.ts';

const event = {
  eventType: 'UpdateTrail',
  sourceIPAddress: '111.111.111.111',
  arrayKey: ['value', 'another value'],
  objectList: [
    { name: 'a', id: 1 },
    { name: 'b', id: 2 },
  ],
  SomeObject: null,
  ThisFlag: true,
  ThatFlag: false,
  latency: 55.5,
  text: '400',
  star: 'Ev*ent',
  'dashed-key': 'x',
  quote: 'say "hi"',
  empty: '',
  user: { id: 1, email: 'John.Stiles@example.com' },
  coordinates: [
    [0, 1, 2],
    [4, 5, 6],
  ],
};

const each = (cases: readonly (readonly [name: string, pattern: string, expected: Tri])[]) =>
  test.each(cases)('%s: %s → %s', (_, pattern, expected) => expect(matchesPattern(pattern, event)).toBe(expected));

describe('comparisons with text', () => {
  each([
    ['quoted', '{ $.eventType = "UpdateTrail" }', true],
    ['not quoted, no spaces', '{$.eventType=UpdateTrail}', true],
    ['case counts', '{ $.eventType = "updateTrail" }', false],
    ['a part is not the whole', '{ $.eventType = "Update" }', false],
    ['a star after', '{ $.eventType = "Update*" }', true],
    ['a star before', '{ $.eventType = *Trail }', true],
    ['a star on both sides', '{ $.eventType = "*dateTr*" }', true],
    ['a star alone: the property is there', '{ $.empty = * }', true],
    ['a star alone, of a number', '{ $.latency = * }', true],
    ['a star alone, of what is missing', '{ $.nothing = "*" }', false],
    ['a star within a term is a star', '{ $.star = "Ev*ent" }', true],
    ['or any text: not clear', '{ $.eventType = "Up*Trail" }', undefined],
    ['but neither here', '{ $.eventType = "Up*Event" }', false],
    ['an address range', '{ $.sourceIPAddress != 123.123.* }', true],
    ['this address range', '{ $.sourceIPAddress != 111.111.* }', false],
    ['an escaped quote', '{ $.quote = "say \\"hi\\"" }', true],
    ['a dashed name', '{ $.dashed-key = x }', true],
    ['not equal to what is missing never holds', '{ $.nothing != "x" }', false],
    ['nor to null', '{ $.SomeObject != "x" }', false],
    ['nor to a list', '{ $.arrayKey != "x" }', false],
    ['nor to an object', '{ $.user != "x" }', false],
    ['a flag and a text: not clear', '{ $.ThisFlag = true }', undefined],
    ['a regex', '{ $.eventType = %Tra.l$% }', true],
    ['a regex that is not there', '{ $.eventType = %^Trail% }', false],
    ['not a regex', '{ $.eventType != %^Trail% }', true],
  ]);
});

describe('paths', () => {
  each([
    ['an index', '{ $.arrayKey[0] = "value" }', true],
    ['an index past the end', '{ $.arrayKey[5] = "value" }', false],
    ['an index into what is no list', '{ $.user[0] = "value" }', false],
    ['a property in a list of objects', '{ $.objectList[1].id = 2 }', true],
    ['lists in lists', '{ $.coordinates[1][0] = 4 }', true],
    ['a property of a text', '{ $.eventType.length = 11 }', false],
    ['an inherited property', '{ $.user.constructor NOT EXISTS }', true],
    ['a wildcard: not understood', '{ $.objectList[*].id = 2 }', undefined],
  ]);
});

describe('numbers', () => {
  each([
    ['greater', '{ $.latency > 55 }', true],
    ['at least', '{ $.latency >= 55.5 }', true],
    ['less', '{ $.latency < 5.55e1 }', false],
    ['at most', '{ $.latency <= +60 }', true],
    ['a sign', '{ $.latency > -1 }', true],
    ['equal', '{ $.user.id = 1 }', true],
    ['scientific', '{ $.latency = 555e-1 }', true],
    ['not equal', '{ $.user.id != 1 }', false],
    ['a number and the same text: not clear', '{ $.text = 400 }', undefined],
    ['a number and another text', '{ $.text = 500 }', false],
    ['not that number, but a text: not clear', '{ $.text != 500 }', undefined],
    ['order of what is missing', '{ $.nothing < 5 }', false],
    ['order of a text: not understood', '{ $.latency < abc }', undefined],
  ]);
});

describe('IS and EXISTS', () => {
  each([
    ['true', '{ $.ThisFlag IS TRUE }', true],
    ['false', '{ $.ThatFlag IS FALSE }', true],
    ['not false', '{ $.ThisFlag IS FALSE }', false],
    ['a missing flag', '{ $.nothing IS FALSE }', false],
    ['null', '{ $.SomeObject IS NULL }', true],
    ['missing is not null', '{ $.nothing IS NULL }', false],
    ['missing', '{ $.SomeOtherObject NOT EXISTS }', true],
    ['missing within what is missing', '{ $.a.b NOT EXISTS }', true],
    ['null exists', '{ $.SomeObject NOT EXISTS }', false],
    ['an object exists', '{ $.user NOT EXISTS }', false],
    ['IS something else', '{ $.ThisFlag IS GOOD }', undefined],
    ['EXISTS is not in the documentation', '{ $.user EXISTS }', undefined],
  ]);
});

describe('and, or, parentheses', () => {
  const yes = '$.user.id = 1';
  const no = '$.user.id = 2';
  const unclear = '$.ThisFlag = true';
  each([
    ['and', `{ (${yes}) && (${no}) }`, false],
    ['or', `{ (${no}) || (${yes}) }`, true],
    ['and binds before or', `{ ${yes} || ${no} && ${no} }`, true],
    ['parentheses bind first', `{ (${yes} || ${no}) && ${no} }`, false],
    ['many', `{ ((((${yes})))) && ${yes} && (${no} || ${yes}) }`, true],
    ['one false settles an and', `{ ${unclear} && ${no} }`, false],
    ['one true settles an or', `{ ${unclear} || ${yes} }`, true],
    ['else an unclear part leaves it open', `{ ${unclear} && ${yes} }`, undefined],
    ['line breaks', `\n{\n  (${yes}) &&\n  (${yes})\n}\n`, true],
  ]);
});

describe('what is not a pattern that we understand', () => {
  each([
    ['nothing in the braces', '{ }', undefined],
    ['a missing parenthesis', '{ ($.a = 1 }', undefined],
    ['one too many', '{ $.a = 1) }', undefined],
    ['a missing side', '{ $.a = }', undefined],
    ['a missing operator', '{ $.a 1 }', undefined],
    ['a dangling and', '{ $.a = 1 && }', undefined],
    ['no path', '{ a = 1 }', undefined],
    ['a single &', '{ $.a = 1 & $.b = 2 }', undefined],
    ['text after the brace', '{ $.a = 1 } x', undefined],
    ['no closing brace', '{ $.a = 1', undefined],
    ['another operator', '{ $.a == 1 }', undefined],
    ['an open quote', '{ $.a = "x }', undefined],
    ['a regex with a group', '{ $.eventType = %(Trail)% }', undefined],
    ['a regex that is none', '{ $.eventType = %[% }', undefined],
    ['a regex that could take for ever', `{ $.eventType = %${'.*'.repeat(30)}x% }`, undefined],
    ['columns', '[ip, user, ...]', undefined],
    ['longer than CloudWatch Logs takes', `{ ${'('.repeat(2000)}$.a = 1${')'.repeat(2000)} }`, undefined],
    ['an odd character in a term', 'Access*', undefined],
  ]);
});

describe('terms', () => {
  each([
    ['no pattern matches all', '', true],
    ['blanks, too', '  ', true],
    ['a quoted nothing, too', '""', true],
    ['a term', 'UpdateTrail', true],
    ['a part of a word', 'dateTr', true],
    ['case counts', 'updatetrail', false],
    ['all of several', 'UpdateTrail "another value"', true],
    ['one of several is missing', 'UpdateTrail DeleteTrail', false],
    ['one of several that are optional', '?DeleteTrail ?UpdateTrail', true],
    ['none of several that are optional', '?DeleteTrail ?CreateTrail', false],
    ['without a term', '-DeleteTrail', true],
    ['with a term that must not be there', 'UpdateTrail -ThisFlag', false],
    ['optional beside required, where it makes no difference', 'UpdateTrail ?latency', true],
    ['optional beside required, where it does: not clear', 'UpdateTrail ?nothing', undefined],
    ['a regex', '%Up[a-d]+teTrail%', true],
    ['a phrase of JSON', '"\\"eventType\\":\\"UpdateTrail\\""', true],
  ]);
  test('of a line of text', () => {
    expect(matchesPattern('ERROR', 'Exiting with ERRORCODE: -1')).toBe(true);
    expect(matchesPattern('{ $.a = 1 }', '{"a":1}')).toBe(true);
    expect(matchesPattern('{ $.a = 1 }', 'not JSON')).toBe(false);
  });
});

test('whatever stands in a pattern, it is answered, and an "or" with what holds never fails', () => {
  const piece = fc.constantFrom(
    '$.user.id',
    '$.eventType',
    '$',
    '=',
    '!=',
    '<',
    '&&',
    '||',
    '(',
    ')',
    'IS',
    'NOT',
    'EXISTS',
    'NULL',
    '1',
    '"x"',
    '*',
    '%a%',
    '{',
    '}',
    '"',
    '%',
    ' ',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const inner = pieces.join(' ');
      expect([true, false, undefined]).toContain(matchesPattern(inner, event));
      const alone = matchesPattern(`{ ${inner} }`, event);
      const either = matchesPattern(`{ (${inner}) || $.user.id = 1 }`, event);
      if (alone !== undefined) expect(either).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
