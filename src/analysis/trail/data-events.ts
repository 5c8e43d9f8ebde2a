import type { Answer, Fact, Facts, Reason, Ref } from '../../facts/fact.ts';
import { given, unknownFact } from '../../facts/fact.ts';
import type { Logging } from '../../resources/traits.ts';
import { dataEventCoverage } from '../coverage/data-events.ts';
import type { Selectors } from '../coverage/selectors.ts';
import { chain, type Link, linkIf, linkOf, linkOfAnswer, linkOfFaults, oneOf } from './link.ts';

/** A trail or event data store, as far as it bears on the data events of a bucket. */
export interface DataEventLog {
  /** As it reads in a sentence: `trail orders`. */
  readonly name: string;
  /** Where it lives: of a log of one region, the region that it logs. */
  readonly region: string;
  readonly faults: Fact<readonly string[]>;
  readonly multiRegion: Fact<boolean>;
  readonly selectors: Answer<Selectors>;
}

/** All logs that were found, and what could have named more. */
export interface DataEventLogs {
  readonly logs: readonly DataEventLog[];
  readonly unread: readonly Reason[];
  readonly refs: readonly Ref[];
}

/**
 * Is every read, and every write, of every object of a bucket logged by CloudTrail? Only logs that work now count, and a log of one region
 * only for the buckets of that region. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
 */
export function dataEvents(
  { logs, unread, refs }: DataEventLogs,
  bucket: { readonly arn: string; readonly region: string },
): Facts<typeof Logging> {
  const logging = logs.map((log) => ({
    name: log.name,
    reads: halfLogged(log, bucket, 'reads'),
    writes: halfLogged(log, bucket, 'writes'),
  }));
  const fact = (half: 'reads' | 'writes'): Fact<boolean> => {
    const link = oneOf(
      logging.map((log) => log[half]),
      '',
    );
    if (link.holds === 'yes') return given(true, link.refs);
    const from = [...new Set([...refs, ...link.refs])];
    const open = [...link.unknown, ...unread];
    return open.length > 0 ? unknownFact(open, from) : given(false, from);
  };
  const [reads, writes] = [fact('reads'), fact('writes')];
  const by = logging.filter((log) => log.reads.holds === 'yes' || log.writes.holds === 'yes').map((log) => log.name);
  const lacking = 'unknown' in reads ? reads.unknown : 'unknown' in writes ? writes.unknown : [];
  const from = [...new Set([...reads.from, ...writes.from])];
  return { reads, writes, by: by.length === 0 && lacking.length > 0 ? unknownFact(lacking, from) : given(by.join(', '), from) };
}

function halfLogged(
  { region, faults, multiRegion, selectors }: DataEventLog,
  bucket: { readonly arn: string; readonly region: string },
  half: 'reads' | 'writes',
): Link {
  return chain([
    linkOfAnswer(selectors, (value) => linkIf(dataEventCoverage(value ?? {}, bucket.arn)[half], 'it does not log them')),
    linkOfFaults(faults),
    ...(region === bucket.region ? [] : [linkOf(multiRegion, `it logs ${region} alone`)]),
  ]);
}
