import { describe, expect, test } from 'vitest';
import { parsePolicy } from '../policy/index.ts';
import { type TlsProof, tlsProof } from './tls-proof.ts';

const ARNS = { bucket: 'arn:aws:s3:::orders', objects: 'arn:aws:s3:::orders/*' };
const BOTH = [ARNS.bucket, ARNS.objects];
const deny = {
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: BOTH,
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};

function proof(...statements: object[]): TlsProof {
  const policy = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
  if (policy === undefined) throw new Error('malformed');
  return tlsProof(policy, ARNS);
}

describe('plain HTTP is shut out', () => {
  test.each<[string, object[]]>([
    ['the usual statement', [deny]],
    ['Principal {AWS: *}', [{ ...deny, Principal: { AWS: '*' } }]],
    ['a list of one value', [{ ...deny, Condition: { Bool: { 'aws:SecureTransport': ['false'] } } }]],
    ['the boolean', [{ ...deny, Condition: { Bool: { 'aws:SecureTransport': false } } }]],
    ['the key in another case', [{ ...deny, Condition: { Bool: { 'AWS:securetransport': 'False' } } }]],
    ['BoolIfExists', [{ ...deny, Condition: { BoolIfExists: { 'aws:SecureTransport': 'false' } } }]],
    ['StringNotEquals true', [{ ...deny, Condition: { StringNotEquals: { 'aws:SecureTransport': 'true' } } }]],
    ['every action there is', [{ ...deny, Action: '*' }]],
    ['every resource there is', [{ ...deny, Resource: '*' }]],
    ['the bucket and its objects by one pattern', [{ ...deny, Resource: 'arn:aws:s3:::orders*' }]],
    [
      'two statements, one for the bucket and one for its objects',
      [
        { ...deny, Resource: ARNS.bucket },
        { ...deny, Resource: ARNS.objects },
      ],
    ],
    ['a version of TLS, …IfExists: plain HTTP has none', [{ ...deny, Condition: { NumericLessThanIfExists: { 's3:TlsVersion': 1.2 } } }]],
    ['everything denied', [{ ...deny, Condition: {} }]],
    ['NotAction that leaves out another service', [{ ...deny, Action: undefined, NotAction: 'sqs:*' }]],
    ['TLS and its version in two statements', [deny, { ...deny, Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } } }]],
  ])('%s', (_, statements) => {
    expect(proof(...statements)).toMatchObject({ httpsOnly: true, openings: [] });
  });
});

describe('something can connect without TLS', () => {
  test.each<[string, object[], string[]]>([
    ['no statement', [], ['no policy denies plain HTTP to the bucket and its objects']],
    [
      'statements about other things',
      [{ ...deny, Condition: { StringEquals: { 'aws:PrincipalTag/x': 'y' } } }],
      ['no statement denies plain HTTP to the bucket and its objects'],
    ],
    ['one action', [{ ...deny, Action: 's3:PutObject' }], ['statement 1 denies s3:PutObject only']],
    ['all but one action', [{ ...deny, Action: undefined, NotAction: 's3:GetObject' }], ['statement 1 leaves out s3:GetObject']],
    ['the objects alone', [{ ...deny, Resource: ARNS.objects }], ['statement 1 leaves out the bucket itself']],
    ['the bucket alone', [{ ...deny, Resource: ARNS.bucket }], ['statement 1 leaves out objects']],
    ['a prefix alone', [{ ...deny, Resource: [ARNS.bucket, 'arn:aws:s3:::orders/x/*'] }], ['statement 1 leaves out objects']],
    [
      'another bucket whose name begins alike',
      [{ ...deny, Resource: ['arn:aws:s3:::orders-eu', 'arn:aws:s3:::orders-eu/*'] }],
      ['statement 1 leaves out the bucket itself', 'statement 1 leaves out objects'],
    ],
    ['one account', [{ ...deny, Principal: { AWS: '111122223333' }, Sid: 'Tls' }], ['statement 1 (Tls) does not deny everybody']],
    ['NotPrincipal', [{ ...deny, Principal: undefined, NotPrincipal: { AWS: '111122223333' } }], ['statement 1 does not deny everybody']],
    ['no principal at all', [{ ...deny, Principal: undefined }], ['statement 1 does not deny everybody']],
    [
      'TLS and its version in one statement: both must hold',
      [{ ...deny, Condition: { ...deny.Condition, NumericLessThan: { 's3:TlsVersion': 1.2 } } }],
      ['statement 1 looks at the version of TLS, which plain HTTP does not have'],
    ],
    [
      'a version of TLS alone',
      [{ ...deny, Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } } }],
      ['statement 1 looks at the version of TLS, which plain HTTP does not have'],
    ],
    [
      'a further condition',
      [{ ...deny, Condition: { ...deny.Condition, IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }],
      ['statement 1 denies only where IpAddress aws:SourceIp 203.0.113.0/24'],
    ],
    [
      'the wrong way round',
      [{ ...deny, Condition: { Bool: { 'aws:SecureTransport': 'true' } } }],
      ['statement 1 does not deny plain HTTP with its condition Bool aws:SecureTransport true'],
    ],
    [
      'an operator that is not known',
      [{ ...deny, Condition: { Boolean: { 'aws:SecureTransport': 'false' } } }],
      ['statement 1 does not deny plain HTTP with its condition Boolean aws:SecureTransport false'],
    ],
    [
      'an Allow over TLS',
      [{ ...deny, Effect: 'Allow', Condition: { Bool: { 'aws:SecureTransport': 'true' } } }],
      ['statement 1 only allows requests over TLS: it denies nobody who is allowed otherwise'],
    ],
    [
      'two statements that halve the actions',
      [
        { ...deny, Action: 's3:Get*' },
        { ...deny, NotAction: 's3:Get*', Action: undefined, Resource: ARNS.objects },
      ],
      ['statement 1 denies s3:Get* only', 'statement 2 leaves out s3:Get*', 'statement 2 leaves out the bucket itself'],
    ],
  ])('%s', (_, statements, openings) => {
    expect(proof(...statements)).toMatchObject({ httpsOnly: false, openings });
  });

  test('no policy', () => {
    expect(tlsProof(undefined, ARNS)).toEqual({
      httpsOnly: false,
      openings: ['no policy denies plain HTTP to the bucket and its objects'],
      minVersion: '1.2',
    });
  });

  test('where one part is covered, the sentences are about the other', () => {
    const { openings } = proof({ ...deny, Resource: ARNS.bucket }, { ...deny, Action: 's3:PutObject', Resource: ARNS.objects });
    expect(openings).toEqual(['statement 1 leaves out objects', 'statement 2 denies s3:PutObject only']);
  });
});

describe('the oldest version that gets in', () => {
  test.each<[string, object, TlsProof['minVersion']]>([
    ['nothing said: AWS refuses what is older', deny, '1.2'],
    ['below 1.2 denied', { ...deny, Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } } }, '1.2'],
    ['below 1.3 denied', { ...deny, Condition: { NumericLessThan: { 's3:TlsVersion': '1.3' } } }, '1.3'],
    [
      'below 1.3 denied for the objects alone',
      { ...deny, Resource: ARNS.objects, Condition: { NumericLessThan: { 's3:TlsVersion': '1.3' } } },
      '1.2',
    ],
    [
      'below 1.3 denied for reading alone',
      { ...deny, Action: 's3:Get*', Condition: { NumericLessThan: { 's3:TlsVersion': '1.3' } } },
      '1.2',
    ],
    [
      'with TLS alone asked for',
      { ...deny, Condition: { NumericLessThan: { 's3:TlsVersion': '1.3' }, Bool: { 'aws:SecureTransport': 'true' } } },
      '1.3',
    ],
  ])('%s', (_, statement, expected) => {
    expect(proof(statement).minVersion).toBe(expected);
  });

  test('a version below 1.3, …IfExists, shuts out plain HTTP too', () => {
    expect(proof({ ...deny, Condition: { NumericLessThanIfExists: { 's3:TlsVersion': '1.3' } } })).toMatchObject({
      httpsOnly: true,
      minVersion: '1.3',
    });
  });
});
