import { MAX_BYTES, type ObjectClass } from './object-class.ts';

/** What a witness is: the object itself, or the versions that overwriting, deleting and expiry leave behind. */
export type Thing = { readonly kind: 'object' } | { readonly kind: 'old versions'; readonly newest: number };

/** Which objects: a band of sizes in bytes, and what they must and must not have. */
export interface Which {
  readonly from: number;
  readonly to: number;
  readonly under?: string;
  readonly tagged?: readonly string[];
  readonly outside?: readonly string[];
  readonly untagged?: readonly string[];
}

const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const;

/** Bytes as people say them, without rounding: 131072 is "128 KB", 131073 "131073 bytes". */
export const sayBytes = (bytes: number): string => {
  let unit = 0;
  let rest = bytes;
  while (rest >= 1024 && rest % 1024 === 0 && unit < UNITS.length - 1) {
    rest /= 1024;
    unit += 1;
  }
  return unit === 0 && rest === 1 ? '1 byte' : `${rest} ${UNITS[unit]}`;
};

const list = (names: readonly string[], word: string): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1)}`;
const quote = (text: string): string => `\`${text}\``;
const MANY = 3;

const saySize = ({ from, to }: Which): string => {
  const least = from % 1024 === 0 ? `of ${sayBytes(from)} or more` : `larger than ${sayBytes(from - 1)}`;
  const most = `smaller than ${sayBytes(to + 1)}`;
  if (from === 0) return to >= MAX_BYTES ? '' : most;
  return to >= MAX_BYTES ? least : `${least} and ${most}`;
};

/** "outside `logs/`" */
export const sayOutside = (prefixes: readonly string[]): string => {
  if (prefixes.length === 0) return '';
  return prefixes.length > MANY ? 'outside the prefixes that the rules name' : `outside ${list(prefixes.map(quote), 'and')}`;
};

const sayTags = (word: string, tags: readonly string[]): string => {
  if (tags.length === 0) return '';
  return tags.length > MANY
    ? `${word} the tags that the rules name`
    : `${word} the tag${tags.length > 1 ? 's' : ''} ${list(tags.map(quote), 'and')}`;
};

/** "any object", "an object under `exports/` smaller than 128 KB", "an empty object outside `logs/`" */
const sayObject = (which: Which): string => {
  const empty = which.from === 0 && which.to === 0;
  const parts = [
    which.under ? `under ${quote(which.under)}` : '',
    sayOutside(which.outside ?? []),
    sayTags('with', which.tagged ?? []),
    sayTags('without', which.untagged ?? []),
    empty ? '' : saySize(which),
  ].filter((part) => part !== '');
  if (parts.length === 0 && !empty) return 'any object';
  return [empty ? 'an empty object' : 'an object', ...parts].join(' ');
};

/** A noun for people: "any object", "old versions of any object", "the newest 3 old versions of an object outside `logs/`". */
export const sayThing = (thing: Thing, which: Which): string => {
  if (thing.kind === 'object') return sayObject(which);
  if (thing.newest === 0) return `old versions of ${sayObject(which)}`;
  return `the newest ${thing.newest === 1 ? 'old version' : `${thing.newest} old versions`} of ${sayObject(which)}`;
};

/** The objects of a class, in words. */
export const sayClass = ({ prefix, tags, from, to }: ObjectClass): string =>
  sayObject({ from, to, under: prefix, tagged: [...tags].map(sayTag) });

/** A tag as a filter names it: "kind=label". */
export const sayTag = ([key, value]: readonly [string, string]): string => `${key}=${value}`;
