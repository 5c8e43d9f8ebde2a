import { isInternetIn } from '../policy/address.ts';
import { matchesAction, type PolicyDocument, type Statement } from '../policy/index.ts';
import { glob, overlaps } from '../policy/pattern.ts';
import { grantsNotDenied } from './acl-denied.ts';
import type { Opening, Own } from './own.ts';
import { policyOutsiders } from './policy-outsiders.ts';
import { type AclGrant, aclOutsiders } from './s3-acl.ts';

/** The flags of Block Public Access that tame what stands; the other two only refuse what's new. */
export interface PublicAccessBlock {
  readonly IgnorePublicAcls?: boolean | undefined;
  readonly RestrictPublicBuckets?: boolean | undefined;
}

export interface Bucket {
  /** `arn:aws:s3:::bucket`, in whichever partition. */
  readonly arn: string;
  /** `NO_POLICY` where there is none. A policy that can't be parsed has no place here: then nothing is known. */
  readonly policy: PolicyDocument;
  readonly acl: { readonly grants: readonly AclGrant[]; readonly ownerId: string | undefined };
  /** The setting of object ownership; `undefined` where the bucket has no ownership controls. */
  readonly ownership: string | undefined;
  /** `undefined` where it isn't configured. */
  readonly bucketBlock: PublicAccessBlock | undefined;
  readonly accountBlock: PublicAccessBlock | undefined;
  readonly own: Own;
}

export interface BucketExposure {
  /** What lets in everybody, a sentence each. */
  readonly public: readonly string[];
  /** What lets in anyone outside the house, the public included. */
  readonly outsiders: readonly string[];
  /** Whether access points say who gets in: their policies must be asked too. */
  readonly delegatesToAccessPoints: boolean;
  /** Whether the bucket or its account leaves what is public to the house alone; it holds of access points too. */
  readonly restrictsPublic: boolean;
  /** Whether an object's own ACL could make it public or give it to others: nothing here looks at those. */
  readonly objectAcls: 'off' | 'not public' | 'count';
}

/**
 * Who outside the house gets at a bucket: by its policy and its access control list, after Block Public Access of the bucket and of the account; for each flag either suffices.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 * ACLs count unless the owner is enforced: https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
 */
export function bucketExposure({ arn, policy, acl, ownership, bucketBlock, accountBlock, own }: Bucket): BucketExposure {
  const blocks = [bucketBlock, accountBlock];
  const ignoresPublicAcls = blocks.some((block) => block?.IgnorePublicAcls === true);
  const restrictsPublic = blocks.some((block) => block?.RestrictPublicBuckets === true);

  const { openings, delegatesToAccessPoints } = policyOutsiders(policy, { resources: [arn, `${arn}/*`], own, service: 's3' });
  const byPolicy = restrictsPublic && isPublicToS3(policy, openings) ? [] : openings;

  const hasAcls = ownership !== 'BucketOwnerEnforced';
  const ours = [own.canonicalId, acl.ownerId].filter((id) => id !== undefined);
  const byAcl = aclOutsiders(hasAcls ? grantsNotDenied(acl.grants, policy, arn, own) : [], ours);
  const publicAcl = ignoresPublicAcls ? [] : byAcl.public;

  return {
    public: [...byPolicy.filter(({ who }) => who.kind === 'public').map(({ sentence }) => sentence), ...publicAcl],
    outsiders: [...byPolicy.map(({ sentence }) => sentence), ...new Set([...publicAcl, ...byAcl.foreign])],
    delegatesToAccessPoints,
    restrictsPublic,
    objectAcls: !hasAcls ? 'off' : ignoresPublicAcls ? 'not public' : 'count',
  };
}

/**
 * Whether S3 itself surely takes the policy for public: then RestrictPublicBuckets leaves it to the owner's account and to services alone, and cuts other accounts off too.
 * A policy that only we take for public, as when `…IfExists` limits it, isn't tamed; other accounts that a policy names which isn't public stay in.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
export function isPublicToS3({ statements }: PolicyDocument, openings: readonly Opening[]): boolean {
  // a Deny that looks at who or where may undo for S3 what it doesn't surely undo for us
  if (statements.some((statement) => statement.effect === 'Deny' && !isSilentOnWho(statement))) return false;
  return openings.some(({ who, actions, statement: { index } }) => {
    const statement = statements.find((each) => each.index === index);
    return who.kind === 'public' && statement !== undefined && isSilentOnWho(statement) && isForData(statement, actions);
  });
}

/** Open to everybody, and no condition is one that S3 counts as a limit. */
function isSilentOnWho({ principals, conditions }: Statement): boolean {
  if (principals?.not || !principals?.values.some(({ kind }) => kind === 'everyone')) return false;
  return conditions.every(({ key, values }) => {
    const name = key.toLowerCase();
    if (name === 'aws:sourceip') return isInternetIn(values) === 'yes';
    return !LIMITS_OF_S3.has(name);
  });
}

/** The keys that S3 looks at; where one is there, whatever its operator, we don't rely on S3's view. */
const LIMITS_OF_S3: ReadonlySet<string> = new Set(
  [
    'aws:PrincipalOrgID',
    'aws:PrincipalOrgPaths',
    'aws:PrincipalAccount',
    'aws:PrincipalArn',
    'aws:PrincipalServiceName',
    'aws:PrincipalIsAWSService',
    'aws:SourceArn',
    'aws:SourceVpc',
    'aws:SourceVpce',
    'aws:SourceOwner',
    'aws:SourceAccount',
    'aws:SourceOrgID',
    'aws:SourceOrgPaths',
    'aws:VpceAccount',
    'aws:VpceOrgID',
    'aws:VpceOrgPaths',
    'aws:VpcSourceIp',
    'aws:userid',
    's3:DataAccessPointArn',
    's3:DataAccessPointAccount',
    's3:AccessPointNetworkOrigin',
    's3:x-amz-server-side-encryption-aws-kms-key-id',
  ].map((key) => key.toLowerCase()),
);

/** S3 asks whether a policy exposes data: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PublicAccessBlockConfiguration.html */
function isForData(statement: Statement, granted: readonly string[]): boolean {
  if (statement.actions.not)
    return ['s3:GetObject', 's3:ListBucket', 's3:PutObject'].some((action) => matchesAction(statement.actions, action) === 'yes');
  return granted.some((action) => DATA.some((data) => overlaps(glob(action.toLowerCase()), glob(data))));
}

const DATA = ['s3:get*', 's3:list*', 's3:put*', 's3:delete*', 's3:abortmultipartupload', 's3:restoreobject'] as const;
