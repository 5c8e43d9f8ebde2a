import type { Selectors } from '../analysis/coverage/selectors.ts';
import type { AuditLogs, Scope } from '../analysis/trail/audit-log.ts';
import { type DataEventLogs, dataEvents } from '../analysis/trail/data-events.ts';
import { cloudtrail } from '../calls/cloudtrail.ts';
import type { Facts } from '../facts/fact.ts';
import { given, unknownFact } from '../facts/fact.ts';
import { mapAnswer } from '../facts/read.ts';
import { remember } from '../remember.ts';
import { homeRegion } from '../snapshot/regions.ts';
import type { Aws, Listing } from './aws.ts';
import { cloudtrailEventDataStore } from './cloudtrail-event-data-store.ts';
import { cloudtrailTrail, type Trail } from './cloudtrail-trail.ts';
import type { Identity } from './resource.ts';
import type { Logging } from './traits.ts';
import type { World } from './world.ts';

/** A trail with what was read of it; those that are gone since they were listed are left out. */
export interface TrailRead {
  readonly trail: Trail;
  readonly facts: Facts<typeof cloudtrailTrail.facts>;
}

interface Logs {
  readonly trails: Listing<TrailRead>;
  readonly stores: Listing<{ readonly store: Identity; readonly facts: Facts<typeof cloudtrailEventDataStore.facts> }>;
  readonly dataEvents: DataEventLogs;
}

const known = new WeakMap<World, Logs>();

/** Every trail and event data store with its facts, brought together once an audit. */
function logsOf(aws: Aws, world: World): Logs {
  return remember(known, world, () => {
    const found = { trails: trailsRead(aws, world), stores: storesRead(aws, world) };
    return { ...found, dataEvents: dataEventLogs(aws, found) };
  });
}

function trailsRead(aws: Aws, world: World): Listing<TrailRead> {
  const listing = cloudtrailTrail.list(aws);
  const found = listing.found.flatMap((trail) => {
    const facts = world.byArn(trail.arn)?.facts as TrailRead['facts'] | undefined;
    return facts ? [{ trail, facts }] : [];
  });
  return { ...listing, found };
}

function storesRead(aws: Aws, world: World): Logs['stores'] {
  const listing = cloudtrailEventDataStore.list(aws);
  const found = listing.found.flatMap((store) => {
    const facts = world.byArn(store.arn)?.facts as Facts<typeof cloudtrailEventDataStore.facts> | undefined;
    return facts ? [{ store, facts }] : [];
  });
  return { ...listing, found };
}

/** Every trail with its facts. */
export const readTrails = (aws: Aws, world: World): Listing<TrailRead> => logsOf(aws, world).trails;

/** What the account's audit log can be made of. */
export function auditLogs(aws: Aws, world: World): AuditLogs {
  const { trails, stores } = logsOf(aws, world);
  return {
    logs: [
      ...trails.found.map(({ trail, facts }) => ({
        ...facts,
        name: `trail ${trail.name}`,
        region: trail.region,
        minDays: cloudtrailTrail.prove?.(trail, aws, world).retention.minDays ?? unknownFact<number>([]),
      })),
      // Nobody can change what is in a store: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-lake.html
      ...stores.found.map(({ store, facts }) => ({
        ...facts,
        name: `event data store ${store.name}`,
        region: store.region,
        minDays: facts.retention.minDays,
        validated: given(true),
      })),
    ],
    unread: [...trails.unread, ...stores.unread],
    refs: [...trails.refs, ...stores.refs],
  };
}

/** Where the account's events must be logged: in every region that the audit covers. */
export const auditScope = (aws: Aws): Scope => ({
  regions: aws.scope.regions,
  home: homeRegion(aws.partition),
  unasked: aws.unaskedRegions(),
});

/**
 * Is every read, and every write, of every object of a bucket logged by CloudTrail? By a trail or event data store that works now; a list of
 * them that was not read could have named one.
 */
export const dataEventLogging = (aws: Aws, world: World, bucketArn: string): Facts<typeof Logging> =>
  dataEvents(logsOf(aws, world).dataEvents, { arn: bucketArn, region: world.byArn(bucketArn)?.identity.region ?? '' });

const dataEventLogs = (aws: Aws, { trails, stores }: Omit<Logs, 'dataEvents'>): DataEventLogs => ({
  logs: [
    ...trails.found.map(({ trail, facts }) => ({
      ...facts,
      name: `trail ${trail.name}`,
      region: trail.region,
      selectors: mapAnswer(aws.answer(cloudtrail.GetEventSelectors, { TrailName: trail.arn }, trail.region), (answer) =>
        answer?.EventSelectors || answer?.AdvancedEventSelectors ? answer : null,
      ),
    })),
    ...stores.found.map(({ store, facts }) => ({
      ...facts,
      name: `event data store ${store.name}`,
      region: store.region,
      selectors: mapAnswer(aws.answer(cloudtrail.GetEventDataStore, { EventDataStore: store.arn }, store.region), selectorsOf),
    })),
  ],
  unread: [...trails.unread, ...stores.unread],
  refs: [...trails.refs, ...stores.refs],
});

const selectorsOf = (store: Pick<Selectors, 'AdvancedEventSelectors'> | undefined): Selectors | null =>
  store?.AdvancedEventSelectors ? { AdvancedEventSelectors: store.AdvancedEventSelectors } : null;
