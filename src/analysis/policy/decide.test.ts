import { describe, expect, test } from 'vitest';
import { context, principalKeys } from './context.ts';
import { decide, decideTogether } from './decide.ts';
import { parsePolicy, type Statement } from './document.ts';
import type { Who } from './principal.ts';
import type { Request } from './statement.ts';
import type { Tri } from './tri.ts';

const BOB = 'arn:aws:iam::111122223333:user/team/bob';
const ROLE = 'arn:aws:iam::111122223333:role/app/worker';
const SESSION = 'arn:aws:sts::111122223333:assumed-role/worker/i-1';

function statements(...list: object[]): readonly Statement[] {
  const document = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: list }));
  if (document === undefined) throw new Error('malformed');
  return document.statements;
}

function request(over: Partial<Request> = {}): Request {
  const who: Who = over.who ?? { kind: 'principal', arn: BOB, account: '111122223333' };
  return { who, action: 's3:GetObject', resource: 'arn:aws:s3:::b/key', context: context(principalKeys(who)), ...over };
}

const get = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' };

describe('whom a statement is about', () => {
  const bob: Who = { kind: 'principal', arn: BOB, account: '111122223333' };
  const worker: Who = { kind: 'principal', arn: ROLE, account: '111122223333' };
  const session: Who = { kind: 'principal', arn: SESSION, account: '111122223333' };
  const own: Who = { kind: 'account', account: '111122223333' };
  const stranger: Who = { kind: 'stranger' };
  const anyone: Who = { kind: 'anyone' };
  const logs: Who = { kind: 'service', service: 'logs.amazonaws.com' };
  test.each<[string, object, Who, Tri]>([
    ['everyone, a stranger', { Principal: '*' }, stranger, 'yes'],
    ['everyone as AWS, a service', { Principal: { AWS: '*' } }, logs, 'yes'],
    ['everyone, anyone', { Principal: { AWS: ['*'] } }, anyone, 'yes'],
    ['an account, anyone', { Principal: { AWS: '111122223333' } }, anyone, 'maybe'],
    ['an account, its user', { Principal: { AWS: 'arn:aws:iam::111122223333:root' } }, bob, 'yes'],
    ['an account, another', { Principal: { AWS: '999988887777' } }, own, 'no'],
    ['an account, a stranger', { Principal: { AWS: '999988887777' } }, stranger, 'no'],
    ['a user, that user', { Principal: { AWS: BOB } }, bob, 'yes'],
    ['a user, another principal', { Principal: { AWS: BOB } }, worker, 'no'],
    ['a user, its account', { Principal: { AWS: BOB } }, own, 'maybe'],
    ['a role, its session', { Principal: { AWS: ROLE } }, session, 'yes'],
    ['a session, its role', { Principal: { AWS: SESSION } }, worker, 'maybe'],
    ['a session, another session', { Principal: { AWS: SESSION } }, { ...session, arn: `${SESSION}2` }, 'no'],
    ['a deleted user, anyone', { Principal: { AWS: 'AIDACKCEVSQ6C2EXAMPLE' } }, anyone, 'no'],
    ['a service, that service', { Principal: { Service: 'logs.amazonaws.com' } }, logs, 'yes'],
    ['a service, a user', { Principal: { Service: 'logs.amazonaws.com' } }, bob, 'no'],
    ['a provider’s identities, a user', { Principal: { Federated: 'accounts.google.com' } }, bob, 'no'],
    ['a canonical user, a stranger', { Principal: { CanonicalUser: 'abc' } }, stranger, 'no'],
    ['a canonical user, an account', { Principal: { CanonicalUser: 'abc' } }, own, 'maybe'],
    ['a canonical user, the account that has it', { Principal: { CanonicalUser: 'abc' } }, { ...own, canonicalIds: ['abc'] }, 'yes'],
    ['not an account, a stranger', { NotPrincipal: { AWS: '111122223333' } }, stranger, 'yes'],
    ['not an account, its user', { NotPrincipal: { AWS: '111122223333' } }, bob, 'no'],
    ['not an account, anyone', { NotPrincipal: { AWS: '111122223333' } }, anyone, 'maybe'],
    ['what is not understood, a stranger', { Principal: { AWS: 'arn:aws:iam::*:root' } }, stranger, 'maybe'],
  ])('%s', (_, principal, who, expected) => {
    expect(decide(statements({ ...get, ...principal }), request({ who })).allowed).toBe(expected);
  });
});

describe('actions and resources', () => {
  test.each<[string, object, Partial<Request>, Tri]>([
    ['the action in another case', { ...get, Action: 'S3:getobject' }, {}, 'yes'],
    ['some of the actions asked for', get, { action: 's3:*' }, 'maybe'],
    ['all of the actions asked for', { ...get, Action: 's3:*' }, { action: 's3:Get*' }, 'yes'],
    ['NotAction that names it', { Effect: 'Allow', NotAction: 's3:Get*', Resource: '*' }, {}, 'no'],
    ['NotAction that names another', { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }, {}, 'yes'],
    ['NotAction that names a part', { Effect: 'Allow', NotAction: 's3:Get*', Resource: '*' }, { action: 's3:*' }, 'maybe'],
    ['a resource in another case', { ...get, Resource: 'arn:aws:s3:::B/*' }, {}, 'no'],
    ['every object', get, { resource: 'arn:aws:s3:::b/*' }, 'yes'],
    ['the objects under a prefix', { ...get, Resource: 'arn:aws:s3:::b/x/*' }, { resource: 'arn:aws:s3:::b/*' }, 'maybe'],
    ['a bucket of a longer name', get, { resource: 'arn:aws:s3:::bb/key' }, 'no'],
    ['NotResource that names it', { Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::b/*' }, {}, 'no'],
    ['NotResource that names another', { Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::c/*' }, {}, 'yes'],
    ['a variable that is known', { ...get, Resource: `arn:aws:s3:::b/\${aws:username}` }, { resource: 'arn:aws:s3:::b/bob' }, 'yes'],
    [
      'a variable that is known, another',
      { ...get, Resource: `arn:aws:s3:::b/\${aws:username}` },
      { resource: 'arn:aws:s3:::b/eve' },
      'no',
    ],
    [
      'a variable that is not known',
      { ...get, Resource: `arn:aws:s3:::b/\${aws:PrincipalTag/team}/*` },
      { resource: 'arn:aws:s3:::b/x/y' },
      'maybe',
    ],
    ['elsewhere, whatever it is', { ...get, Resource: `arn:aws:s3:::c/\${aws:PrincipalTag/team}/*` }, {}, 'no'],
    [
      'NotResource with a variable that is not known',
      { Effect: 'Allow', Action: '*', NotResource: `arn:aws:s3:::c/\${aws:PrincipalTag/team}/*` },
      {},
      'maybe',
    ],
  ])('%s', (_, statement, over, expected) => {
    expect(decide(statements(statement), request(over)).allowed).toBe(expected);
  });

  test('in the old version a variable is plain text', () => {
    const text = JSON.stringify({ Version: '2008-10-17', Statement: { ...get, Resource: `arn:aws:s3:::b/\${aws:username}` } });
    expect(decide(parsePolicy(text)?.statements ?? [], request({ resource: 'arn:aws:s3:::b/bob' })).allowed).toBe('no');
  });
});

describe('what one policy comes to', () => {
  test('a Deny that covers everything beats, one that covers a part leaves it open', () => {
    const deny = { Effect: 'Deny', Action: 's3:Get*', Resource: '*' };
    expect(decide(statements(get, deny), request()).allowed).toBe('no');
    const partly = { ...deny, Condition: { StringEquals: { 's3:ExistingObjectTag/secret': 'yes' } } };
    expect(decide(statements(get, partly), request()).allowed).toBe('maybe');
  });

  test('conditions stay with the statement that they limit', () => {
    const limited = { ...get, Sid: 'Mine', Condition: { StringLike: { 's3:prefix': 'x/*' } } };
    const { allowed, allows } = decide(statements(limited), request());
    expect(allowed).toBe('maybe');
    expect(allows.map(({ statement }) => [statement.sid, statement.conditions])).toEqual([
      ['Mine', [{ operator: 'StringLike', key: 's3:prefix', values: ['x/*'] }]],
    ]);
  });
});

describe('policies together, in one account', () => {
  const all = statements({ Effect: 'Allow', Action: '*', Resource: '*' });
  const none = statements();
  const root = statements({ ...get, Principal: { AWS: '111122223333' } });
  const bob = statements({ ...get, Principal: { AWS: BOB } });
  const denyAll = statements({ Effect: 'Deny', Action: '*', Resource: '*', Principal: '*' });
  test.each<[string, Parameters<typeof decideTogether>[0], Tri]>([
    ['identity alone', { identity: all }, 'yes'],
    ['nothing at all', { identity: none }, 'no'],
    ['a boundary that leaves it out', { identity: all, boundary: none }, 'no'],
    ['a boundary that allows it', { identity: all, boundary: all }, 'yes'],
    ['a boundary alone grants nothing', { identity: none, boundary: all }, 'no'],
    ['the resource names the principal', { identity: none, resource: { statements: bob, role: 'adds' } }, 'yes'],
    ['the resource names the account: it hands over', { identity: none, resource: { statements: root, role: 'adds' } }, 'no'],
    [
      'a boundary over what the resource grants by name',
      { identity: none, boundary: none, resource: { statements: bob, role: 'adds' } },
      'maybe',
    ],
    ['a key whose policy says nothing', { identity: all, resource: { statements: none, role: 'decides' } }, 'no'],
    ['a key that hands over to the account', { identity: all, resource: { statements: root, role: 'decides' } }, 'yes'],
    ['a key that hands over, and no policy of his own', { identity: none, resource: { statements: root, role: 'decides' } }, 'no'],
    ['a key that names him', { identity: none, resource: { statements: bob, role: 'decides' } }, 'yes'],
    ['a Deny on the resource', { identity: all, resource: { statements: denyAll, role: 'adds' } }, 'no'],
    ['a ceiling that leaves it out', { identity: all, ceilings: [all, none] }, 'no'],
    ['ceilings that allow it', { identity: all, ceilings: [all, all] }, 'yes'],
    ['a Deny in a boundary', { identity: all, boundary: [...all, ...denyAll] }, 'no'],
  ])('%s', (_, policies, expected) => {
    expect(decideTogether(policies, request()).allowed).toBe(expected);
  });
});
