import type { Tri } from './tri.ts';
import { agreed, any } from './tri.ts';

/** A range of addresses: the first `length` of `bits` bits are those of `base`. */
interface Range {
  readonly bits: 32 | 128;
  readonly base: bigint;
  readonly length: number;
}

/** Whether an address lies in one of the ranges (CIDR notation, or single addresses; IPv4 and IPv6). 'maybe' where one can't be read. */
export function isAddressIn(address: string, ranges: readonly string[]): Tri {
  const ours = parseRange(address);
  if (ours === undefined || ours.length !== ours.bits) return 'maybe';
  return any(
    ranges.map((text) => {
      const range = parseRange(text);
      if (range === undefined) return 'maybe';
      const rest = BigInt(range.bits - range.length);
      return range.bits === ours.bits && range.base >> rest === ours.base >> rest ? 'yes' : 'no';
    }),
  );
}

/**
 * Whether "any address of the internet" lies in the ranges: 'yes' when they are as good as the whole internet, else 'no'.
 * Wide is what S3 takes for public: more than an IPv4 /8 or an IPv6 /32, private ranges apart; or many such together.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
export function isInternetIn(ranges: readonly string[]): Tri {
  const read = ranges.map(parseRange);
  const known = read.filter((range) => range !== undefined);
  const share = known.filter(({ bits }) => bits === 32).reduce((sum, { length }) => sum + 2 ** -length, 0);
  const isWide = known.some(({ bits, length }) => length < (bits === 32 ? 8 : 32)) || share >= MANY;
  if (isWide) return 'yes';
  return agreed(read.map((range) => (range === undefined ? 'maybe' : 'no')));
}

/** The share of all IPv4 addresses from which ranges that are narrow each are wide together. */
const MANY = 1 / 16;

function parseRange(text: string): Range | undefined {
  const [, address = '', mask] = /^([0-9a-fA-F:.]+)(?:\/(\d{1,3}))?$/.exec(text.trim()) ?? [];
  const v6 = address.includes(':');
  const base = v6 ? parseV6(address) : parseV4(address);
  const bits = v6 ? 128 : 32;
  const length = mask === undefined ? bits : Number(mask);
  return base === undefined || length > bits ? undefined : { bits, base, length };
}

function parseV4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined;
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function parseV6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const groups = [...head, ...Array<string>(missing).fill('0'), ...tail];
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return groups.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
}
