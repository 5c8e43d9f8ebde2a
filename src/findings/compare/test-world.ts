// An account that is true, and runs that see it in part: what comparing must not be misled by.
import fc from 'fast-check';
import { fixture } from '../../../test/browser/fixture.ts';
import type { FindingRow } from '../file.ts';
import { type Findings, findingsOf } from '../findings.ts';
import type { KnownVerdict } from '../verdict.ts';

const rules = ['first-rule', 'second-rule'] as const;
const regions = ['eu-west-1', 'us-east-1'] as const;
const names = ['a', 'b', 'c', 'd'] as const;

const places = regions.flatMap((region) => names.map((name) => ({ region, name, arn: `arn:aws:logs:${region}:111122223333:${name}` })));

/** Verdicts by rule and ARN; a resource that has none is not there. */
export type Truth = ReadonlyMap<string, KnownVerdict>;

/** What a run could not see: ids whose facts were denied, regions whose list was denied, regions left out. */
export interface View {
  readonly hidden: ReadonlySet<string>;
  readonly unlisted: ReadonlySet<string>;
  readonly leftOut: ReadonlySet<string>;
}

export const whole: View = { hidden: new Set(), unlisted: new Set(), leftOut: new Set() };

const keyOf = (rule: string, arn: string): string => `${rule} ${arn}`;

/** What a run of this account comes to. */
export function seen(truth: Truth, { hidden, unlisted, leftOut }: View, asOf = '2026-11-01T00:00:00.000Z'): Findings {
  const reasons = regions
    .filter((region) => unlisted.has(region) && !leftOut.has(region))
    .map((region) => ({ operation: 'logs:DescribeLogGroups', code: 'AccessDenied', region }));
  const about = (rule: string, id: string, verdict: FindingRow['verdict'], region: string, arn: string, name: string): FindingRow => ({
    id,
    rule,
    requirement: 'r',
    clause: '1',
    verdict,
    severity: 'high',
    account: '111122223333',
    region,
    resource: { type: 'logs.group', arn, name, dataClass: '' },
    message: `${name} ${verdict}`,
    checks: [],
  });
  const findings = rules.flatMap((rule) => [
    ...(reasons.length > 0 ? [about(rule, `${rule} list`, 'unknown', '', '', '')] : []),
    ...places.flatMap(({ region, arn, name }) => {
      const id = keyOf(rule, arn);
      const verdict = truth.get(id);
      if (!verdict || unlisted.has(region) || leftOut.has(region)) return [];
      return [about(rule, id, hidden.has(id) ? 'unknown' : verdict, region, arn, name)];
    }),
  ]);
  const { audit, coverage, rules: ruleRows } = fixture();
  const [ruleRow] = ruleRows;
  const read = regions.filter((region) => !leftOut.has(region));
  return findingsOf(
    fixture({
      audit: { ...audit, asOf, complete: true, regions: { read, leftOut: [...leftOut], notEnabled: [], unread: [] } },
      coverage: {
        ...coverage,
        resources: [{ type: 'logs.group', title: 'log groups', found: findings.length, unread: reasons, regions: read.length }],
      },
      rules: ruleRow ? rules.map((id) => ({ ...ruleRow, id })) : [],
      findings,
    }),
  );
}

const verdict = fc.constantFrom<KnownVerdict>('fail', 'warn', 'waived', 'pass', 'not-applicable');

/** Accounts: each place may hold a resource, of which each rule says something. */
export const truths: fc.Arbitrary<Truth> = fc
  .array(fc.option(fc.array(verdict, { minLength: rules.length, maxLength: rules.length })), {
    minLength: places.length,
    maxLength: places.length,
  })
  .map(
    (rows) =>
      new Map(
        places.flatMap(({ arn }, place) =>
          rules.flatMap((rule, i) => {
            const said = rows[place]?.[i];
            return said ? [[keyOf(rule, arn), said] as const] : [];
          }),
        ),
      ),
  );

const ids = places.flatMap(({ arn }) => rules.map((rule) => keyOf(rule, arn)));

const some = (of: readonly string[]): fc.Arbitrary<ReadonlySet<string>> => fc.subarray([...of]).map((picked) => new Set(picked));

/** What runs may fail to see. */
export const views: fc.Arbitrary<View> = fc.record({ hidden: some(ids), unlisted: some(regions), leftOut: some(regions) });
