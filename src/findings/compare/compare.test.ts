import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Findings } from '../findings.ts';
import { withBaseline } from './baseline.ts';
import type { Kind } from './change.ts';
import { type Comparison, compare } from './compare.ts';
import { runOf } from './run.ts';
import { seen, type Truth, truths, type View, views, whole } from './test-world.ts';

const diff = (before: Findings, now: Findings): Comparison => compare(runOf(before), runOf(now));
const next = (file: Findings, baseline: Findings): Findings => withBaseline(file, { run: runOf(baseline), sha256: '' });
const idsOf = ({ changes }: Comparison, kind: Kind): string[] =>
  changes
    .filter((change) => change.kind === kind)
    .map(({ id }) => id)
    .sort();

/** Runs of the same account, each of which takes the one before for its baseline. */
const chain = (truth: Truth, seenBy: readonly View[]): Findings =>
  seenBy.reduce((before, view) => next(seen(truth, view), before), seen(truth, whole));

const chains = fc.array(views, { minLength: 1, maxLength: 3 });

describe('comparing runs', () => {
  it('a run with itself: nothing differs', () => {
    fc.assert(
      fc.property(truths, chains, (truth, seenBy) => {
        const run = chain(truth, seenBy);
        expect(diff(run, run)).toMatchObject({ changes: [], worse: false, notes: [], leftOut: 0, notAsked: 0 });
      }),
    );
  });

  it('what is new one way is fixed the other way, where everything was read', () => {
    fc.assert(
      fc.property(truths, truths, (first, second) => {
        const [a, b] = [seen(first, whole), seen(second, whole)];
        const [forth, back] = [diff(a, b), diff(b, a)];
        expect(idsOf(forth, 'new')).toEqual(idsOf(back, 'fixed'));
        expect(idsOf(forth, 'changed')).toEqual(idsOf(back, 'changed'));
        expect(idsOf(forth, 'unread')).toEqual([]);
      }),
    );
  });

  it('what is not seen is neither new nor fixed', () => {
    fc.assert(
      fc.property(truths, views, (truth, view) => {
        const found = diff(seen(truth, whole), seen(truth, view));
        expect([...idsOf(found, 'new'), ...idsOf(found, 'fixed')]).toEqual([]);
      }),
    );
  });

  it('unknown in between creates nothing new, and hides no new failure', () => {
    fc.assert(
      fc.property(truths, chains, truths, (first, seenBy, last) => {
        const end = seen(last, whole);
        const direct = diff(seen(first, whole), end);
        const through = diff(chain(first, seenBy), end);
        const fresh = new Set(idsOf(direct, 'new'));
        expect(idsOf(through, 'new').filter((id) => !fresh.has(id))).toEqual([]);
        expect(idsOf(through, 'fixed')).toEqual(idsOf(direct, 'fixed'));
        const failing = ({ changes }: Comparison): string[] =>
          changes.flatMap(({ id, worse, now }) => (worse && now.is === 'known' && now.verdict === 'fail' ? [id] : [])).sort();
        expect(failing(through)).toEqual(failing(direct));
      }),
    );
  });

  it('says of each change what the second run says of it, and calls a list by its name', () => {
    const id = 'first-rule arn:aws:logs:us-east-1:111122223333:a';
    const before = seen(new Map([[id, 'pass']]), whole);
    const unlisted = diff(before, seen(new Map(), { ...whole, unlisted: new Set(['us-east-1']) }));
    expect(unlisted.changes.map(({ resource, message }) => [resource.name, message])).toEqual([
      ['log groups', ' unknown'],
      ['a', ''],
      ['log groups', ' unknown'],
    ]);
    expect(diff(before, seen(new Map([[id, 'fail']]), whole)).changes).toMatchObject([{ message: 'a fail', kind: 'new' }]);
  });

  it('counts what the second run left out, and says what else differs', () => {
    const truth: Truth = new Map([['first-rule arn:aws:logs:us-east-1:111122223333:a', 'fail']]);
    const before = seen(truth, whole, '2026-11-02T00:00:00.000Z');
    const narrow = seen(truth, { ...whole, leftOut: new Set(['us-east-1']) });
    const now: Findings = {
      ...narrow,
      audit: {
        ...narrow.audit,
        edition: { ...narrow.audit.edition, id: 'dpp-2030-01' },
        inputs: { ...narrow.audit.inputs, rules: 'other' },
      },
    };
    expect(diff(before, now)).toMatchObject({ worse: false, changes: [], leftOut: 1, notAsked: 0 });
    expect(diff(before, now).notes).toEqual([
      'The second run is older than the first.',
      expect.stringContaining('dpp-2030-01'),
      expect.stringContaining('The rules are not the same'),
    ]);
    expect(diff(before, { ...before, rules: [], findings: [] })).toMatchObject({ worse: false, changes: [], notAsked: 1 });
  });
});
