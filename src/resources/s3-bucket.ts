import { Type } from 'typebox';
import { bucketExposure } from '../analysis/exposure/index.ts';
import { NO_POLICY } from '../analysis/policy/index.ts';
import { lifecycleRule, s3Life } from '../analysis/retention/s3.ts';
import { tlsProof } from '../analysis/tls/tls-proof.ts';
import { s3 } from '../calls/s3.ts';
import { s3control } from '../calls/s3-control.ts';
import { codes } from '../facts/codes.ts';
import type { Facts } from '../facts/fact.ts';
import { block, couldBe, fact, mapAnswer } from '../facts/read.ts';
import type { Aws } from './aws.ts';
import { own } from './own.ts';
import { resource } from './resource.ts';
import { openPoints } from './s3-access-points.ts';
import { bucketClass } from './s3-class.ts';
import { type Bucket, listBuckets } from './s3-index.ts';
import { copiesAbroad, objectLock } from './s3-life.ts';
import { accessLogging } from './s3-logging.ts';
import { bucketPolicy } from './s3-policy.ts';
import { Encryption, Exposure, Logging, Retention, Tls } from './traits.ts';
import type { World } from './world.ts';

/** Since then S3 encrypts every new object. docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html */
const alwaysEncrypted = '2023-01-05';

export const s3Bucket = resource('s3.bucket', {
  title: { one: 'S3 bucket', many: 'S3 buckets' },
  service: 's3',
  facts: {
    versioning: Type.Enum(['Enabled', 'Suspended', 'Off'], { description: 'Suspended keeps the versions that are there' }),
    retention: Retention,
    encryption: Encryption,
    tls: Tls,
  },
  proofs: { exposure: Exposure, logging: Logging },

  list: listBuckets,

  read({ name: Bucket, region, created, arn }, aws) {
    const lifecycle = aws.answer(s3.GetBucketLifecycleConfiguration, { Bucket }, region);
    const versioning = aws.answer(s3.GetBucketVersioning, { Bucket }, region);
    const lock = aws.answer(s3.GetObjectLockConfiguration, { Bucket }, region);
    const replication = aws.answer(s3.GetBucketReplication, { Bucket }, region);
    const encryption = aws.answer(s3.GetBucketEncryption, { Bucket }, region);
    const website = aws.answer(s3.GetBucketWebsite, { Bucket }, region);
    const abroad = copiesAbroad(replication, aws);

    // Without the versioning, what holds of a plain, a versioned and a suspended bucket is still known; likewise of a lock and of copies.
    const life = block(
      Retention,
      [
        lifecycle,
        couldBe(versioning, {}, { Status: 'Enabled' }, { Status: 'Suspended' }),
        couldBe(lock, undefined, locked, lockedForEver),
        couldBe(abroad, [], ['another account']),
      ],
      (l, v, o, copies) => {
        if (l && !l.Rules) return { maxDays: undefined, witness: undefined, minDays: undefined, minWitness: undefined };
        const { maxDays, maxUnknown, witness, minDays, minWitness } = s3Life(
          (l?.Rules ?? []).map(lifecycleRule),
          v?.Status ?? 'Off',
          objectLock(o),
          aws.asOf,
        );
        const open = maxUnknown ?? (copies?.length ? `copies go to ${copies.join(', ')}, where this audit cannot look` : undefined);
        if (open === undefined) return { maxDays, witness, minDays, minWitness };
        const unknown = [
          { operation: maxUnknown ? s3.GetObjectLockConfiguration.id : s3.GetBucketReplication.id, code: codes.undecided, note: open },
        ];
        return maxDays === Number.POSITIVE_INFINITY
          ? { maxDays, witness, minDays, minWitness }
          : { maxDays: { unknown, atLeast: maxDays }, witness, minDays, minWitness };
      },
    );
    const listed = mapAnswer(aws.pages(s3.ListBuckets, {}), () => created ?? '');
    const policy = bucketPolicy(Bucket, region, aws);
    return {
      versioning: fact([versioning], (v) => v?.Status ?? 'Off'),
      retention: life,
      encryption: block(Encryption, [encryption, listed], (e, born) => {
        const by = e?.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault;
        return {
          atRest: encryptedThroughout(born, life.maxDays, aws.asOf),
          algorithm: 'AES-256' as const,
          keyManaged: by?.SSEAlgorithm?.startsWith('aws:kms') ?? false,
          keyArn: by?.KMSMasterKeyID ?? '',
        };
      }),
      tls: block(Tls, [policy, website], (document, site) => {
        const proof = tlsProof(document === NO_POLICY ? undefined : document, { bucket: arn, objects: `${arn}/*` });
        const overHttp = site && !proof.httpsOnly ? ['its website answers over plain HTTP'] : [];
        return { ...proof, openings: [...proof.openings, ...overHttp] };
      }),
    };
  },

  prove: (bucket, aws, world) => ({ exposure: exposureOf(bucket, aws, world), logging: accessLogging(bucket, aws, world) }),

  classOf: bucketClass,
});

/** What an unread Object Lock could be: one that leaves the longest life open, and one that keeps everything. */
const locked = { ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' as const } };
const lockedForEver = {
  ObjectLockConfiguration: { ...locked.ObjectLockConfiguration, Rule: { DefaultRetention: { Days: Number.POSITIVE_INFINITY } } },
};

/** Was everything in the bucket written since S3 encrypts by default: because the bucket is younger, or because nothing older can be left? */
function encryptedThroughout(created: string | undefined, maxDays: Facts<typeof Retention>['maxDays'], asOf: Date) {
  if (created !== undefined && created >= alwaysEncrypted) return true;
  const since = (asOf.getTime() - Date.parse(alwaysEncrypted)) / 86_400_000;
  if ('value' in maxDays && maxDays.value < since) return true;
  const note = 'objects written before 5 January 2023 may lie unencrypted, and nothing shows that none is left';
  return { unknown: [{ operation: s3.ListBuckets.id, code: codes.undecided, note }] };
}

function exposureOf({ name: Bucket, region, arn }: Bucket, aws: Aws, world: World): Facts<typeof Exposure> {
  const policy = bucketPolicy(Bucket, region, aws);
  const acl = aws.answer(s3.GetBucketAcl, { Bucket }, region);
  const ownership = aws.answer(s3.GetBucketOwnershipControls, { Bucket }, region);
  const bucketBlock = aws.answer(s3.GetPublicAccessBlock, { Bucket }, region);
  const accountBlock = aws.answer(s3control.GetPublicAccessBlock, { AccountId: aws.account });
  const raw = aws.answer(s3.GetBucketPolicy, { Bucket }, region);
  const house = own(world, 'answer' in raw ? (raw.answer?.Policy ?? '') : '');
  const points = openPoints(Bucket, region, aws, world);
  const blocked = { PublicAccessBlockConfiguration: { IgnorePublicAcls: true, RestrictPublicBuckets: true } };
  return block(
    Exposure,
    [
      policy,
      couldBe(acl, { Grants: [] }, everybody, somebody),
      couldBe(ownership, undefined, { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' as const }] } }),
      couldBe(bucketBlock, undefined, blocked),
      couldBe(accountBlock, undefined, blocked),
      house,
      points,
    ],
    (document = NO_POLICY, a, o, b, account, mine = { accounts: [] }, through) => {
      if (!a?.Grants) return { public: undefined, outsiders: undefined };
      const {
        public: everyone,
        outsiders,
        delegatesToAccessPoints,
        restrictsPublic,
      } = bucketExposure({
        arn,
        policy: document,
        acl: { grants: a.Grants, ownerId: a.Owner?.ID },
        ownership: o?.OwnershipControls?.Rules?.[0]?.ObjectOwnership,
        bucketBlock: b?.PublicAccessBlockConfiguration,
        accountBlock: account?.PublicAccessBlockConfiguration,
        own: mine,
      });
      if (!delegatesToAccessPoints) return { public: [...everyone], outsiders: [...outsiders] };
      // the policy leaves it to access points, which could not all be read: what it lets in itself is the least
      if (!through) return { public: { unknown: [], atLeast: [...everyone] }, outsiders: { unknown: [], atLeast: [...outsiders] } };
      const points = through(restrictsPublic);
      return { public: [...everyone, ...points.public], outsiders: [...outsiders, ...points.outsiders] };
    },
  );
}

/** The worst ACLs that an unread one could be: open to everybody, and open to another account, which Block Public Access does not tame. */
const everybody = {
  Grants: [
    { Grantee: { Type: 'Group' as const, URI: 'http://acs.amazonaws.com/groups/global/AllUsers' }, Permission: 'FULL_CONTROL' as const },
  ],
};
const somebody = {
  Grants: [{ Grantee: { Type: 'CanonicalUser' as const, ID: 'of another account' }, Permission: 'FULL_CONTROL' as const }],
};
