// What befalls a run as a whole: throttling, pages that fail, buckets deleted meanwhile, credentials that expire, regions that are closed.
import { existsSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ec2 } from '../../src/calls/ec2.ts';
import { Problem } from '../../src/problem.ts';
import { Aws } from '../../src/resources/aws.ts';
import { cloudtrailTrail } from '../../src/resources/cloudtrail-trail.ts';
import { s3Bucket } from '../../src/resources/s3-bucket.ts';
import type { SnapshotRecord } from '../../src/snapshot/record.ts';
import { describeRegionsInput } from '../../src/snapshot/regions.ts';
import { prepareFolder } from '../../src/snapshot/write.ts';
import type { Asked, Wire } from '../emulator/wire.ts';
import type { Scene } from '../properties/account.ts';
import type { Cloud } from '../properties/cloud.ts';
import { improvements, verdictsOf } from '../properties/verdicts.ts';
import { answered } from '../wire/snapshot-builder.ts';
import { collectFrom, inFolder, startAccount, wholeScene } from './wired-account.ts';

let scene: Scene;
let wire: Wire;
beforeAll(async () => {
  scene = await wholeScene();
});
beforeEach(async () => {
  wire = await startAccount(scene.cloud);
});
afterEach(() => wire.close());

const essence = ({ requestId: _, attempts: __, ...record }: SnapshotRecord) => record as SnapshotRecord;
const all = (records: Iterable<SnapshotRecord>) => [...records].map(essence);
const whole = async (from: Wire = wire) => inFolder(async (dir) => all((await collectFrom(from, dir)).snapshot.records()));

/** Answers every so often by a fault, and leaves the rest to the account. */
async function every(n: number, fault: (asked: Asked) => { error: string; status: number }): Promise<Wire> {
  let count = 0;
  await wire.close();
  wire = await startAccount(scene.cloud, {
    '*': (asked) => {
      count += 1;
      return asked.service !== 'sts' && count % n === 0 ? fault(asked) : undefined;
    },
  });
  return wire;
}

async function problemOf(run: Promise<unknown>): Promise<Problem> {
  const error = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Problem)) throw new Error(`the run should have stopped with a Problem, and came to ${String(error)}`);
  return error;
}

describe('throttled', () => {
  it('one call in five: nothing is lost', async () => {
    const calm = await whole();
    const throttled = await every(5, ({ service }) =>
      service === 's3' ? { error: 'SlowDown', status: 503 } : { error: 'ThrottlingException', status: 400 },
    );
    expect(await whole(throttled)).toEqual(calm);
  });
});

describe('a page that fails', () => {
  const second = ({ input }: Asked) =>
    'Marker' in input || 'continuation-token' in input || 'nextToken' in input ? { error: 'InternalFailure', status: 500 } : undefined;

  it('leaves the list unread, and nothing becomes better', async () => {
    const before = verdictsOf(await whole(), scene.config, null);
    wire.answers['iam:GetAccountAuthorizationDetails'] = second;
    wire.answers['kms:ListKeys'] = second;
    wire.answers['s3:ListBuckets'] = second;
    const after = await whole();
    expect(improvements(before, verdictsOf(after, scene.config, null))).toEqual([]);
  });
});

describe('a bucket deleted meanwhile', () => {
  const name = (): string => {
    const record = scene.cloud.find(({ operation }) => operation === 'GetBucketVersioning');
    return String(record?.input.Bucket);
  };

  it('is asked for again before it is believed, and then drops out', async () => {
    const gone = name();
    wire.answers['s3:*'] = ({ input, operation }) =>
      input.Bucket === gone && operation !== 'GetBucketLocation' ? { error: 'NoSuchBucket', status: 404 } : undefined;
    await inFolder(async (dir) => {
      const { snapshot } = await collectFrom(wire, dir);
      const asked = wire.requests.filter(({ operation, input }) => operation === 'GetBucketVersioning' && input.Bucket === gone);
      expect(asked).toHaveLength(3);
      const verdicts = [...verdictsOf(snapshot.records(), scene.config, null).findings];
      const about = verdicts.filter(([key]) => key.endsWith(`:::${gone}`));
      expect(about).toEqual([]);
      // the others stay, and their lists are whole
      const { found, unread } = s3Bucket.list(new Aws(snapshot));
      expect(found.length - new Set(verdicts.flatMap(([key]) => key.split(' | s3.bucket | ')[1] || [])).size).toBe(1);
      expect(unread).toEqual([]);
    });
  });

  it('that was only slow to be found stays', async () => {
    const calm = await whole();
    let asked = 0;
    wire.answers['s3:GetBucketVersioning'] = () => {
      asked += 1;
      return asked <= 2 ? { error: 'NoSuchBucket', status: 404 } : undefined;
    };
    expect(await whole()).toEqual(calm);
  });
});

describe('credentials that expire', () => {
  const afterCalls = (n: number) => {
    let count = 0;
    return () => {
      count += 1;
      return count > n ? { error: 'ExpiredToken', status: 400 } : undefined;
    };
  };

  it('end the run in a sentence that says how to go on; what was answered is kept and not asked again', async () => {
    const calm = await whole();
    await wire.close();
    wire = await startAccount(scene.cloud, { '*': afterCalls(40) });
    await inFolder(async (dir) => {
      const problem = await problemOf(collectFrom(wire, dir));
      expect(problem.kind).toBe('cut-off');
      expect(problem.message).toContain(`--resume ${join(dir, 'run')}`);
      const kept = readFileSync(join(dir, 'run', 'snapshot.ndjson'), 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => essence(JSON.parse(line) as SnapshotRecord));
      expect(kept.length).toBeGreaterThan(10);
      await wire.close();
      wire = await startAccount(scene.cloud);
      const { snapshot, calls } = await collectFrom(wire, dir, { resume: join(dir, 'run') });
      expect(all(snapshot.records())).toEqual(calm);
      expect(calls).toBe(calm.length - kept.length);
      // one more: who asks, before there is a snapshot
      expect(wire.requests.length).toBe(calls + 1);
      expect(existsSync(join(dir, 'run', 'snapshot.ndjson'))).toBe(false);
    });
  });

  it('what was refused or failed is asked again on resume', async () => {
    const calm = await whole();
    wire.answers['kms:*'] = { error: 'AccessDeniedException', status: 400 };
    wire.answers['s3:GetBucketWebsite'] = { error: 'ExpiredToken', status: 400 };
    await inFolder(async (dir) => {
      await problemOf(collectFrom(wire, dir));
      delete wire.answers['kms:*'];
      delete wire.answers['s3:GetBucketWebsite'];
      const { snapshot } = await collectFrom(wire, dir, { resume: join(dir, 'run') });
      expect(all(snapshot.records())).toEqual(calm);
    });
  });

  it('a last line that was torn is cut off on resume', async () => {
    const calm = await whole();
    wire.answers['s3:GetBucketWebsite'] = { error: 'ExpiredToken', status: 400 };
    await inFolder(async (dir) => {
      await problemOf(collectFrom(wire, dir));
      delete wire.answers['s3:GetBucketWebsite'];
      const path = join(dir, 'run', 'snapshot.ndjson');
      truncateSync(path, readFileSync(path).length - 25);
      const { snapshot } = await collectFrom(wire, dir, { resume: join(dir, 'run') });
      expect(all(snapshot.records())).toEqual(calm);
    });
  });

  it('a page token that is refused on resume starts its list anew', async () => {
    const calm = await whole();
    const isSecond = ({ input }: Asked): boolean => 'Marker' in input;
    wire.answers['iam:GetAccountAuthorizationDetails'] = (asked) => (isSecond(asked) ? { error: 'ExpiredToken', status: 400 } : undefined);
    await inFolder(async (dir) => {
      await problemOf(collectFrom(wire, dir));
      let refused = 0;
      wire.requests.length = 0;
      wire.answers['iam:GetAccountAuthorizationDetails'] = (asked) => {
        if (!isSecond(asked) || refused > 0) return undefined;
        refused += 1;
        return { error: 'InvalidMarkerException', message: 'the marker is not valid', status: 400 };
      };
      const { snapshot } = await collectFrom(wire, dir, { resume: join(dir, 'run') });
      expect(refused).toBe(1);
      const asked = wire.requests.filter(({ operation }) => operation === 'GetAccountAuthorizationDetails').map(isSecond);
      expect(asked).toEqual([true, false, true]);
      expect(all(snapshot.records())).toEqual(calm);
    });
  });

  it.each([
    [
      'of another account',
      { answer: { Account: '999988887777', Arn: 'arn:aws:iam::999988887777:user/x', UserId: 'x' } },
      {},
      '999988887777',
    ],
    ['after a day', undefined, { now: () => new Date('2026-03-12T12:00:00.000Z') }, 'more than 24 hours ago'],
  ])('a resume %s is refused', async (_, who, settings, says) => {
    wire.answers['s3:GetBucketWebsite'] = { error: 'ExpiredToken', status: 400 };
    await inFolder(async (dir) => {
      await problemOf(collectFrom(wire, dir));
      if (who) wire.answers['sts:GetCallerIdentity'] = who;
      const problem = await problemOf(collectFrom(wire, dir, { ...settings, resume: join(dir, 'run') }));
      expect([problem.kind, problem.message]).toEqual(['usage', expect.stringContaining(says)]);
    });
  });

  it('that nobody knows end the run before it begins', async () => {
    wire.answers['sts:GetCallerIdentity'] = {
      error: 'InvalidClientTokenId',
      status: 403,
      message: 'The security token included in the request is invalid.',
    };
    const problem = await inFolder((dir) => problemOf(collectFrom(wire, dir)));
    expect([problem.kind, problem.message]).toEqual(['credentials', expect.stringContaining('InvalidClientTokenId')]);
  });
});

describe('a disk that is full', () => {
  it('ends the run in a sentence', async () => {
    await inFolder(async (dir) => {
      prepareFolder(join(dir, 'run'));
      symlinkSync('/dev/full', join(dir, 'run', 'snapshot.ndjson'));
      const problem = await problemOf(collectFrom(wire, dir));
      expect([problem.kind, problem.message]).toEqual(['cut-off', expect.stringMatching(/can't be written: the disk is full.*--resume/)]);
    });
  });
});

describe('a folder that holds a run already', () => {
  it.each(['snapshot.ndjson', 'snapshot.ndjson.gz'])('as %s is refused', async (name) => {
    await inFolder(async (dir) => {
      prepareFolder(join(dir, 'run'));
      writeFileSync(join(dir, 'run', name), 'something');
      const problem = await problemOf(collectFrom(wire, dir));
      expect([problem.kind, problem.message]).toEqual(['usage', expect.stringContaining('holds a run already')]);
    });
  });
});

describe('regions', () => {
  const opted = 'me-south-1';
  const withOptIn = (cloud: Cloud): Cloud => [
    ...cloud,
    answered(ec2.DescribeRegions, describeRegionsInput, {
      Regions: [
        { RegionName: 'eu-west-1', OptInStatus: 'opt-in-not-required' },
        { RegionName: 'us-east-1', OptInStatus: 'opt-in-not-required' },
        { RegionName: opted, OptInStatus: 'opted-in' },
      ],
    }),
  ];
  const refusing = (region: string) => (asked: Asked) => {
    if (asked.region !== region) return undefined;
    return { error: asked.protocol === 'json' ? 'UnrecognizedClientException' : 'InvalidClientTokenId', status: 403 };
  };

  it('of choice where the token is not known are unread, and the run goes on', async () => {
    await wire.close();
    wire = await startAccount(
      withOptIn(scene.cloud).filter((record, i, list) => record.operation !== 'DescribeRegions' || i === list.length - 1),
      { '*': refusing(opted) },
    );
    await inFolder(async (dir) => {
      const { snapshot } = await collectFrom(wire, dir);
      const { unread } = cloudtrailTrail.list(new Aws(snapshot));
      expect(unread).toEqual([{ operation: 'cloudtrail:DescribeTrails', code: 'UnrecognizedClientException', region: opted }]);
    });
  });

  it('that need no choice and do not know the token end the run', async () => {
    await wire.close();
    wire = await startAccount(scene.cloud, { '*': refusing('eu-west-1') });
    const problem = await inFolder((dir) => problemOf(collectFrom(wire, dir)));
    expect(problem.kind).toBe('cut-off');
  });

  it('that could not be listed: the usual ones are asked, and lists are unread in the others', async () => {
    wire.answers['ec2:DescribeRegions'] = { error: 'UnauthorizedOperation', status: 403 };
    await inFolder(async (dir) => {
      const { snapshot } = await collectFrom(wire, dir);
      const aws = new Aws(snapshot);
      expect(aws.scope.regions).toHaveLength(17);
      const codes = cloudtrailTrail.list(aws).unread.map(({ operation, code }) => `${operation} ${code}`);
      expect(codes).toContain('ec2:DescribeRegions UnauthorizedOperation');
    });
  });

  it.each([
    ['xx-nowhere-1', 'There is no region xx-nowhere-1'],
    ['me-south-1', 'is not enabled in this account'],
  ])('%s: asked for in vain, the run does not begin', async (name, says) => {
    const problem = await inFolder((dir) => problemOf(collectFrom(wire, dir, { regions: [name] })));
    expect([problem.kind, problem.message]).toEqual(['usage', expect.stringContaining(says)]);
  });
});
