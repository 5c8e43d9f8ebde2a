import { describe, expect, it } from 'vitest';
import type { KnownVerdict } from '../verdict.ts';
import { type Kind, type Step, stepOf } from './change.ts';
import type { Standing } from './standing.ts';

const asOf = '2026-11-01T00:00:00.000Z';
const known = (verdict: KnownVerdict): Standing => ({ is: 'known', verdict });
const unread = (last?: KnownVerdict, waived = false): Standing => ({
  is: 'unread',
  waived,
  ...(last && { lastKnown: { verdict: last, asOf } }),
});
const leftOut = (last?: KnownVerdict): Standing => ({ is: 'left-out', ...(last && { lastKnown: { verdict: last, asOf } }) });
const gone: Standing = { is: 'gone' };
const notAsked: Standing = { is: 'not-asked' };

type Case = readonly [name: string, before: Standing, now: Standing, step: Kind | `${Kind}, worse` | 'nothing'];

const words = (step: Step | undefined): string => (step ? `${step.kind}${step.worse ? ', worse' : ''}` : 'nothing');

describe('from one run to the next', () => {
  it.each<Case>([
    ['a pass that fails', known('pass'), known('fail'), 'new, worse'],
    ['what was not there, and fails', gone, known('fail'), 'new, worse'],
    ['what did not apply, and misses advice', known('not-applicable'), known('warn'), 'new, worse'],
    ['a document that expired', known('attested'), known('attestation-expired'), 'new, worse'],
    ['a failure mended', known('fail'), known('pass'), 'fixed'],
    ['a failing resource deleted', known('fail'), gone, 'fixed'],
    ['a failure that stays', known('fail'), known('fail'), 'nothing'],
    ['advice that became a failure', known('warn'), known('fail'), 'changed, worse'],
    ['a failure that became advice', known('fail'), known('warn'), 'changed'],
    ['a failure waived is not fixed', known('fail'), known('waived'), 'changed'],
    ['a waiver that ended', known('waived'), known('fail'), 'changed, worse'],
    ['a pass that became a waived failure', known('pass'), known('waived'), 'changed'],
    ['a passing resource comes', gone, known('pass'), 'nothing'],
    ['a passing resource goes', known('pass'), gone, 'nothing'],
    ['a pass that can be shown no more', known('pass'), known('not-provable'), 'changed, worse'],
  ])('%s', (_, before, now, step) => {
    expect(words(stepOf(before, now))).toBe(step);
  });

  it.each<Case>([
    ['a pass unread is worse only because of that', known('pass'), unread('pass'), 'unread, worse'],
    ['so is something new', gone, unread(), 'unread, worse'],
    ['and a waived failure: a waiver of failures covers no unknown', known('waived'), unread('waived'), 'unread, worse'],
    ['a failure unread is neither worse nor fixed', known('fail'), unread('fail'), 'changed'],
    ['what stays unread', unread('pass'), unread('pass'), 'nothing'],
    ['an unread thing waived', unread(), unread(undefined, true), 'changed'],
    ['whose waiver ended', unread(undefined, true), unread(), 'changed, worse'],
    ['a pass unread and waived', known('pass'), unread('pass', true), 'changed'],
    ['a failure after it was unread is not new', unread('fail'), known('fail'), 'changed'],
    ['a pass, unread, that fails is new', unread('pass'), known('fail'), 'new, worse'],
    ['a failure, unread, that passes is fixed', unread('fail'), known('pass'), 'fixed'],
    ['a failure, unread, that is deleted is fixed', unread('fail'), gone, 'fixed'],
    ['what nobody ever knew and fails is worse, and not new', unread(), known('fail'), 'changed, worse'],
    ['what nobody ever knew and passes', unread(), known('pass'), 'changed'],
    ['a failure under a waiver of the unknown that ended', unread('fail', true), known('fail'), 'changed, worse'],
  ])('unread: %s', (_, before, now, step) => {
    expect(words(stepOf(before, now))).toBe(step);
  });

  it.each<Case>([
    ['a failure in a region that is left out is not fixed', known('fail'), leftOut('fail'), 'nothing'],
    ['nor is one whose rule is gone', known('fail'), notAsked, 'nothing'],
    ['a failure in a region that was left out, known before, is not new', leftOut('fail'), known('fail'), 'nothing'],
    ['one that passed before is', leftOut('pass'), known('fail'), 'new, worse'],
    ['one never looked at is worse, and not new', leftOut(), known('fail'), 'changed, worse'],
    ['a new rule that fails is worse, and not new', notAsked, known('fail'), 'changed, worse'],
    ['a new rule that passes', notAsked, known('pass'), 'nothing'],
    ['a new rule that can not be answered', notAsked, unread(), 'unread, worse'],
  ])('not looked at: %s', (_, before, now, step) => {
    expect(words(stepOf(before, now))).toBe(step);
  });
});
