import { describe, expect, it } from 'vitest';
import { Problem } from '../problem.ts';
import { readAccounts } from './accounts-file.ts';

const read = (lines: readonly string[], environment?: Readonly<Record<string, string>>) =>
  readAccounts(lines.join('\n'), 'accounts.yaml', environment ?? {});
const wrong = (lines: readonly string[]): string => {
  try {
    read(lines);
  } catch (error) {
    if (error instanceof Problem) return error.message;
  }
  return '';
};
const one = "  - id: '111122223333'";

describe('accounts.yaml', () => {
  it('gives what it says', () => {
    const lines = [
      'role: path/reader',
      'externalIdFrom: SECRET',
      'accounts:',
      one,
      '    name: shop',
      '    regions: [eu-west-1]',
      '    externalId: its-own',
    ];
    expect(read(lines, { SECRET: 'of-all' })).toEqual({
      role: 'path/reader',
      externalId: 'of-all',
      entries: [{ id: '111122223333', name: 'shop', regions: ['eu-west-1'], externalId: 'its-own' }],
    });
  });

  it.each([
    {
      name: 'a bare id',
      lines: ['accounts:', '  - id: 111122223333'],
      says: 'accounts.yaml:2:9: `accounts.0.id` should be a string, and is the number 111122223333. Put it in quotes: a bare number loses its leading zeros.',
    },
    { name: 'one that loses a zero', lines: ['accounts:', '  - id: 012345670123'], says: 'the number 12345670123. Put it in quotes' },
    {
      name: 'a short one',
      lines: ['accounts:', "  - id: '1234'"],
      says: 'accounts.yaml:2:9: `accounts.0.id` is "1234": expected an account id of 12 digits, in quotes.',
    },
    {
      name: 'one twice',
      lines: ['accounts:', one, one],
      says: 'accounts.yaml:3:9: the account 111122223333 is listed already, as `accounts.0`: keep one of the two.',
    },
    {
      name: 'a role of another',
      lines: ['accounts:', one, '    roleArn: arn:aws:iam::444455556666:role/x'],
      says: 'accounts.yaml:3:14: `roleArn` is of the account 444455556666, and not of 111122223333: name a role of 111122223333.',
    },
    {
      name: 'two roles',
      lines: ['accounts:', one, '    role: x', '    roleArn: arn:aws:iam::111122223333:role/x'],
      says: '`role` and `roleArn` say the same thing twice',
    },
    {
      name: 'an ARN as a role',
      lines: ['role: arn:aws:iam::111122223333:role/x', 'accounts:', one],
      says: 'accounts.yaml:1:7: `role` is "arn:aws:iam::111122223333:role/x": expected the name of a role',
    },
    {
      name: 'two external ids',
      lines: ['externalId: xyz', 'externalIdFrom: SECRET', 'accounts:', one],
      says: '`externalId` and `externalIdFrom` say the same thing twice',
    },
    {
      name: 'a variable that is not set',
      lines: ['accounts:', one, '    externalIdFrom: SECRET'],
      says: 'accounts.yaml:3:21: the environment variable `SECRET` is not set',
    },
    { name: 'no account', lines: ['accounts: []'], says: '`accounts` is empty: give at least one item.' },
    { name: 'nothing', lines: [''], says: 'should be a group of keys' },
    { name: 'a list', lines: [one], says: 'should be a group of keys' },
    { name: 'no YAML', lines: ['accounts: ['], says: 'this is not YAML' },
    { name: 'a slip', lines: ['acounts:', one], says: 'did you mean `accounts`?' },
  ])('refuses $name, in a sentence', ({ lines, says }) => {
    expect(wrong(lines)).toContain(says);
  });
});
