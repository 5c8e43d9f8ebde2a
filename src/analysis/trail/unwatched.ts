import { codes } from '../../facts/codes.ts';
import type { Fact, Reason, Ref } from '../../facts/fact.ts';
import { CATEGORIES, type Category, categoriesUnclear, categoriesWatched } from '../alarms/watched-events.ts';
import type { HowMany } from './alarm.ts';
import type { Link } from './link.ts';

/** A metric filter on the trail's log group, and whether somebody is told when one event matches, or many. */
export interface Watcher {
  readonly pattern: string;
  readonly told: Readonly<Record<HowMany, Link>>;
}

export interface Watching {
  readonly watchers: readonly Watcher[];
  /** Does a trail's every management event reach a log group whose filters can be seen? */
  readonly feeds: readonly Link[];
  /** What was not read, and could have shown a watcher. */
  readonly open: readonly Reason[];
  readonly refs: readonly Ref[];
}

/** One of these is everyday life; it is many of them that somebody must hear of. */
const inNumbers: ReadonlySet<Category> = new Set(['failed-logins', 'denied-calls']);

/** The kinds of events that nobody is told of, a sentence each. */
export function unwatched(watching: Watching): Fact<string[]> {
  const states = CATEGORIES.map(({ id, sentence }) => ({ sentence, ...stateOf(id, watching) }));
  const sentences = states.flatMap(({ sentence, because }) => (because === undefined ? [] : [`${sentence} (${because})`]));
  const reasons = states.flatMap(({ unknown }) => unknown);
  const from = [
    ...new Set([
      ...watching.refs,
      ...watching.feeds.flatMap(({ refs }) => refs),
      ...watching.watchers.flatMap(({ told }) => [...told.one.refs, ...told.many.refs]),
    ]),
  ];
  if (reasons.length === 0) return { value: sentences, from };
  return { unknown: distinct(reasons), from, ...(sentences.length > 0 && { atLeast: sentences }) };
}

interface State {
  /** Why nobody is told; undefined where somebody is, or may be. */
  readonly because?: string;
  readonly unknown: readonly Reason[];
}

function stateOf(category: Category, { watchers, feeds, open }: Watching): State {
  const howMany: HowMany = inNumbers.has(category) ? 'many' : 'one';
  const patterns = (...states: readonly string[]) =>
    watchers.filter(({ told }) => states.includes(told[howMany].holds)).map(({ pattern }) => pattern);
  if (categoriesWatched(patterns('yes')).includes(category)) return { unknown: [] };
  const possible = patterns('yes', 'maybe');
  if (open.length > 0 || categoriesWatched(possible).includes(category)) {
    return { unknown: [...open, ...watchers.flatMap(({ told }) => told[howMany].unknown)] };
  }
  if (categoriesUnclear(possible).includes(category)) {
    return {
      unknown: [
        { operation: 'logs:DescribeMetricFilters', code: codes.undecided, note: 'a metric filter has a pattern that is not understood' },
      ],
    };
  }
  const matching = watchers.find(({ pattern }) => categoriesWatched(pattern).includes(category));
  return {
    because:
      matching?.told[howMany].because[0] ??
      (feeds.some(({ holds }) => holds !== 'no') ? 'no metric filter matches it' : (feeds[0]?.because[0] ?? 'there is no trail')),
    unknown: [],
  };
}

const distinct = (reasons: readonly Reason[]): readonly Reason[] => [
  ...new Map(reasons.map((reason) => [JSON.stringify(reason), reason])).values(),
];
