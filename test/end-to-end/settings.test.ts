import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { FindingsFile } from '../../src/findings/file.ts';
import { sampleAccount, withAws } from './account.ts';

withAws('what the user sets', () => {
  const account = sampleAccount();
  const findings = (dir: string): FindingsFile => JSON.parse(readFileSync(join(account.dir, dir, 'findings.json'), 'utf8')) as FindingsFile;
  const of = (file: FindingsFile, rule: string, name: string) =>
    file.findings.find((finding) => finding.rule === rule && finding.resource?.name === name);

  test('--regions limits the run, and the report says what was left out', async () => {
    const from = account.wire.requests.length;
    const { code, stderr } = await account.run(['scan', '--regions', 'eu-west-1,eu-central-1', '--out', 'two']);
    expect(code, stderr).toBe(1);
    const asked = new Set(
      account.wire.requests
        .slice(from)
        .filter(({ service }) => service === 'logs' || service === 'kms')
        .map(({ region }) => region),
    );
    expect([...asked].sort()).toEqual(['eu-central-1', 'eu-west-1']);
    const { audit, resources } = findings('two');
    expect(audit.regions).toMatchObject({ read: ['eu-central-1', 'eu-west-1'] });
    expect(audit.regions.leftOut).toContain('us-east-1');
    expect(resources.map(({ name }) => name)).not.toContain('/aws/lambda/acme-seller-edge');
  });

  test('a configuration says classes, parameters, edition, administrators and waivers', async () => {
    const config = [
      'edition: latest',
      'parameters: { piiRetentionDays: 20 }',
      'classes:',
      '  patterns: [{ match: acme-seller-analytics, class: none }]',
      'administrators: [{ arn: "arn:aws:iam::123456789012:user/anna", reason: Runs the account }]',
      'waivers:',
      `  - { rule: console-users-have-mfa, resource: cara, reason: Leaves this week, approver: Head of operations, expires: '${day(30)}' }`,
      `  - { rule: stores-delete-pii-in-time, resource: '*labels', reason: Returns take two months, approver: Head of operations, expires: '${day(-1)}' }`,
    ];
    writeFileSync(join(account.dir, 'dpp-audit.yaml'), config.join('\n'));
    const { code, stderr, stdout } = await account.run(['scan', '--out', 'configured']);
    expect(code, stderr).toBe(1);
    const file = findings('configured');
    expect(file.audit.edition.newest).toBe(true);
    expect(of(file, 'stores-have-a-class', 'acme-seller-analytics')?.verdict).toBe('pass');
    // 30 days were enough, and the configuration allows 20
    expect(of(file, 'stores-delete-pii-in-time', 'acme-seller-invoices')).toMatchObject({
      verdict: 'fail',
      message: expect.stringContaining('20 days'),
    });
    expect(of(file, 'administrators-are-approved', 'anna')?.verdict).toBe('pass');
    expect(of(file, 'console-users-have-mfa', 'cara')).toMatchObject({ verdict: 'waived', waiver: { approver: 'Head of operations' } });
    // an expired waiver brings the finding back
    expect(of(file, 'stores-delete-pii-in-time', 'acme-seller-labels')?.verdict).toBe('fail');
    expect(file.coverage.waivers.map(({ state }) => state).sort()).toEqual(['expired', 'in force']);
    expect(stdout).toContain('2026-08');
  });

  test('--role-arn goes by way of a role, of whose credentials nothing is kept', async () => {
    const role = 'arn:aws:iam::123456789012:role/dpp-audit';
    const from = account.wire.requests.length;
    const { code, stderr } = await account.run(['scan', '--out', 'by-role', '--role-arn', role, '--external-id', 'between-us-4711']);
    expect(code, stderr).toBe(1);
    const [assumed] = account.wire.requests.slice(from).filter(({ operation }) => operation === 'AssumeRole');
    expect(assumed?.input).toMatchObject({ RoleArn: role, ExternalId: 'between-us-4711' });
    expect(findings('by-role').audit.caller.credentials).toContain(role);
    const files = ['findings.json', 'report.html'].map((name) => readFileSync(join(account.dir, 'by-role', name), 'utf8'));
    const kept = [...files, gunzipSync(readFileSync(join(account.dir, 'by-role', 'snapshot.ndjson.gz'))).toString()].join();
    expect(kept).not.toMatch(/SecretAccessKey|SessionToken|between-us-4711/);
  });

  test('flags win over the configuration', async () => {
    const { code, stderr, stdout } = await account.run(['scan', '--out', 'flags', '--edition', 'dpp-2024-06', '--regions', 'eu-west-1']);
    expect(code, stderr).toBe(1);
    expect(findings('flags').audit.edition.id).toBe('dpp-2024-06');
    expect(stdout).toContain('What dpp-2026-08 asks differently');
  });
});

/** A date some days from now, as waivers name it. */
const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
