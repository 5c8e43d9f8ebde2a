import {
  type AdvancedEventSelector,
  classicHalves,
  type EventSelector,
  type FieldSelector,
  HALVES,
  type Half,
  onlyEquals,
  operatorsOf,
  readOnlyHalves,
  type Selectors,
  says,
} from './selectors.ts';

/** Whether all management events that read, and that write, are logged; and if not, what is left out, as sentences. */
export interface ManagementCoverage {
  readonly read: boolean;
  readonly write: boolean;
  readonly gaps: readonly string[];
}

/** Whose events a selector logs: those of all services but some, of some alone, or of some that can't be listed. */
type Sources = { readonly allBut: readonly string[] } | { readonly only: readonly string[] } | 'some';

/** What one selector logs of the management events. */
interface Logged {
  readonly halves: readonly Half[];
  readonly sources: Sources;
  /** Fields that narrow it in a way that we can't make up for. */
  readonly narrowedBy: readonly string[];
}

/**
 * Whether the selectors of a trail (or event data store) log all management events. Selectors add up: what one leaves out
 * another may log. A field of an advanced selector other than `eventCategory` and `resources.type` narrows it; so does one
 * that we don't know. A classic selector counts only where it says itself that it includes management events.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html
 */
export const managementCoverage = ({ EventSelectors = [], AdvancedEventSelectors = [] }: Selectors): ManagementCoverage => {
  const logged = [...EventSelectors.flatMap(classic), ...AdvancedEventSelectors.flatMap(advanced)];
  const missing = (half: Half, which: string) =>
    missingFrom(
      logged.filter(({ halves }) => halves.includes(half)),
      which,
    );
  const [read, write] = [missing('read', ''), missing('write', '')];
  const same = read.join() === write.join();
  return {
    read: read.length === 0,
    write: write.length === 0,
    gaps: same ? read : [...missing('read', ' that read'), ...missing('write', ' that write')],
  };
};

const classic = (selector: EventSelector): Logged[] =>
  selector.IncludeManagementEvents === true
    ? [{ halves: classicHalves(selector), sources: { allBut: selector.ExcludeManagementEventSources ?? [] }, narrowedBy: [] }]
    : [];

const TAKEN_IN = new Set(['eventCategory', 'resources.type', 'readOnly', 'eventSource']);

const advanced = (selector: AdvancedEventSelector): Logged[] => {
  if (!says(selector, 'eventCategory', 'Management')) return [];
  const fields = selector.FieldSelectors ?? [];
  const about = (name: string) => fields.filter(({ Field }) => Field === name);
  const readOnly = about('readOnly').map(readOnlyHalves);
  return [
    {
      halves: HALVES.filter((half) => readOnly.every((halves) => halves.includes(half))),
      sources: sourcesOf(about('eventSource')),
      narrowedBy: fields.map(({ Field = 'a field without a name' }) => Field).filter((name) => !TAKEN_IN.has(name)),
    },
  ];
};

/** The services that conditions on `eventSource`, joined by "and", leave. */
const sourcesOf = (fields: readonly FieldSelector[]): Sources => {
  if (fields.every((field) => operatorsOf(field).join() === 'NotEquals'))
    return { allBut: fields.flatMap(({ NotEquals = [] }) => NotEquals) };
  const [field, ...more] = fields;
  const only = field && more.length === 0 ? onlyEquals(field) : undefined;
  return only ? { only } : 'some';
};

/** What selectors together leave out of one half of the events; nothing: all is logged. */
const missingFrom = (logged: readonly Logged[], which: string): readonly string[] => {
  if (logged.length === 0) return [`No management events${which} are logged`];
  const whole = logged.filter(({ narrowedBy }) => narrowedBy.length === 0).map(({ sources }) => sources);
  const [first, ...others] = whole.flatMap((sources) => (sources !== 'some' && 'allBut' in sources ? [sources.allBut] : []));
  const including = new Set(whole.flatMap((sources) => (sources !== 'some' && 'only' in sources ? sources.only : [])));
  if (first) {
    const missing = first.filter((source) => others.every((other) => other.includes(source)) && !including.has(source));
    return [...new Set(missing)].map((source) => `Management events${which} of ${source} are not logged`);
  }
  const fields = [...new Set(logged.flatMap(({ narrowedBy }) => narrowedBy))];
  if (fields.length > 0) return [`Only those management events${which} are logged that a condition on ${fields.join(' and ')} picks`];
  return [`Only management events${which} of ${including.size > 0 ? [...including].join(', ') : 'some services'} are logged`];
};
