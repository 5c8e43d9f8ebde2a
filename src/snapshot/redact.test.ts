import { describe, expect, it } from 'vitest';
import { hideCredentials, redact } from './redact.ts';

const policy = (condition: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Condition: condition }] });
const hidden = (condition: object): unknown => {
  const { Policy } = redact({ Policy: policy(condition) }, { Policy: 'policy' }) as { Policy: string };
  return (JSON.parse(Policy) as { Statement: { Condition: unknown }[] }).Statement[0]?.Condition;
};

describe('what the catalogue calls secret', () => {
  it.each([
    [
      'endpoint',
      { Subscriptions: [{ Endpoint: 'a@b.example', Protocol: 'email' }] },
      'Subscriptions[].Endpoint',
      { Subscriptions: [{ Endpoint: { redacted: 'endpoint', length: 11 }, Protocol: 'email' }] },
    ],
    [
      'contact',
      { AlternateContact: { Name: 'Anna' } },
      'AlternateContact.Name',
      { AlternateContact: { Name: { redacted: 'contact', length: 4 } } },
    ],
    ['external-id', { Id: 'abc' }, 'Id', { Id: 'redacted:external-id:3' }],
  ] as const)('%s is replaced by its kind and length', (kind, answer, path, expected) => {
    expect(redact(answer, { [path]: kind })).toEqual(expected);
  });

  it('that is not there, or empty, stays so', () => {
    expect(redact({ A: {}, B: '', C: null }, { 'A.Name': 'contact', B: 'contact', C: 'contact', 'D.E[].F': 'contact' })).toEqual({
      A: {},
      B: '',
      C: null,
    });
  });

  it('leaves the answer itself as it was', () => {
    const answer = { Name: 'Anna' };
    redact(answer, { Name: 'contact' });
    expect(answer).toEqual({ Name: 'Anna' });
  });
});

describe('a policy', () => {
  it.each([
    [
      'external ids',
      { StringEquals: { 'sts:ExternalId': 'my-secret-id' } },
      { StringEquals: { 'sts:ExternalId': 'redacted:external-id:12' } },
    ],
    [
      'referers, in any case',
      { StringLike: { 'AWS:REFERER': ['https://x/'] } },
      { StringLike: { 'AWS:REFERER': ['redacted:referer:10'] } },
    ],
    [
      'a wildcard stays',
      { StringLike: { 'sts:ExternalId': 'abc*d?f' } },
      { StringLike: { 'sts:ExternalId': 'redacted:external-id:3*redacted:external-id:1?redacted:external-id:1' } },
    ],
    ['a lone wildcard stays', { StringLike: { 'sts:ExternalId': '*' } }, { StringLike: { 'sts:ExternalId': '*' } }],
    // biome-ignore-start lint/suspicious/noTemplateCurlyInString: a variable of IAM's
    [
      'a variable stays',
      { StringEquals: { 'sts:ExternalId': 'x${aws:username}' } },
      { StringEquals: { 'sts:ExternalId': 'redacted:external-id:1${aws:username}' } },
    ],
    // biome-ignore-end lint/suspicious/noTemplateCurlyInString: a variable of IAM's
    ['emptiness stays', { StringEquals: { 'sts:ExternalId': '' } }, { StringEquals: { 'sts:ExternalId': '' } }],
    [
      'other conditions stay',
      { StringEquals: { 'aws:SourceAccount': '111122223333' } },
      { StringEquals: { 'aws:SourceAccount': '111122223333' } },
    ],
  ])('%s', (_, condition, expected) => {
    expect(hidden(condition)).toEqual(expected);
  });

  it('that is URL-encoded is decoded, hidden and encoded again', () => {
    const text = encodeURIComponent(policy({ StringEquals: { 'sts:ExternalId': 'my-secret-id' } }));
    const { Doc } = redact({ Doc: text }, { Doc: 'policy' }) as { Doc: string };
    expect(Doc).not.toContain('my-secret-id');
    expect(Doc.startsWith('%7B')).toBe(true);
    expect(decodeURIComponent(Doc)).toContain('redacted:external-id:12');
  });

  it.each([
    ['no JSON', '{ "sts:ExternalId": "my-secret-id"', 34],
    ['badly encoded', '%7B%E0%A4%A', 11],
  ])('that is %s is hidden whole', (_, text, length) => {
    expect(redact({ Doc: text }, { Doc: 'policy' })).toEqual({ Doc: { redacted: 'policy', length } });
  });
});

describe('what looks like a credential', () => {
  const key = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
  it.each([
    ['an AWS secret key', `key ${key}.`, 'key redacted:credential:40.'],
    ['an LWA client secret', `amzn1.oa2-cs.v1.${'0a'.repeat(32)}`, 'redacted:credential:80'],
    ['a refresh token', 'Atzr|IwEBIAabcdefghijklmnop', 'redacted:credential:27'],
    ['a JSON web token', `eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.abc`, 'redacted:credential:37'],
    ['a GitHub token', `ghp_${'a1'.repeat(18)}`, 'redacted:credential:40'],
    ['a Slack token', 'xoxb-1234567890-abc', 'redacted:credential:19'],
    ['a password after its name', 'password=hunter2hunter2 and more', 'password=redacted:credential:14 and more'],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----', 'redacted:credential:65'],
  ])('%s', (_, text, expected) => {
    expect(hideCredentials(text)).toBe(expected);
  });

  it.each([
    ['an access key id, which is a name', 'AKIAIOSFODNN7EXAMPLE'],
    ['an ARN', 'arn:aws:iam::111122223333:role/service-role/AWSLambdaBasicExecutionRole-x'],
    ['a hash in hexadecimal', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
    ['a short text', 'password=x'],
  ])('%s stays', (_, text) => {
    expect(hideCredentials(text)).toBe(text);
  });

  it('is hidden wherever it stands', () => {
    expect(redact({ Tags: [{ Value: [`x ${key}`] }] }, {})).toEqual({ Tags: [{ Value: ['x redacted:credential:40'] }] });
  });
});
