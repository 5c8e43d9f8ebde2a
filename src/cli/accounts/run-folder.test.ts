import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunHeader } from '../../accounts/run-header.ts';
import { assertSameSource, beginRun, isAccountsRun, openRun, stateOf } from './run-folder.ts';

const asOf = '2026-11-24T09:12:31.000Z';
const header: RunHeader = { accountsRun: 1, tool: { name: 'dpp-audit', version: '0.0.0' }, asOf, source: { file: '/work/accounts.yaml' } };
const hoursOn = (hours: number): Date => new Date(Date.parse(asOf) + hours * 3_600_000);

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'accounts-run-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('the folder of a run over many accounts', () => {
  it('is begun once, and opened again within a day', () => {
    expect(isAccountsRun(dir)).toBe(false);
    beginRun(dir, header);
    expect(isAccountsRun(dir)).toBe(true);
    expect(openRun(dir, hoursOn(23), false)).toEqual(header);
    expect(() => beginRun(dir, header)).toThrow(/holds a run already/);
    expect(() => openRun(dir, hoursOn(25), false)).toThrow(
      /more than 24 hours ago: start anew, or mix old answers with new ones by --force\.$/,
    );
    expect(openRun(dir, hoursOn(25), true)).toEqual(header);
  });

  it('is not begun where one account has its run', () => {
    writeFileSync(join(dir, 'snapshot.ndjson.gz'), '');
    expect(() => beginRun(dir, header)).toThrow(/holds a run already/);
  });

  it.each([
    'null',
    '{',
    '[]',
    JSON.stringify({ ...header, asOf: 'today' }),
    JSON.stringify({ ...header, source: { listed: [{ id: '../..', name: '', state: '' }], exclude: [] } }),
  ])('is refused where its run.json is %s', (text) => {
    writeFileSync(join(dir, 'run.json'), text);
    expect(() => openRun(dir, hoursOn(1), false)).toThrow(
      /run\.json is not as dpp-audit writes it, so this run can't go on: begin a new one\.$/,
    );
  });

  it('goes on with the source that it began with', () => {
    const organization = { listed: [], exclude: [] };
    expect(() => assertSameSource(dir, header.source, { accounts: 'moved.yaml' })).not.toThrow();
    expect(() => assertSameSource(dir, organization, { organization: true })).not.toThrow();
    expect(() => assertSameSource(dir, header.source, { organization: true })).toThrow(/go on without --organization\.$/);
    expect(() => assertSameSource(dir, organization, { accounts: 'a.yaml' })).toThrow(/go on without --accounts\.$/);
  });

  it('knows how far each account is', () => {
    const account = join(dir, '111122223333');
    expect(stateOf(account)).toBe('none');
    mkdirSync(account);
    writeFileSync(join(account, 'snapshot.ndjson'), '');
    expect(stateOf(account)).toBe('none');
    writeFileSync(join(account, 'snapshot.ndjson'), '{}\n');
    expect(stateOf(account)).toBe('begun');
    writeFileSync(join(account, 'snapshot.ndjson.gz'), '');
    expect(stateOf(account)).toBe('whole');
  });
});
