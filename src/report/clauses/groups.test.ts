import { describe, expect, it } from 'vitest';
import { fixture } from '../../../test/browser/fixture.ts';
import type { FindingRow } from '../../findings/file.ts';
import { grouped } from './groups.ts';

const [some] = fixture().findings;
const finding = (name: string, more: Partial<FindingRow> = {}): FindingRow => {
  if (!some) throw new Error('The fixture has no finding');
  const resource = { type: 's3.bucket', arn: `arn:aws:s3:::${name}`, name, dataClass: 'log' };
  const checks: FindingRow['checks'] = [
    { path: 'versioning', holds: 'yes', expected: { const: true }, found: { value: true }, from: [`r-${name}`] },
  ];
  return { ...some, id: name, verdict: 'pass', message: 'Versions are kept', resource, checks, ...more };
};
const names = (findings: readonly FindingRow[]): string[][] =>
  grouped(findings).map((group) => group.findings.map(({ resource }) => resource.name));

describe('findings in groups', () => {
  it('puts together what reads alike, with the calls of all', () => {
    const [group] = grouped([finding('a'), finding('b')]);
    expect(group?.findings.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(group?.checks.map(({ from }) => from)).toEqual([['r-a', 'r-b']]);
  });

  it.each<[string, Partial<FindingRow>]>([
    ['verdict', { verdict: 'fail' }],
    ['rule', { rule: 'another' }],
    ['sentence', { message: 'b keeps none' }],
    ['value', { checks: [{ path: 'versioning', holds: 'yes', expected: { const: true }, found: { value: 'else' }, from: [] }] }],
    ['limit', { checks: [{ path: 'versioning', holds: 'yes', expected: { const: 1 }, found: { value: true }, from: [] }] }],
    ['waiver', { waiver: { reason: 'r', approver: 'a', expires: '2027-01-01', was: 'fail' } }],
  ])('keeps apart what differs in its %s', (_, more) => {
    expect(names([finding('a'), finding('b', more)])).toEqual([['a'], ['b']]);
  });

  it('puts together what does not concern several', () => {
    const none = (name: string): FindingRow => finding(name, { verdict: 'not-applicable', message: `Does not concern ${name}` });
    expect(names([none('a'), none('b'), finding('c')])).toEqual([['a', 'b'], ['c']]);
  });
});
