import { describe, expect, test } from 'vitest';
import { account as accountCalls } from '../calls/account.ts';
import { cloudtrail } from '../calls/cloudtrail.ts';
import { type Fact, isKnown, type Leaf } from '../facts/fact.ts';
import type { Outcome, SnapshotRecord } from '../snapshot/record.ts';
import { keyFor, keyRecords, listed, proofs, shown, subscriptions, told, topic, trail, whole } from './account-test-whole.ts';
import { answered, denied, REGIONS, record } from './account-test-world.ts';

describe('the security contact', () => {
  const contact = (outcome: Outcome) => record(accountCalls.GetAlternateContact, { AlternateContactType: 'SECURITY' }, '', outcome);
  test.each([
    { name: 'there', records: [], is: true },
    { name: 'not there', records: [contact({ absent: 'ResourceNotFoundException' })], is: false },
    { name: 'denied', records: [contact(denied)], is: ['AccessDenied'] },
    { name: 'an empty answer', records: [contact(answered({}))], is: ['malformed'] },
  ])('$name', ({ records, is }) => {
    expect(shown(proofs([...whole, ...records]).securityContact)).toEqual(is);
  });
});

describe('an answer hidden, nothing becomes good, and nothing else than unknown', () => {
  const leaves = (records: readonly SnapshotRecord[]): Readonly<Record<string, Fact<Leaf>>> => {
    const { trail: log, alarms, securityContact, events } = proofs(records);
    return {
      gaps: log.gaps,
      minDays: log.minDays,
      validated: log.validated,
      unwatched: alarms.unwatched,
      securityContact,
      reads: events.reads,
      writes: events.writes,
    };
  };
  const scenes: Readonly<Record<string, readonly SnapshotRecord[]>> = {
    'all well': whole,
    'the trail stopped': [...whole, told({ IsLogging: false })],
    'a trail of one region': [...whole, ...listed({ ...trail, IsMultiRegionTrail: false })],
    'the topic under a key of its own': [
      ...whole,
      topic({ KmsMasterKeyId: 'alias/topics' }),
      ...keyRecords(keyFor({ Service: 'cloudwatch.amazonaws.com' })),
    ],
    'nobody subscribed': [...whole, subscriptions()],
    'no trail': [...whole, ...REGIONS.map((region) => record(cloudtrail.DescribeTrails, {}, region, answered({ trailList: [] })))],
  };
  const cases = Object.entries(scenes).flatMap(([scene, records]) => {
    const last = [...new Map(records.map((one) => [JSON.stringify([one.region, one.service, one.operation, one.input]), one])).values()];
    return last.flatMap((one) => [
      {
        scene,
        hidden: `${one.service}:${one.operation} ${one.region} denied`,
        before: last,
        after: last.map((other) => (other === one ? ({ ...strip(one), ...denied } as SnapshotRecord) : other)),
      },
      {
        scene,
        hidden: `${one.service}:${one.operation} ${one.region} dropped`,
        before: last,
        after: last.filter((other) => other !== one),
      },
    ]);
  });
  test.each(cases)('$scene: $hidden', ({ before, after }) => {
    const [known, left] = [leaves(before), leaves(after)];
    for (const [name, fact] of Object.entries(left))
      if (isKnown(fact)) expect({ [name]: fact.value }).toEqual({ [name]: shown(known[name] as Fact<Leaf>) });
  });
});

const strip = (one: SnapshotRecord): object => Object.fromEntries(Object.entries(one).filter(([key]) => key !== 'answer'));
