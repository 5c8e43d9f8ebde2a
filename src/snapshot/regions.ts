import { ec2 } from '../calls/ec2.ts';
import type { Reason } from '../facts/fact.ts';
import { chainOf } from './record.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * The regions of a partition that need no opting in, and those that do: all that came after 20 March 2019, as in Amazon's list of them for its SDKs (November 2026).
 * https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
 */
const usual: Readonly<Record<string, { readonly always: string; readonly optIn: string }>> = {
  aws: {
    always:
      'us-east-1 us-east-2 us-west-1 us-west-2 ap-south-1 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1 eu-west-1 eu-west-2 eu-west-3 eu-north-1 sa-east-1',
    optIn:
      'af-south-1 ap-east-1 ap-east-2 ap-south-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-west-1 eu-central-2 eu-south-1 eu-south-2 il-central-1 me-central-1 me-south-1 me-west-1 mx-central-1 sa-west-1',
  },
  'aws-cn': { always: 'cn-north-1 cn-northwest-1', optIn: '' },
  'aws-us-gov': { always: 'us-gov-west-1 us-gov-east-1', optIn: '' },
  'aws-eusc': { always: 'eusc-de-east-1', optIn: '' },
};

/** The region that answers a partition's global calls. */
export const homeRegion = (partition: string): string =>
  ({ 'aws-cn': 'cn-north-1', 'aws-us-gov': 'us-gov-west-1', 'aws-eusc': 'eusc-de-east-1' })[partition] ?? 'us-east-1';

/** Which regions a run looks at, and which it does not. */
export interface RegionScope {
  readonly regions: readonly string[];
  /** Of those, the ones that had to be opted into: an old STS token may not be known there. */
  readonly optedIn: readonly string[];
  /** Enabled, but left out by the user; where `told` is false, usually enabled. */
  readonly leftOut: readonly string[];
  /** Did AWS say which regions are enabled? */
  readonly told: boolean;
  /** Not enabled in this account: nothing can be there. */
  readonly notEnabled: readonly string[];
  /** Which regions may be enabled and were not asked, and why. */
  readonly unread?: { readonly regions: readonly string[]; readonly reason: Reason };
  readonly refs: readonly string[];
}

const words = (list = ''): readonly string[] => list.split(' ').filter(Boolean);

export const describeRegionsInput = { AllRegions: true };

/** The scope of a snapshot, from its header and the answer to DescribeRegions. Where that was denied, the partition's usual regions. */
export function regionScope(snapshot: Snapshot): RegionScope {
  const { account, partition, regions: limit } = snapshot.header;
  const chain = chainOf({ account, region: '', service: 'ec2', operation: ec2.DescribeRegions.operation, input: describeRegionsInput });
  const cited = snapshot.cite(chain, 0);
  const record = cited?.record;
  const refs = cited ? [cited.id] : [];
  const wanted = (name: string): boolean => limit === null || limit.includes(name);
  const told =
    record && 'answer' in record ? (record.answer as { Regions?: { RegionName?: string; OptInStatus?: string }[] }).Regions : undefined;
  if (told === undefined) {
    const known = usual[partition];
    const always = words(known?.always);
    const optIn = words(known?.optIn);
    const named = limit ?? always;
    const code = record && 'error' in record ? record.error.name : record ? 'malformed' : 'not-asked';
    const unread = limit === null ? (known ? optIn : [`every region of ${partition}`]) : [];
    return {
      regions: [...named].sort(),
      optedIn: named.filter((name) => optIn.includes(name)),
      leftOut: limit === null ? [] : always.filter((name) => !wanted(name)),
      notEnabled: [],
      told: false,
      ...(unread.length > 0 && { unread: { regions: unread, reason: { operation: ec2.DescribeRegions.id, code } } }),
      refs,
    };
  }
  const names = (test: (status: string) => boolean): string[] =>
    told.flatMap(({ RegionName = '', OptInStatus = 'opt-in-not-required' }) => (test(OptInStatus) ? [RegionName] : [])).sort();
  const enabled = names((status) => status !== 'not-opted-in');
  return {
    regions: enabled.filter(wanted),
    optedIn: names((status) => status === 'opted-in').filter(wanted),
    leftOut: enabled.filter((name) => !wanted(name)),
    notEnabled: names((status) => status === 'not-opted-in'),
    told: true,
    refs,
  };
}
