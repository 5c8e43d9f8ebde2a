import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exitCode } from '../exit-code.ts';
import type { Findings } from '../findings.ts';
import { countedAgainst, withBaseline } from './baseline.ts';
import { runOf } from './run.ts';
import { seen, type Truth, truths, views, whole } from './test-world.ts';

const baselineOf = (file: Findings) => ({ run: runOf(file), sha256: 'hash' });
const next = (file: Findings, before: Findings): Findings => withBaseline(file, baselineOf(before));
/** The exit code of a run whose baseline is `before`. */
const code = (file: Findings, before: Findings): number =>
  exitCode({ audit: file.audit, findings: countedAgainst(next(file, before), baselineOf(before)) }, 'low');

const id = 'first-rule arn:aws:logs:eu-west-1:111122223333:a';
const one = (verdict: 'pass' | 'fail'): Truth => new Map([[id, verdict]]);
const hidden = { ...whole, hidden: new Set([id]) };
const unlisted = { ...whole, unlisted: new Set(['eu-west-1']) };
const elsewhere = { ...whole, unlisted: new Set(['us-east-1']) };
const leftOut = { ...whole, leftOut: new Set(['eu-west-1']) };
const [passes, fails] = [one('pass'), one('fail')];
const nothing: Truth = new Map();

describe('the exit code with a baseline', () => {
  it.each([
    ['an old failure', seen(fails, whole), seen(fails, whole), 0],
    ['a new failure', seen(passes, whole), seen(fails, whole), 1],
    ['a failure of something new', seen(nothing, whole), seen(fails, whole), 1],
    ['a pass that could not be read', seen(passes, whole), seen(passes, hidden), 3],
    ['a pass whose list could not be read', seen(passes, whole), seen(passes, unlisted), 3],
    ['a failure that could not be read', seen(fails, whole), seen(fails, hidden), 0],
    ['what was unread in the baseline, and is', seen(passes, hidden), seen(passes, hidden), 0],
    ['what was unread in the baseline, and fails', seen(passes, hidden), seen(fails, whole), 1],
    ['a failure, unread, a failure', next(seen(fails, hidden), seen(fails, whole)), seen(fails, whole), 0],
    ['a failure, unlisted, a failure', next(seen(fails, unlisted), seen(fails, whole)), seen(fails, whole), 0],
    ['a failure, left out, a failure', next(seen(fails, leftOut), seen(fails, whole)), seen(fails, whole), 0],
    ['a pass, unread, a failure', next(seen(passes, hidden), seen(passes, whole)), seen(fails, whole), 1],
    ['a pass, unread, still unread', next(seen(passes, hidden), seen(passes, whole)), seen(passes, hidden), 3],
    ['a pass, unlisted, still unlisted', next(seen(passes, unlisted), seen(passes, whole)), seen(passes, unlisted), 3],
    ['a region that the user leaves out', seen(passes, whole), seen(passes, leftOut), 0],
  ])('%s: %#', (_, before, now, expected) => {
    expect(code(now, before)).toBe(expected);
  });

  it('a run that was cut off exits 3 all the same', () => {
    const cut = seen(passes, whole);
    expect(code({ ...cut, audit: { ...cut.audit, complete: false } }, seen(passes, whole))).toBe(3);
  });

  it('only counts what counts without one, and every failure that the baseline had in order', () => {
    fc.assert(
      fc.property(truths, views, truths, views, (first, before, second, now) => {
        const known = next(seen(first, before), seen(first, whole));
        const file = next(seen(second, now), known);
        const counted = new Set(countedAgainst(file, baselineOf(known)).map((row) => row.id));
        for (const row of counted) expect(file.findings.some((finding) => finding.id === row)).toBe(true);
        for (const { id: own, verdict, resource } of file.findings) {
          if (resource.arn === '') continue;
          const was = first.get(own);
          const inOrder = was !== 'fail' && was !== 'warn';
          if (inOrder && verdict === 'fail') expect(counted).toContain(own);
          if (inOrder && was && verdict === 'unknown') expect(counted).toContain(own);
          if (was === 'fail' && verdict === 'fail') expect(counted).not.toContain(own);
        }
      }),
    );
  });
});

describe('what a run remembers of its baseline', () => {
  const asOf = '2026-10-01T00:00:00.000Z';

  it('of what is unknown: what it was last, and when, over several runs', () => {
    const first = next(seen(fails, hidden, '2026-10-02T00:00:00.000Z'), seen(fails, whole, asOf));
    const second = next(seen(fails, unlisted, '2026-10-03T00:00:00.000Z'), first);
    const third = next(seen(fails, hidden), second);
    const lastKnown = { verdict: 'fail', asOf };
    expect(first.findings).toMatchObject([{ id, verdict: 'unknown', lastKnown }]);
    expect(second.baseline?.unseen).toMatchObject([{ id, lastKnown }]);
    expect(third.findings).toMatchObject([{ id, verdict: 'unknown', lastKnown }]);
    expect(third.baseline).toMatchObject({ asOf: '2026-10-03T00:00:00.000Z', sha256: 'hash', unseen: [] });
  });

  it('nothing of what was read, or is gone from a list that was read', () => {
    const file = next(seen(nothing, elsewhere), seen(fails, whole));
    expect(file.baseline?.unseen).toEqual([]);
    expect(next(seen(passes, whole), seen(fails, whole)).findings[0]).not.toHaveProperty('lastKnown');
  });

  it('changes no verdict', () => {
    fc.assert(
      fc.property(truths, views, truths, (first, view, second) => {
        const plain = seen(second, view);
        const file = next(plain, seen(first, whole));
        expect(file.findings.map(({ lastKnown, ...row }) => row)).toEqual(plain.findings);
      }),
    );
  });
});
