import { kms } from '../../calls/kms.ts';
import { collector, each } from '../collector.ts';

/** Every key: its description, and for those of the account's own also rotation, policy, grants and tags. */
export default collector(async ({ ask, pages, regions }) => {
  await each(regions, async (region) => {
    const [keys] = await Promise.all([pages(kms.ListKeys, {}, region), pages(kms.ListAliases, {}, region)]);
    await each(
      keys.flatMap((page) => page.Keys ?? []),
      async ({ KeyId }) => {
        await Promise.all([
          ask(kms.DescribeKey, { KeyId }, region),
          ask(kms.GetKeyRotationStatus, { KeyId }, region),
          ask(kms.GetKeyPolicy, { KeyId }, region),
          pages(kms.ListGrants, { KeyId }, region),
          pages(kms.ListResourceTags, { KeyId }, region),
        ]);
      },
    );
  });
});
