import type { Outcome, SnapshotRecord } from '../../src/snapshot/record.ts';
import { denial } from '../wire/snapshot-builder.ts';
import { callOf } from './cloud.ts';

/** One way to hide an answer: what is left of the snapshot, and how it reads in a sentence. */
export interface Hidden {
  readonly how: string;
  readonly records: readonly SnapshotRecord[];
}

/**
 * Fields that AWS itself leaves out where there is nothing to say: an answer without them is whole. Tokens say that there is more, and only
 * where another field says so too can their lack be seen.
 */
const optional: Readonly<Record<string, readonly string[]>> = {
  'ec2:DescribeRegions': [],
  's3:ListBuckets': ['ContinuationToken', 'Owner', 'Prefix'],
  's3:GetBucketLocation': ['LocationConstraint'],
  's3:GetBucketVersioning': ['Status', 'MFADelete'],
  's3:GetBucketLogging': ['LoggingEnabled'],
  's3:GetBucketAcl': ['Owner'],
  's3:GetBucketWebsite': ['IndexDocument', 'ErrorDocument', 'RedirectAllRequestsTo', 'RoutingRules'],
  'logs:DescribeLogGroups': ['nextToken'],
  'kms:GetKeyRotationStatus': ['RotationPeriodInDays', 'KeyId', 'NextRotationDate', 'OnDemandRotationStartDate'],
  'kms:GetKeyPolicy': ['PolicyName'],
  'cloudtrail:GetTrailStatus': [
    'LatestDeliveryError',
    'LatestDigestDeliveryError',
    'LatestCloudWatchLogsDeliveryError',
    'LatestDeliveryTime',
    'LatestCloudWatchLogsDeliveryTime',
    'LatestDigestDeliveryTime',
    'StartLoggingTime',
    'StopLoggingTime',
  ],
  'cloudtrail:GetEventDataStore': ['KmsKeyId', 'Name'],
};

/** A legal answer with none of its optional fields is no malformed one. */
const mayBeEmpty = new Set(['s3:GetBucketLocation', 's3:GetBucketVersioning', 's3:GetBucketLogging', 's3:GetBucketWebsite']);

const outcomeless = ({ account, region, service, operation, input, page, time }: SnapshotRecord) => ({
  account,
  region,
  service,
  operation,
  input,
  page,
  time,
});

/** Every way in which one record can be hidden: refused, missing, empty, or without a field that AWS always gives. */
export function* hidings(records: readonly SnapshotRecord[], record: SnapshotRecord): Generator<Hidden> {
  const id = `${record.service}:${record.operation}`;
  const what = `${id} ${JSON.stringify(record.input)} ${record.region} page ${record.page}`;
  const instead = (how: string, outcome: Outcome | undefined): Hidden => ({
    how: `${what} ${how}`,
    records: records.flatMap((one) => (one !== record ? [one] : outcome ? [{ ...outcomeless(record), ...outcome }] : [])),
  });
  yield instead('denied', denial(record.service === 's3' ? 'AccessDenied' : 'AccessDeniedException'));
  yield instead('missing', undefined);
  if (!('answer' in record)) return;
  const answer = record.answer as Readonly<Record<string, unknown>>;
  if (!mayBeEmpty.has(id)) yield instead('empty', { answer: {} });
  const { next } = callOf(record.service, record.operation).page ?? {};
  const saysMore = answer.IsTruncated === true || answer.Truncated === true;
  for (const name of Object.keys(answer)) {
    const { [name]: _, ...rest } = answer;
    const counts = name === next ? saysMore : !(optional[id] ?? []).includes(name) && !/^(Is)?Truncated$/.test(name);
    if (counts) yield instead(`without ${name}`, { answer: rest });
  }
}

/** A record whose call was refused. */
export const refused = (record: SnapshotRecord): SnapshotRecord => ({ ...outcomeless(record), ...denial() });

/** Every answer of one operation refused, in every region. */
export const withoutOperation = (records: readonly SnapshotRecord[], service: string, operation: string): readonly SnapshotRecord[] =>
  records.map((one) => (one.service === service && one.operation === operation ? refused(one) : one));
