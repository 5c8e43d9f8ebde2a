import { s3 } from '../calls/s3.ts';
import type { Fact, Facts } from '../facts/fact.ts';
import { given, unknownFact } from '../facts/fact.ts';
import { dataEventLogging } from './account-audit-logs.ts';
import type { Aws } from './aws.ts';
import type { Bucket } from './s3-index.ts';
import type { Logging } from './traits.ts';
import type { World } from './world.ts';

/**
 * Is every read and write of a bucket's objects logged: by S3's access logs, or by data events of a trail that logs now? Either will do, and
 * what one of them proves stands though the other could not be read.
 */
export function accessLogging({ name: Bucket, region, arn }: Bucket, aws: Aws, world: World): Facts<typeof Logging> {
  const logging = aws.answer(s3.GetBucketLogging, { Bucket }, region);
  const target = 'answer' in logging ? logging.answer?.LoggingEnabled?.TargetBucket : undefined;
  if (target !== undefined) {
    const { refs } = logging;
    return { reads: given(true, refs), writes: given(true, refs), by: given(`access logs in ${target}`, refs) };
  }
  const events = dataEventLogging(aws, world, arn);
  const { refs } = logging;
  const lacking = 'unknown' in logging ? [logging.unknown] : [];
  const unlessLogged = (half: Fact<boolean>): Fact<boolean> => {
    if ('value' in half && half.value) return half;
    const from = [...refs, ...half.from];
    const reasons = [...lacking, ...('unknown' in half ? half.unknown : [])];
    return reasons.length > 0 ? unknownFact(reasons, from) : given(false, from);
  };
  return { reads: unlessLogged(events.reads), writes: unlessLogged(events.writes), by: events.by };
}
