import { s3 } from '../calls/s3.ts';
import type { Fact, Facts, Reason, Ref } from '../facts/fact.ts';
import { given, unknownFact, valueOf } from '../facts/fact.ts';
import { dataEventLogging } from './account-audit-logs.ts';
import type { Aws } from './aws.ts';
import type { Bucket } from './s3-index.ts';
import { accessLogArrival } from './s3-log-target.ts';
import type { Logging } from './traits.ts';
import type { World } from './world.ts';

/**
 * Is every read and write of a bucket's objects logged: by S3's access logs, if they arrive, or by data events of a trail that logs now? Either
 * will do, and what one of them proves stands though the other could not be read.
 */
export function accessLogging(bucket: Bucket, aws: Aws, world: World): Facts<typeof Logging> {
  const logs = accessLogs(bucket, aws);
  if (logs.in) return { reads: given(true, logs.refs), writes: given(true, logs.refs), by: given(`access logs in ${logs.in}`, logs.refs) };
  const events = dataEventLogging(aws, world, bucket.arn);
  const unlessLogged = (half: Fact<boolean>): Fact<boolean> => {
    if (valueOf(half)) return half;
    const from = [...logs.refs, ...half.from];
    const reasons = [...logs.lacking, ...('unknown' in half ? half.unknown : [])];
    return reasons.length > 0 ? unknownFact(reasons, from) : given(false, from);
  };
  const nothing = valueOf(events.by) === '' && logs.lacking.length === 0;
  const by = nothing ? given(`nothing${logs.lost}`, [...logs.refs, ...events.by.from]) : events.by;
  return { reads: unlessLogged(events.reads), writes: unlessLogged(events.writes), by };
}

/** Where a bucket's access logs surely arrive, if anywhere; what could not be read of it; and what becomes of those that do not. */
interface AccessLogs {
  readonly in?: string;
  readonly lacking: readonly Reason[];
  readonly lost: string;
  readonly refs: readonly Ref[];
}

function accessLogs(bucket: Bucket, aws: Aws): AccessLogs {
  const logging = aws.answer(s3.GetBucketLogging, { Bucket: bucket.name }, bucket.region);
  if ('unknown' in logging) return { lacking: [logging.unknown], lost: '', refs: logging.refs };
  const { TargetBucket: target, TargetPrefix: prefix = '' } = logging.answer?.LoggingEnabled ?? {};
  if (target === undefined) return { lacking: [], lost: '', refs: logging.refs };
  const { arrives, why } = accessLogArrival(bucket, { bucket: target, prefix }, aws);
  const refs = [...logging.refs, ...arrives.from];
  if ('unknown' in arrives) return { lacking: arrives.unknown, lost: '', refs };
  if (arrives.value) return { in: target, lacking: [], lost: '', refs };
  return { lacking: [], lost: `; access logs are meant for ${target}, and ${valueOf(why) ?? 'do not arrive'}`, refs };
}
