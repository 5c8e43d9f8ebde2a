/** Answers of S3 and S3 Control as they go over the wire: the root element and names that XML has, from those of the SDK. */

type Answer = Readonly<Record<string, unknown>>;
type Fields = Readonly<Record<string, unknown>>;

const list = (answer: unknown, name: string): readonly unknown[] => ((answer as Fields | undefined)?.[name] ?? []) as readonly unknown[];

/** `{ Rules: […] }` as `{ Rule: […] }`; the rest as it is. */
function rules(answer: unknown): Fields {
  const { Rules, ...rest } = (answer ?? {}) as Fields;
  return { ...rest, Rule: Rules };
}

const shapes: Readonly<Record<string, (answer: Answer) => object>> = {
  's3:ListBuckets': ({ Buckets, ...rest }) => ({ ListAllMyBucketsResult: { ...rest, Buckets: { Bucket: Buckets } } }),
  's3:GetBucketVersioning': (answer) => ({ VersioningConfiguration: answer }),
  's3:GetBucketOwnershipControls': ({ OwnershipControls }) => ({ OwnershipControls: rules(OwnershipControls) }),
  's3:GetBucketEncryption': ({ ServerSideEncryptionConfiguration }) => ({
    ServerSideEncryptionConfiguration: rules(ServerSideEncryptionConfiguration),
  }),
  's3:GetPublicAccessBlock': (answer) => answer,
  's3:GetBucketAcl': ({ Owner, Grants }) => ({ AccessControlPolicy: { Owner, AccessControlList: { Grant: Grants } } }),
  's3:GetBucketLifecycleConfiguration': (answer) => ({ LifecycleConfiguration: rules(answer) }),
  's3:GetObjectLockConfiguration': (answer) => answer,
  's3:GetBucketReplication': ({ ReplicationConfiguration }) => ({ ReplicationConfiguration: rules(ReplicationConfiguration) }),
  's3:GetBucketLogging': (answer) => ({ BucketLoggingStatus: answer }),
  's3:GetBucketTagging': (answer) => ({ Tagging: { TagSet: { Tag: list(answer, 'TagSet') } } }),
  's3:GetBucketWebsite': (answer) => ({ WebsiteConfiguration: answer }),
  's3control:GetPublicAccessBlock': (answer) => answer,
  's3control:ListAccessPoints': (answer) => ({
    ListAccessPointsResult: { AccessPointList: { AccessPoint: list(answer, 'AccessPointList') } },
  }),
  's3control:GetAccessPoint': (answer) => ({ GetAccessPointResult: answer }),
  's3control:ListMultiRegionAccessPoints': (answer) => ({
    ListMultiRegionAccessPointsResult: {
      AccessPoints: {
        AccessPoint: list(answer, 'AccessPoints').map((point) => ({ ...(point as Fields), Regions: { Region: list(point, 'Regions') } })),
      },
    },
  }),
  's3control:GetAccessPointPolicy': (answer) => ({ GetAccessPointPolicyResult: answer }),
};

/** The answer to an operation (`service:Operation`) in S3's XML; undefined where S3 has no such form for it. */
export const inXml = (id: string, answer: object): object | undefined => shapes[id]?.(answer as Answer);
