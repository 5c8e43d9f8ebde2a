import type { Tags } from './resource.ts';

/** Tags by name from S3's form; what is no text is left out. */
export const tagsOf = (list: readonly { readonly Key?: unknown; readonly Value?: unknown }[]): Tags =>
  fromPairs(list.map(({ Key, Value }) => [Key, Value]));

/** Tags by name from KMS's form. */
export const kmsTags = (list: readonly { readonly TagKey?: unknown; readonly TagValue?: unknown }[]): Tags =>
  fromPairs(list.map(({ TagKey, TagValue }) => [TagKey, TagValue]));

const fromPairs = (pairs: readonly (readonly [unknown, unknown])[]): Tags =>
  Object.fromEntries(pairs.flatMap(([key, value]) => (typeof key === 'string' ? [[key, typeof value === 'string' ? value : '']] : [])));
