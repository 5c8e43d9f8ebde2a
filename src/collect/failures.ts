/** What the names of AWS's errors say about the run as a whole. docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-signing_errors.html */

const expired = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
  'TokenRefreshRequired',
  'CredentialsProviderError',
  'TokenProviderError',
]);

/** Credentials that are not known. In a region that must be opted into, an old STS token is not known either, and that region alone is lost. */
const refused = new Set([
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'AuthFailure',
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
]);

const throttling = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'LimitExceededException',
  'SlowDown',
  'BandwidthLimitExceeded',
  'PriorRequestNotComplete',
  'ProvisionedThroughputExceededException',
  'EC2ThrottledException',
]);

export const nameOf = (error: unknown): string => (error instanceof Error ? error.name : String(error));

export const isExpired = (name: string): boolean => expired.has(name);

export const isRefused = (name: string): boolean => refused.has(name);

export const isThrottling = (error: unknown): boolean =>
  throttling.has(nameOf(error)) || (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode === 429;

/** A page token that AWS does not take any more: tokens live for hours, and a resumed run can be older. */
export const isRefusedToken = (name: string, message: string): boolean =>
  /token|marker/i.test(name) || (/Invalid|Validation/.test(name) && /token|marker|pagina/i.test(message));
