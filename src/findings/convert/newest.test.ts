import { describe, expect, it } from 'vitest';
import { editionOf } from '../../dpp/edition.ts';
import { compileRules } from '../../engine/compile.ts';
import { loadRules } from '../../engine/load.ts';
import type { Finding } from '../finding.ts';
import { editionSummary, newestRow } from './newest.ts';

const loaded = loadRules();

/** Findings that fail in an edition: rule → a message for each. */
function summed(id: string, failing: Readonly<Record<string, readonly string[]>>) {
  const edition = editionOf(id);
  const rules = compileRules(loaded, edition);
  const findings = Object.entries(failing).flatMap(([name, messages]): Finding[] => {
    const rule = rules.find((one) => one.id === name);
    const type = rule?.types[0];
    return rule && type ? messages.map((message) => ({ rule, type, verdict: 'fail', message })) : [];
  });
  return editionSummary(edition, findings, true);
}

const changeOf = (requirement: string, now: Parameters<typeof summed>[1], newest: Parameters<typeof summed>[1]) =>
  newestRow(summed('dpp-2022-08', now), summed('dpp-2026-08', newest), '2026-11-20T00:00:00.000Z').changes.find(
    (change) => change.requirement === requirement,
  );

describe('what the newest edition asks differently', () => {
  it('counts what fails by rule, and tells the biggest news first', () => {
    const strangers = { 'keys-serve-own-processes': ['alias/a lets in a stranger'] };
    const rotation = { 'keys-rotate-in-time': ['a is not rotated', 'b is not', 'c is not'] };
    const change = changeOf('key-management', strangers, { ...strangers, ...rotation });
    expect(change?.here).toMatch(/^a is not rotated; 2 more of this rule; 1 of “[^”]+”$/);
  });

  it('says of one finding its message alone', () => {
    expect(changeOf('key-management', {}, { 'keys-rotate-in-time': ['a is not rotated'] })?.here).toBe('a is not rotated');
  });

  it('tells both figures of what fails either way', () => {
    const fails = { 'stores-keep-logs-long-enough': ['the group keeps 30 days'] };
    expect(changeOf('log-retention', fails, fails)).toMatchObject({
      verdict: 'fail',
      verdictNow: 'fail',
      figureNow: expect.stringContaining('90 days'),
      figure: expect.stringContaining('365 days'),
    });
  });

  it('leaves out what fails either way by the same figures', () => {
    const fails = { 'stores-are-not-public': ['open'] };
    expect(changeOf('network-public-access', fails, fails)).toBeUndefined();
  });
});
