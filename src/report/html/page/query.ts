/** What can be asked of a value as a whole, with a count for each value. */
export const facetFields = [
  'verdict',
  'severity',
  'requirement',
  'clause',
  'service',
  'region',
  'class',
  'type',
  'rule',
  'account',
] as const;
export type FacetField = (typeof facetFields)[number];

/** What is looked for inside a text. */
export const textFields = ['name', 'arn', 'id'] as const;
export type TextField = (typeof textFields)[number];

export type Field = FacetField | TextField;

/** One word of a query: `verdict:fail,unknown`, `-region:us-east-1`, `name:"my reports"`, `reports`. */
export interface Term {
  readonly field: Field | 'text';
  /** Any of them, in lower case. */
  readonly values: readonly string[];
  readonly not: boolean;
  /** Where it stands in the text. */
  readonly from: number;
  readonly to: number;
}

const isField = (name: string): name is Field => [...facetFields, ...textFields].some((field) => field === name);

/** The words that the page shows, beside those that the file has. */
const aliases: Readonly<Record<string, string>> = {
  'not-read': 'unknown',
  advice: 'warn',
  'document-missing': 'attestation-missing',
  'document-expired': 'attestation-expired',
};

const unquoted = (text: string): string => text.replaceAll('"', '').toLowerCase();

/** `a,"b, c"` → `a`, `b, c`. */
const parts = (text: string): string[] => (text.match(/(?:"[^"]*"?|[^,"])+/g) ?? []).map(unquoted).filter((part) => part !== '');

/** Reads a query. Whatever is no field and value is text to look for; a field without a value says nothing yet. */
export function parseQuery(text: string): Term[] {
  return [...text.matchAll(/(?:"[^"]*"?|[^\s"])+/g)].flatMap((found): Term[] => {
    const place = { from: found.index, to: found.index + found[0].length };
    const [, minus = '', name = '', rest = ''] = /^(-?)([a-z]+):(.*)$/is.exec(found[0]) ?? [];
    const field = name.toLowerCase();
    if (isField(field)) {
      const values = parts(rest).map((value) => (field === 'verdict' ? (aliases[value] ?? value) : value));
      return values.length === 0 ? [] : [{ field, values, not: minus !== '', ...place }];
    }
    const not = /^-./.test(found[0]);
    const value = unquoted(not ? found[0].slice(1) : found[0]);
    return value === '' ? [] : [{ field: 'text', values: [value], not, ...place }];
  });
}

/** A value as a query has it: in quotes where it would fall apart. */
export const quote = (value: string): string => (/[\s,"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value);

/** The values that a query picks of a field. */
export const picked = (terms: readonly Term[], field: Field): string[] =>
  terms.filter((term) => term.field === field && !term.not).flatMap(({ values }) => values);

/** The query with a value of a field picked, or no longer picked; several values of a field stand in one word. */
export function toggle(text: string, field: FacetField, value: string): string {
  const terms = parseQuery(text);
  const now = picked(terms, field);
  const wanted = value.toLowerCase();
  const next = now.includes(wanted) ? now.filter((one) => one !== wanted) : [...now, wanted];
  const own = terms.filter((term) => term.field === field && !term.not);
  let rest = text;
  for (const { from, to } of own.toReversed()) rest = rest.slice(0, from) + rest.slice(to);
  const words = [next.length > 0 ? `${field}:${next.map(quote).join(',')}` : '', rest.trim().replace(/\s{2,}/g, ' ')];
  return words.filter((word) => word !== '').join(' ');
}
