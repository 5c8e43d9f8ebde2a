import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aYear, daysBetween, type Interval, intervalAfter, intervalsOf, intervalWords } from './attestation-interval.ts';
import { editionOf, editions } from './edition.ts';
import { requirements } from './requirement.ts';

const days = (count: number): Interval => ({ count, unit: 'days', authority: 'policy' });
const months = (count: number): Interval => ({ count, unit: 'months', authority: 'policy' });

describe('so many intervals after a day', () => {
  it.each([
    ['90 days', '2026-01-01', days(90), 1, '2026-04-01'],
    ['a leap day', '2024-02-28', days(1), 1, '2024-02-29'],
    ['six months', '2026-01-15', months(6), 1, '2026-07-15'],
    ['a day that the month lacks', '2026-08-31', months(6), 1, '2027-02-28'],
    ['back', '2026-03-31', months(1), -1, '2026-02-28'],
    ['no times', '2026-03-31', months(1), 0, '2026-03-31'],
  ] as const)('%s', (_, day, interval, times, expected) => {
    expect(intervalAfter(day, interval, times)).toBe(expected);
  });

  it('of days is undone by going back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40_000 }),
        fc.integer({ min: 1, max: 700 }),
        fc.integer({ min: 0, max: 12 }),
        (at, count, times) => {
          const day = new Date(at * 86_400_000).toISOString().slice(0, 10);
          const later = intervalAfter(day, days(count), times);
          expect(daysBetween(day, later)).toBe(count * times);
          expect(intervalAfter(later, days(count), -times)).toBe(day);
        },
      ),
    );
  });
});

describe('a year of it', () => {
  it.each([
    ['access reviews', days(90), 4],
    ['scans', days(30), 12],
    ['reviews of the incident plan', months(6), 2],
    ['tests', days(365), 1],
    ['what is asked more rarely', days(548), 1],
  ] as const)('%s', (_, interval, expected) => {
    expect(aYear(interval)).toBe(expected);
  });
});

describe('intervals of the editions', () => {
  const dutyOf = (id: string, aspect: string) =>
    requirements.find((one) => one.id === id)?.aspects.find((one) => one.id === aspect)?.document ?? { template: '' };

  it.each([
    ['access-review', 'review', 'dpp-2022-08', ['every 90 days']],
    ['incident-response', 'plan', 'dpp-2022-08', ['every 6 months']],
    ['vulnerability-scanning', 'scans', 'dpp-2025-11', ['every 180 days', 'every 30 days (advice)']],
    ['vulnerability-scanning', 'scans', 'dpp-2026-08', ['every 30 days']],
    ['security-training', 'record', 'dpp-2022-08', ['every 365 days (this edition sets no interval, so a year is taken)']],
    ['security-training', 'record', 'dpp-2024-06', ['every 365 days']],
    ['leaver-removal', 'process', 'dpp-2026-08', ['every 365 days (this edition sets no interval, so a year is taken)']],
  ] as const)('%s/%s in %s', (id, aspect, edition, expected) => {
    expect(intervalsOf(dutyOf(id, aspect), editionOf(edition)).map(intervalWords)).toEqual(expected);
  });

  it('every part that documents show has a word on its document, whose figures some edition has', () => {
    const parts = requirements.flatMap(({ id, aspects }) => aspects.map((aspect) => ({ name: `${id}/${aspect.id}`, ...aspect })));
    expect(parts.filter(({ by, document }) => (by === 'attestation') !== (document !== undefined)).map(({ name }) => name)).toEqual([]);
    const named = parts.flatMap(({ document }) => document?.every ?? []);
    expect(named.filter((figure) => !editions.some(({ figures }) => figure in figures))).toEqual([]);
  });
});
