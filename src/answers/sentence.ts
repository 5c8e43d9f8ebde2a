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
  return name === 'documents' ? documents(shown, run) : undefined;
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

/** `“Incident response plan” of 2026-05-04`, several joined. */
function documents(shown: readonly Shown[], run: Run): string | undefined {
  const found = shown.flatMap(({ findings }) =>
    findings.map((finding) => {
      const date = run.fact(finding, 'date');
      return `“${finding.resource.name}”${date === undefined ? '' : ` of ${date}`}`;
    }),
  );
  return found.length === 0 ? undefined : listWords([...new Set(found)]);
}
