import { codes } from '../../facts/codes.ts';
import type { Reason } from '../../facts/fact.ts';
import type { Tri } from '../policy/tri.ts';
import { broken, chain, holding, type Link, linkIf, unclear } from './link.ts';

/** What a metric filter publishes for each event that it matches. docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricTransformation.html */
export interface PublishedMetric {
  readonly metricName?: string | undefined;
  readonly metricNamespace?: string | undefined;
  readonly metricValue?: string | undefined;
  /** What it publishes for a minute in which no event matches. */
  readonly defaultValue?: number | undefined;
  readonly dimensions?: Readonly<Record<string, string>> | undefined;
  readonly unit?: string | undefined;
}

/** An alarm on a metric. docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html */
export interface MetricAlarm {
  readonly AlarmName?: string | undefined;
  readonly MetricName?: string | undefined;
  readonly Namespace?: string | undefined;
  readonly Dimensions?: readonly unknown[] | undefined;
  readonly Unit?: string | undefined;
  readonly Statistic?: string | undefined;
  readonly Threshold?: number | undefined;
  readonly ComparisonOperator?: string | undefined;
  readonly EvaluationPeriods?: number | undefined;
  readonly DatapointsToAlarm?: number | undefined;
  readonly Metrics?: readonly Query[] | undefined;
}

/** docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html */
interface Query {
  readonly Expression?: string | undefined;
  readonly AccountId?: string | undefined;
  readonly MetricStat?:
    | {
        readonly Metric?: Pick<MetricAlarm, 'MetricName' | 'Namespace' | 'Dimensions'> | undefined;
        readonly Stat?: string | undefined;
        readonly Unit?: string | undefined;
      }
    | undefined;
}

/** An alarm that is set by a query on one metric is set on that metric. */
function plain(alarm: MetricAlarm): MetricAlarm {
  const [query, ...more] = alarm.Metrics ?? [];
  const { Expression, AccountId, MetricStat } = query ?? {};
  if (more.length > 0 || Expression !== undefined || AccountId !== undefined || !MetricStat?.Metric) return alarm;
  const { Metrics: _, ...rest } = alarm;
  return { ...rest, ...MetricStat.Metric, Statistic: MetricStat.Stat, Unit: MetricStat.Unit };
}

/** Must one event raise the alarm, or will many in a short time do? */
export type HowMany = 'one' | 'many';

const operation = 'cloudwatch:DescribeAlarms';
const undecided = (note: string): Reason => ({ operation, code: codes.undecided, note });
const malformed: Reason = { operation, code: codes.malformed };

/** Is an alarm set on a metric? An alarm on a calculation that has the metric's name in it may be. */
export function isOn(set: MetricAlarm, { metricName, metricNamespace }: PublishedMetric): Tri {
  const alarm = plain(set);
  if (metricName === undefined || metricNamespace === undefined) return 'maybe';
  if (alarm.Metrics && alarm.Metrics.length > 0) return JSON.stringify(alarm.Metrics).includes(metricName) ? 'maybe' : 'no';
  return alarm.MetricName === metricName && alarm.Namespace === metricNamespace ? 'yes' : 'no';
}

/** Does an alarm that is set on a metric go off when events match? https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html */
export function goesOff(set: MetricAlarm, metric: PublishedMetric, howMany: HowMany): Link {
  const alarm = plain(set);
  const name = `the alarm ${alarm.AlarmName ?? ''}`;
  if (isOn(alarm, metric) === 'maybe') return unclear([undecided(`${name} is set on a calculation`)]);
  return chain([sameSeries(name, alarm, metric), enoughAtOnce(name, alarm), reached(name, alarm, metric, howMany)]);
}

function sameSeries(name: string, alarm: MetricAlarm, metric: PublishedMetric): Link {
  const watched = (alarm.Dimensions ?? []).length > 0;
  const published = Object.keys(metric.dimensions ?? {}).length > 0;
  if (watched && published) return unclear([undecided(`${name} watches a dimension of its metric`)]);
  return chain([
    linkIf(watched === published, `${name} watches other dimensions than the metric filter publishes`),
    linkIf(
      alarm.Unit === undefined || alarm.Unit === (metric.unit ?? 'None'),
      `${name} waits for another unit than the metric filter publishes`,
    ),
  ]);
}

/** Several periods over the threshold: whether one burst of events is enough depends on what else is published. */
function enoughAtOnce(name: string, { DatapointsToAlarm, EvaluationPeriods }: MetricAlarm): Link {
  const periods = DatapointsToAlarm ?? EvaluationPeriods;
  if (periods === undefined) return unclear([malformed]);
  return periods === 1 ? holding() : unclear([undecided(`${name} waits for ${periods} periods with such events`)]);
}

function reached(name: string, alarm: MetricAlarm, { metricValue, defaultValue }: PublishedMetric, howMany: HowMany): Link {
  const { Threshold: threshold, ComparisonOperator: operator, Statistic: statistic } = alarm;
  if (threshold === undefined || operator === undefined) return unclear([malformed]);
  if (operator.startsWith('LessThan'))
    return operator.endsWith('Threshold') && !operator.includes('Upper') && !operator.includes('Lower')
      ? broken([`${name} goes off when such events are few`])
      : unclear([undecided(`${name} compares with a band`)]);
  const over = {
    GreaterThanThreshold: (value: number) => value > threshold,
    GreaterThanOrEqualToThreshold: (value: number) => value >= threshold,
  }[operator];
  const value = Number(metricValue?.trim() || Number.NaN);
  if (!over) return unclear([undecided(`${name} compares with a band`)]);
  if (Number.isNaN(value)) return unclear([undecided(`the metric under ${name} takes its value from the events`)]);
  if (defaultValue !== undefined && over(defaultValue)) return broken([`${name} is on even when nothing happens`]);
  const tooHigh = `${name} does not go off at one such event: its threshold is ${threshold}`;
  switch (statistic) {
    case 'Sum':
      return linkIf(howMany === 'many' ? value > 0 : over(value), tooHigh);
    case 'SampleCount':
      return linkIf(howMany === 'many' || over(1), tooHigh);
    case 'Maximum':
      return linkIf(over(value), tooHigh);
    case 'Average':
    case 'Minimum':
      // What the filter publishes for minutes without such events draws these down.
      return defaultValue === undefined
        ? linkIf(over(value), tooHigh)
        : unclear([undecided(`${name} takes the ${statistic.toLowerCase()} over times without such events`)]);
    default:
      return unclear([undecided(`${name} uses a statistic that is not understood`)]);
  }
}

/**
 * Does a composite alarm go off whenever another does? Surely where its rule is nothing but alarms joined by OR; not where the rule is understood and names
 * others alone; where it names this one in another way, that can't be told. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export function follows(rule: string, alarm: { readonly name: string; readonly arn: string }): Tri {
  const call = /\b([A-Z_]+)\s*\(\s*(?:"([^"]*)"|([^()"\s][^()"]*?))\s*\)/g;
  const calls = [...rule.matchAll(call)].map(([, state, quoted, plain]) => ({ state, of: quoted ?? plain ?? '' }));
  const rest = rule.replace(call, ' x ');
  if (!calls.some(({ of }) => of === alarm.name || of === alarm.arn)) {
    const understood = /^(?:[\s()]|\b(?:x|AND|OR|NOT|TRUE|FALSE)\b)*$/.test(rest);
    return !understood && rule.includes(alarm.name) ? 'maybe' : 'no';
  }
  const onlyOr = /^[\s()]*x[\s()]*(?:\bOR\b[\s()]*x[\s()]*)*$/.test(rest);
  return onlyOr && calls.every(({ state }) => state === 'ALARM') ? 'yes' : 'maybe';
}
