import { describe, expect, it } from 'vitest';
import { fixture } from '../../test/browser/fixture.ts';
import { waiverNotes } from './waiver-notes.ts';

type State = 'in force' | 'expired' | 'matches nothing';

const notes = (expires: string, state: State = 'in force'): string[] => {
  const { audit, coverage } = fixture();
  const waiver = { rule: 'users-mfa', resource: '*', reason: 'Leaves', approver: 'T. Berg', expires, state, findings: 1 };
  return waiverNotes({ audit: { ...audit, asOf: '2026-11-24T23:59:00.000Z' }, coverage: { ...coverage, waivers: [waiver] } });
};

describe('what is said of waivers', () => {
  it.each([
    ['2026-11-24', 'ends today, on 2026-11-24'],
    ['2026-11-25', 'ends in 1 day, on 2026-11-25'],
    ['2026-12-24', 'ends in 30 days, on 2026-12-24 (approved by T. Berg).'],
  ])('one that ends on %s', (expires, words) => {
    expect(notes(expires)).toEqual([expect.stringContaining(`The waiver of users-mfa for * ${words}`)]);
  });

  it('nothing of one that holds longer', () => {
    expect(notes('2026-12-25')).toEqual([]);
  });

  it('one that has ended, and one that matches nothing', () => {
    expect(notes('2026-11-23', 'expired')).toEqual([expect.stringContaining('ended on 2026-11-23 and counts no more')]);
    expect(notes('2027-11-23', 'matches nothing')).toEqual([expect.stringContaining('matches nothing that fails or could not be read')]);
  });
});
