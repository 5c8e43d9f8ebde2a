import fc from 'fast-check';
import { expect, test } from 'vitest';
import { context, matches, principalKeys, type Statement } from '../policy/index.ts';
import { canReach, concerns, someOf } from './concern.ts';
import { policy } from './test-bearer.ts';

const statementOf = (Resource: string, Action = '*'): Statement =>
  policy([{ Effect: 'Allow', Action, Resource }]).statements[0] as Statement;
const who = { kind: 'principal', arn: 'arn:aws:iam::111111111111:user/a', account: '111111111111' } as const;
const asks = (statement: Statement, resource: string, action = 'iam:PutUserPolicy') =>
  matches(statement, { who, action, resource, context: context(principalKeys(who)) });

// biome-ignore lint/suspicious/noTemplateCurlyInString: policy variables
const parts = fc.constantFrom('a', 'b', 'aa', ':', '/', '.', '*', '?', '${aws:username}', '${aws:PrincipalTag/x}');
const resources = fc.array(parts, { minLength: 1, maxLength: 6 }).map((list) => list.join(''));
const exact = fc.array(fc.constantFrom('a', 'b', ':', '/', '.'), { maxLength: 6 }).map((list) => list.join(''));

test('what a statement can not reach, the evaluator says no to', () => {
  fc.assert(
    fc.property(resources, exact, (pattern, resource) => {
      const statement = statementOf(pattern);
      if (!canReach(statement, resource, 'a')) expect(asks(statement, resource)).toBe('no');
    }),
    { numRuns: 2000, seed: 1 },
  );
});

test('where it can not reach some of a glob, it does not reach all of it', () => {
  fc.assert(
    fc.property(
      resources,
      resources.map((text) => text.replaceAll(/[?]|\$\{[^}]*\}/g, 'b')),
      (pattern, glob) => {
        const statement = statementOf(pattern);
        if (!canReach(statement, someOf(glob), 'a')) expect(asks(statement, glob)).not.toBe('yes');
      },
    ),
    { numRuns: 2000, seed: 1 },
  );
});

test('one name is not taken for another', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
  const statement = statementOf('arn:aws:iam::1:user/${aws:username}');
  expect(['a', 'b', undefined].map((user) => canReach(statement, 'arn:aws:iam::1:user/a', user))).toEqual([true, false, true]);
});

test('which statements speak of an action', () => {
  expect(['iam:PutUserPolicy', 'iam:*', 's3:GetObject', '*:*'].map((action) => concerns(statementOf('*', 'iam:Put*'), action))).toEqual([
    true,
    true,
    false,
    true,
  ]);
});
