import { describe, expect, test } from 'vitest';
import { follows, goesOff, type HowMany, isOn, type MetricAlarm, type PublishedMetric } from './alarm.ts';

const metric: PublishedMetric = { metricName: 'RootUse', metricNamespace: 'Trail', metricValue: '1' };
const alarm: MetricAlarm = {
  AlarmName: 'root',
  MetricName: 'RootUse',
  Namespace: 'Trail',
  Statistic: 'Sum',
  Threshold: 1,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  EvaluationPeriods: 1,
};

const query = (stat: object, more: object = {}): MetricAlarm => ({
  MetricName: undefined,
  Namespace: undefined,
  Statistic: undefined,
  Metrics: [{ MetricStat: { Metric: { MetricName: 'RootUse', Namespace: 'Trail' }, ...stat }, ...more }],
});

describe('an alarm goes off at one such event', () => {
  test.each<{ name: string; alarm?: MetricAlarm; metric?: PublishedMetric; howMany?: HowMany; holds: string }>([
    { name: 'sum of at least 1', holds: 'yes' },
    { name: 'sum over 0', alarm: { Threshold: 0, ComparisonOperator: 'GreaterThanThreshold' }, holds: 'yes' },
    { name: 'sum over 1', alarm: { ComparisonOperator: 'GreaterThanThreshold' }, holds: 'no' },
    { name: 'sum of at least 5', alarm: { Threshold: 5 }, holds: 'no' },
    { name: 'sum of at least 5, where many will do', alarm: { Threshold: 5 }, howMany: 'many', holds: 'yes' },
    { name: 'a filter that publishes 0', metric: { metricValue: '0' }, holds: 'no' },
    { name: 'a filter that publishes 0, where many will do', metric: { metricValue: '0' }, howMany: 'many', holds: 'no' },
    { name: 'a filter that publishes a value of the event', metric: { metricValue: '$.size' }, holds: 'maybe' },
    { name: 'a filter without a value', metric: { metricValue: '' }, holds: 'maybe' },
    { name: 'a count of at least 1', alarm: { Statistic: 'SampleCount' }, holds: 'yes' },
    { name: 'a maximum of at least 1', alarm: { Statistic: 'Maximum' }, holds: 'yes' },
    { name: 'a maximum of at least 2 is never reached', alarm: { Statistic: 'Maximum', Threshold: 2 }, howMany: 'many', holds: 'no' },
    { name: 'an average of at least 1', alarm: { Statistic: 'Average' }, holds: 'yes' },
    { name: 'an average of at least 1, drawn down by zeros', alarm: { Statistic: 'Average' }, metric: { defaultValue: 0 }, holds: 'maybe' },
    { name: 'a sum of at least 1, zeros in between', metric: { defaultValue: 0 }, holds: 'yes' },
    { name: 'one that is on even when nothing happens', alarm: { Threshold: 0 }, metric: { defaultValue: 0 }, holds: 'no' },
    { name: 'a percentile', alarm: { Statistic: undefined }, holds: 'maybe' },
    { name: 'less than', alarm: { ComparisonOperator: 'LessThanThreshold' }, holds: 'no' },
    { name: 'outside of a band', alarm: { ComparisonOperator: 'LessThanLowerOrGreaterThanUpperThreshold' }, holds: 'maybe' },
    { name: 'over a band', alarm: { ComparisonOperator: 'GreaterThanUpperThreshold' }, holds: 'maybe' },
    { name: 'no threshold', alarm: { Threshold: undefined }, holds: 'maybe' },
    { name: 'three periods in a row', alarm: { EvaluationPeriods: 3 }, holds: 'maybe' },
    { name: 'one of three periods', alarm: { EvaluationPeriods: 3, DatapointsToAlarm: 1 }, holds: 'yes' },
    { name: 'no periods', alarm: { EvaluationPeriods: undefined }, holds: 'maybe' },
    { name: 'a dimension that the filter does not publish', alarm: { Dimensions: [{ Name: 'a', Value: 'b' }] }, holds: 'no' },
    { name: 'no dimension, and the filter publishes one', metric: { dimensions: { a: '$.a' } }, holds: 'no' },
    {
      name: 'a dimension that the filter publishes',
      alarm: { Dimensions: [{ Name: 'a', Value: 'b' }] },
      metric: { dimensions: { a: '$.a' } },
      holds: 'maybe',
    },
    { name: 'another unit', alarm: { Unit: 'Count' }, holds: 'no' },
    { name: 'the same unit', alarm: { Unit: 'Count' }, metric: { unit: 'Count' }, holds: 'yes' },
    {
      name: 'a calculation with the metric in it',
      alarm: { Metrics: [{ MetricStat: { Metric: { MetricName: 'RootUse' } } }, { Expression: 'a * 2' }] },
      holds: 'maybe',
    },
    { name: 'a query on the metric alone', alarm: query({ Stat: 'Sum' }), holds: 'yes' },
    { name: 'a query on the metric alone, by another unit', alarm: query({ Stat: 'Sum', Unit: 'Count' }), holds: 'no' },
    { name: 'a query on the metric alone, of a percentile', alarm: query({ Stat: 'p90' }), holds: 'maybe' },
    { name: 'a query on the metric of some account', alarm: query({ Stat: 'Sum' }, { AccountId: '222222222222' }), holds: 'maybe' },
  ])('$name: $holds', ({ alarm: own, metric: ownMetric, howMany = 'one', holds }) => {
    expect(goesOff({ ...alarm, ...own }, { ...metric, ...ownMetric }, howMany).holds).toBe(holds);
  });
});

test.each<[name: string, own: MetricAlarm, is: string]>([
  ['the same metric', {}, 'yes'],
  ['another name', { MetricName: 'Other' }, 'no'],
  ['another namespace', { Namespace: 'Other' }, 'no'],
  ['a calculation with it', { Metrics: [{ Expression: 'SUM(RootUse)' }] }, 'maybe'],
  ['a query on it alone', query({ Stat: 'Sum' }), 'yes'],
  ['a query on another', { Metrics: [{ MetricStat: { Metric: { MetricName: 'RootUse', Namespace: 'Other' } } }] }, 'no'],
  ['a calculation without it', { Metrics: [{ Expression: 'SUM(Other)' }] }, 'no'],
])('is an alarm on the metric: %s', (_, own, is) => {
  expect(isOn({ ...alarm, ...own }, metric)).toBe(is);
});

test.each<[rule: string, follows: string]>([
  ['ALARM(root)', 'yes'],
  ['ALARM("root")', 'yes'],
  ['ALARM(arn:root)', 'yes'],
  ['(ALARM(other) OR ALARM(root))', 'yes'],
  ['ALARM(other) OR (ALARM("a, b") OR ALARM( root ))', 'yes'],
  ['ALARM(other)', 'no'],
  ['ALARM(a) OR ALARM(b)', 'no'],
  ['ALARM("rootless") AND NOT OK(root-2)', 'no'],
  ['ALARM(root) AND ALARM(other)', 'maybe'],
  ['NOT ALARM(root)', 'maybe'],
  ['OK(root)', 'maybe'],
  ['ALARM(root) OR OK(other)', 'maybe'],
  ['AT_LEAST(1, ALARM, (root, other))', 'maybe'],
  ['', 'no'],
])('a composite alarm of %s: %s', (rule, is) => {
  expect(follows(rule, { name: 'root', arn: 'arn:root' })).toBe(is);
});
