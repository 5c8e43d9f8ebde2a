// The audit as a function: the order of records changes nothing, ids are stable, and it says the same as its steps do.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { audit } from '../../src/audit.ts';
import type { Config } from '../../src/dpp/config.ts';
import { newestEdition } from '../../src/dpp/edition.ts';
import { loadRules } from '../../src/engine/load.ts';
import { findingsText } from '../../src/findings/write.ts';
import type { SnapshotRecord } from '../../src/snapshot/record.ts';
import { snapshotOf } from '../wire/snapshot-builder.ts';
import { scenes } from './account.ts';
import { collected } from './cloud.ts';
import { verdictsOf } from './verdicts.ts';

const rules = loadRules();
const audited = (records: readonly SnapshotRecord[], config: Config, regions: readonly string[] | null) =>
  audit(snapshotOf(records, { regions }), {
    rules,
    edition: newestEdition().id,
    config: { config, issues: () => [] },
    tool: { name: 'dpp-audit', version: '0' },
  });
const text = (...given: Parameters<typeof audited>): string => [...findingsText(audited(...given))].join('');

const accounts = fc.sample(scenes, { numRuns: 6, seed: 4 }).map((scene, i) => [i + 1, scene] as const);

describe.each(accounts)('account %i', (i, { cloud, config, limit }) => {
  it('gives the same bytes, whatever the order of its records', async () => {
    const records = await collected(cloud, { regions: limit });
    const [shuffled = []] = fc.sample(fc.shuffledSubarray([...records], { minLength: records.length }), { numRuns: 1, seed: i });
    expect(text(shuffled, config, limit)).toBe(text(records, config, limit));
  });

  it('has one finding a rule, type and resource, each with an id of its own', async () => {
    const { findings } = audited(await collected(cloud, { regions: limit }), config, limit);
    expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length);
    expect(new Set(findings.map(({ rule, resource }) => `${rule} ${resource.type} ${resource.arn}`)).size).toBe(findings.length);
  });

  it('says what its steps say, with a sentence for each finding and evidence for each check', async () => {
    const records = await collected(cloud, { regions: limit });
    const { findings, requirements, records: cited } = audited(records, config, limit);
    const expected = verdictsOf(records, config, limit);
    expect(new Map(findings.map(({ rule, resource, verdict }) => [`${rule} | ${resource.type} | ${resource.arn}`, verdict]))).toEqual(
      expected.findings,
    );
    expect(new Map(requirements.map(({ id, verdict }) => [id, verdict]))).toEqual(expected.rows);
    for (const { message } of findings) expect(message).not.toMatch(/undefined|NaN|\[object|\{\$?[a-z]|Infinity|^\s*$/);
    const ids = new Set(cited.ids);
    for (const { checks } of findings) for (const { from } of checks) for (const id of from) expect(ids.has(id)).toBe(true);
  });
});
