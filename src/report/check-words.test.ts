import { describe, expect, it } from 'vitest';
import { expectedWords, foundWords, reasonsWords, reasonWords } from './check-words.ts';

describe('what a check expects', () => {
  it.each([
    ['a limit', { maximum: 30 }, 'retention.maxDays', 'at most 30 days'],
    ['a limit of one', { maximum: 1 }, 'retention.maxDays', 'at most 1 day'],
    ['a least', { minimum: 12 }, 'passwordPolicy.minLength', 'at least 12 characters'],
    ['both', { minimum: 1, maximum: 365 }, 'rotationDays', 'at least 1 day and at most 365 days'],
    ['yes', { const: true }, 'tls.httpsOnly', 'yes'],
    ['one of', { type: 'string', enum: ['AES-256', 'RSA-2048'] }, 'encryption.algorithm', 'AES-256 or RSA-2048'],
    ['none', { maxItems: 0 }, 'exposure.public', 'none'],
    ['not', { not: { const: 'Off' } }, 'versioning', 'not Off'],
    ['what has no words', { multipleOf: 3 }, 'x', '{"multipleOf":3}'],
    ['anything', {}, 'x', 'anything'],
  ])('%s', (_, expected, path, words) => {
    expect(expectedWords(expected, path)).toBe(words);
  });
});

describe('what was found', () => {
  const unknown = [{ operation: 's3:GetBucketPolicy', code: 'AccessDenied', region: 'eu-west-1' }];
  const why = ['s3:GetBucketPolicy was denied (AccessDenied) in eu-west-1'];
  it.each([
    ['a number', { value: 60 }, { value: '60 days', list: [], why: [] }],
    ['for ever', { value: 'forever' }, { value: 'for ever', list: [], why: [] }],
    ['an empty list', { value: [] }, { value: 'none', list: [], why: [] }],
    ['a list', { value: ['a', 'b'] }, { value: '', list: ['a', 'b'], why: [] }],
    ['not known', { unknown }, { value: 'not read', list: [], why }],
    ['a bound', { unknown, atLeast: 60 }, { value: 'at least 60 days', list: [], why }],
    ['some of a list', { unknown, atLeast: ['a'] }, { value: 'at least these', list: ['a'], why }],
    ['an empty list at least', { unknown, atLeast: [] }, { value: 'not read', list: [], why }],
  ])('%s', (_, found, words) => {
    expect(foundWords(found, 'retention.maxDays')).toEqual(words);
  });
});

it('says once why something is not known in several regions', () => {
  const unread = (region: string) => ({ operation: 'kms:ListKeys', code: 'AccessDenied', region });
  const one = ['eu-west-1', 'us-east-1'].map(unread);
  expect(reasonsWords([...one, ...one])).toEqual(['kms:ListKeys was denied (AccessDenied) in eu-west-1 and us-east-1']);
  expect(reasonsWords('abcdefg'.split('').map(unread))).toEqual(['kms:ListKeys was denied (AccessDenied) in 7 regions']);
  expect(reasonsWords([unread('eu-west-1'), { operation: 's3:X', code: 'malformed' }])).toHaveLength(2);
});

it.each([
  [{ operation: 'kms:ListKeys', code: 'malformed' }, 'kms:ListKeys gave an answer that lacks what was asked for'],
  [{ operation: 'kms:ListKeys', code: 'ThrottlingException' }, 'kms:ListKeys did not answer (ThrottlingException)'],
  [{ operation: '', code: 'undecided', note: 'Object Lock may hold any object' }, 'Object Lock may hold any object'],
  [{ operation: 's3:X', code: 'elsewhere', note: 'In another account' }, 'In another account (s3:X, elsewhere)'],
])('the reason %j', (reason, words) => {
  expect(reasonWords(reason)).toBe(words);
});
