import { describe, expect, test } from 'vitest';
import { conditionText, parsePolicy, statementName } from './document.ts';

const allow = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };

function parse(statement: object, version = '2012-10-17') {
  return parsePolicy(JSON.stringify({ Version: version, Statement: statement }))?.statements[0];
}

describe('the normal form', () => {
  test('a single statement and single values become lists', () => {
    expect(parse({ ...allow, Principal: '*', Sid: 'One' })).toEqual({
      index: 1,
      sid: 'One',
      effect: 'Allow',
      principals: { not: false, values: [{ kind: 'everyone' }] },
      actions: { not: false, values: ['s3:GetObject'] },
      resources: { not: false, values: ['*'] },
      conditions: [],
      variables: true,
    });
  });

  test('URL-encoded, as IAM answers', () => {
    const text = encodeURIComponent(JSON.stringify({ Version: '2012-10-17', Statement: [allow] }));
    expect(parsePolicy(text)?.statements).toHaveLength(1);
  });

  test('booleans and numbers in conditions become text', () => {
    const conditions = parse({
      ...allow,
      Condition: { Bool: { 'aws:SecureTransport': false }, NumericLessThan: { 's3:TlsVersion': [1.2] } },
    })?.conditions;
    expect(conditions).toEqual([
      { operator: 'Bool', key: 'aws:SecureTransport', values: ['false'] },
      { operator: 'NumericLessThan', key: 's3:TlsVersion', values: ['1.2'] },
    ]);
    expect(conditions?.map(conditionText)).toEqual(['Bool aws:SecureTransport false', 'NumericLessThan s3:TlsVersion 1.2']);
  });

  test('the Not forms', () => {
    const statement = parse({ Effect: 'Deny', NotPrincipal: { AWS: '111122223333' }, NotAction: 's3:*', NotResource: ['a', 'b'] });
    expect(statement?.principals).toEqual({ not: true, values: [{ kind: 'account', account: '111122223333' }] });
    expect(statement?.actions).toEqual({ not: true, values: ['s3:*'] });
    expect(statement?.resources).toEqual({ not: true, values: ['a', 'b'] });
  });

  test('variables mean something in version 2012-10-17 alone', () => {
    expect(parse(allow)?.variables).toBe(true);
    expect(parse(allow, '2008-10-17')?.variables).toBe(false);
    expect(parsePolicy(JSON.stringify({ Statement: allow }))?.statements[0]?.variables).toBe(false);
  });

  test('findings name a statement by its number, and its Sid where it has one', () => {
    expect(statementName({ index: 2, sid: 'AllowVendor' })).toBe('statement 2 (AllowVendor)');
    expect(statementName({ index: 2 })).toBe('statement 2');
  });

  test.each<[string, object, object]>([
    ['everyone', { AWS: '*' }, { kind: 'everyone' }],
    ['an account', { AWS: '012345678901' }, { kind: 'account', account: '012345678901' }],
    ['an account by its root', { AWS: 'arn:aws-cn:iam::012345678901:root' }, { kind: 'account', account: '012345678901' }],
    [
      'a role',
      { AWS: 'arn:aws:iam::111122223333:role/x' },
      { kind: 'arn', arn: 'arn:aws:iam::111122223333:role/x', account: '111122223333' },
    ],
    ['a deleted user', { AWS: 'AIDACKCEVSQ6C2EXAMPLE' }, { kind: 'deleted', id: 'AIDACKCEVSQ6C2EXAMPLE' }],
    ['a service', { Service: 'logs.amazonaws.com' }, { kind: 'service', service: 'logs.amazonaws.com' }],
    ['a provider', { Federated: 'accounts.google.com' }, { kind: 'federated', provider: 'accounts.google.com' }],
    ['a canonical user', { CanonicalUser: 'abc' }, { kind: 'canonicalUser', id: 'abc' }],
    [
      'a CloudFront identity',
      { AWS: 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1EXAMPLE' },
      { kind: 'cloudFront', id: 'E1EXAMPLE' },
    ],
    ['a wildcard inside an ARN', { AWS: 'arn:aws:iam::111122223333:role/*' }, { kind: 'unread', text: 'arn:aws:iam::111122223333:role/*' }],
    ['any service', { Service: '*' }, { kind: 'unread', text: '*' }],
  ])('principal: %s', (_, principal, expected) => {
    expect(parse({ ...allow, Principal: principal })?.principals?.values).toEqual([expected]);
  });
});

describe('malformed: nothing may be concluded', () => {
  test.each<[string, object]>([
    ['an unknown effect', { ...allow, Effect: 'allow' }],
    ['no action', { Effect: 'Allow', Resource: '*' }],
    ['Action and NotAction', { ...allow, NotAction: 's3:*' }],
    ['an element in the wrong case', { ...allow, principal: '*' }],
    ['a principal of nothing', { ...allow, Principal: {} }],
    ['a principal of null', { ...allow, Principal: null }],
    ['an unknown kind of principal', { ...allow, Principal: { Azure: '*' } }],
    ['a condition that is a text', { ...allow, Condition: 'x' }],
    ['an object as a value', { ...allow, Condition: { Bool: { 'aws:SecureTransport': {} } } }],
    ['an action that is a number', { ...allow, Action: 1 }],
  ])('%s', (_, statement) => {
    expect(parse(statement)).toBeUndefined();
  });

  test.each([
    ['no JSON', 'nonsense'],
    ['a broken encoding', '%7B%'],
    ['a list', '[]'],
    ['no statements', '{"Version":"2012-10-17"}'],
    ['an unknown version', '{"Version":"2030-01-01","Statement":[]}'],
  ])('%s', (_, text) => {
    expect(parsePolicy(text)).toBeUndefined();
  });
});
