import { follows, goesOff, type HowMany, isOn, type PublishedMetric } from '../analysis/trail/alarm.ts';
import { broken, chain, type Link, linkOf, linkOfAnswer, linkOfFaults, oneOf, unclear } from '../analysis/trail/link.ts';
import { unwatched, type Watcher } from '../analysis/trail/unwatched.ts';
import type { Call } from '../calls/catalogue.ts';
import { cloudwatch } from '../calls/cloudwatch.ts';
import { logs } from '../calls/logs.ts';
import { codes } from '../facts/codes.ts';
import type { Answer, Fact, Reason, Ref } from '../facts/fact.ts';
import { isKnown } from '../facts/fact.ts';
import { readTrails, type TrailRead } from './account-audit-logs.ts';
import { topicTells } from './account-topic.ts';
import type { Aws } from './aws.ts';
import type { World } from './world.ts';

type OutputOf<C> = C extends Call<infer _, infer O> ? O : never;
type AlarmPage = OutputOf<typeof cloudwatch.DescribeAlarms>;
type Alarm = NonNullable<AlarmPage['MetricAlarms']>[number];
type Composite = NonNullable<AlarmPage['CompositeAlarms']>[number];
type Filter = NonNullable<OutputOf<typeof logs.DescribeMetricFilters>['metricFilters']>[number];

/** A log group in the account, by the ARN under which a trail names it. */
interface Group {
  readonly name: string;
  readonly region: string;
}

/**
 * The kinds of events that nobody is told of. Somebody is where a chain is whole: a trail of every management event in every region, its log
 * group, a metric filter there that matches, an alarm on that metric, its action, a topic that CloudWatch may publish to, a confirmed
 * subscription. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html
 */
export function unwatchedEvents(aws: Aws, world: World): Fact<string[]> {
  const trails = readTrails(aws, world);
  const ends = trails.found.map((read) => watchersOf(read, aws));
  return unwatched({
    watchers: ends.flatMap(({ watchers }) => watchers),
    feeds: ends.map(({ feed }) => feed),
    open: [...trails.unread, ...ends.flatMap(({ open }) => open)],
    refs: [...new Set([...trails.refs, ...ends.flatMap(({ refs }) => refs)])],
  });
}

interface Watchers {
  readonly feed: Link;
  readonly watchers: readonly Watcher[];
  readonly open: readonly Reason[];
  readonly refs: readonly Ref[];
}

/** What watches one trail's log group; nothing, where the trail does not feed one. */
function watchersOf({ trail, facts }: TrailRead, aws: Aws): Watchers {
  const name = `trail ${trail.name}`;
  const feed = chain([
    linkOf(facts.logging, `${name} does not log now`),
    linkOf(facts.multiRegion, `${name} logs ${trail.region} alone`),
    linkOf(facts.globalEvents, `${name} leaves out the events of global services`),
    named(name, linkOfFaults(facts.managementGaps)),
    named(name, linkOfFaults(facts.logGroupFaults)),
  ]);
  const nothing = { feed, watchers: [], open: [], refs: [] };
  if (feed.holds === 'no') return nothing;
  if (!isKnown(facts.logGroup)) return { ...nothing, open: facts.logGroup.unknown, refs: facts.logGroup.from };
  const [, , , region = '', account = '', , group = ''] = facts.logGroup.value.split(':');
  if (account !== aws.account)
    return { ...nothing, open: [elsewhere(logs.DescribeMetricFilters.id, `${name} delivers to a log group of another account`)] };
  const filters = aws.pages(logs.DescribeMetricFilters, {}, region);
  if ('unknown' in filters) return { ...nothing, open: [filters.unknown], refs: filters.refs };
  const whole = chain([feed, hasFilters({ name: group, region }, aws)]);
  const alarms = alarmsIn(region, aws);
  const own = (filters.answer ?? []).flatMap((page) => page.metricFilters ?? []).filter((filter) => filter.logGroupName === group);
  return { feed: whole, watchers: own.map((filter) => watcher(filter, whole, alarms, aws)), open: [], refs: filters.refs };
}

const named = (name: string, link: Link): Link => ({
  ...link,
  because: link.because.map((flaw) => `${name}: ${flaw.charAt(0).toLowerCase()}${flaw.slice(1)}`),
});

const elsewhere = (operation: string, note: string): Reason => ({ operation, code: codes.elsewhere, note });

/** Log groups of other classes than the standard one have no metric filters. docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html */
function hasFilters({ name, region }: Group, aws: Aws): Link {
  return linkOfAnswer(aws.pages(logs.DescribeLogGroups, {}, region), (pages) => {
    const group = (pages ?? []).flatMap((page) => page.logGroups ?? []).find(({ logGroupName }) => logGroupName === name);
    if (!group) return broken([`the log group ${name} does not exist`]);
    const { logGroupClass = 'STANDARD' } = group;
    return logGroupClass === 'STANDARD'
      ? chain([])
      : broken([`the log group ${name} is of class ${logGroupClass}, which has no metric filters`]);
  });
}

function watcher(filter: Filter, feed: Link, alarms: Answer<Alarms>, aws: Aws): Watcher {
  const told = (howMany: HowMany): Link =>
    chain([
      feed,
      ofEveryEvent(filter),
      linkOfAnswer(alarms, (found) =>
        oneOf(
          (filter.metricTransformations ?? []).map((metric) => metricTells(metric, found ?? none, howMany, aws)),
          `the metric filter ${filter.filterName} publishes no metric`,
        ),
      ),
    ]);
  return { pattern: filter.filterPattern ?? '', told: { one: told('one'), many: told('many') } };
}

/** A filter that looks at some sources alone, or at events that were rewritten, matches something else than its pattern says. */
function ofEveryEvent({ filterName, applyOnTransformedLogs, fieldSelectionCriteria, emitSystemFieldDimensions = [] }: Filter): Link {
  const plain = applyOnTransformedLogs !== true && !fieldSelectionCriteria && emitSystemFieldDimensions.length === 0;
  const note = `the metric filter ${filterName} selects or rewrites events in a way that is not understood`;
  return plain ? chain([]) : unclear([{ operation: logs.DescribeMetricFilters.id, code: codes.undecided, note }]);
}

interface Alarms {
  readonly metric: readonly Alarm[];
  readonly composite: readonly Composite[];
}

const none: Alarms = { metric: [], composite: [] };

function alarmsIn(region: string, aws: Aws): Answer<Alarms> {
  const pages = aws.pages(cloudwatch.DescribeAlarms, { AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }, region);
  if ('unknown' in pages) return { unknown: pages.unknown, refs: pages.refs };
  const all = pages.answer ?? [];
  return {
    ...pages,
    answer: { metric: all.flatMap((page) => page.MetricAlarms ?? []), composite: all.flatMap((page) => page.CompositeAlarms ?? []) },
  };
}

function metricTells(metric: PublishedMetric, alarms: Alarms, howMany: HowMany, aws: Aws): Link {
  const on = alarms.metric.filter((alarm) => isOn(alarm, metric) !== 'no');
  return oneOf(
    on.map((alarm) => chain([goesOff(alarm, metric, howMany), tells(alarm, alarms, aws)])),
    `no alarm is set on the metric ${metric.metricName}`,
  );
}

/** Is somebody told when an alarm goes off: by itself, or by a composite alarm that goes off with it? */
function tells(alarm: Alarm | Composite, alarms: Alarms, aws: Aws, seen: readonly string[] = []): Link {
  const { AlarmName: name = '', AlarmArn: arn = '' } = alarm;
  const composites = alarms.composite.filter(({ AlarmName = '' }) => AlarmName !== name && !seen.includes(AlarmName));
  const through = composites.flatMap((composite): Link[] => {
    const goes = follows(composite.AlarmRule ?? '', { name, arn });
    if (goes === 'no') return [];
    const link = tells(composite, alarms, aws, [...seen, name]);
    const note = `whether the composite alarm ${composite.AlarmName} goes off with ${name} depends on other alarms`;
    const sure = goes === 'yes' && composite.ActionsSuppressor === undefined;
    return [sure ? link : chain([link, unclear([{ operation: cloudwatch.DescribeAlarms.id, code: codes.undecided, note }])])];
  });
  return oneOf([ownActions(alarm, aws), ...through], '');
}

function ownActions({ AlarmName: name, AlarmArn: alarmArn = '', ActionsEnabled, AlarmActions = [] }: Alarm | Composite, aws: Aws): Link {
  if (ActionsEnabled === undefined) return unclear([{ operation: cloudwatch.DescribeAlarms.id, code: codes.malformed }]);
  if (!ActionsEnabled) return broken([`the actions of the alarm ${name} are switched off`]);
  const topics = AlarmActions.filter((action) => action.split(':')[2] === 'sns');
  return oneOf(
    topics.map((topic) => topicTells(topic, { account: aws.account, alarmArn }, aws)),
    `the alarm ${name} sends no message to a topic`,
  );
}
