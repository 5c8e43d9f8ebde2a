import { s3 } from '../calls/s3.ts';
import type { Facts } from '../facts/fact.ts';
import { given } from '../facts/fact.ts';
import type { Aws } from './aws.ts';
import type { Bucket } from './s3-index.ts';
import type { Logging } from './traits.ts';
import type { World } from './world.ts';

/** Is every read and write of a bucket's objects logged: by S3's access logs, or by data events of a trail that logs now? */
export function accessLogging({ name: Bucket, region }: Bucket, aws: Aws, _world: World): Facts<typeof Logging> {
  const logging = aws.answer(s3.GetBucketLogging, { Bucket }, region);
  const target = 'answer' in logging ? logging.answer?.LoggingEnabled?.TargetBucket : undefined;
  if (target !== undefined) {
    const { refs } = logging;
    return { reads: given(true, refs), writes: given(true, refs), by: given(`access logs in ${target}`, refs) };
  }
  return { reads: given(false), writes: given(false), by: given('') };
}
