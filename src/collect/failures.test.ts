import { describe, expect, it } from 'vitest';
import { isExpired, isRefused, isRefusedToken, isThrottling, nameOf } from './failures.ts';

const named = (name: string, httpStatusCode?: number): Error =>
  Object.assign(new Error('x'), { name, ...(httpStatusCode && { $metadata: { httpStatusCode } }) });

describe("the names of AWS's errors", () => {
  it.each([
    ['ExpiredToken', 'expired'],
    ['ExpiredTokenException', 'expired'],
    ['RequestExpired', 'expired'],
    ['CredentialsProviderError', 'expired'],
    ['InvalidClientTokenId', 'refused'],
    ['UnrecognizedClientException', 'refused'],
    ['AuthFailure', 'refused'],
    ['Throttling', 'throttled'],
    ['ThrottlingException', 'throttled'],
    ['SlowDown', 'throttled'],
    ['RequestLimitExceeded', 'throttled'],
    ['TooManyRequestsException', 'throttled'],
    ['AccessDenied', ''],
    ['AccessDeniedException', ''],
    ['NoSuchBucket', ''],
    ['TimeoutError', ''],
  ])('%s: %s', (name, kind) => {
    const kinds = [isExpired(name) && 'expired', isRefused(name) && 'refused', isThrottling(named(name)) && 'throttled'];
    expect(kinds.filter(Boolean)).toEqual(kind === '' ? [] : [kind]);
  });

  it('a status of 429 is throttling, whatever its name', () => {
    expect(isThrottling(named('Whatever', 429))).toBe(true);
    expect(isThrottling(named('Whatever', 403))).toBe(false);
  });

  it.each([
    ['InvalidMarkerException', '', true],
    ['InvalidNextTokenException', '', true],
    ['ValidationError', 'Invalid Marker: it has expired', true],
    ['InvalidParameterException', 'The specified nextToken is invalid.', true],
    ['ValidationError', 'UserName is too long', false],
    ['AccessDenied', 'no token in sight', false],
  ])('%s "%s": a page token refused? %s', (name, message, is) => {
    expect(isRefusedToken(name, message)).toBe(is);
  });

  it('what is no Error has its text for a name', () => {
    expect(nameOf('boom')).toBe('boom');
  });
});
