import { gzipSync } from 'node:zlib';
import { severities, verdicts } from '../../findings/verdict.ts';
import { type BlockKind, blockSize, type Detail, type FindingBlock, type Head, islandId, type ResourceBlock } from './packed.ts';
import type { Context } from './sections/context.ts';

/** A table of what repeats: each value once, by number. */
class Table<T> {
  readonly rows: T[] = [];
  readonly #numbers = new Map<string, number>();

  number(key: string, make: () => T): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.rows.length);
    return this.rows.push(make()) - 1;
  }
}

/** Text that unpacks to the value: JSON, gzip, base64. The byte of gzip's header that names the operating system says "unknown", so that all write the same. */
function packed(value: unknown): string {
  const bytes = gzipSync(JSON.stringify(value), { level: 6 });
  bytes[9] = 255;
  return bytes.toString('base64');
}

const island = (id: string, value: unknown): string => `<script type="application/octet-stream" id="${id}">${packed(value)}</script>\n`;

/** Blocks of rows, made one at a time, so that only one is in memory. */
function* blocks<T>(kind: BlockKind, rows: readonly T[], block: (some: readonly T[]) => unknown): Generator<string> {
  for (let at = 0; at < rows.length; at += blockSize[kind])
    yield island(islandId(kind, at / blockSize[kind]), block(rows.slice(at, at + blockSize[kind])));
}

const count = (kind: BlockKind, rows: number): number => Math.ceil(rows / blockSize[kind]);

/** The findings, what they rest on and what explains them, as script elements that hold data alone. */
export function* islands({ file, sorted, resource: rowOf }: Pick<Context, 'file' | 'sorted' | 'resource'>): Generator<string> {
  const ruleNumbers = new Map(file.rules.map(({ id }, i) => [id, i]));
  const recordNumbers = new Map(file.records.ids.map((id, i) => [id, i]));
  const resources = new Table<Record<keyof ResourceBlock, string>>();
  const accounts = new Table<string>();
  const regions = new Table<string>();

  const rows = sorted.map((finding) => ({
    finding,
    rule: ruleNumbers.get(finding.rule) ?? -1,
    account: accounts.number(finding.account, () => finding.account),
    region: regions.number(finding.region, () => finding.region),
    resource: resources.number(`${finding.resource.type}\n${finding.resource.arn}`, () => {
      const row = rowOf(finding.resource.type, finding.resource.arn);
      return { ...finding.resource, service: row?.service ?? finding.resource.type.split('.')[0] ?? '', classBy: row?.classBy ?? '' };
    }),
  }));

  yield island('head', {
    asOf: file.audit.asOf,
    rules: file.rules,
    requirements: file.requirements.map(({ id, clause, title }) => ({ id, clause, title })),
    accounts: accounts.rows,
    regions: regions.rows,
    blocks: {
      resources: count('resources', resources.rows.length),
      findings: count('findings', rows.length),
      details: count('details', rows.length),
      records: count('records', file.records.ids.length),
    },
  } satisfies Head);

  yield* blocks(
    'resources',
    resources.rows,
    (some): ResourceBlock => ({
      type: some.map(({ type }) => type),
      arn: some.map(({ arn }) => arn),
      name: some.map(({ name }) => name),
      service: some.map(({ service }) => service),
      dataClass: some.map(({ dataClass }) => dataClass),
      classBy: some.map(({ classBy }) => classBy),
    }),
  );
  yield* blocks(
    'findings',
    rows,
    (some): FindingBlock => ({
      id: some.map(({ finding }) => finding.id),
      rule: some.map(({ rule }) => rule),
      verdict: some.map(({ finding }) => verdicts.indexOf(finding.verdict)),
      severity: some.map(({ finding }) => severities.indexOf(finding.severity)),
      account: some.map(({ account }) => account),
      region: some.map(({ region }) => region),
      resource: some.map(({ resource }) => resource),
      message: some.map(({ finding }) => finding.message),
    }),
  );
  yield* blocks('details', rows, (some): readonly Detail[] =>
    some.map(({ finding: { checks, waiver, lastKnown } }) => ({
      checks: checks.map((check) => ({ ...check, from: check.from.map((id) => recordNumbers.get(id)).filter((n) => n !== undefined) })),
      ...(waiver && { waiver }),
      ...(lastKnown && { lastKnown }),
    })),
  );
  yield* blocks('records', file.records.ids, (some) => some.map(file.records.row));
}
