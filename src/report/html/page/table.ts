import type { FindingRow, RuleRow } from '../../../findings/file.ts';
import { severities, verdicts } from '../../../findings/verdict.ts';
import type { FindingBlock, Head, ResourceBlock } from '../packed.ts';
import { type FacetField, facetFields } from './query.ts';

/** The values of one field, and which of them each finding has. */
export interface Facet {
  readonly values: readonly string[];
  readonly codes: Uint32Array;
}

export interface ResourceEntry {
  readonly type: string;
  readonly arn: string;
  readonly name: string;
  readonly service: string;
  readonly dataClass: string;
  readonly classBy: string;
}

/** Every finding, in columns, in the order of the list. */
export interface Table {
  readonly size: number;
  readonly head: Head;
  readonly ids: readonly string[];
  readonly messages: readonly string[];
  readonly resources: readonly ResourceEntry[];
  readonly facets: Readonly<Record<FacetField, Facet>>;
  /** Which rule and which resource each is of. */
  readonly ruleOf: Uint32Array;
  readonly resourceOf: Uint32Array;
  /** Is there another of this type and name in another region? */
  readonly shared: (resource: ResourceEntry) => boolean;
}

/** What stands for nothing in a query. */
const orNone = (value: string, none: string): string => (value === '' ? none : value);

/** A facet of what each rule or resource has, seen from the findings. */
function facetOf(size: number, at: (row: number) => number, texts: readonly string[]): Facet {
  const numbers = new Map<string, number>();
  const codeOf = texts.map((text) => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, numbers.size);
    return numbers.size - 1;
  });
  const codes = new Uint32Array(size);
  for (let row = 0; row < size; row++) codes[row] = codeOf[at(row)] ?? 0;
  return { values: [...numbers.keys()], codes };
}

/** Of which type and name there are resources in several regions. */
function sharedNames(resources: readonly ResourceEntry[], regionOf: (row: number) => string, resourceOf: Uint32Array): Table['shared'] {
  const key = ({ type, name }: ResourceEntry): string => `${type}\n${name}`;
  const regions = new Map<string, string>();
  const several = new Set<string>();
  resourceOf.forEach((at, row) => {
    const resource = resources[at];
    if (!resource) return;
    const region = regionOf(row);
    if ((regions.get(key(resource)) ?? region) !== region) several.add(key(resource));
    regions.set(key(resource), region);
  });
  return (resource) => several.has(key(resource));
}

export function table(head: Head, resourceBlocks: readonly ResourceBlock[], blocks: readonly FindingBlock[]): Table {
  const column = <K extends keyof FindingBlock>(name: K): FindingBlock[K][number][] => blocks.flatMap((block) => [...block[name]]);
  const numbers = (name: Exclude<keyof FindingBlock, 'id' | 'message'>): Uint32Array => Uint32Array.from(column(name));
  const resources = resourceBlocks.flatMap((block) =>
    block.arn.map(
      (arn, i): ResourceEntry => ({
        arn,
        type: block.type[i] ?? '',
        name: block.name[i] ?? '',
        service: block.service[i] ?? '',
        dataClass: block.dataClass[i] ?? '',
        classBy: block.classBy[i] ?? '',
      }),
    ),
  );
  const ids = column('id');
  const size = ids.length;
  const [ruleOf, resourceOf, verdict, severity, account, region] = (
    ['rule', 'resource', 'verdict', 'severity', 'account', 'region'] as const
  ).map(numbers) as [Uint32Array, Uint32Array, Uint32Array, Uint32Array, Uint32Array, Uint32Array];
  const by = (codes: Uint32Array) => (row: number) => codes[row] ?? 0;
  const clauses = new Map(head.requirements.map(({ id, clause }) => [id, clause]));
  return {
    size,
    head,
    ids,
    messages: column('message'),
    resources,
    ruleOf,
    resourceOf,
    shared: sharedNames(resources, (code) => head.regions[region[code] ?? 0] ?? '', resourceOf),
    facets: {
      verdict: { values: verdicts, codes: verdict },
      severity: { values: severities, codes: severity },
      requirement: facetOf(
        size,
        by(ruleOf),
        head.rules.map((rule) => rule.requirement),
      ),
      clause: facetOf(
        size,
        by(ruleOf),
        head.rules.map((rule) => orNone(clauses.get(rule.requirement) ?? '', 'none')),
      ),
      rule: facetOf(
        size,
        by(ruleOf),
        head.rules.map((rule) => rule.id),
      ),
      service: facetOf(
        size,
        by(resourceOf),
        resources.map(({ service }) => service),
      ),
      type: facetOf(
        size,
        by(resourceOf),
        resources.map(({ type }) => type),
      ),
      class: facetOf(
        size,
        by(resourceOf),
        resources.map(({ dataClass }) => orNone(dataClass, 'no-class')),
      ),
      region: facetOf(
        size,
        by(region),
        head.regions.map((name) => orNone(name, 'global')),
      ),
      account: facetOf(size, by(account), head.accounts),
    },
  };
}

/** One finding of the table, without what only opens. */
export interface RowView {
  readonly id: string;
  readonly verdict: FindingRow['verdict'];
  readonly severity: FindingRow['severity'];
  readonly rule: RuleRow | undefined;
  readonly resource: ResourceEntry;
  readonly region: string;
  readonly account: string;
  readonly clause: string;
  readonly message: string;
  /** Does only the region tell the resource from another? */
  readonly shared: boolean;
}

const unknownResource: ResourceEntry = { type: '', arn: '', name: '', service: '', dataClass: '', classBy: '' };

export function rowView({ head, ids, messages, resources, facets, ruleOf, resourceOf, shared }: Table, row: number): RowView {
  const value = (field: FacetField): string => facets[field].values[facets[field].codes[row] ?? 0] ?? '';
  const region = value('region');
  const resource = resources[resourceOf[row] ?? -1] ?? unknownResource;
  return {
    id: ids[row] ?? '',
    verdict: verdicts[facets.verdict.codes[row] ?? 0] ?? 'unknown',
    severity: severities[facets.severity.codes[row] ?? 0] ?? 'low',
    rule: head.rules[ruleOf[row] ?? -1],
    resource,
    region: region === 'global' ? '' : region,
    account: value('account'),
    clause: value('clause'),
    message: messages[row] ?? '',
    shared: shared(resource),
  };
}

export { facetFields };
