import { bucketRegion } from '../../analysis/bucket-region.ts';
import type { Call } from '../../calls/catalogue.ts';
import { s3 } from '../../calls/s3.ts';
import { s3control } from '../../calls/s3-control.ts';
import { collector, each } from '../collector.ts';

const { ListBuckets, GetBucketLocation, ...settings } = s3;
const ofEachBucket = Object.values(settings) as readonly Call<{ Bucket: string }, unknown>[];

/** Every bucket, and each of its settings in the bucket's own region; its access points where its policy delegates to them. */
export default collector(async ({ ask, pages, account: AccountId, leftOut }) => {
  const blocked = ask(s3control.GetPublicAccessBlock, { AccountId });
  const buckets = (await pages(ListBuckets, {})).flatMap((page) => page.Buckets ?? []);
  await each(buckets, async ({ Name: Bucket = '', BucketRegion }) => {
    const region = BucketRegion ?? bucketRegion(await ask(GetBucketLocation, { Bucket }));
    if (region === undefined || leftOut.includes(region)) return;
    await Promise.all(ofEachBucket.map((call) => ask(call, { Bucket }, region)));
    const policy = await ask(s3.GetBucketPolicy, { Bucket }, region);
    if (!/s3:DataAccessPoint/i.test(policy?.Policy ?? '')) return;
    const points = (await pages(s3control.ListAccessPoints, { AccountId, Bucket }, region)).flatMap((page) => page.AccessPointList ?? []);
    await each(points, ({ Name }) => ask(s3control.GetAccessPointPolicy, { AccountId, Name }, region));
  });
  await blocked;
});
