import type { Call } from '../calls/catalogue.ts';
import type { FactTree } from '../facts/fact.ts';
import type { Outcome, SnapshotRecord } from '../snapshot/record.ts';
import { Snapshot } from '../snapshot/snapshot.ts';
import { Aws } from './aws.ts';
import type { AnyResourceType, Identity, Resource } from './resource.ts';
import type { World } from './world.ts';

/** For tests: an account in two regions, as records. */
export const ACCOUNT = '111122223333';
export const AS_OF = '2026-03-10T12:00:00.000Z';
export const REGIONS = ['eu-central-1', 'us-east-1'];

/** For tests: one record of page 0. */
export function record<I, O>(call: Call<I, O>, input: I, region: string, outcome: Outcome): SnapshotRecord {
  return {
    account: ACCOUNT,
    region,
    service: call.service,
    operation: call.operation,
    input: input as SnapshotRecord['input'],
    page: 0,
    time: AS_OF,
    ...outcome,
  };
}

export const answered = (answer: unknown): Outcome => ({ answer });
export const denied: Outcome = { error: { name: 'AccessDenied', message: 'denied' } };

/** For tests: a snapshot of these records; the last of a key wins. */
export function awsOf(records: readonly SnapshotRecord[], regions: readonly string[] | null = REGIONS): Aws {
  const snapshot = new Snapshot({
    snapshot: 1,
    tool: { name: 'dpp-audit', version: '0.0.0' },
    asOf: AS_OF,
    account: ACCOUNT,
    partition: 'aws',
    regions,
    credentials: 'test',
  });
  for (const one of records) snapshot.add(one);
  return new Aws(snapshot);
}

/** For tests: what proofs see, of some types. */
export function worldOf(aws: Aws, types: readonly AnyResourceType[]): World {
  const all = types.flatMap((type) =>
    (type.list(aws).found as readonly Identity[]).flatMap((identity): Resource[] => {
      const { result, gone } = aws.reading(() => type.read(identity, aws) as FactTree);
      return gone ? [] : [{ type: type.type, identity, facts: result }];
    }),
  );
  return {
    trusted: { accounts: [ACCOUNT], administrators: [] },
    organization: { answer: undefined, refs: [], operation: 'organizations:DescribeOrganization' },
    all,
    of: (type) => all.filter((one) => one.type === type),
    byArn: (arn) => all.find((one) => one.identity.arn === arn),
  };
}
