import { type FacetField, facetFields, parseQuery, quote, textFields } from './query.ts';

export interface Option {
  /** What is put into the query. */
  readonly text: string;
  /** How many findings there are with it; undefined where it is a field still without a value. */
  readonly count?: number;
}

export interface Completion {
  /** The part of the query that an option replaces. */
  readonly from: number;
  readonly to: number;
  readonly options: readonly Option[];
}

const most = 12;

/** A field's values with how many findings each has now. */
export type ValueCounts = (field: FacetField) => readonly { readonly value: string; readonly count: number }[];

/** What the word at the caret could become: a field, or one of a field's values, most frequent first. */
export function complete(query: string, caret: number, valuesOf: ValueCounts): Completion {
  const from = query.slice(0, caret).search(/(?:"[^"]*"?|[^\s"])+$/);
  const start = from < 0 ? caret : from;
  const word = query.slice(start, caret);
  const [, minus = '', name = '', rest] = /^(-?)([a-z]*)(?::(.*))?$/is.exec(word) ?? [];
  const nothing: Completion = { from: start, to: caret, options: [] };
  if (rest === undefined) {
    if (/^-?[a-z]*$/i.test(word) === false) return nothing;
    const fields = [...facetFields, ...textFields].filter((field) => field.startsWith(name.toLowerCase()) && field !== name.toLowerCase());
    return { ...nothing, options: fields.map((field) => ({ text: `${minus}${field}:` })) };
  }
  const field = facetFields.find((each) => each === name.toLowerCase());
  if (!field) return nothing;
  const comma = rest.lastIndexOf(',');
  const begun = rest
    .slice(comma + 1)
    .replaceAll('"', '')
    .toLowerCase();
  const taken = parseQuery(`${field}:${rest.slice(0, Math.max(0, comma))}`).flatMap(({ values }) => values);
  const options = valuesOf(field)
    .filter(({ value }) => value.toLowerCase().includes(begun) && value.toLowerCase() !== begun && !taken.includes(value.toLowerCase()))
    .toSorted((a, b) => b.count - a.count)
    .slice(0, most)
    .map(({ value, count }) => ({ text: `${minus}${field}:${rest.slice(0, comma + 1)}${quote(value)}`, count }));
  return { ...nothing, options };
}
