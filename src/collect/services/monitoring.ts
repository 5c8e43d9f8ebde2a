import { cloudtrail } from '../../calls/cloudtrail.ts';
import { cloudwatch } from '../../calls/cloudwatch.ts';
import { logs } from '../../calls/logs.ts';
import { sns } from '../../calls/sns.ts';
import { collector, each } from '../collector.ts';

/** The chain from a trail to a person, as far as there is one: its log group's filters, the alarms of that region, the topics they reach. */
export default collector(async ({ ask, pages, regions, account }) => {
  const groups = new Set<string>();
  await each(regions, async (region) => {
    const seen = await ask(cloudtrail.DescribeTrails, {}, region);
    for (const { CloudWatchLogsLogGroupArn: arn } of seen?.trailList ?? []) if (arn?.split(':')[4] === account) groups.add(arn);
  });
  const topics = new Set<string>();
  await each(new Set([...groups].map((arn) => arn.split(':')[3] ?? '')), async (region) => {
    const filters = (await pages(logs.DescribeMetricFilters, {}, region)).flatMap((page) => page.metricFilters ?? []);
    const names = new Set([...groups].map((arn) => arn.split(':')[6]));
    if (!filters.some((filter) => names.has(filter.logGroupName))) return;
    for (const page of await pages(cloudwatch.DescribeAlarms, { AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }, region)) {
      for (const { AlarmActions = [] } of [...(page.MetricAlarms ?? []), ...(page.CompositeAlarms ?? [])]) {
        for (const action of AlarmActions) if (action.split(':')[2] === 'sns' && action.split(':')[4] === account) topics.add(action);
      }
    }
  });
  await each(topics, async (TopicArn) => {
    const region = TopicArn.split(':')[3] ?? '';
    await Promise.all([ask(sns.GetTopicAttributes, { TopicArn }, region), pages(sns.ListSubscriptionsByTopic, { TopicArn }, region)]);
  });
});
