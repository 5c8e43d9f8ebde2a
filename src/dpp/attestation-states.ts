import { aYear, daysBetween, type Interval, intervalAfter, intervalsOf, intervalWords, yearly } from './attestation-interval.ts';
import type { Attestation, Register } from './attestations.ts';
import { type Edition, fill } from './edition.ts';
import { type DocumentDuty, ownPolicy, type Policy, requirementsOf } from './requirement.ts';

export type AttestationVerdict = 'attested' | 'attestation-missing' | 'attestation-expired' | 'warn';

/** What the register says of one part of a requirement: of the part as a whole, of a document that can't count, or of a hole in a series. */
export interface Said {
  /** What it is about within the part; empty for the part as a whole. The same in every run. */
  readonly about: string;
  readonly verdict: AttestationVerdict;
  readonly message: string;
  readonly document?: Attestation;
  /** ISO date by which something is to be done: the next review; today for what is missing. */
  readonly due: string;
  readonly overdueDays: number;
  readonly recorded: boolean;
  /** Is the file as it was when it was recorded? */
  readonly unchanged: boolean;
}

/** A part of a requirement that documents show, with what is said of it; the part as a whole stands first. */
export interface AttestedPart {
  readonly requirement: string;
  readonly aspect: string;
  readonly clause: string;
  /** `Access reviewed every 90 days: the review` */
  readonly title: string;
  readonly duty: DocumentDuty;
  readonly intervals: readonly Interval[];
  readonly said: readonly [Said, ...Said[]];
}

/** A part without a word on its document is shown by the general policy for handling data. */
const plainDuty: DocumentDuty = { template: 'data-handling-policy' };

/**
 * What the register shows of an edition on a day. Every part that documents show is told, with `attestation-missing` where nothing counts.
 * A document counts from its day on; one whose file is gone, or is not what was recorded, does not, unless the same file was recorded again.
 */
export function attestedParts(
  register: Register,
  edition: Edition,
  asOf: Date,
  holdsPii: boolean,
  policy: Policy = ownPolicy,
): readonly AttestedPart[] {
  const today = asOf.toISOString().slice(0, 10);
  return requirementsOf(edition, policy)
    .filter(({ section }) => holdsPii || section !== '2')
    .flatMap(({ id, title, clause, aspects }) =>
      aspects
        .filter(({ by }) => by === 'attestation')
        .map(({ id: aspect, title: part, document: duty = plainDuty }): AttestedPart => {
          const intervals = intervalsOf(duty, edition);
          const shown = register.attestations.filter(({ shows, date }) => shows.includes(`${id}/${aspect}`) && date <= today);
          return {
            requirement: id,
            aspect,
            clause,
            title: `${fill(title, edition.figures)}: ${part.charAt(0).toLowerCase()}${part.slice(1)}`,
            duty,
            intervals,
            said: saidOf(shown, register, duty, intervals, today),
          };
        }),
    );
}

function saidOf(
  shown: readonly Attestation[],
  register: Register,
  duty: DocumentDuty,
  intervals: readonly Interval[],
  today: string,
): AttestedPart['said'] {
  const states = shown.map((document) => ({ document, state: stateOf(document, register) }));
  const broken = states.flatMap(({ document, state }) => (state === 'stands' ? [] : [brokenOne(document, state, today)]));
  const counting = states.filter(({ state }) => state === 'stands').map(({ document }) => document);
  const last = counting.toSorted((a, b) => (a.date < b.date ? -1 : 1)).at(-1);
  if (!last) {
    const message =
      broken.length > 0
        ? 'No document that is recorded for it counts: see what is said of each'
        : 'No document is recorded for it: AWS cannot show it, so a document must';
    return [
      { about: '', verdict: 'attestation-missing', message, due: today, overdueDays: 0, recorded: false, unchanged: true },
      ...broken,
    ];
  }
  const allTheTime = duty.realTime === true && last.realTime;
  const asked = allTheTime ? [yearly] : intervals;
  const days = [...new Set(counting.flatMap(({ date, earlier }) => [date, ...earlier]))].sort();
  return [whole(last, asked, today), ...broken, ...(duty.series && !allTheTime ? holesOf(days, asked, register.since, today) : [])];
}

type State = 'stands' | 'lost' | 'changed';

/** An address can't be checked, and counts. A file that was recorded again since, with another hash, has changed for a reason. */
function stateOf(document: Attestation, { attestations, hashes }: Register): State {
  const { where } = document;
  if ('url' in where) return 'stands';
  const found = hashes[where.file] ?? null;
  if (found === where.sha256) return 'stands';
  const order = (one: Attestation): number => attestations.indexOf(one);
  const again = attestations.some(
    (other) =>
      'file' in other.where &&
      other.where.file === where.file &&
      other.where.sha256 === found &&
      (other.date > document.date || (other.date === document.date && order(other) > order(document))),
  );
  return again ? 'stands' : found === null ? 'lost' : 'changed';
}

function brokenOne(document: Attestation, state: 'lost' | 'changed', today: string): Said {
  const { title, where, date } = document;
  const file = 'file' in where ? where.file : '';
  const common = { about: `${file} of ${date}`, document, due: today, overdueDays: 0, recorded: true } as const;
  return state === 'lost'
    ? {
        ...common,
        verdict: 'attestation-missing',
        message: `The file of "${title}" of ${date} is not there any more: ${file}`,
        recorded: false,
        unchanged: true,
      }
    : {
        ...common,
        verdict: 'attestation-expired',
        message: `The file of "${title}" has changed since it was recorded for ${date}: ${file}. Read it again, and record it anew`,
        unchanged: false,
      };
}

const binds = ({ authority }: Interval): boolean => authority !== 'guidance';
const earliest = (days: readonly string[]): string => [...days].sort()[0] ?? '';
const latest = (days: readonly string[]): string => [...days].sort().at(-1) ?? '';

/** The part as a whole, by its newest document: is the next one due? */
function whole(document: Attestation, intervals: readonly Interval[], today: string): Said {
  const binding = intervals.filter(binds);
  const advice = intervals.filter((interval) => !binds(interval));
  const { date, next, title, owner } = document;
  const asked = (list: readonly Interval[]): readonly string[] => list.map((interval) => intervalAfter(date, interval));
  const bound = earliest([...asked(binding.length > 0 ? binding : [yearly]), ...(next === undefined ? [] : [next])]);
  const advised = earliest([bound, ...asked(advice)]);
  const common = { about: '', document, recorded: true, unchanged: true } as const;
  const words = (list: readonly Interval[]): string => list.map(intervalWords).join(', ');
  if (today > bound) {
    const overdueDays = daysBetween(bound, today);
    const why = bound === next ? 'as the register says' : words(binding.length > 0 ? binding : [yearly]);
    const message = `"${title}" is of ${date}; the next was due on ${bound} (${why}), ${overdueDays} ${overdueDays === 1 ? 'day' : 'days'} ago`;
    return { ...common, verdict: 'attestation-expired', message, due: bound, overdueDays };
  }
  if (today > advised) {
    const message = `"${title}" is of ${date}; Amazon advises the next by ${advised} (${words(advice)})`;
    return { ...common, verdict: 'warn', message, due: bound, overdueDays: 0 };
  }
  return {
    ...common,
    verdict: 'attested',
    message: `"${title}" of ${date} (${owner}); the next is due on ${bound}`,
    due: bound,
    overdueDays: 0,
  };
}

/** Holes that an interval which binds leaves; where it leaves none, those that advice leaves. */
function holesOf(days: readonly string[], intervals: readonly Interval[], since: string | undefined, today: string): readonly Said[] {
  const of = (list: readonly Interval[], verdict: AttestationVerdict): Said[] =>
    list.flatMap((interval) => holes(days, interval, since, today).map((hole) => holeSaid(hole, interval, verdict, today)));
  const bound = of(intervals.filter(binds), 'attestation-missing');
  return bound.length > 0
    ? bound
    : of(
        intervals.filter((interval) => !binds(interval)),
        'warn',
      );
}

interface Hole {
  /** The day before it; none where the series begins too late. */
  readonly from?: string;
  readonly to: string;
  /** The day to which the series must reach back. */
  readonly target: string;
}

/** Walks a series back from its last day over a year's worth of intervals: not before the first was due since data is held. */
function holes(days: readonly string[], interval: Interval, since: string | undefined, today: string): readonly Hole[] {
  const aYearBack = intervalAfter(today, interval, 1 - aYear(interval));
  const firstDue = since === undefined ? '' : intervalAfter(since, interval);
  const target = latest([firstDue, aYearBack]);
  const found: Hole[] = [];
  let reached = days.at(-1) ?? today;
  for (const day of days.slice(0, -1).reverse()) {
    if (reached <= target) break;
    if (intervalAfter(day, interval) < reached) found.push({ from: day, to: reached, target });
    reached = day;
  }
  return reached > target ? [...found, { to: reached, target }] : found;
}

function holeSaid({ from, to, target }: Hole, interval: Interval, verdict: AttestationVerdict, today: string): Said {
  const common = { verdict, due: today, overdueDays: 0, recorded: false, unchanged: true } as const;
  const words = intervalWords(interval);
  if (from !== undefined) {
    const message = `Nothing is recorded between ${from} and ${to}, ${daysBetween(from, to)} days; it is asked ${words}`;
    return { ...common, about: `after ${from}`, message };
  }
  const message = `The series begins on ${to}: it is asked ${words}, and a year of it must be shown, back to ${target} here. If you hold Amazon's data for a shorter time, say since when in the register (\`since:\`)`;
  return { ...common, about: `before ${to}`, message };
}
