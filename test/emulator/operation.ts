/** Which operation of which service an HTTP request is, as AWS's protocols say it. */
export interface Operation {
  /** As in the catalogue of calls: `s3`, `s3control`, `logs`, `cloudwatch` … */
  readonly service: string;
  /** As in the SDK: `ListBuckets`. A request to S3 that only this table lacks reads as its method and subresource, `PUT ?tagging`. */
  readonly operation: string;
  readonly region: string;
  /** The parameters: the JSON body, the form, or path and query of S3. Values of a form are strings. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly protocol: Protocol;
}

export type Protocol = 'json' | 'query' | 'ec2' | 's3';

export interface Wired {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Names that requests are signed with, where the catalogue says another. */
const signed: Readonly<Record<string, string>> = { monitoring: 'cloudwatch', 's3-outposts': 's3control' };

/** Recognises a request. Service and region are those of its signature. */
export function operationOf(request: Wired): Operation {
  const { headers, body, url } = request;
  const [, region = '', name = ''] =
    /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\/aws4_request/.exec(String(headers.authorization ?? '')) ?? [];
  const service = headers['x-amz-account-id'] ? 's3control' : (signed[name] ?? name);
  const target = headers['x-amz-target'];
  if (typeof target === 'string')
    return { service, region, operation: target.split('.').at(-1) ?? '', input: json(body), protocol: 'json' };
  if (String(headers['content-type']).startsWith('application/x-www-form-urlencoded')) {
    const { Action = '', ...input } = Object.fromEntries(new URLSearchParams(body));
    return { service, region, operation: Action, input, protocol: service === 'ec2' ? 'ec2' : 'query' };
  }
  if (service === 's3') return { service, region, protocol: 's3', ...bucketOperation(request) };
  if (service === 's3control') return { service, region, protocol: 's3', ...accountOperation(request) };
  // REST with JSON names the operation in its path: /getAlternateContact
  const [first = ''] = url.slice(1).split(/[/?]/);
  return { service, region, operation: first.charAt(0).toUpperCase() + first.slice(1), input: json(body), protocol: 'json' };
}

function json(body: string): Record<string, unknown> {
  try {
    return JSON.parse(body || '{}') as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** GET with a subresource: docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html */
const subresources: Readonly<Record<string, string>> = {
  location: 'GetBucketLocation',
  versioning: 'GetBucketVersioning',
  ownershipControls: 'GetBucketOwnershipControls',
  encryption: 'GetBucketEncryption',
  publicAccessBlock: 'GetPublicAccessBlock',
  policy: 'GetBucketPolicy',
  policyStatus: 'GetBucketPolicyStatus',
  acl: 'GetBucketAcl',
  lifecycle: 'GetBucketLifecycleConfiguration',
  'object-lock': 'GetObjectLockConfiguration',
  replication: 'GetBucketReplication',
  logging: 'GetBucketLogging',
  tagging: 'GetBucketTagging',
  website: 'GetBucketWebsite',
  notification: 'GetBucketNotificationConfiguration',
  cors: 'GetBucketCors',
};

function bucketOperation({ method, url }: Wired): Pick<Operation, 'operation' | 'input'> {
  const { pathname, searchParams } = new URL(url, 'http://s3');
  const [bucket = '', ...key] = pathname.slice(1).split('/').map(decodeURIComponent);
  const Key = key.join('/');
  const input = { ...Object.fromEntries(searchParams), ...(bucket && { Bucket: bucket }), ...(Key && { Key }) };
  const [subresource = ''] = [...searchParams.keys()].filter((name) => !/^(x-id|list-type|prefix|max-|continuation-token)/.test(name));
  if (method !== 'GET') return { operation: `${method}${subresource ? ` ?${subresource}` : ''}`, input };
  if (!bucket) return { operation: 'ListBuckets', input };
  if (Key) return { operation: 'GetObject', input };
  return { operation: subresources[subresource] ?? (subresource ? `GET ?${subresource}` : 'ListObjects'), input };
}

function accountOperation({ method, url, headers }: Wired): Pick<Operation, 'operation' | 'input'> {
  const { pathname, searchParams } = new URL(url, 'http://s3');
  const AccountId = String(headers['x-amz-account-id']);
  const [, kind = '', Name, part] = pathname.slice(1).split('/').map(decodeURIComponent);
  const input = { AccountId, ...(Name && { Name }), ...(searchParams.has('bucket') && { Bucket: searchParams.get('bucket') }) };
  if (method !== 'GET') return { operation: `${method} ${kind}`, input };
  if (kind === 'configuration') return { operation: 'GetPublicAccessBlock', input: { AccountId } };
  if (kind === 'accesspoint' && !Name) return { operation: 'ListAccessPoints', input };
  if (kind === 'accesspoint' && part === 'policy') return { operation: 'GetAccessPointPolicy', input };
  if (kind === 'accesspoint' && part === undefined) return { operation: 'GetAccessPoint', input };
  if (kind === 'mrap' && Name === 'instances') return { operation: 'ListMultiRegionAccessPoints', input: { AccountId } };
  return { operation: `GET ${pathname}`, input };
}
