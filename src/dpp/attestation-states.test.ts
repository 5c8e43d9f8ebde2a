import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intervalAfter } from './attestation-interval.ts';
import { attestedParts, type Said } from './attestation-states.ts';
import type { Attestation, Register } from './attestations.ts';
import { editionOf } from './edition.ts';

const asOf = new Date('2026-10-01T12:00:00.000Z');
const today = '2026-10-01';
const sha256 = 'a'.repeat(64);
const other = 'b'.repeat(64);

/** A document of the incident plan, unless said otherwise. */
const document = (date: string, more: Partial<Attestation> = {}): Attestation => ({
  shows: ['incident-response/plan'],
  title: 'Plan',
  where: { url: 'https://docs.example/plan' },
  owner: 'Jane',
  date,
  earlier: [],
  realTime: false,
  ...more,
});

const register = (attestations: readonly Attestation[], more: Partial<Register> = {}): Register => ({
  attestations,
  hashes: {},
  text: '',
  ...more,
});

/** What is said of a part; verdict and about alone where `brief`. */
function said(part: string, of: Register, edition = 'dpp-2022-08', holdsPii = true): readonly Said[] {
  return (
    attestedParts(of, editionOf(edition), asOf, holdsPii).find(({ requirement, aspect }) => `${requirement}/${aspect}` === part)?.said ?? []
  );
}

const brief = (all: readonly Said[]): readonly string[] =>
  all.map(({ about, verdict }) => (about === '' ? verdict : `${verdict} ${about}`));
const review = (date: string, more: Partial<Attestation> = {}): Attestation => document(date, { shows: ['access-review/review'], ...more });
const quarters = ['2026-01-03', '2026-04-03', '2026-07-02', '2026-09-30'];

describe('a part as a whole', () => {
  const plan = ['2026-03-01', '2026-08-01'];
  it.each([
    ['nothing', [], ['attestation-missing']],
    ['in date', plan.map((date) => document(date)), ['attested']],
    ['due today still counts', [document('2025-10-02'), document('2026-04-01')], ['attested']],
    ['a day over', [document('2025-10-01'), document('2026-03-31')], ['attestation-expired']],
    ['dated tomorrow does not count yet', [document('2026-10-02')], ['attestation-missing']],
    [
      'an earlier review that the register sets',
      [...plan.map((date) => document(date)), document('2026-08-02', { next: '2026-09-01' })],
      ['attestation-expired'],
    ],
    ['a later one changes nothing', [document('2025-10-01'), document('2026-03-31', { next: '2027-01-01' })], ['attestation-expired']],
    ['a document of another part', [review('2026-09-01')], ['attestation-missing']],
  ] as const)('%s', (_, documents, expected) => {
    expect(brief(said('incident-response/plan', register(documents)))).toEqual(expected);
  });

  it('says title, day, owner and deadline', () => {
    expect(said('leaver-removal/process', register([document('2026-08-01', { shows: ['leaver-removal/process'] })]))[0]).toMatchObject({
      message: '"Plan" of 2026-08-01 (Jane); the next is due on 2027-08-01',
      due: '2027-08-01',
      overdueDays: 0,
    });
    const [late] = said('incident-response/plan', register([document('2025-10-01'), document('2026-03-29')]));
    expect(late).toMatchObject({
      message: '"Plan" is of 2026-03-29; the next was due on 2026-09-29 (every 6 months), 2 days ago',
      overdueDays: 2,
    });
  });

  it('is not asked of who holds no PII, where only PII asks it', () => {
    expect(said('vulnerability-scanning/scans', register([]), 'dpp-2022-08', false)).toEqual([]);
    expect(brief(said('access-review/review', register([]), 'dpp-2022-08', false))).toEqual(['attestation-missing']);
  });

  it('is told for every part that documents show, and for no other', () => {
    const parts = attestedParts(register([]), editionOf('latest'), asOf, true);
    expect(parts.length).toBeGreaterThan(25);
    expect(parts.every(({ said: [first] }) => first.verdict === 'attestation-missing' && first.due === today)).toBe(true);
  });
});

describe('files', () => {
  const file = (date: string, name: string, hash = sha256): Attestation =>
    document(date, { where: { file: name, sha256: hash }, shows: ['leaver-removal/process'] });
  it.each([
    ['as recorded', [file('2026-08-01', 'a.md')], { 'a.md': sha256 }, ['attested']],
    ['changed', [file('2026-08-01', 'a.md')], { 'a.md': other }, ['attestation-missing', 'attestation-expired a.md of 2026-08-01']],
    ['gone', [file('2026-08-01', 'a.md')], { 'a.md': null }, ['attestation-missing', 'attestation-missing a.md of 2026-08-01']],
    ['never hashed', [file('2026-08-01', 'a.md')], {}, ['attestation-missing', 'attestation-missing a.md of 2026-08-01']],
    [
      'one changed beside one that stands',
      [file('2026-07-01', 'a.md'), file('2026-08-01', 'b.md')],
      { 'a.md': other, 'b.md': sha256 },
      ['attested', 'attestation-expired a.md of 2026-07-01'],
    ],
    ['changed and recorded again', [file('2026-07-01', 'a.md'), file('2026-08-01', 'a.md', other)], { 'a.md': other }, ['attested']],
    [
      'changed, recorded again, and changed again',
      [file('2026-07-01', 'a.md'), file('2026-08-01', 'a.md', other)],
      { 'a.md': 'c'.repeat(64) },
      ['attestation-missing', 'attestation-expired a.md of 2026-07-01', 'attestation-expired a.md of 2026-08-01'],
    ],
    [
      'an older version put back',
      [file('2026-07-01', 'a.md'), file('2026-08-01', 'a.md', other)],
      { 'a.md': sha256 },
      ['attested', 'attestation-expired a.md of 2026-08-01'],
    ],
  ] as const)('%s', (_, documents, hashes, expected) => {
    expect(brief(said('leaver-removal/process', register(documents, { hashes })))).toEqual(expected);
  });
});

describe('a series', () => {
  it.each([
    ['four access reviews', quarters, ['attested']],
    ['one of them alone', quarters.slice(3), ['attested', 'attestation-missing before 2026-09-30']],
    ['a hole', ['2026-01-03', '2026-07-02', '2026-09-30'], ['attested', 'attestation-missing after 2026-01-03']],
    ['a hole before the year that is asked', ['2025-01-01', ...quarters], ['attested']],
    ['out of date, and whole before', ['2025-10-01', '2025-12-30', '2026-03-30', '2026-06-28'], ['attestation-expired']],
  ] as const)('%s', (_, days, expected) => {
    expect(brief(said('access-review/review', register(days.map((day) => review(day)))))).toEqual(expected);
  });

  it('may stand in one document', () => {
    expect(brief(said('access-review/review', register([review('2026-09-30', { earlier: quarters.slice(0, 3) })])))).toEqual(['attested']);
  });

  it('begins no earlier than the data is held', () => {
    expect(brief(said('access-review/review', register([review('2026-09-30')], { since: '2026-07-15' })))).toEqual(['attested']);
    expect(brief(said('access-review/review', register([review('2026-09-30')], { since: '2026-05-15' })))).toEqual([
      'attested',
      'attestation-missing before 2026-09-30',
    ]);
  });

  it('that only advice asks warns: 30 days of scans in the edition of 2025-11', () => {
    const scan = (date: string): Attestation => document(date, { shows: ['vulnerability-scanning/scans'] });
    const scans = register([scan('2026-02-01'), scan('2026-07-01')]);
    expect(brief(said('vulnerability-scanning/scans', scans, 'dpp-2025-11'))).toEqual([
      'warn',
      'warn after 2026-02-01',
      'warn before 2026-02-01',
    ]);
    expect(said('vulnerability-scanning/scans', scans, 'dpp-2026-08')[0]?.verdict).toBe('attestation-expired');
    expect(brief(said('vulnerability-scanning/scans', scans, 'dpp-2022-08'))).toEqual(['attested']);
  });

  it('needs none where it is done all the time', () => {
    const siem = document('2026-02-01', { shows: ['monitoring/review'], realTime: true });
    expect(brief(said('monitoring/review', register([siem])))).toEqual(['attested']);
    expect(said('monitoring/review', register([{ ...siem, realTime: false }]))[0]?.verdict).toBe('attestation-expired');
    expect(said('access-review/review', register([review('2026-02-01', { realTime: true })]))[0]?.verdict).toBe('attestation-expired');
  });

  it('is whole exactly if no day of the year lies further than 90 days after a review', () => {
    const interval = { count: 90, unit: 'days', authority: 'policy' } as const;
    const offset = fc.integer({ min: 0, max: 500 });
    fc.assert(
      fc.property(fc.uniqueArray(offset, { minLength: 1, maxLength: 12 }), (offsets) => {
        const days = offsets.map((n) => intervalAfter(today, { ...interval, count: 1 }, -n));
        const sorted = [...offsets].sort((a, b) => a - b);
        const newest = sorted[0] ?? 0;
        // the middle of each day from the last review back to 270 days ago has a review at most 90 days before it
        const covered = Array.from({ length: Math.max(0, 270 - newest) + 1 }, (_, i) => newest + i)
          .filter((n) => n < 270)
          .every((n) => sorted.some((at) => at > n && at - (n + 0.5) <= 90));
        const whole = sorted.some((at) => at >= 270) ? covered : false;
        const found = brief(said('access-review/review', register(days.map((day) => review(day)))));
        expect(found[0]).toBe(newest <= 90 ? 'attested' : 'attestation-expired');
        expect(found.length === 1).toBe(whole);
      }),
    );
  });
});
