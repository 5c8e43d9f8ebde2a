import { expect, test } from 'vitest';
import { accessLogDelivery, type LogTarget } from './access-log-delivery.ts';
import { NO_POLICY, parsePolicy } from './policy/index.ts';

const source = { arn: 'arn:aws:s3:::orders', region: 'eu-west-1', account: '111122223333', prefix: 'orders/' };
const deliver = {
  Effect: 'Allow',
  Principal: { Service: 'logging.s3.amazonaws.com' },
  Action: 's3:PutObject',
  Resource: 'arn:aws:s3:::logs/*',
};
const where = (Condition: object) => policy({ ...deliver, Condition });
const policy = (...Statement: object[]): Partial<LogTarget> => ({ policy: parsePolicy(JSON.stringify({ Statement })) ?? NO_POLICY });
const deny = (Condition: object) => policy(deliver, { ...deliver, Effect: 'Deny', Principal: '*', Action: 's3:*', Condition });
const group = (...permissions: string[]) =>
  permissions.map((Permission) => ({ Grantee: { Type: 'Group', URI: 'http://acs.amazonaws.com/groups/s3/LogDelivery' }, Permission }));

test.each<[string, Partial<LogTarget>, string]>([
  ['the policy lets S3 write', {}, 'yes'],
  ['under the prefix alone', policy({ ...deliver, Resource: 'arn:aws:s3:::logs/orders/*' }), 'yes'],
  ['under another prefix', policy({ ...deliver, Resource: 'arn:aws:s3:::logs/stock/*' }), 'no'],
  [
    'for this account and bucket',
    where({ StringEquals: { 'aws:SourceAccount': source.account }, ArnLike: { 'aws:SourceArn': source.arn } }),
    'yes',
  ],
  ['for another account', where({ StringEquals: { 'aws:SourceAccount': '999988887777' } }), 'no'],
  ['for another bucket', where({ ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::stock' } }), 'no'],
  ['plain HTTP is denied, and S3 comes over TLS', deny({ Bool: { 'aws:SecureTransport': 'false' } }), 'yes'],
  [
    'all but the organisation is denied, services spared',
    deny({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' }, Bool: { 'aws:PrincipalIsAWSService': 'false' } }),
    'yes',
  ],
  ['all but the organisation is denied, services too', deny({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } }), 'no'],
  ['a condition that can not be told', deny({ StringNotEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } }), 'maybe'],
  ['no policy', { policy: NO_POLICY }, 'no'],
  ['no policy, and an ACL', { policy: NO_POLICY, ownership: 'ObjectWriter', grants: group('WRITE', 'READ_ACP') }, 'yes'],
  ['no policy, and half an ACL', { policy: NO_POLICY, ownership: 'ObjectWriter', grants: group('WRITE') }, 'no'],
  ['no policy, and an ACL that does not count', { policy: NO_POLICY, grants: group('WRITE', 'READ_ACP') }, 'no'],
  ['no policy, an ACL, and no ownership controls', { policy: NO_POLICY, ownership: undefined, grants: group('FULL_CONTROL') }, 'yes'],
  ['in another region', { region: 'us-east-1' }, 'no'],
  ['locked', { locked: true }, 'no'],
  ['encrypted by a KMS key', { encryption: 'aws:kms' }, 'no'],
  ['never configured encryption', { encryption: undefined }, 'yes'],
])('access logs, %s', (_, own, arrives) => {
  const target: LogTarget = {
    arn: 'arn:aws:s3:::logs',
    region: source.region,
    ownership: 'BucketOwnerEnforced',
    grants: [],
    encryption: 'AES256',
    locked: false,
    policy: NO_POLICY,
    ...policy(deliver),
    ...own,
  };
  const delivery = accessLogDelivery(source, target);
  expect(delivery.arrives).toBe(arrives);
  expect(delivery.why === '').toBe(arrives === 'yes');
});
