import { type AclGrant, aclLogDelivery } from './exposure/s3-acl.ts';
import { context, decide, type PolicyDocument, type Tri } from './policy/index.ts';

/** A bucket whose access logs go somewhere: where it lies, and under which prefix they are written. */
export interface LogSource {
  readonly arn: string;
  readonly region: string;
  readonly account: string;
  readonly prefix: string;
}

/** The bucket that access logs are meant for, as far as it bears on whether they arrive. */
export interface LogTarget {
  readonly arn: string;
  readonly region: string;
  /** `NO_POLICY` where there is none. */
  readonly policy: PolicyDocument;
  /** The setting of object ownership; `undefined` where the bucket has no ownership controls. */
  readonly ownership: string | undefined;
  readonly grants: readonly AclGrant[];
  /** The default encryption, as S3 names it: `AES256`, `aws:kms`, `aws:kms:dsse`; `undefined` where none is configured. */
  readonly encryption: string | undefined;
  readonly locked: boolean;
}

/** Do the logs arrive, and if not (or not surely), why: `S3 may not write them there`. */
export interface Delivery {
  readonly arrives: Tri;
  readonly why: string;
}

/**
 * Whether S3 can deliver a bucket's access logs where they are meant to go. S3 checks this when logging is switched on and not again: a policy,
 * a lock or a KMS key that came later stops the logs without a word.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshooting-server-access-logging.html
 */
export function accessLogDelivery(source: LogSource, target: LogTarget): Delivery {
  if (target.region !== source.region) return { arrives: 'no', why: `it lies in another region, ${target.region}` };
  if (target.locked) return { arrives: 'no', why: 'it has Object Lock, and S3 delivers no access logs to such a bucket' };
  if (target.encryption?.startsWith('aws:kms')) {
    return { arrives: 'no', why: 'it encrypts by a KMS key, and S3 delivers access logs only where the default is SSE-S3' };
  }
  const { allowed, denies } = decide(target.policy.statements, delivering(source, target));
  if (denies.some(({ applies }) => applies === 'yes')) return { arrives: 'no', why: 'its policy denies S3 to write them' };
  const byAcl = target.ownership !== 'BucketOwnerEnforced' && aclLogDelivery(target.grants);
  if (allowed === 'yes' || (byAcl && denies.length === 0)) return { arrives: 'yes', why: '' };
  if (allowed === 'no' && !byAcl) return { arrives: 'no', why: 'neither its policy nor its ACL lets S3 write them' };
  return { arrives: 'maybe', why: 'whether its policy lets S3 write them can not be told' };
}

const SERVICE = 'logging.s3.amazonaws.com';

const delivering = ({ arn, account, prefix }: LogSource, target: LogTarget) => ({
  who: { kind: 'service', service: SERVICE } as const,
  action: 's3:PutObject',
  resource: `${target.arn}/${prefix}*`,
  context: context({
    'aws:SourceArn': { values: [arn] },
    'aws:SourceAccount': { values: [account] },
    'aws:SecureTransport': { values: ['true'] },
    's3:TlsVersion': { oneOf: [{ values: ['1.2'] }, { values: ['1.3'] }] },
    'aws:PrincipalIsAWSService': { values: ['true'] },
    'aws:PrincipalServiceName': { values: [SERVICE] },
    'aws:PrincipalAccount': { absent: true },
    'aws:PrincipalArn': { absent: true },
    'aws:PrincipalOrgID': { absent: true },
    'aws:PrincipalOrgPaths': { absent: true },
    's3:DataAccessPointAccount': { absent: true },
    's3:DataAccessPointArn': { absent: true },
  }),
});
