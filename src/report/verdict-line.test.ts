import { describe, expect, it } from 'vitest';
import { editions, fixture, requirement } from '../../test/browser/fixture.ts';
import type { FindingsFile } from '../findings/file.ts';
import type { Verdict } from '../findings/verdict.ts';
import { lineText, verdictLine } from './verdict-line.ts';

interface Case {
  readonly rows: Partial<Record<Verdict, number>>;
  readonly edition?: FindingsFile['audit']['edition'];
  readonly audit?: Partial<FindingsFile['audit']>;
  readonly changes?: readonly (readonly [verdict: Verdict, now: Verdict | null])[];
  readonly newest?: FindingsFile['audit']['edition'];
}

function file({ rows, edition = editions.newest, audit, changes = [], newest = editions.newest }: Case): FindingsFile {
  const base = fixture();
  const requirements = Object.entries(rows).flatMap(([verdict, n]) =>
    Array.from({ length: n }, (_, i) => requirement(`${verdict}-${i}`, verdict as Verdict)),
  );
  return {
    ...base,
    audit: { ...base.audit, edition, ...audit },
    requirements,
    newestEdition: {
      edition: newest,
      changes: changes.map(([verdict, verdictNow], i) => ({
        requirement: `r${i}`,
        title: '',
        clause: '',
        verdict,
        verdictNow,
        figure: '',
        figureNow: '',
        here: '',
      })),
    },
  };
}

const between: FindingsFile['audit']['edition'] = {
  id: 'dpp-2025-11',
  title: '2025-11',
  inForce: true,
  from: '2025-11-25',
  until: '',
  newest: false,
};
const later = { ...editions.newest, inForce: false, from: '2026-12-25' };
const cutOff = { complete: false };

describe('the verdict line', () => {
  it.each<[string, Case, string]>([
    [
      'fails of the newest edition',
      { rows: { fail: 4, unknown: 2, pass: 25 } },
      'Not ready: 4 of 31 requirements fail, 2 could not be read in full.',
    ],
    ['one fails', { rows: { fail: 1, pass: 30 } }, 'Not ready: 1 of 31 requirements fails.'],
    ['everything passes the newest', { rows: { pass: 43 } }, 'Ready: none of 43 requirements fails.'],
    [
      'not all can be shown',
      { rows: { pass: 22, 'not-provable': 21 } },
      'Ready as far as AWS can show: none of 43 requirements fails. 21 of 43 requirements are not shown in full by this audit.',
    ],
    ['a waiver is said', { rows: { pass: 2, waived: 1 } }, 'Ready: none of 3 requirements fails. 1 holds only by a waiver.'],
    [
      'only unread',
      { rows: { unknown: 2, pass: 29 } },
      'Cannot say yet: 2 of 31 requirements could not be read in full; nothing that was read fails.',
    ],
    ['a document is missing', { rows: { 'attestation-missing': 3, pass: 28 } }, 'Not ready: 3 of 31 requirements lack their documents.'],
    [
      'a document has expired',
      { rows: { 'attestation-expired': 1, fail: 1, pass: 1 } },
      'Not ready: 1 of 3 requirements fails, 1 rests on a document that has expired.',
    ],
    [
      'nothing shown at all',
      { rows: { 'not-provable': 5 } },
      'Cannot say: nothing was shown for any of 5 requirements. 5 of 5 requirements are not shown in full by this audit.',
    ],
    ['nothing audited', { rows: {} }, 'Cannot say: no requirement was looked at.'],
    [
      'passes an edition that was replaced',
      {
        rows: { pass: 34 },
        edition: editions.old,
        changes: [
          ['fail', 'pass'],
          ['fail', null],
          ['attestation-missing', 'pass'],
          ['not-provable', null],
          ['fail', 'fail'],
        ],
      },
      "Passes dpp-2022-08, replaced in June 2024; 3 requirements more fail today's.",
    ],
    [
      'passes it, and today’s too',
      { rows: { pass: 34 }, edition: editions.old },
      "Passes dpp-2022-08, replaced in June 2024; none more fails today's.",
    ],
    [
      'today’s could not be read',
      {
        rows: { pass: 34 },
        edition: editions.old,
        changes: [
          ['fail', 'pass'],
          ['unknown', 'pass'],
        ],
      },
      "Passes dpp-2022-08, replaced in June 2024; 1 requirement more fails today's, 1 more could not be read in full for it.",
    ],
    [
      'fails an edition that was replaced',
      { rows: { fail: 6, unknown: 2, pass: 26 }, edition: editions.old, changes: [['fail', 'pass']] },
      "Not ready: 6 of 34 requirements of dpp-2022-08, replaced in June 2024, fail, 2 could not be read in full; 1 requirement more fails today's.",
    ],
    [
      'in force, with a newer one to come',
      {
        rows: { pass: 40 },
        edition: between,
        newest: later,
        changes: [
          ['fail', 'pass'],
          ['fail', null],
        ],
      },
      'Passes dpp-2025-11; 2 requirements more fail dpp-2026-08, in force from 25 December 2026.',
    ],
    ['not in force yet', { rows: { pass: 43 }, edition: later, newest: later }, 'Passes dpp-2026-08, not in force until 25 December 2026.'],
    [
      'cut off, and fails',
      { rows: { fail: 1, pass: 1 }, audit: cutOff },
      'This run is not complete: it was cut off before everything was read. Not ready: 1 of 2 requirements fails.',
    ],
    [
      'cut off, and nothing fails',
      { rows: { pass: 2 }, audit: cutOff },
      'This run is not complete: it was cut off before everything was read. Cannot say yet: nothing that was read fails.',
    ],
    [
      'regions left out',
      { rows: { pass: 2 }, audit: { regions: { read: ['a'], leftOut: ['b', 'c'], notEnabled: [], unread: [] } } },
      'Ready: none of 2 requirements fails. 2 enabled regions were left out.',
    ],
    [
      'regions unread',
      { rows: { pass: 2 }, audit: { regions: { read: ['a'], leftOut: [], notEnabled: [], unread: ['b'] } } },
      'Ready as far as AWS can show: none of 2 requirements fails. 1 region could not be read.',
    ],
  ])('%s', (_, given, expected) => {
    expect(lineText(verdictLine(file(given)))).toBe(expected);
  });

  it('never says ready or passes while anything fails, is unread, lacks its document or is cut off', () => {
    for (const verdict of ['fail', 'unknown', 'attestation-missing', 'attestation-expired'] as const)
      expect(verdictLine(file({ rows: { [verdict]: 1, pass: 40 } })).lead).toMatch(/^(Not ready|Cannot say yet):$/);
  });
});
