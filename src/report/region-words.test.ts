import { expect, it } from 'vitest';
import { fixture } from '../../test/browser/fixture.ts';
import { leftOutWords } from './region-words.ts';
import { unreadWords } from './unread-words.ts';

const refused = {
  operation: 'ec2:DescribeRegions',
  code: 'UnauthorizedOperation',
  regions: [],
  calls: 1,
  leaves: ['which regions are enabled'],
};
const told = (leftOut: string[], denied: readonly (typeof refused)[] = []) => {
  const file = fixture();
  const { audit, coverage } = file;
  return { audit: { ...audit, regions: { ...audit.regions, leftOut } }, coverage: { ...coverage, denied: [...denied] } };
};

it.each([
  ['none', [], [], ''],
  ['one', ['a'], [], '1 enabled region was left out.'],
  ['two', ['a', 'b'], [], '2 enabled regions were left out.'],
  ['two that may be enabled', ['a', 'b'], [refused], '2 other regions were left out; which regions are enabled could not be read.'],
])('regions left out: %s', (_, leftOut, denied, words) => {
  expect(leftOutWords(told([...leftOut], denied))).toBe(words);
});

it('what a refusal leaves unknown is said, and what is not named is counted', () => {
  expect(unreadWords(told([], [refused]))).toEqual([
    'ec2:DescribeRegions was denied (UnauthorizedOperation). Not known: which regions are enabled',
  ]);
  expect(unreadWords(told([], [{ ...refused, leaves: ['a', 'b', 'c'] }]))[0]).toMatch(/Not known: a; b; and 1 more$/);
});
