import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { audit } from '../audit.ts';
import { type Register, readRegister } from '../dpp/attestations.ts';
import { readConfig } from '../dpp/config.ts';
import { loadRules } from '../engine/load.ts';
import { parseSnapshot } from '../snapshot/read.ts';
import { validator } from '../yaml/validator.ts';
import { exitCode } from './exit-code.ts';
import { FindingsFileSchema } from './file.ts';
import type { Findings } from './findings.ts';
import { findingsText } from './write.ts';

/** The sample's clock stands on 20 November 2026. */
const snapshot = parseSnapshot(readFileSync('sample/snapshot.ndjson.gz'), 'sample');
const rules = loadRules();
const findings = (attestations: Register | undefined, edition = 'dpp-2022-08', config = ''): Findings =>
  audit(snapshot, {
    rules,
    edition,
    config: readConfig(config, 'dpp-audit.yaml'),
    tool: { name: 'dpp-audit', version: '0' },
    ...(attestations && { attestations }),
  });

const everything = (date: string): Register =>
  readRegister(
    `attestations:\n  - { for: [mfa, access-review, incident-response, leaver-removal, vulnerability-scanning], title: All, owner: Jane, url: 'https://x.example', date: '${date}' }\n`,
    'attestations.yaml',
    () => null,
  );

const rowOf = (file: Findings, id: string) => file.requirements.find((row) => row.id === id);

describe('findings of a register', () => {
  const without = findings(undefined);
  const recent = findings(everything('2026-11-10'));

  it('are the same for the same input, byte for byte, and fit the schema', () => {
    const text = [...findingsText(recent)].join('');
    expect([...findingsText(findings(everything('2026-11-10')))].join('')).toBe(text);
    const valid = validator(FindingsFileSchema);
    expect(valid(JSON.parse(text)), JSON.stringify(valid.errors?.slice(0, 3))).toBe(true);
  });

  it('leave every finding of a rule as it is', () => {
    const ofRules = (file: Findings) => file.findings.filter(({ resource }) => resource.type !== 'attestation');
    expect(ofRules(recent)).toEqual(ofRules(without));
    expect(recent.requirements.map(({ id, checked, failed }) => [id, checked, failed])).toEqual(
      without.requirements.map(({ id, checked, failed }) => [id, checked, failed]),
    );
  });

  it('never mend what AWS shows: where both speak, the worse counts', () => {
    expect(rowOf(recent, 'mfa')?.aspects.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['iam', 'fail'],
      ['identity-providers', 'attested'],
    ]);
    expect(rowOf(recent, 'mfa')?.verdict).toBe('fail');
    expect(rowOf(recent, 'leaver-removal')?.verdict).toBe('attested');
  });

  it('have an id each, a rule each, and a resource each', () => {
    const own = recent.findings.filter(({ resource }) => resource.type === 'attestation');
    expect(new Set(own.map(({ id }) => id)).size).toBe(own.length);
    expect(own.filter(({ rule }) => !recent.rules.some(({ id }) => id === rule))).toEqual([]);
    expect(own.filter(({ resource }) => !recent.resources.some(({ arn }) => arn === resource.arn))).toEqual([]);
    expect(own.length).toBeGreaterThan(20);
  });

  it('count for the exit code, by their severity', () => {
    const own = (file: Findings) => ({
      audit: file.audit,
      findings: file.findings.filter(({ resource }) => resource.type === 'attestation'),
    });
    expect(exitCode(own(recent), 'high')).toBe(1);
    expect(exitCode(own(recent), 'critical')).toBe(0);
  });

  it('are judged for the newest edition too', () => {
    const change = recent.newestEdition.changes.find(({ requirement }) => requirement === 'network-documentation');
    expect(change?.verdict).toBe('attestation-missing');
    expect(without.newestEdition.changes.find(({ requirement }) => requirement === 'network-documentation')?.verdict).toBe('not-provable');
  });

  it('go by the clock of the snapshot: a document that is dated after it does not count', () => {
    expect(rowOf(findings(everything('2026-11-21')), 'leaver-removal')?.verdict).toBe('attestation-missing');
    expect(rowOf(findings(everything('2025-11-20')), 'leaver-removal')?.verdict).toBe('attested');
    expect(rowOf(findings(everything('2025-11-19')), 'leaver-removal')?.verdict).toBe('attestation-expired');
  });

  it('go by what the configuration tightens', () => {
    const tight = findings(everything('2026-11-10'), 'dpp-2022-08', 'parameters: { accessReviewDays: 7 }\n');
    expect(rowOf(tight, 'access-review')?.aspects.find(({ id }) => id === 'review')?.verdict).toBe('attestation-expired');
  });
});
