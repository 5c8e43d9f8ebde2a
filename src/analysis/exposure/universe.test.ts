import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePolicy } from '../policy/index.ts';
import { applies, type Concrete, type Json } from '../policy/second-evaluator.ts';
import type { Opening, Own } from './own.ts';
import { policyOutsiders } from './policy-outsiders.ts';

/** Nobody outside gets in by random policies without an opening that is about them. */
const OWN: Own = { accounts: ['111111111111'], orgId: 'o-own' };
const BUCKET = 'arn:aws:s3:::b';

interface Outside {
  readonly principal: Concrete['principal'];
  readonly keys: Concrete['keys'];
  readonly isIn: (opening: Opening) => boolean;
}

const places: readonly Concrete['keys'][] = [{ 'aws:sourceip': ['8.8.8.8'] }, { 'aws:sourcevpc': ['vpc-theirs'] }];
const referers: readonly Concrete['keys'][] = [{}, { 'aws:referer': ['x'] }, { 'aws:referer': ['y'] }];

function ofAccount(account: string, org: string | undefined): Outside[] {
  const arn = `arn:aws:iam::${account}:user/x`;
  return places.flatMap((place) =>
    referers.map((referer) => ({
      principal: { arn, account },
      keys: {
        ...place,
        ...referer,
        'aws:principalaccount': [account],
        'aws:principalarn': [arn],
        'aws:principalisawsservice': ['false'],
        ...(org === undefined ? {} : { 'aws:principalorgid': [org] }),
      },
      isIn: ({ who }) =>
        who.kind === 'public' ||
        (who.kind === 'account' && who.account === account) ||
        (who.kind === 'organization' && who.organization === org),
    })),
  );
}

const OUTSIDE: readonly Outside[] = [
  ...places.flatMap((place) =>
    referers.map(
      (referer): Outside => ({ principal: 'anonymous', keys: { ...place, ...referer }, isIn: ({ who }) => who.kind === 'public' }),
    ),
  ),
  ...ofAccount('987654321098', undefined),
  ...ofAccount('987654321098', 'o-fresh'),
  ...ofAccount('987654321098', 'o-else'),
  ...ofAccount('222222222222', undefined),
  ...ofAccount('222222222222', 'o-else'),
];

const some = (...values: string[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 });
const who = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ Principal: '*' as const }) },
  some('*', '111111111111', '222222222222', 'arn:aws:iam::222222222222:user/x').map((AWS) => ({ Principal: { AWS } })),
  some('111111111111', '222222222222').map((AWS) => ({ NotPrincipal: { AWS } })),
);
const key = fc.oneof(
  fc.record({ key: fc.constant('aws:PrincipalAccount'), values: some('111111111111', '222222222222', '*', '1*') }),
  fc.record({ key: fc.constant('aws:PrincipalOrgID'), values: some('o-own', 'o-else', '*', 'o-*') }),
  fc.record({
    key: fc.constant('aws:PrincipalArn'),
    values: some('arn:aws:iam::111111111111:*', 'arn:aws:iam::222222222222:*', 'arn:aws:iam::*:user/x', 'arn:*'),
  }),
  fc.record({ key: fc.constant('aws:SourceVpc'), values: some('vpc-1', 'vpc-*', '*') }),
  fc.record({ key: fc.constant('aws:Referer'), values: some('x', '?', '*') }),
  fc.record({ key: fc.constant('aws:PrincipalIsAWSService'), values: some('true', 'false') }),
);
const operator = fc.oneof(
  fc.constantFrom('StringEquals', 'StringLike', 'StringNotEquals', 'StringNotLike'),
  fc.constantFrom('StringEqualsIfExists', 'StringLikeIfExists', 'ForAllValues:StringLike', 'ForAnyValue:StringLike', 'Null'),
);
const conditions = fc
  .array(fc.tuple(operator, key), { maxLength: 2 })
  .map((lines) =>
    Object.fromEntries(
      lines.map(([operator, { key, values }]) => [operator, { [key]: operator === 'Null' ? [String(values.length > 1)] : values }]),
    ),
  );
const statement: fc.Arbitrary<Json> = fc
  .tuple(
    fc.constantFrom('Allow' as const, 'Deny' as const),
    who,
    some('s3:Get', 's3:*', 's3:Put'),
    some(BUCKET, `${BUCKET}/*`, `${BUCKET}/k`),
    conditions,
  )
  .map(([Effect, principal, Action, Resource, Condition]) => ({ Effect, ...principal, Action, Resource, Condition }));

test('whoever outside gets in is in an opening', () => {
  const seen = { in: 0, out: 0 };
  fc.assert(
    fc.property(fc.array(statement, { minLength: 1, maxLength: 3 }), (json) => {
      const policy = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: json }));
      if (policy === undefined) throw new Error('malformed');
      const { openings } = policyOutsiders(policy, { resources: [BUCKET, `${BUCKET}/*`], own: OWN, service: 's3' });
      for (const { principal, keys, isIn } of OUTSIDE) {
        const getsIn = ['s3:get', 's3:put'].some((action) =>
          [BUCKET, `${BUCKET}/k`, `${BUCKET}/l`].some((resource) => {
            const effects = json.filter((each) => applies(each, { principal, action, resource, keys })).map(({ Effect }) => Effect);
            return effects.includes('Allow') && !effects.includes('Deny');
          }),
        );
        seen[getsIn ? 'in' : 'out']++;
        if (getsIn) expect(openings.some(isIn)).toBe(true);
      }
    }),
    { numRuns: 1000 },
  );
  expect(seen.in).toBeGreaterThan(100);
  expect(seen.out).toBeGreaterThan(100);
});
