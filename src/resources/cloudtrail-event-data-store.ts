import { Type } from 'typebox';
import { managementCoverage } from '../analysis/coverage/management.ts';
import { cloudtrail } from '../calls/cloudtrail.ts';
import { block, fact } from '../facts/read.ts';
import { homeRegion } from '../snapshot/regions.ts';
import type { Aws, Listing } from './aws.ts';
import { type Identity, resource } from './resource.ts';
import { Encryption, Retention, sentences } from './traits.ts';

/**
 * An event data store of CloudTrail Lake. It can be the audit log in place of a trail; what is in it can't be changed.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetEventDataStore.html
 */
export const cloudtrailEventDataStore = resource('cloudtrail.event-data-store', {
  title: { one: 'CloudTrail event data store', many: 'CloudTrail event data stores' },
  service: 'cloudtrail',
  regional: true,
  always: 'log',
  facts: {
    faults: sentences('What keeps it from taking in events now'),
    multiRegion: Type.Boolean({ description: 'Does it log every region?' }),
    globalEvents: Type.Boolean({ description: 'Does it log the events of global services, such as IAM?' }),
    managementGaps: sentences('Management events that it leaves out'),
    retention: Retention,
    encryption: Encryption,
  },
  list: listStores,

  read({ arn: EventDataStore, region }, aws) {
    const store = aws.answer(cloudtrail.GetEventDataStore, { EventDataStore }, region);
    return {
      faults: fact([store], (s) => s?.Status && (s.Status === 'ENABLED' ? [] : [`it takes in no events now: its status is ${s.Status}`])),
      multiRegion: fact([store], (s) => s?.MultiRegionEnabled),
      // Global services log in one region: a store of that region has their events too.
      globalEvents: fact([store], (s) => (s?.MultiRegionEnabled === false ? region === homeRegion(aws.partition) : s?.MultiRegionEnabled)),
      managementGaps: fact([store], (s) => s?.AdvancedEventSelectors && [...managementCoverage(s).gaps]),
      retention: block(Retention, [store], (s) => {
        const days = s?.RetentionPeriod;
        const left = days === undefined || s?.Status !== 'PENDING_DELETION' ? days : Math.min(days, daysToDeletion);
        return { maxDays: left, witness: 'every event in it', minDays: left, minWitness: 'every event in it' };
      }),
      // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html
      encryption: block(Encryption, [store], (s) => ({
        atRest: true,
        algorithm: 'AES-256' as const,
        keyManaged: s?.KmsKeyId !== undefined,
        keyArn: s?.KmsKeyId ?? '',
      })),
    };
  },
});

/** A store that was deleted goes with all that is in it, unless it is restored until then. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/lake-cli-delete-eds.html */
const daysToDeletion = 7;

/** Where CloudTrail Lake is not offered, there can be no store. */
const notOffered = new Set(['UnsupportedOperationException', 'UnknownOperationException']);

function listStores(aws: Aws): Listing<Identity> {
  const { found, unread, refs } = aws.list(cloudtrail.ListEventDataStores, {}, (page, region) => {
    if (!page.EventDataStores) throw new Error('no list of event data stores');
    return page.EventDataStores.map(({ EventDataStoreArn: arn, Name }): Identity => {
      if (!arn) throw new Error('an event data store without an ARN');
      return { arn, name: Name ?? arn, region };
    });
  });
  return { found, unread: unread.filter(({ code }) => !notOffered.has(code)), refs };
}
