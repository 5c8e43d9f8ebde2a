import {
  CreateAliasCommand,
  CreateGrantCommand,
  CreateKeyCommand,
  EnableKeyRotationCommand,
  type KeySpec,
  KMSClient,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { policy, type SeedAws, seedAccount } from './aws.ts';

export interface KeySeed {
  /** Without `alias/`. */
  readonly alias: string;
  readonly region: string;
  readonly dataClass?: string;
  readonly spec?: KeySpec;
  /** Rotated every year, unless false. */
  readonly rotates?: boolean;
  /** Statements beside the one that hands over to IAM. */
  readonly statements?: readonly object[];
  /** The ARN of who gets a grant to decrypt. */
  readonly grantee?: string;
  readonly toBeDeleted?: boolean;
}

/** Makes a key with an alias; gives its ARN. */
export async function key(aws: SeedAws, seed: KeySeed): Promise<string> {
  const kms = aws.client(KMSClient, seed.region);
  const spec = seed.spec ?? 'SYMMETRIC_DEFAULT';
  const { KeyMetadata } = await kms.send(
    new CreateKeyCommand({
      Description: seed.alias,
      KeySpec: spec,
      KeyUsage: spec === 'SYMMETRIC_DEFAULT' ? 'ENCRYPT_DECRYPT' : 'SIGN_VERIFY',
      Policy: policy(handsOver, ...(seed.statements ?? [])),
      Tags: seed.dataClass ? [{ TagKey: 'amazon-data-class', TagValue: seed.dataClass }] : [],
    }),
  );
  const { KeyId = '', Arn = '' } = KeyMetadata ?? {};
  await kms.send(new CreateAliasCommand({ AliasName: `alias/${seed.alias}`, TargetKeyId: KeyId }));
  if (seed.rotates !== false && spec === 'SYMMETRIC_DEFAULT')
    await kms.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 365 }));
  if (seed.grantee) {
    await kms.send(
      new CreateGrantCommand({ KeyId, Name: 'decrypt', GranteePrincipal: seed.grantee, Operations: ['Decrypt', 'DescribeKey'] }),
    );
  }
  if (seed.toBeDeleted) await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 30 }));
  return Arn;
}

/** The statement of every key's default policy. docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
const handsOver = {
  Sid: 'Enable IAM User Permissions',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${seedAccount}:root` },
  Action: 'kms:*',
  Resource: '*',
};

/** Lets CloudWatch Logs of a region use a key. docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
export const logsUse = (region: string): object => ({
  Effect: 'Allow',
  Principal: { Service: `logs.${region}.amazonaws.com` },
  Action: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
  Resource: '*',
  Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${region}:${seedAccount}:*` } },
});

/** Lets CloudTrail encrypt log files under a key. docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html */
export const trailUses = (trailArn: string): object => ({
  Effect: 'Allow',
  Principal: { Service: 'cloudtrail.amazonaws.com' },
  Action: ['kms:GenerateDataKey*', 'kms:DescribeKey'],
  Resource: '*',
  Condition: { StringEquals: { 'aws:SourceArn': trailArn } },
});
