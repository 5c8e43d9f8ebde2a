/** One tag that an object must carry; a tag without a value has the value "". */
export interface ObjectTag {
  readonly key: string;
  readonly value: string;
}

/** Which objects a rule is for; all conditions must hold. An empty filter is for every object. Sizes are in bytes. */
export interface LifecycleFilter {
  readonly prefix?: string | undefined;
  readonly tags?: readonly ObjectTag[] | undefined;
  readonly sizeGreaterThan?: number | undefined;
  readonly sizeLessThan?: number | undefined;
  /** The rule has a condition that we don't know: it covers nothing for sure, and may still delete. */
  readonly unknown?: boolean | undefined;
}

/** One lifecycle rule of a bucket, in our own words. Times are in days. */
export interface LifecycleRule {
  readonly id?: string | undefined;
  readonly enabled: boolean;
  readonly filter: LifecycleFilter;
  readonly expirationDays?: number | undefined;
  readonly expirationDate?: Date | string | undefined;
  /** Removes delete markers with nothing below them; they hold no data, so it changes no life. */
  readonly expiredObjectDeleteMarker?: boolean | undefined;
  readonly noncurrentDays?: number | undefined;
  readonly newerNoncurrentVersions?: number | undefined;
  readonly abortMultipartDays?: number | undefined;
}

export type Versioning = 'Off' | 'Enabled' | 'Suspended';

/** Object Lock of a bucket; `defaultDays` is the default retention in days (a year is 365). */
export interface ObjectLock {
  readonly enabled: boolean;
  readonly defaultMode?: string | undefined;
  readonly defaultDays?: number | undefined;
}

interface RawTag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}
interface RawConditions {
  readonly Prefix?: string | undefined;
  readonly ObjectSizeGreaterThan?: number | undefined;
  readonly ObjectSizeLessThan?: number | undefined;
}

/** A rule as `GetBucketLifecycleConfiguration` gives it (a date may be the snapshot's ISO text). */
export interface RawLifecycleRule {
  readonly ID?: string | undefined;
  readonly Status?: string | undefined;
  readonly Prefix?: string | undefined;
  readonly Filter?:
    | (RawConditions & {
        readonly Tag?: RawTag | undefined;
        readonly And?: (RawConditions & { readonly Tags?: readonly RawTag[] | undefined }) | undefined;
      })
    | undefined;
  readonly Expiration?:
    | {
        readonly Date?: Date | string | undefined;
        readonly Days?: number | undefined;
        readonly ExpiredObjectDeleteMarker?: boolean | undefined;
      }
    | undefined;
  readonly NoncurrentVersionExpiration?:
    | { readonly NoncurrentDays?: number | undefined; readonly NewerNoncurrentVersions?: number | undefined }
    | undefined;
  readonly AbortIncompleteMultipartUpload?: { readonly DaysAfterInitiation?: number | undefined } | undefined;
}

const KNOWN = new Set(['Prefix', 'Tag', 'Tags', 'And', 'ObjectSizeGreaterThan', 'ObjectSizeLessThan']);

/**
 * Brings a rule of `GetBucketLifecycleConfiguration` into our form. Takes the old `Prefix` beside the filter, too;
 * a condition of a kind that we don't know makes the filter `unknown`. Throws nothing.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleRule.html
 */
export const lifecycleRule = (raw: RawLifecycleRule): LifecycleRule => {
  const { And, Tag, ...alone } = raw.Filter ?? {};
  const conditions = { ...alone, ...And };
  const tags = [...(Tag ? [Tag] : []), ...(And?.Tags ?? [])];
  return {
    id: raw.ID,
    enabled: raw.Status === 'Enabled',
    filter: {
      prefix: conditions.Prefix ?? raw.Prefix,
      tags: tags.map(({ Key = '', Value = '' }) => ({ key: Key, value: Value })),
      sizeGreaterThan: conditions.ObjectSizeGreaterThan,
      sizeLessThan: conditions.ObjectSizeLessThan,
      unknown: Object.keys(conditions).some((name) => !KNOWN.has(name)),
    },
    expirationDays: raw.Expiration?.Days,
    expirationDate: raw.Expiration?.Date,
    expiredObjectDeleteMarker: raw.Expiration?.ExpiredObjectDeleteMarker,
    noncurrentDays: raw.NoncurrentVersionExpiration?.NoncurrentDays,
    newerNoncurrentVersions: raw.NoncurrentVersionExpiration?.NewerNoncurrentVersions,
    abortMultipartDays: raw.AbortIncompleteMultipartUpload?.DaysAfterInitiation,
  };
};
