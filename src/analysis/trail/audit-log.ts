import { codes } from '../../facts/codes.ts';
import type { Fact, Reason, Ref } from '../../facts/fact.ts';
import { isKnown } from '../../facts/fact.ts';
import type { Tri } from '../policy/tri.ts';
import { chain, type Link, linkOf, linkOfFaults, oneOf } from './link.ts';

/** What can be (part of) the account's audit log: a trail, or an event data store. */
export interface AuditLog {
  /** As it reads in a sentence: `trail orders`. */
  readonly name: string;
  /** Where it lives: of a log of one region, the region that it logs. */
  readonly region: string;
  /** What keeps it from logging and delivering now. */
  readonly faults: Fact<readonly string[]>;
  readonly multiRegion: Fact<boolean>;
  readonly globalEvents: Fact<boolean>;
  readonly managementGaps: Fact<readonly string[]>;
  readonly minDays: Fact<number>;
  readonly validated: Fact<boolean>;
}

/** All logs that were found, and what could have named more. */
export interface AuditLogs {
  readonly logs: readonly AuditLog[];
  readonly unread: readonly Reason[];
  readonly refs: readonly Ref[];
}

/** Where events must be logged. `home` is the region in which IAM, STS and CloudFront log. */
export interface Scope {
  readonly regions: readonly string[];
  readonly home: string;
  /** Regions that may be enabled and were not looked at. */
  readonly unasked: readonly Reason[];
}

/** Something that must be logged: a region, or the events of global services. */
interface Need {
  readonly where: string;
  readonly met: (log: AuditLog) => Link;
  /** Why it can't be said that nothing meets it, though nothing that was found does. */
  readonly unseen: readonly Reason[];
}

/** What is wrong with the log of an account: nothing, where every need is met by a log that works and leaves nothing out. */
export function auditLogGaps(found: AuditLogs, scope: Scope): Fact<string[]> {
  const needs = needsOf(scope).map((need) => ({ ...need, link: meeting(need, found) }));
  const from = refsOf(found);
  if (needs.every(({ link }) => link.holds === 'yes')) return { value: [], from };
  const missing = needs.filter(({ link }) => link.holds === 'no').map(({ where }) => where);
  const sentences = missing.length > 0 ? sayGaps(missing, needs.length, found.logs) : [];
  const reasons = needs.flatMap(({ link }) => (link.holds === 'maybe' ? link.unknown : []));
  if (reasons.length === 0) return { value: sentences, from };
  return { unknown: distinct(reasons), from, ...(sentences.length > 0 && { atLeast: sentences }) };
}

/** How many days every part of the log is kept at least: of each need the best log that meets it, and of the needs the worst. None: 0. */
export const auditLogDays = (found: AuditLogs, scope: Scope): Fact<number> => worst(found, scope, (log) => log.minDays, Infinity);

/** Whether every part of the log has files that can be checked for changes. */
export function auditLogValidated(found: AuditLogs, scope: Scope): Fact<boolean> {
  const asNumber = worst(
    found,
    scope,
    ({ validated }) => (isKnown(validated) ? { ...validated, value: Number(validated.value) } : validatedUnknown(validated)),
    1,
  );
  return isKnown(asNumber) ? { value: asNumber.value === 1, from: asNumber.from } : { unknown: asNumber.unknown, from: asNumber.from };
}

const validatedUnknown = ({ unknown, from }: Extract<Fact<boolean>, { unknown: readonly Reason[] }>): Fact<number> => ({ unknown, from });

function needsOf({ regions, home, unasked }: Scope): readonly Need[] {
  const inRegion = (region: string): Need => ({
    where: region,
    met: (log) => chain([working(log), log.region === region ? linkOf(always, '') : everywhere(log)]),
    unseen: [],
  });
  const globally: Need = {
    where: 'the global services (IAM, STS, CloudFront)',
    met: (log) =>
      chain([
        working(log),
        linkOf(log.globalEvents, 'it leaves out the events of global services (IAM, STS, CloudFront)'),
        log.region === home ? linkOf(always, '') : everywhere(log),
      ]),
    unseen: regions.includes(home) ? [] : [{ operation: 'cloudtrail:DescribeTrails', code: codes.notAsked, region: home }],
  };
  const elsewhere: Need = {
    where: 'regions that could not be asked',
    met: (log) => chain([working(log), everywhere(log)]),
    unseen: unasked,
  };
  return [...regions.map(inRegion), globally, ...(unasked.length > 0 ? [elsewhere] : [])];
}

const always: Fact<boolean> = { value: true, from: [] };
const working = (log: AuditLog): Link => chain([linkOfFaults(log.faults), linkOfFaults(log.managementGaps)]);
const everywhere = (log: AuditLog): Link => linkOf(log.multiRegion, `it logs ${log.region} alone`);

/** Is a need met by any log? Nothing is said to be missing while a list is unread that could have named what is. */
function meeting(need: Need, { logs, unread }: AuditLogs): Link {
  const link = oneOf(logs.map(need.met), '');
  const open = [...unread, ...need.unseen];
  return link.holds === 'yes' || open.length === 0 ? link : { ...link, holds: 'maybe', unknown: [...link.unknown, ...open] };
}

function sayGaps(missing: readonly string[], needs: number, logs: readonly AuditLog[]): string[] {
  if (logs.length === 0) return ['there is no trail and no event data store'];
  const where = missing.length === needs ? 'any region' : listed(missing);
  return [`no log holds all management events of ${where}`, ...logs.flatMap(flaws)];
}

/** How many regions a sentence names. */
const named = 3;
const listed = (names: readonly string[]): string =>
  names.length <= named + 1 ? names.join(', ') : `${names.slice(0, named).join(', ')} and ${names.length - named} more`;

const flaws = (log: AuditLog): readonly string[] =>
  [linkOfFaults(log.faults), linkOfFaults(log.managementGaps), everywhere(log)].flatMap((link) =>
    link.because.map((flaw) => `${log.name}: ${flaw.charAt(0).toLowerCase()}${flaw.slice(1)}`),
  );

/** A number that each log has, over needs: of each need the most that a log which meets it has, of all needs the least. `top`: the most there is. */
function worst(found: AuditLogs, scope: Scope, of: (log: AuditLog) => Fact<number>, top: number): Fact<number> {
  const needs = needsOf(scope).map((need) => best(need, found, of, top));
  const low = Math.min(...needs.map((need) => need.low));
  const high = Math.min(...needs.map((need) => need.high));
  const from = distinct([...refsOf(found), ...found.logs.flatMap((log) => of(log).from)]);
  if (low === high) return { value: low, from };
  return {
    unknown: distinct(needs.flatMap((need) => need.unknown)),
    from,
    ...(low > 0 && { atLeast: low }),
    ...(high < top && { atMost: high }),
  };
}

interface Bounds {
  readonly low: number;
  readonly high: number;
  readonly unknown: readonly Reason[];
}

function best(need: Need, { logs, unread }: AuditLogs, of: (log: AuditLog) => Fact<number>, top: number): Bounds {
  const open = [...unread, ...need.unseen];
  const candidates = logs.map((log) => bounds(need.met(log), of(log), top));
  return {
    low: Math.max(0, ...candidates.map(({ low }) => low)),
    high: open.length > 0 ? top : Math.max(0, ...candidates.map(({ high }) => high)),
    unknown: [...candidates.flatMap(({ unknown }) => unknown), ...open],
  };
}

/** What a log surely has for a need, and what it may have. */
function bounds({ holds, unknown }: { readonly holds: Tri; readonly unknown: readonly Reason[] }, fact: Fact<number>, top: number): Bounds {
  if (holds === 'no') return { low: 0, high: 0, unknown: [] };
  const [low, high] = isKnown(fact) ? [fact.value, fact.value] : [fact.atLeast ?? 0, fact.atMost ?? top];
  return { low: holds === 'yes' ? low : 0, high, unknown: [...unknown, ...(isKnown(fact) ? [] : fact.unknown)] };
}

const refsOf = ({ logs, refs }: AuditLogs): readonly Ref[] =>
  distinct([
    ...refs,
    ...logs.flatMap((log) => [log.faults, log.multiRegion, log.globalEvents, log.managementGaps].flatMap((fact) => fact.from)),
  ]);

function distinct<T>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
