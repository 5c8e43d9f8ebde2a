import { type FacetField, facetFields, type Term } from './query.ts';
import type { Table } from './table.ts';

/** Findings that a query picks, and for each value of each field how many there would be with it picked instead. */
export interface Filtered {
  readonly rows: Uint32Array;
  readonly counts: Readonly<Record<FacetField, Uint32Array>>;
}

type Test = (row: number) => boolean;

const isFacet = (field: Term['field']): field is FacetField => facetFields.some((name) => name === field);

/** Which of several texts hold a value: asked once a text, not once a finding. */
const holding = (texts: readonly string[], value: string): Uint8Array => Uint8Array.from(texts, (text) => (text.includes(value) ? 1 : 0));

const either =
  (tests: readonly Test[]): Test =>
  (row) =>
    tests.some((test) => test(row));

/** A search over one table: what does not change from query to query is made once. */
export function search(table: Table): (terms: readonly Term[]) => Filtered {
  const { facets, resources, resourceOf, ruleOf, size, head } = table;
  const titles = new Map(head.requirements.map(({ id, title }) => [id, title]));
  const lower = (texts: readonly string[]): string[] => texts.map((text) => text.toLowerCase());
  const names = lower(resources.map(({ name }) => name));
  const arns = lower(resources.map(({ arn }) => arn));
  const resourceTexts = lower(resources.map(({ name, arn, type }) => `${name}\n${arn}\n${type}`));
  const ruleTexts = lower(head.rules.map(({ id, title, requirement }) => `${id}\n${title}\n${titles.get(requirement) ?? ''}`));
  let messages: string[] | undefined;

  const ofResource = (texts: readonly string[], value: string): Test => {
    const hits = holding(texts, value);
    return (row) => hits[resourceOf[row] ?? 0] === 1;
  };
  const test = ({ field, values }: Term): Test => {
    if (isFacet(field)) {
      const picks = Uint8Array.from(facets[field].values, (value) => (values.includes(value.toLowerCase()) ? 1 : 0));
      const { codes } = facets[field];
      return (row) => picks[codes[row] ?? 0] === 1;
    }
    if (field === 'name') return either(values.map((value) => ofResource(names, value)));
    if (field === 'arn') return either(values.map((value) => ofResource(arns, value)));
    if (field === 'id') return (row) => values.includes((table.ids[row] ?? '').toLowerCase());
    messages ??= lower(table.messages);
    const texts = messages;
    return either(
      values.map((value) => {
        const inResource = ofResource(resourceTexts, value);
        const inRule = holding(ruleTexts, value);
        return (row) => inResource(row) || inRule[ruleOf[row] ?? 0] === 1 || (texts[row] ?? '').includes(value);
      }),
    );
  };

  return (terms) => {
    // words of one field add up (either), those of several narrow (all)
    const wanted = facetFields.flatMap((field) => {
      const own = terms.filter((term) => term.field === field && !term.not);
      return own.length === 0 ? [] : [{ field, test: either(own.map(test)) }];
    });
    const others = terms
      .filter((term) => term.not || !isFacet(term.field))
      .map((term) => {
        const hit = test(term);
        return term.not ? (row: number) => !hit(row) : hit;
      });
    const counts = Object.fromEntries(facetFields.map((field) => [field, new Uint32Array(facets[field].values.length)])) as Record<
      FacetField,
      Uint32Array
    >;
    const add = (field: FacetField, row: number): void => {
      const code = facets[field].codes[row] ?? 0;
      counts[field][code] = (counts[field][code] ?? 0) + 1;
    };
    const rows = new Uint32Array(size);
    let n = 0;
    for (let row = 0; row < size; row++) {
      if (!others.every((hit) => hit(row))) continue;
      const misses = wanted.filter((each) => !each.test(row));
      const [miss] = misses;
      if (miss === undefined) {
        rows[n++] = row;
        for (const field of facetFields) add(field, row);
      } else if (misses.length === 1) add(miss.field, row); // would be there, were another value of this field picked
    }
    return { rows: rows.slice(0, n), counts };
  };
}
