import { describe, expect, it } from 'vitest';
import { Problem } from '../problem.ts';
import { assertConfig, readConfig, tightened } from './config.ts';
import { editionOf } from './edition.ts';

const asOf = new Date('2026-03-10T12:00:00.000Z');
const edition = editionOf('dpp-2022-08');
const rules = ['stores-are-not-public'];

/** What a configuration is told to be wrong with, a line each; nothing: it can be used. */
function complaints(text: string): readonly string[] {
  try {
    assertConfig(readConfig(text, 'dpp-audit.yaml'), edition, asOf, rules);
    return [];
  } catch (error) {
    if (error instanceof Problem && error.kind === 'usage') return error.message.split('\n');
    throw error;
  }
}

const waiver = (more: string): string =>
  `waivers:\n  - rule: stores-are-not-public\n    resource: '*'\n    reason: r\n    approver: a\n${more}`;

describe('a configuration', () => {
  it.each([
    ['none', ''],
    ['comments alone', '# nothing yet\n'],
    ['a waiver of today', waiver("    expires: '2026-03-10'\n")],
    ['a waiver of a year', waiver("    expires: '2027-03-10'\n")],
    ['a parameter that tightens', 'parameters:\n  piiRetentionDays: 14\n'],
    [
      'classes',
      "classes:\n  tag: data\n  values: { buyers: pii }\n  precedence: patterns\n  patterns:\n    - { match: 'orders*', class: pii }\n",
    ],
    ['an account in quotes', "accounts:\n  own: ['012345678901']\n"],
  ])('of %s can be used', (_, text) => {
    expect(complaints(text)).toEqual([]);
  });

  it.each([
    ['a misspelt key', 'holdPii: true\n', 'dpp-audit.yaml:1:1: there is no key `holdPii` here: did you mean `holdsPii`?'],
    [
      'a misspelt class',
      'classes:\n  default: pi\n',
      'dpp-audit.yaml:2:12: `classes.default` is "pi": expected one of pii, information, log, none (did you mean pii?).',
    ],
    [
      'a bare account id',
      'accounts:\n  own: [012345678901]\n',
      'dpp-audit.yaml:2:9: `accounts.own.0` should be a string, and is the number 12345678901. Put it in quotes: a bare number loses its leading zeros.',
    ],
    [
      'an account id that is too short',
      "accounts:\n  own: ['123']\n",
      'dpp-audit.yaml:2:9: `accounts.own.0` is "123": expected an account id of 12 digits, in quotes.',
    ],
    [
      'a parameter that loosens',
      'parameters:\n  piiRetentionDays: 60\n',
      "dpp-audit.yaml:2:21: `piiRetentionDays: 60` is looser than the edition's 30 days: a parameter may only tighten, so give at most 30.",
    ],
    [
      'a parameter that loosens upwards',
      'parameters:\n  logRetentionDays: 30\n',
      "dpp-audit.yaml:2:21: `logRetentionDays: 30` is looser than the edition's 90 days: a parameter may only tighten, so give at least 90.",
    ],
    [
      'a waiver without a reason',
      "waivers:\n  - { rule: stores-are-not-public, resource: '*', approver: a, expires: '2026-04-01' }\n",
      'dpp-audit.yaml:2:5: `waivers.0` lacks `reason`: add it.',
    ],
    [
      'a waiver of an unknown rule',
      waiver("    expires: '2026-04-01'\n").replace('stores-are-not-public', 'stores-are-public'),
      'dpp-audit.yaml:2:11: there is no rule `stores-are-public`: `dpp-audit rules list` shows them.',
    ],
    [
      'a waiver of more than a year',
      waiver("    expires: '2028-01-01'\n"),
      'dpp-audit.yaml:6:14: `2028-01-01` is more than a year off: a waiver holds for a year at most; choose an earlier day and renew it then.',
    ],
    ['a list where a group belongs', 'classes: [pii]\n', 'dpp-audit.yaml:1:1: `classes` should be a group of keys, and is a list.'],
    ['a key given twice', 'edition: a\nedition: b\n', 'dpp-audit.yaml:2:1: the key `edition` stands here a second time: keep one of them.'],
  ])('with %s is refused', (_, text, says) => {
    expect(complaints(text)).toEqual([says]);
  });

  it('says everything that its form has wrong at once', () => {
    expect(complaints("holdPii: true\nfailOn: severe\nregions: []\naccounts: { own: ['1'] }\n")).toHaveLength(4);
  });

  it('says everything that its sense has wrong at once', () => {
    const text = `parameters: { piiRetentionDays: 60, nothing: 1 }\nholdsPii: false\nclasses:\n  default: pii\n${waiver("    expires: '2028-01-01'\n")}`;
    expect(complaints(text)).toHaveLength(4);
  });

  it.each([
    ['a pattern', 'holdsPii: false\nclasses:\n  patterns:\n    - { match: a, class: pii }\n', 'dpp-audit.yaml:4:26:'],
    ['the default', 'holdsPii: false\nclasses:\n  default: pii\n', 'dpp-audit.yaml:3:12:'],
    ['what is unclassified', 'holdsPii: false\nclasses:\n  unclassifiedAs: pii\n', 'dpp-audit.yaml:3:19:'],
  ])('that holds no PII contradicts PII in %s', (_, text, place) => {
    const [complaint] = complaints(text);
    expect(complaint).toContain('`holdsPii` is false, and this says that there is PII');
    expect(complaint?.startsWith(place)).toBe(true);
  });
});

describe('a parameter', () => {
  const figure = (id: string, name: string, parameters: Record<string, number>) =>
    tightened(editionOf(id), parameters).figures[name]?.value;

  it.each([
    ['tightens', 'dpp-2022-08', 'piiRetentionDays', 14, 14],
    ['tightens upwards', 'dpp-2022-08', 'logRetentionDays', 365, 365],
    [
      'never loosens an edition whose figure is tighter',
      'dpp-2026-08',
      'logRetentionDays',
      100,
      Math.max(100, editionOf('dpp-2026-08').figures.logRetentionDays?.value ?? 0),
    ],
    ['changes no other figure', 'dpp-2022-08', 'passwordLength', 14, 14],
  ])('%s', (_, id, name, given, value) => {
    expect(figure(id, name, { [name]: given })).toBe(value);
  });
});
