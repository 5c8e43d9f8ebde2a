import { describe, expect, it } from 'vitest';
import { complete } from './completion.ts';
import { parseQuery, toggle } from './query.ts';
import { readFragment, writeFragment } from './state.ts';

const terms = (text: string) => parseQuery(text).map(({ field, values, not }) => `${not ? '-' : ''}${field}=${values.join('|')}`);

describe('a query', () => {
  it.each([
    [
      'field and text',
      'verdict:fail service:s3 name:reports free Text',
      ['verdict=fail', 'service=s3', 'name=reports', 'text=free', 'text=text'],
    ],
    ['several values', 'verdict:fail,unknown', ['verdict=fail|unknown']],
    ['quotes', 'name:"my, reports" "free text"', ['name=my, reports', 'text=free text']],
    ['not', '-verdict:pass -"old thing"', ['-verdict=pass', '-text=old thing']],
    ['the words of the page', 'verdict:not-read,advice', ['verdict=unknown|warn']],
    ['an ARN', 'arn:aws:s3:::seller-reports', ['arn=aws:s3:::seller-reports']],
    ['what is no field', 'kms:ListKeys', ['text=kms:listkeys']],
    ['a field without a value', 'verdict:', []],
    ['a quote left open', 'name:"a b', ['name=a b']],
    ['a hyphen alone', '-', ['text=-']],
    ['nothing', '  ', []],
    ['upper case', 'VERDICT:Fail', ['verdict=fail']],
  ])('%s', (_, text, expected) => {
    expect(terms(text)).toEqual(expected);
  });

  it.each([
    ['adds', '', 'fail', 'verdict:fail'],
    ['keeps what else is asked', 'service:s3 reports', 'fail', 'verdict:fail service:s3 reports'],
    ['adds to what is picked', 'x verdict:fail y', 'unknown', 'verdict:fail,unknown x y'],
    ['takes away', 'verdict:fail,unknown x', 'fail', 'verdict:unknown x'],
    ['takes the last away', 'verdict:fail', 'fail', ''],
    ['joins several words', 'verdict:fail a verdict:warn', 'pass', 'verdict:fail,warn,pass a'],
    ['leaves what is ruled out', '-verdict:pass', 'fail', 'verdict:fail -verdict:pass'],
  ])('a chip %s', (_, text, value, expected) => {
    expect(toggle(text, 'verdict', value)).toBe(expected);
  });
});

describe('completion', () => {
  const counts = {
    verdict: [
      ['fail', 3],
      ['unknown', 1],
      ['pass', 9],
    ],
    service: [
      ['s3', 5],
      ['my service', 2],
    ],
  } as const;
  const valuesOf = (field: string) =>
    (field === 'verdict' || field === 'service' ? counts[field] : []).map(([value, count]) => ({ value, count }));
  const offered = (query: string, caret = query.length) => complete(query, caret, valuesOf).options.map(({ text }) => text);
  it.each([
    ['a field', 'ser', ['service:']],
    ['several', 're', ['requirement:', 'region:']],
    ['values, most frequent first', 'verdict:', ['verdict:pass', 'verdict:fail', 'verdict:unknown']],
    ['values that go on', 'verdict:un', ['verdict:unknown']],
    ['a second value', 'verdict:fail,', ['verdict:fail,pass', 'verdict:fail,unknown']],
    ['in quotes', 'service:my', ['service:"my service"']],
    ['what is ruled out', '-verdict:p', ['-verdict:pass']],
    ['nothing for what is complete', 'verdict:pass', []],
    ['nothing for free text', 'zebra', []],
    ['nothing for no field', 'x:', []],
  ])('offers %s', (_, query, expected) => {
    expect(offered(query)).toEqual(expected);
  });

  it('replaces the word at the caret alone', () => {
    expect(complete('a ver b', 5, valuesOf)).toMatchObject({ from: 2, to: 5, options: [{ text: 'verdict:' }] });
    expect(complete('a ', 2, valuesOf)).toMatchObject({ from: 2, to: 2 });
  });
});

describe('the fragment', () => {
  it.each([
    [{ query: '', finding: '' }, '#q='],
    [{ query: 'verdict:fail,unknown service:s3', finding: '' }, '#q=verdict:fail,unknown+service:s3'],
    [{ query: 'a+b&c=d#e%', finding: 'f1' }, '#q=a%2Bb%26c%3Dd%23e%25&finding=f1'],
    [{ query: '', finding: 'f/1' }, '#finding=f%2F1'],
  ])('%j is %s, and back', (state, fragment) => {
    expect(writeFragment(state)).toBe(fragment);
    expect(readFragment(fragment)).toEqual(state);
  });

  it.each(['#stores', '#r-pii-retention', '#query'])('%s is an anchor', (fragment) => {
    expect(readFragment(fragment)).toBeUndefined();
  });

  it('reads what others write', () => {
    expect(readFragment('')).toEqual({ query: '', finding: '' });
    expect(readFragment('#q=verdict%3Afail%20x&finding=%E0%A4%A')).toMatchObject({ query: 'verdict:fail x' });
  });
});
