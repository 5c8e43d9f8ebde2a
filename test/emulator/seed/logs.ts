import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  PutMetricFilterCommand,
  PutRetentionPolicyCommand,
  PutSubscriptionFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { type SeedAws, seedAccount } from './aws.ts';

export interface GroupSeed {
  readonly name: string;
  readonly region: string;
  /** Days; for ever, if left out. */
  readonly keeps?: number;
  readonly dataClass?: string;
  readonly keyArn?: string;
  /** The ARN of what gets a copy of its events. */
  readonly copiesTo?: string;
}

/** Makes a log group; gives its ARN as CloudTrail wants it. */
export async function group(aws: SeedAws, seed: GroupSeed): Promise<string> {
  const { name: logGroupName, region } = seed;
  const logs = aws.client(CloudWatchLogsClient, region);
  await logs.send(
    new CreateLogGroupCommand({
      logGroupName,
      ...(seed.dataClass && { tags: { 'amazon-data-class': seed.dataClass } }),
      ...(seed.keyArn && { kmsKeyId: seed.keyArn }),
    }),
  );
  if (seed.keeps !== undefined) await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: seed.keeps }));
  if (seed.copiesTo) {
    await logs.send(
      new PutSubscriptionFilterCommand({ logGroupName, filterName: 'copy', filterPattern: '', destinationArn: seed.copiesTo }),
    );
  }
  return `arn:aws:logs:${region}:${seedAccount}:log-group:${logGroupName}:*`;
}

/** Counts the events of a group that match a pattern, in a metric of the namespace `Trail`. */
export async function metricFilter(
  aws: SeedAws,
  region: string,
  logGroupName: string,
  metricName: string,
  filterPattern: string,
): Promise<void> {
  await aws.client(CloudWatchLogsClient, region).send(
    new PutMetricFilterCommand({
      logGroupName,
      filterName: metricName,
      filterPattern,
      metricTransformations: [{ metricName, metricNamespace: 'Trail', metricValue: '1' }],
    }),
  );
}
