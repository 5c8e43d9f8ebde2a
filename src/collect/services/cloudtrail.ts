import { cloudtrail } from '../../calls/cloudtrail.ts';
import { collector, each } from '../collector.ts';

/** Trails as each region sees them, each asked about once, at home; event data stores where they are. */
export default collector(async ({ ask, pages, regions }) => {
  const trails = new Map<string, string>();
  await each(regions, async (region) => {
    const seen = await ask(cloudtrail.DescribeTrails, {}, region);
    for (const { TrailARN, HomeRegion = region } of seen?.trailList ?? []) if (TrailARN) trails.set(TrailARN, HomeRegion);
    const stores = (await pages(cloudtrail.ListEventDataStores, {}, region)).flatMap((page) => page.EventDataStores ?? []);
    await each(stores, ({ EventDataStoreArn: EventDataStore }) => ask(cloudtrail.GetEventDataStore, { EventDataStore }, region));
  });
  await each(trails, async ([arn, home]) => {
    await Promise.all([ask(cloudtrail.GetTrailStatus, { Name: arn }, home), ask(cloudtrail.GetEventSelectors, { TrailName: arn }, home)]);
  });
});
