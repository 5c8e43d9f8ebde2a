import { CloudWatchClient, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import type { SeedAws } from './aws.ts';

/** Makes a topic that sends mail; gives its ARN. (The emulator takes every subscription for confirmed.) */
export async function topic(aws: SeedAws, region: string, Name: string, mailTo: string): Promise<string> {
  const sns = aws.client(SNSClient, region);
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name }));
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: mailTo }));
  return TopicArn;
}

/** Makes an alarm that goes off when a metric of the namespace `Trail` counts `threshold` events in five minutes. */
export async function alarm(aws: SeedAws, region: string, MetricName: string, topicArn: string, threshold = 1): Promise<void> {
  await aws.client(CloudWatchClient, region).send(
    new PutMetricAlarmCommand({
      AlarmName: MetricName,
      MetricName,
      Namespace: 'Trail',
      Statistic: 'Sum',
      Period: 300,
      EvaluationPeriods: 1,
      Threshold: threshold,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
      ActionsEnabled: true,
      AlarmActions: [topicArn],
    }),
  );
}
