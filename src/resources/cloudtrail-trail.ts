import { Type } from 'typebox';
import { managementCoverage } from '../analysis/coverage/management.ts';
import { unknownBecause } from '../analysis/trail/link.ts';
import { cloudtrail } from '../calls/cloudtrail.ts';
import { codes } from '../facts/codes.ts';
import type { Unknown } from '../facts/fact.ts';
import { block, couldBe, fact, mapAnswer, type Reading } from '../facts/read.ts';
import type { Aws, Listing } from './aws.ts';
import { logFileLife } from './cloudtrail-log-files.ts';
import { type Identity, resource } from './resource.ts';
import { Encryption, Retention, sentences } from './traits.ts';

/** A trail as a region tells of it. */
export interface Trail extends Identity {
  /** The region whose answer it is read from: its home where that was read, else one that shows its shadow. */
  readonly seenIn: string;
  /** The account that owns it: the organization's management account, of an organization's trail. */
  readonly owner: string;
  readonly bucket: string;
  /** What its log files' keys begin with. */
  readonly prefix: string;
}

/**
 * A trail, wherever it was seen: one of several regions shows its shadow in each of them, and counts once.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DescribeTrails.html
 */
export const cloudtrailTrail = resource('cloudtrail.trail', {
  title: { one: 'CloudTrail trail', many: 'CloudTrail trails' },
  service: 'cloudtrail',
  regional: true,
  always: 'log',
  facts: {
    logging: Type.Boolean({ description: 'Does it log now?' }),
    faults: sentences('What keeps it from logging and delivering its files now'),
    multiRegion: Type.Boolean({ description: 'Does it log every region?' }),
    globalEvents: Type.Boolean({ description: 'Does it log the events of global services, such as IAM?' }),
    managementGaps: sentences('Management events that it leaves out'),
    validated: Type.Boolean({ description: 'Does it deliver digests, by which a changed or missing log file shows?' }),
    logGroup: Type.String({ description: 'The CloudWatch log group that it delivers to; empty where there is none' }),
    logGroupFaults: sentences('What keeps it from delivering to a CloudWatch log group now'),
    owner: Type.String({ description: 'The account that owns it' }),
    encryption: Encryption,
  },
  proofs: { retention: Retention },
  list: listTrails,

  read(trail, aws) {
    const operation = cloudtrail.GetTrailStatus.id;
    const listed = mapAnswer(
      aws.answer(cloudtrail.DescribeTrails, {}, trail.seenIn),
      (page) => page?.trailList?.find((one) => one.TrailARN === trail.arn) ?? null,
    );
    const { status, selectors } = asked(trail, aws);
    const now = (what: Delivery, since: string | undefined) => deliveryFaults(what, since, aws.asOf, operation);
    return {
      logging: fact([status], (s) => s?.IsLogging),
      faults: fact([status], (s): Reading<string[]> => {
        if (s?.IsLogging !== true) return s?.IsLogging === false ? ['it does not log now'] : undefined;
        return now({ what: 'log files', error: s.LatestDeliveryError, time: s.LatestDeliveryTime }, s.StartLoggingTime);
      }),
      multiRegion: fact([listed], (t) => t?.IsMultiRegionTrail),
      globalEvents: fact([listed], (t) => t?.IncludeGlobalServiceEvents),
      managementGaps: fact([selectors, couldBe(listed, { HasCustomEventSelectors: true })], (s, t) => {
        const some = [...(s?.EventSelectors ?? []), ...(s?.AdvancedEventSelectors ?? [])].length > 0;
        if (s && some) return [...managementCoverage(s).gaps];
        return s && t?.HasCustomEventSelectors === false ? [...managementCoverage(untouched).gaps] : undefined;
      }),
      // Off is off, whatever the status says.
      validated: fact([listed, couldBe(status, {}, { LatestDigestDeliveryError: 'unread' })], (t, s) =>
        t?.LogFileValidationEnabled === undefined ? undefined : t.LogFileValidationEnabled && !s?.LatestDigestDeliveryError,
      ),
      logGroup: fact([listed], (t): Reading<string> => t && (t.CloudWatchLogsLogGroupArn ?? noLogGroup(trail, aws) ?? '')),
      logGroupFaults: fact([listed, couldBe(status, {}, undefined)], (t, s): Reading<string[]> => {
        if (t && !t.CloudWatchLogsLogGroupArn) return noLogGroup(trail, aws) ?? ['it delivers to no CloudWatch log group'];
        if (!t || s?.IsLogging === undefined) return undefined;
        return now(
          { what: 'events for CloudWatch Logs', error: s.LatestCloudWatchLogsDeliveryError, time: s.LatestCloudWatchLogsDeliveryTime },
          s.StartLoggingTime,
        );
      }),
      owner: fact([listed], () => trail.owner),
      // Log files are always encrypted: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html
      encryption: block(Encryption, [listed], (t) => ({
        atRest: true,
        algorithm: 'AES-256' as const,
        keyManaged: t?.KmsKeyId !== undefined,
        keyArn: t?.KmsKeyId ?? '',
      })),
    };
  },

  prove: (trail, aws) => ({ retention: logFileLife(trail, aws) }),
});

/**
 * What a trail logs whose selectors nobody has set; AWS answers with this very selector, and never with none.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html
 */
const untouched = { EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true }] };

function listTrails(aws: Aws): Listing<Trail> {
  const { found, unread, refs } = aws.list(cloudtrail.DescribeTrails, {}, (page, seenIn) => {
    if (!page.trailList) throw new Error('no list of trails');
    return page.trailList.map(({ TrailARN: arn, Name, HomeRegion, S3BucketName, S3KeyPrefix, IsOrganizationTrail }): Trail => {
      if (!arn) throw new Error('a trail without an ARN');
      const [, , , region = '', owner = ''] = arn.split(':');
      return {
        arn,
        name: Name ?? arn,
        region: HomeRegion ?? region,
        seenIn,
        owner,
        bucket: S3BucketName ?? '',
        prefix: keyPrefix(S3KeyPrefix, IsOrganizationTrail === true ? undefined : owner),
      };
    });
  });
  const trails = new Map<string, Trail>();
  for (const trail of found) if (!trails.has(trail.arn) || trail.seenIn === trail.region) trails.set(trail.arn, trail);
  return { found: [...trails.values()], unread, refs };
}

/**
 * What the keys of log and digest files begin with; those of an organization's trail have its id before the account's.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
const keyPrefix = (own: string | undefined, account: string | undefined): string =>
  `${own ? `${own}/` : ''}AWSLogs/${account === undefined ? '' : `${account}/CloudTrail`}`;

/** What was asked about a trail itself. That another account's is "not found" says only that we may not look: a list shows that it is there. */
function asked({ arn, region, owner }: Trail, aws: Aws) {
  const answers = () => ({
    status: aws.answer(cloudtrail.GetTrailStatus, { Name: arn }, region),
    selectors: aws.answer(cloudtrail.GetEventSelectors, { TrailName: arn }, region),
  });
  if (owner === aws.account) return answers();
  return aws.reading(answers).result;
}

/** Whether another account's trail has no log group, or only hides it, can't be told. */
const noLogGroup = ({ owner }: Trail, aws: Aws): Unknown<never> | undefined =>
  owner === aws.account
    ? undefined
    : {
        unknown: [
          {
            operation: cloudtrail.DescribeTrails.id,
            code: codes.elsewhere,
            note: `the trail belongs to account ${owner}, and shows no log group`,
          },
        ],
      };

interface Delivery {
  readonly what: string;
  readonly error: string | undefined;
  readonly time: string | undefined;
}

const hoursOfSilence = 24;

/**
 * What is wrong with a delivery. An error says so itself; a time-out sets none, and shows only by the time of the last delivery. What began
 * to log a day ago or less may not have delivered yet. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html
 */
function deliveryFaults({ what, error, time }: Delivery, started: string | undefined, asOf: Date, operation: string): Reading<string[]> {
  const hoursSince = (moment: string): number => (asOf.getTime() - Date.parse(moment)) / 3_600_000;
  if (error) return [`its ${what} do not arrive: ${error}`];
  if (time !== undefined && hoursSince(time) <= hoursOfSilence) return [];
  if (started === undefined) return undefined;
  if (hoursSince(started) <= hoursOfSilence)
    return unknownBecause(
      operation,
      `it began to log less than ${hoursOfSilence} hours before the audit, and has delivered no ${what} since`,
    );
  return [
    time === undefined
      ? `it has never delivered any ${what}`
      : `its last ${what} arrived on ${time.slice(0, 10)}, more than ${hoursOfSilence} hours before the audit`,
  ];
}
