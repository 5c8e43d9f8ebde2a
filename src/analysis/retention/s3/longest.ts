import { EVERYTHING, isBare, MAX_BYTES } from './object-class.ts';
import type { LifecycleRule, Versioning } from './rule.ts';
import { leastLife, sureTerms, type Term } from './term.ts';
import { sayOutside, sayTag, sayThing, type Thing } from './wording.ts';

/** How long something can live, in days (Infinity: for ever), and what it is. */
export interface Life {
  readonly days: number;
  readonly witness: string;
}

/** A range of sizes in which the same rules act on a bare object: one without tags, under none of the prefixes. */
interface Band {
  readonly from: number;
  readonly to: number;
  readonly current: number;
  readonly noncurrent: number;
}

/**
 * The longest life of any object and its versions, exactly.
 *
 * A tag or a prefix only makes more rules apply, and more rules only make a life shorter: so what lives longest is an
 * object without tags whose key starts with no rule's prefix. There always is one, since a thousand rules can't name
 * every first character that a key may have. Only sizes can cover everything between them: they are cut into bands.
 *
 * On a bucket that is, or ever was, versioned, an expired object becomes an old version first: its days add up.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-expire-general-considerations.html
 */
export const longestObject = (rules: readonly LifecycleRule[], versioning: Versioning, asOf: Date): Life => {
  const terms = sureTerms(rules, asOf);
  const oldVersions = versioning !== 'Off';
  const life = (band: Band): number => (oldVersions ? band.current + band.noncurrent : band.current);
  const bands = sizeBands(terms);
  const days = Math.max(...bands.map(life));
  const widest = joined(bands.filter((band) => life(band) === days)).reduce((a, b) => (bounds(b) < bounds(a) ? b : a));
  return { days, witness: sayThing(thing(terms, widest, oldVersions), { ...widest, ...lacking(terms, oldVersions, widest, days) }) };
};

const sizeBands = (terms: readonly Term[]): Band[] => {
  const bare = terms.filter(({ of }) => isBare(of));
  const starts = [...new Set([0, ...bare.flatMap(({ of }) => [of.from, of.to + 1])])]
    .filter((start) => start <= MAX_BYTES)
    .sort((a, b) => a - b);
  return starts.map((from, i) => {
    const acting = bare.filter(({ of }) => of.from <= from && from <= of.to);
    return {
      from,
      to: (starts[i + 1] ?? MAX_BYTES + 1) - 1,
      current: Math.min(Infinity, ...acting.map(({ current }) => current)),
      noncurrent: Math.min(Infinity, ...acting.map(({ noncurrent }) => noncurrent)),
    };
  });
};

/** Neighbours that live equally long, and for the same reason, are one band. */
const joined = (bands: readonly Band[]): Band[] => {
  const done: Band[] = [];
  for (const band of bands) {
    const last = done.at(-1);
    const joins = last !== undefined && last.to + 1 === band.from && (last.current === Infinity) === (band.current === Infinity);
    if (joins) done[done.length - 1] = { ...last, to: band.to };
    else done.push(band);
  }
  return done;
};

const bounds = ({ from, to }: Band): number => Number(from > 0) + Number(to < MAX_BYTES);

const thing = (terms: readonly Term[], band: Band, oldVersions: boolean): Thing => {
  if (!oldVersions || band.current === Infinity) return { kind: 'object' };
  const spared = terms.filter(({ of, spares }) => spares > 0 && isBare(of) && of.from <= band.to && of.to >= band.from);
  return {
    kind: 'old versions',
    newest: band.noncurrent < Infinity || spared.length === 0 ? 0 : Math.min(...spared.map(({ spares }) => spares)),
  };
};

/** More names than this are not worth the search for the fewest. */
const NAMES = 20;

/** What an object must lack to live so long: the fewest prefixes and tags without which it is still true of every such object. */
const lacking = (terms: readonly Term[], oldVersions: boolean, { from, to }: Band, days: number) => {
  const within = { ...EVERYTHING, from, to };
  const prefixes = [...new Set(terms.map(({ of }) => of.prefix))].filter((prefix) => prefix !== '').sort();
  const tags = [...new Set(terms.flatMap(({ of }) => [...of.tags].slice(0, 1).map(sayTag)))].sort();
  const holds = (outside: readonly string[], untagged: readonly string[]): boolean =>
    leastLife(
      terms.filter(
        ({ of }) => !outside.some((prefix) => of.prefix.startsWith(prefix)) && ![...of.tags].some((tag) => untagged.includes(sayTag(tag))),
      ),
      oldVersions,
      within,
    ).days >= days;
  const candidates = [
    { outside: [], untagged: [] },
    { outside: [], untagged: tags },
    { outside: prefixes, untagged: [] },
  ];
  const enough = candidates.find(({ outside, untagged }) => holds(outside, untagged)) ?? { outside: prefixes, untagged: tags };
  // From the longest prefix down, so that `logs/` stays rather than `logs/2024/`.
  const outside = fewest(enough.outside.toReversed(), (names) => holds(names, enough.untagged)).toReversed();
  return { outside, untagged: fewest(enough.untagged, (names) => holds(outside, names)) };
};

const fewest = (names: readonly string[], holds: (names: readonly string[]) => boolean): readonly string[] =>
  names.length > NAMES
    ? names
    : names.reduce((kept, name) => {
        const without = kept.filter((other) => other !== name);
        return holds(without) ? without : kept;
      }, names);

/**
 * The longest life of an unfinished multipart upload. Only a rule for plain prefixes can end one: AWS refuses
 * AbortIncompleteMultipartUpload in a rule that filters by tags or sizes, and should there be such a rule all the same,
 * it ends nothing for sure.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
export const longestUpload = (rules: readonly LifecycleRule[]): Life => {
  const ending = rules.flatMap(({ enabled, filter, abortMultipartDays }) =>
    enabled && abortMultipartDays !== undefined && endsUploads(filter) ? [{ prefix: filter.prefix ?? '', days: abortMultipartDays }] : [],
  );
  const days = Math.min(Infinity, ...ending.filter(({ prefix }) => prefix === '').map((rule) => rule.days));
  const shorter = [...new Set(ending.filter((rule) => rule.days < days).map(({ prefix }) => prefix))].sort();
  const outside = shorter.filter((prefix) => !shorter.some((other) => other !== prefix && prefix.startsWith(other)));
  return { days, witness: ['an unfinished multipart upload', sayOutside(outside)].filter((part) => part !== '').join(' ') };
};

/** Whether a rule with this filter can end multipart uploads at all. */
export const endsUploads = ({ tags = [], sizeGreaterThan, sizeLessThan, unknown }: LifecycleRule['filter']): boolean =>
  tags.length === 0 && sizeGreaterThan === undefined && sizeLessThan === undefined && unknown !== true;
