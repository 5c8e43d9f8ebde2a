import { isPublicToS3, type Opening, policyOutsiders } from '../analysis/exposure/index.ts';
import { NO_POLICY, type PolicyDocument, parsePolicy } from '../analysis/policy/index.ts';
import { multiRegionHome, s3control } from '../calls/s3-control.ts';
import { codes } from '../facts/codes.ts';
import type { Answer, Reason, Ref } from '../facts/fact.ts';
import { mapAnswer } from '../facts/read.ts';
import type { Aws } from './aws.ts';
import { own } from './own.ts';
import type { World } from './world.ts';

/** What one access point lets in. */
interface Point {
  readonly openings: readonly Opening[];
  /** Is its policy public to S3, so that a block of it, of the bucket or of the account leaves it to the house alone? */
  readonly restrictable: boolean;
}

/** Who outside the house gets in through access points, a sentence each. */
export interface Openings {
  readonly public: readonly string[];
  readonly outsiders: readonly string[];
}

/** What the access points of a bucket let in, given whether the bucket or its account restricts what is public. */
export type OpenPoints = (restricted: boolean) => Openings;

/**
 * Who outside the house gets in through a bucket's access points, where the bucket's policy leaves it to them. Of what could not be read,
 * undefined. Asked only where the policy delegates; else it changes nothing, and the caller looks whether it does.
 * docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
 * docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html
 */
export function openPoints(Bucket: string, region: string, aws: Aws, world: World): Answer<OpenPoints> {
  const listed = aws.pages(s3control.ListAccessPoints, { AccountId: aws.account, Bucket }, region);
  if ('unknown' in listed) return unread(listed.unknown, listed.refs);
  const refs: Ref[] = [...listed.refs];
  const found: { readonly name: string; readonly point: Point }[] = [];
  for (const { Name = '', AccessPointArn } of (listed.answer ?? []).flatMap((page) => page.AccessPointList ?? [])) {
    const arn = AccessPointArn ?? `arn:${aws.partition}:s3:${region}:${aws.account}:accesspoint/${Name}`;
    const point = readPoint({ Name, arn, region }, aws, world);
    refs.push(...point.refs);
    if ('unknown' in point) return unread(point.unknown, refs);
    if (point.answer) found.push({ name: Name, point: point.answer });
  }
  const multi = multiRegion(Bucket, aws);
  refs.push(...multi.refs);
  if ('unknown' in multi) return unread(multi.unknown, refs);
  return { answer: (restricted) => through(found, restricted), refs, operation: s3control.ListAccessPoints.id };
}

const unread = (unknown: Reason, refs: readonly Ref[]): Answer<OpenPoints> => ({ unknown, refs, could: [undefined] });

function through(found: readonly { readonly name: string; readonly point: Point }[], restricted: boolean): Openings {
  const openings = found.flatMap(({ name, point: { openings, restrictable } }) =>
    restricted && restrictable ? [] : openings.map(({ who, sentence }) => ({ who, sentence: `${sentence}, through access point ${name}` })),
  );
  return {
    public: openings.filter(({ who }) => who.kind === 'public').map(({ sentence }) => sentence),
    outsiders: openings.map(({ sentence }) => sentence),
  };
}

function readPoint({ Name, arn, region }: { Name: string; arn: string; region: string }, aws: Aws, world: World): Answer<Point> {
  const AccountId = aws.account;
  const answer = aws.answer(s3control.GetAccessPointPolicy, { AccountId, Name }, region);
  const policy = mapAnswer(answer, (a): PolicyDocument | null => (a === undefined ? NO_POLICY : (parsePolicy(a.Policy ?? '') ?? null)));
  if ('unknown' in policy) return { unknown: policy.unknown, refs: policy.refs };
  const house = own(world, 'answer' in answer ? (answer.answer?.Policy ?? '') : '');
  if ('unknown' in house) return { unknown: house.unknown, refs: house.refs };
  const document = policy.answer ?? NO_POLICY;
  const { openings } = policyOutsiders(document, {
    resources: [arn, `${arn}/object/*`],
    own: house.answer ?? { accounts: [AccountId] },
    service: 's3',
  });
  const refs = [...policy.refs, ...house.refs];
  const operation = s3control.GetAccessPointPolicy.id;
  if (openings.length === 0) return { answer: { openings, restrictable: false }, refs, operation };
  const settings = aws.answer(s3control.GetAccessPoint, { AccountId, Name }, region);
  if ('unknown' in settings) return { unknown: settings.unknown, refs: [...refs, ...settings.refs] };
  const { NetworkOrigin, PublicAccessBlockConfiguration: block } = settings.answer ?? {};
  const restrictable = isPublicToS3(document, openings);
  const shut = restrictable && block?.RestrictPublicBuckets === true;
  // whoever is not in the one VPC is turned away, whatever the policy says; S3 does not take that for public
  const reached = NetworkOrigin === 'VPC' ? openings.filter(({ who }) => who.kind !== 'public') : openings;
  return {
    answer: { openings: shut ? [] : reached, restrictable: restrictable && NetworkOrigin !== 'VPC' },
    refs: [...refs, ...settings.refs],
    operation,
  };
}

/** Policies of multi-Region access points are not looked at: one that leads to the bucket leaves open who gets in. */
function multiRegion(bucket: string, aws: Aws): Answer<never> {
  const home = multiRegionHome(aws.partition);
  const operation = s3control.ListMultiRegionAccessPoints.id;
  if (home === undefined) return { answer: undefined, refs: [], operation };
  const listed = aws.pages(s3control.ListMultiRegionAccessPoints, { AccountId: aws.account }, home);
  if ('unknown' in listed) return { unknown: listed.unknown, refs: listed.refs };
  const leading = (listed.answer ?? [])
    .flatMap((page) => page.AccessPoints ?? [])
    .find(({ Regions }) => !Regions || Regions.some(({ Bucket }) => Bucket === bucket));
  if (!leading) return { answer: undefined, refs: listed.refs, operation };
  const note = `the multi-Region access point ${leading.Name ?? ''} leads to it, whose policy this audit does not look at`;
  return { unknown: { operation, code: codes.elsewhere, note }, refs: listed.refs };
}
