import { type Authority, type Edition, inWords } from './edition.ts';
import type { DocumentDuty } from './requirement.ts';

/** How often a document is made anew. */
export interface Interval {
  readonly count: number;
  readonly unit: 'days' | 'months';
  /** `none`: the edition sets none, and a year is taken. What only guidance asks warns. */
  readonly authority: Authority | 'none';
}

/** A document that nothing says how often to make anew tells nothing of today when it is older than this. */
export const yearly: Interval = { count: 365, unit: 'days', authority: 'none' };

/** How often an edition asks for a document, in each authority's words; every year where it sets no interval. */
export function intervalsOf({ every = [] }: DocumentDuty, edition: Edition): readonly [Interval, ...Interval[]] {
  const [first, ...more] = every.flatMap((name): Interval[] => {
    const figure = edition.figures[name];
    if (!figure || (figure.unit !== 'days' && figure.unit !== 'months')) return [];
    return [{ count: Math.max(1, figure.value), unit: figure.unit, authority: figure.authority }];
  });
  return first ? [first, ...more] : [yearly];
}

/** `every 90 days`, `every 365 days (this edition sets no interval, so a year is taken)`. */
export function intervalWords({ count, unit, authority }: Interval): string {
  const note = { none: ' (this edition sets no interval, so a year is taken)', guidance: ' (advice)', policy: '', platform: '' }[authority];
  return `every ${inWords(count, unit)}${note}`;
}

/** How many a year asks for: 4 of 90 days, 12 of 30 days, 2 of 6 months; one at least. */
export const aYear = ({ count, unit }: Interval): number => Math.max(1, Math.floor((unit === 'days' ? 365 : 12) / count));

/** The day (ISO date) that lies so many intervals after another; before it, where `times` is negative. A day that the month lacks is its last. */
export function intervalAfter(day: string, { count, unit }: Interval, times = 1): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (unit === 'days') date.setUTCDate(date.getUTCDate() + count * times);
  else {
    const dayOfMonth = date.getUTCDate();
    date.setUTCDate(1);
    date.setUTCMonth(date.getUTCMonth() + count * times);
    date.setUTCDate(Math.min(dayOfMonth, new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()));
  }
  return date.toISOString().slice(0, 10);
}

/** Whole days from one ISO date to another. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
