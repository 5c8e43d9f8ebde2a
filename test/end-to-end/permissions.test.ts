import { beforeAll, expect, test } from 'vitest';
import { catalogues } from '../../src/generated/calls.ts';
import { sampleAccount, withAws } from './account.ts';
import { run } from './program.ts';

/** Actions that are not named like their operation: docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
const namedOtherwise: Readonly<Record<string, readonly string[]>> = {
  's3:ListBuckets': ['s3:ListAllMyBuckets'],
  's3:GetBucketEncryption': ['s3:GetEncryptionConfiguration'],
  's3:GetBucketLifecycleConfiguration': ['s3:GetLifecycleConfiguration'],
  's3:GetBucketReplication': ['s3:GetReplicationConfiguration'],
  's3:GetObjectLockConfiguration': ['s3:GetBucketObjectLockConfiguration'],
  's3:GetPublicAccessBlock': ['s3:GetBucketPublicAccessBlock'],
  's3control:GetPublicAccessBlock': ['s3:GetAccountPublicAccessBlock'],
  's3control:ListAccessPoints': ['s3:ListAccessPoints'],
  's3control:GetAccessPoint': ['s3:GetAccessPoint'],
  's3control:GetAccessPointPolicy': ['s3:GetAccessPointPolicy'],
  's3control:ListMultiRegionAccessPoints': ['s3:ListMultiRegionAccessPoints'],
  // every principal may ask who it is
  'sts:GetCallerIdentity': [],
};

const actionsOf = (call: string): readonly string[] => namedOtherwise[call] ?? [call];

withAws('permissions', () => {
  const account = sampleAccount();
  const seen = (): string[] => [...new Set(account.wire.requests.map(({ service, operation }) => `${service}:${operation}`))].sort();
  let granted: readonly string[];

  beforeAll(async () => {
    // what the sample account has not, and the program would ask more about
    const { answers } = account.wire;
    answers['cloudtrail:ListEventDataStores'] = ({ region }) => ({
      answer: {
        EventDataStores:
          region === 'us-east-1'
            ? [{ Name: 'lake', EventDataStoreArn: 'arn:aws:cloudtrail:us-east-1:123456789012:eventdatastore/lake' }]
            : [],
      },
    });
    answers['s3:ListBuckets'] = async (_, passOn) => ({ text: (await passOn()).body });
    const delegates = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: '*',
          Action: '*',
          Resource: '*',
          Condition: { StringEquals: { 's3:DataAccessPointAccount': '123456789012' } },
        },
      ],
    });
    answers['s3:GetBucketPolicy'] = ({ input }) =>
      input.Bucket === 'acme-seller-stock' ? { text: delegates, type: 'application/json' } : undefined;
    answers['s3control:ListAccessPoints'] = {
      answer: {
        ListAccessPointsResult: {
          AccessPointList: { AccessPoint: [{ Name: 'stock', NetworkOrigin: 'Internet', Bucket: 'acme-seller-stock' }] },
        },
      },
    };
    const { code, stderr } = await account.run(['collect', '--out', 'run']);
    expect(code, stderr).toBe(0);
    const { stdout } = await run(['permissions']);
    granted = (JSON.parse(stdout) as { Statement: { Action: string[] }[] }).Statement.flatMap(({ Action }) => Action);
  });

  test('what is asked needs no action that the policy lacks', () => {
    expect(
      seen()
        .flatMap(actionsOf)
        .filter((action) => !granted.includes(action)),
    ).toEqual([]);
  });

  test('the policy has no action that nothing needs', () => {
    const needed = new Set(seen().flatMap(actionsOf));
    expect(granted.filter((action) => !needed.has(action))).toEqual([]);
  });

  test('every call of the catalogue was asked', () => {
    const known = Object.values(catalogues).flatMap((catalogue) => Object.values(catalogue).map(({ id }) => id));
    expect(seen()).toEqual(known.sort());
  });

  test('by way of a role, it may also be assumed', async () => {
    const role = 'arn:aws:iam::123456789012:role/dpp-audit';
    const { stdout } = await run(['permissions', '--role-arn', role]);
    const { Statement } = JSON.parse(stdout) as { Statement: readonly object[] };
    expect(Statement).toContainEqual(expect.objectContaining({ Effect: 'Allow', Action: ['sts:AssumeRole'], Resource: role }));
  });

  test('nothing that writes is asked', () => {
    expect(seen().filter((call) => !/:(Get|List|Describe)[A-Z]|^iam:GenerateCredentialReport$/.test(call))).toEqual([]);
    const rest = account.wire.requests.filter(({ protocol }) => protocol === 's3');
    expect([...new Set(rest.map(({ method }) => method))]).toEqual(['GET']);
  });
});
