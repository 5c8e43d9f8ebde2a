import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CloseAccountCommand,
  CreateAccountCommand,
  CreateOrganizationCommand,
  ListAccountsCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { beforeAll, expect, test } from 'vitest';
import type { Summary } from '../../src/accounts/summary.ts';
import { seedAws } from '../emulator/seed/aws.ts';
import { withAws } from './account.ts';
import { manyAccounts, own } from './many-accounts.ts';
import { run } from './program.ts';

withAws('a run over an organization', () => {
  const accounts = manyAccounts();
  const byName = new Map<string, string>();
  const idOf = (name: string): string => byName.get(name) ?? '';
  const region = ['--regions', 'us-east-1'];
  const rows = (dir: string) =>
    Object.fromEntries(
      (JSON.parse(readFileSync(join(accounts.dir, dir, 'summary.json'), 'utf8')) as Summary).accounts.map((row) => [row.id, row]),
    );

  beforeAll(async () => {
    const client = seedAws(accounts.moto.url).client(OrganizationsClient, 'us-east-1');
    await client.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
    for (const AccountName of ['shop', 'labels', 'retired', 'sandbox']) {
      const { CreateAccountStatus } = await client.send(new CreateAccountCommand({ AccountName, Email: `${AccountName}@example.com` }));
      byName.set(AccountName, CreateAccountStatus?.AccountId ?? '');
    }
    await client.send(new CloseAccountCommand({ AccountId: idOf('retired') }));
    const { Accounts = [] } = await client.send(new ListAccountsCommand({}));
    // the emulator gives all in one page, AWS twenty at most
    accounts.wire.answers['organizations:ListAccounts'] = ({ input }) => {
      const from = Number(input.NextToken ?? 0);
      const page = Accounts.slice(from, from + 2).map(({ Status: _, JoinedTimestamp: __, State = _, ...account }) => ({
        ...account,
        State,
      }));
      return { answer: { Accounts: page, ...(from + 2 < Accounts.length && { NextToken: String(from + 2) }) } };
    };
  });

  test('reads every account that can be read, and names those that are not', async () => {
    const flags = ['--organization', '--external-id', 'between-us-4711', '--role-name', 'audit/reader'];
    const ran = await accounts.run(['scan', ...flags, '--exclude', idOf('sandbox'), '--out', 'organization', ...region]);
    expect(ran.code, ran.stderr).toBe(1);
    const found = rows('organization');
    expect(Object.keys(found)).toHaveLength(5);
    expect(found[own]).toMatchObject({ state: 'read', name: 'master' });
    expect(found[idOf('shop')]).toMatchObject({ state: 'read', name: 'shop' });
    expect(found[idOf('retired')]).toMatchObject({
      state: 'left-out',
      name: 'retired',
      why: 'It is suspended: nothing in it can be read.',
    });
    expect(found[idOf('sandbox')]).toMatchObject({ state: 'left-out', why: 'Left out by --exclude.' });
    expect(ran.stdout).toContain('2 accounts were left out.');
    expect(ran.stdout).toContain(`– ${idOf('retired')} retired: It is suspended`);
    const assumed = accounts.wire.requests.filter(({ operation }) => operation === 'AssumeRole').map(({ input }) => input);
    expect(assumed.map(({ RoleArn }) => RoleArn).sort()).toEqual(
      ['shop', 'labels'].map((name) => `arn:aws:iam::${idOf(name)}:role/audit/reader`).sort(),
    );
    expect(new Set(assumed.map(({ ExternalId }) => ExternalId))).toEqual(new Set(['between-us-4711']));
    const kept = readFileSync(join(accounts.dir, 'organization', 'run.json'), 'utf8');
    expect(kept).not.toMatch(/example\.com|between-us/);
  });

  test('going on, its list is not asked again', async () => {
    const from = accounts.wire.requests.length;
    const again = await accounts.run(['scan', '--resume', 'organization', ...region]);
    expect(again.code, again.stderr).toBe(1);
    expect(accounts.wire.requests.slice(from).map(({ operation }) => operation)).toEqual(['GetCallerIdentity']);
    expect(rows('organization')[idOf('sandbox')]?.state).toBe('left-out');
  });

  test.each([
    {
      name: 'denied',
      answer: { error: 'AccessDeniedException' },
      code: 3,
      says: /^The accounts of the organization can't be listed \(organizations:ListAccounts, AccessDeniedException: /,
    },
    {
      name: 'no organization',
      answer: { error: 'AWSOrganizationsNotInUseException' },
      code: 2,
      says: /is in no organization: name the accounts by --accounts\.$/m,
    },
    { name: 'a page that lacks its accounts', answer: { answer: {} }, code: 3, says: /the answer lacks the accounts/ },
  ])('a list that is not whole ends the run: $name', async ({ answer, code, says }) => {
    const given = accounts.wire.answers['organizations:ListAccounts'];
    accounts.wire.answers['organizations:ListAccounts'] = answer;
    const ran = await accounts.run(['scan', '--organization', '--out', 'unlisted']);
    if (given) accounts.wire.answers['organizations:ListAccounts'] = given;
    expect({ code: ran.code, stderr: ran.stderr }).toEqual({ code, stderr: expect.stringMatching(says) });
  });

  test('an account to leave out that is not there is a slip', async () => {
    const ran = await accounts.run(['scan', '--organization', '--exclude', '999999999999']);
    expect(ran).toMatchObject({ code: 2, stderr: '--exclude names 999999999999: there is no such account in the organization.\n' });
  });

  test('permissions: what the caller needs, beside reading its own account', async () => {
    accounts.write('accounts.yaml', [
      'role: reader',
      'externalIdFrom: NOT_SET',
      'accounts:',
      "  - id: '111122223333'",
      "  - id: '444455556666'",
      '    role: other',
    ]);
    const statements = async (flags: readonly string[]) => {
      const { code, stdout, stderr } = await run(['permissions', ...flags], { cwd: accounts.dir });
      expect(code, stderr).toBe(0);
      const { Statement } = JSON.parse(stdout) as { Statement: readonly { Sid: string; Action: readonly string[]; Resource: unknown }[] };
      return Statement.slice(1).map(({ Action, Resource }) => [Action, Resource]);
    };
    expect(await statements(['--organization'])).toEqual([
      [['sts:AssumeRole'], 'arn:aws:iam::*:role/dpp-audit'],
      [['organizations:ListAccounts'], '*'],
    ]);
    expect(await statements(['--accounts', 'accounts.yaml'])).toEqual([
      [['sts:AssumeRole'], ['arn:aws:iam::111122223333:role/reader', 'arn:aws:iam::444455556666:role/other']],
    ]);
  });
});
