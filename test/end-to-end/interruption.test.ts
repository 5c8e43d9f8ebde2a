import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { SnapshotRecord } from '../../src/snapshot/record.ts';
import type { Asked } from '../emulator/wire.ts';
import { sampleAccount, withAws } from './account.ts';

withAws('a run that is cut off', () => {
  const account = sampleAccount();

  /** Runs a scan, and sends it a signal once the wire has seen so many requests. */
  async function cutOff(out: string, signal: NodeJS.Signals, after: number) {
    const { wire } = account;
    const begun = wire.requests.length;
    let kill = (): void => {};
    wire.answers['*'] = () => {
      if (wire.requests.length - begun < after) return undefined;
      kill();
      kill = () => {};
      return undefined;
    };
    const ran = await account.run(['scan', '--out', out], {
      onStart: (child) => {
        kill = () => child.kill(signal);
      },
    });
    delete wire.answers['*'];
    return ran;
  }

  const records = (text: string): SnapshotRecord[] =>
    text
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => JSON.parse(line) as SnapshotRecord)
      .filter((line) => 'operation' in line);
  const collected = (dir: string): SnapshotRecord[] =>
    records(gunzipSync(readFileSync(join(account.dir, dir, 'snapshot.ndjson.gz'))).toString());
  const count = <T>(items: readonly T[], name: (item: T) => string): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const item of items) counts.set(name(item), (counts.get(name(item)) ?? 0) + 1);
    return counts;
  };

  /** Which operations were asked oftener than there were answers lacking, and by how much. */
  function repeated(before: readonly SnapshotRecord[], after: readonly SnapshotRecord[], asked: readonly Asked[]): string[] {
    const name = ({ service, operation }: { service: string; operation: string }) => `${service}:${operation}`;
    const answered = count(
      before.filter((record) => !('error' in record)),
      name,
    );
    const all = count(after, name);
    return [...count(asked, name)]
      .filter(([call, times]) => times > (all.get(call) ?? 0) - (answered.get(call) ?? 0))
      .map(([call]) => call);
  }

  test.each([100, 250])('killed after %i calls, it goes on where it was and repeats no answered call', async (after) => {
    const out = `killed-${after}`;
    const killed = await cutOff(out, 'SIGKILL', after);
    expect(killed.code).toBe('SIGKILL');
    const torn = readFileSync(join(account.dir, out, 'snapshot.ndjson'), 'utf8');
    const before = records(torn.slice(0, torn.lastIndexOf('\n') + 1));
    expect(before.length).toBeGreaterThan(after / 2);

    const from = account.wire.requests.length;
    const resumed = await account.run(['scan', '--resume', out]);
    expect(resumed.code, resumed.stderr).toBe(1);
    const asked = account.wire.requests.slice(from);
    // who asks is asked first of all, before the run's folder is known to be of this account
    const [first] = asked;
    expect(first?.operation).toBe('GetCallerIdentity');
    expect(repeated(before, collected(out), asked.slice(1))).toEqual([]);
    expect(readdirSync(join(account.dir, out)).sort()).toEqual([
      '.gitignore',
      'dpp-audit.yaml',
      'findings.json',
      'report.html',
      'snapshot.ndjson.gz',
    ]);
  });

  test('Ctrl-C ends it in good order, says how to go on, and exits 130', async () => {
    const interrupted = await cutOff('interrupted', 'SIGINT', 120);
    expect(interrupted.code).toBe(130);
    expect(interrupted.stderr).toContain('go on with `--resume interrupted`');
    expect(interrupted.stderr).not.toMatch(/\n\s+at /);
    expect(existsSync(join(account.dir, 'interrupted', 'findings.json'))).toBe(false);
    const resumed = await account.run(['scan', '--resume', 'interrupted']);
    expect(resumed.code, resumed.stderr).toBe(1);
    expect(existsSync(join(account.dir, 'interrupted', 'findings.json'))).toBe(true);
  });

  test('a whole run is not resumed', async () => {
    const again = await account.run(['scan', '--resume', 'interrupted']);
    expect(again).toMatchObject({ code: 2, stderr: 'The run in interrupted is complete: there is nothing to resume.\n' });
  });

  test('--plan asks for lists alone, and foretells the rest', async () => {
    const from = account.wire.requests.length;
    const planned = await account.run(['scan', '--plan', '--out', 'planned']);
    expect(planned.code, planned.stderr).toBe(0);
    const asked = account.wire.requests.slice(from);
    expect(
      asked.filter(
        ({ operation }) => /^GetBucket|GetKeyPolicy|GetTrailStatus|DescribeKey/.test(operation) && operation !== 'GetBucketLocation',
      ),
    ).toEqual([]);
    const [, listed, more] = /^(\d+) calls listed what there is\. A scan asks about (\d+) more:/.exec(planned.stdout) ?? [];
    const whole = collected('interrupted').length;
    expect(Math.abs(Number(listed) + Number(more) - whole) / whole).toBeLessThan(0.15);
    expect(existsSync(join(account.dir, 'planned', 'findings.json'))).toBe(false);
  });
});
