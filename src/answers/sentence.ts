import type { FindingRow } from '../findings/file.ts';
import { listWords } from '../report/words.ts';
import type { Run } from './run.ts';
import type { Shown } from './support.ts';

const placeholder = /\{(\$?\w+)\}/g;

/** A sentence that claims nothing, with the edition's figures put in. A figure that the edition lacks is left for the user. */
export const asked = (text: string, run: Run): string =>
  text.replace(placeholder, (_, name: string) => run.figure(name.slice(1)) ?? `… (${name.slice(1)})`);

/** A sentence that is supported, with figures, numbers and documents put in; undefined where the edition lacks a figure of it. */
export function claimed(says: string, shown: readonly Shown[], run: Run): string | undefined {
  const names = [...says.matchAll(placeholder)].map(([, name = '']) => name);
  const values = new Map(names.map((name) => [name, valueOf(name, shown, run)]));
  if ([...values.values()].includes(undefined)) return undefined;
  return says.replace(placeholder, (_, name: string) => values.get(name) ?? '');
}

function valueOf(name: string, shown: readonly Shown[], run: Run): string | undefined {
  if (name.startsWith('$')) return run.figure(name.slice(1));
  if (name === 'passing') return passing(shown, run);
  if (name === 'documents') return listed(shown, (finding) => named(finding, run), listWords);
  return name === 'enclosed'
    ? listed(
        shown,
        (finding) => `${named(finding, run)}, ${whereOf(finding, run)}`,
        (all) => all.join('; '),
      )
    : undefined;
}

/**
 * `S3 buckets: 9; log groups: 2`: how many resources pass, by type: each of the rules that are asked of the type. The account itself is not
 * counted, nor are documents.
 */
function passing(shown: readonly Shown[], run: Run): string | undefined {
  const types = [...new Set(shown.flatMap((one) => one.types))].filter((type) => type !== 'account');
  const counts = types.map((type) => {
    const [first, ...others] = shown
      .filter((one) => one.types.includes(type))
      .map(({ findings }) => new Set(findings.filter(({ resource }) => resource.type === type).map(({ resource }) => resource.arn)));
    return { type, count: [...(first ?? [])].filter((arn) => others.every((other) => other.has(arn))).length };
  });
  const some = counts.filter(({ count }) => count > 0);
  return some.length === 0 ? undefined : some.map(({ type, count }) => `${run.typeTitle(type)}: ${count}`).join('; ');
}

/** Each document once, joined; undefined where there is none. */
function listed(
  shown: readonly Shown[],
  words: (finding: FindingRow) => string,
  join: (all: readonly string[]) => string,
): string | undefined {
  const found = [...new Set(shown.flatMap(({ findings }) => findings.map(words)))];
  return found.length === 0 ? undefined : join(found);
}

/** `“Incident response plan” of 2026-05-04` */
function named(finding: FindingRow, run: Run): string {
  const date = run.fact(finding, 'date');
  return `“${finding.resource.name}”${date === undefined ? '' : ` of ${date}`}`;
}

/** A document that is recorded by its address alone is in no bundle. */
function whereOf(finding: FindingRow, run: Run): string {
  const isFile = run.fact(finding, 'sha256') !== '';
  return isFile ? 'enclosed' : `at ${run.fact(finding, 'where') ?? 'its address'}`;
}
