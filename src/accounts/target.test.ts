import { describe, expect, it } from 'vitest';
import { chosen, targets } from './target.ts';

const caller = { account: '111122223333', partition: 'aws-cn' };
const roleOf = (entry: object) =>
  targets([{ id: '111122223333', name: '', ...entry }], { role: 'dpp-audit', externalId: 'general', caller })[0];

describe('by way of which role', () => {
  it.each([
    { name: "the caller's own account: none", entry: {}, roleArn: undefined, externalId: undefined },
    {
      name: 'that account, where one is named for it',
      entry: { role: 'own' },
      roleArn: 'arn:aws-cn:iam::111122223333:role/own',
      externalId: 'general',
    },
    {
      name: 'another: the general one',
      entry: { id: '444455556666' },
      roleArn: 'arn:aws-cn:iam::444455556666:role/dpp-audit',
      externalId: 'general',
    },
    {
      name: 'another, with one of its own',
      entry: { id: '444455556666', role: 'a/b', externalId: 'own' },
      roleArn: 'arn:aws-cn:iam::444455556666:role/a/b',
      externalId: 'own',
    },
    {
      name: 'one by its ARN',
      entry: { roleArn: 'arn:aws:iam::111122223333:role/x' },
      roleArn: 'arn:aws:iam::111122223333:role/x',
      externalId: 'general',
    },
  ])('$name', ({ entry, roleArn, externalId }) => {
    const { roleArn: found, externalId: secret } = roleOf(entry) ?? {};
    expect({ roleArn: found, externalId: secret }).toEqual({ roleArn, externalId });
  });
});

describe('of an organization', () => {
  const account = (id: string, state: string) => ({ id, name: `of ${id}`, state });

  it('what is active is read, and what AWS says nothing of; the rest is left out by name', () => {
    const states = ['ACTIVE', '', 'SUSPENDED', 'PENDING_CLOSURE', 'CLOSED', 'PENDING_ACTIVATION', 'A_NEW_ONE'];
    const { entries, leftOut } = chosen(
      states.map((state, i) => account(String(i), state)),
      ['0'],
    );
    expect(entries.map(({ id }) => id)).toEqual(['1', '6']);
    expect(leftOut.map(({ id, name, why }) => [id, name, why.split(':')[0]])).toEqual([
      ['0', 'of 0', 'Left out by --exclude.'],
      ['2', 'of 2', 'It is suspended'],
      ['3', 'of 3', 'It is being closed'],
      ['4', 'of 4', 'It is closed'],
      ['5', 'of 5', 'It is not active yet'],
    ]);
  });

  it('what is left out must be there', () => {
    expect(() => chosen([account('1', 'ACTIVE')], ['2'])).toThrow('--exclude names 2: there is no such account in the organization.');
  });
});
