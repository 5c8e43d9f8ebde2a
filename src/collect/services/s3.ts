import { bucketRegion } from '../../analysis/bucket-region.ts';
import type { Call } from '../../calls/catalogue.ts';
import { s3 } from '../../calls/s3.ts';
import { multiRegionHome, s3control } from '../../calls/s3-control.ts';
import { type Asker, collector, each } from '../collector.ts';

const { ListBuckets, GetBucketLocation, ...settings } = s3;
const ofEachBucket = Object.values(settings) as readonly Call<{ Bucket: string }, unknown>[];

/** The account's own block, and every bucket: each of its settings in its own region. */
export default collector(async (asker) => {
  // both are waited for: one that fails alone, when a run is cut off, would end the program
  await Promise.all([asker.ask(s3control.GetPublicAccessBlock, { AccountId: asker.account }), everyBucket(asker)]);
});

/** A bucket's access points are asked where its policy delegates to them. */
async function everyBucket({ ask, pages, account: AccountId, partition, leftOut }: Asker): Promise<void> {
  const buckets = (await pages(ListBuckets, {})).flatMap((page) => page.Buckets ?? []);
  await each(buckets, async ({ Name: Bucket = '', BucketRegion }) => {
    const region = BucketRegion ?? bucketRegion(await ask(GetBucketLocation, { Bucket }));
    if (region === undefined || leftOut.includes(region)) return;
    await Promise.all(ofEachBucket.map((call) => ask(call, { Bucket }, region)));
    const policy = await ask(s3.GetBucketPolicy, { Bucket }, region);
    if (!/s3:DataAccessPoint/i.test(policy?.Policy ?? '')) return;
    const points = (await pages(s3control.ListAccessPoints, { AccountId, Bucket }, region)).flatMap((page) => page.AccessPointList ?? []);
    await each(points, ({ Name }) =>
      Promise.all([
        ask(s3control.GetAccessPoint, { AccountId, Name }, region),
        ask(s3control.GetAccessPointPolicy, { AccountId, Name }, region),
      ]),
    );
    const multi = multiRegionHome(partition);
    if (multi) await pages(s3control.ListMultiRegionAccessPoints, { AccountId }, multi);
  });
}
