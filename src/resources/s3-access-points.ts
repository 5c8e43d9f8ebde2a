import { policyOutsiders } from '../analysis/exposure/index.ts';
import { parsePolicy } from '../analysis/policy/index.ts';
import { s3control } from '../calls/s3-control.ts';
import { codes } from '../facts/codes.ts';
import type { Answer, Ref } from '../facts/fact.ts';
import { couldBe, lacking } from '../facts/read.ts';
import type { Aws } from './aws.ts';
import { own } from './own.ts';
import type { World } from './world.ts';

interface Openings {
  readonly public: readonly string[];
  readonly outsiders: readonly string[];
}

/**
 * Who outside the house gets in through a bucket's access points, where the bucket's policy leaves it to them.
 * docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
 */
export function openPoints(Bucket: string, region: string, aws: Aws, world: World): Answer<Openings> {
  const AccountId = aws.account;
  const listed = aws.pages(s3control.ListAccessPoints, { AccountId, Bucket }, region);
  // not asked where the policy delegates nothing: then it changes nothing, and the caller looks whether it does
  if ('unknown' in listed) return couldBe<Openings>(lacking(listed), undefined);
  const refs: Ref[] = [...listed.refs];
  const openings: { public: string[]; outsiders: string[] } = { public: [], outsiders: [] };
  for (const { Name = '', AccessPointArn } of (listed.answer ?? []).flatMap((page) => page.AccessPointList ?? [])) {
    const answer = aws.answer(s3control.GetAccessPointPolicy, { AccountId, Name }, region);
    if ('unknown' in answer) return couldBe<Openings>({ unknown: answer.unknown, refs: [...refs, ...answer.refs] }, undefined);
    refs.push(...answer.refs);
    if (answer.answer === undefined) continue;
    const policy = parsePolicy(answer.answer.Policy ?? '');
    if (!policy)
      return couldBe<Openings>(
        { unknown: { operation: s3control.GetAccessPointPolicy.id, code: codes.malformed, region }, refs },
        undefined,
      );
    const house = own(world, answer.answer.Policy ?? '');
    if ('unknown' in house) return couldBe<Openings>(lacking(house), undefined);
    const arn = AccessPointArn ?? `arn:${aws.partition}:s3:${region}:${AccountId}:accesspoint/${Name}`;
    const { openings: found } = policyOutsiders(policy, {
      resources: [arn, `${arn}/object/*`],
      own: house.answer ?? { accounts: [AccountId] },
      service: 's3',
    });
    for (const { who, sentence } of found) {
      const through = `${sentence}, through access point ${Name}`;
      openings.outsiders.push(through);
      if (who.kind === 'public') openings.public.push(through);
    }
  }
  return { answer: openings, refs, operation: s3control.ListAccessPoints.id };
}
