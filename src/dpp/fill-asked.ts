import { type Config, tightened } from './config.ts';
import { type Edition, editionOf, fill } from './edition.ts';

/** A line with the edition's figures put in; undefined where it names one that the edition lacks, and so does not ask. */
export function fillAsked(line: string, { figures }: Edition): string | undefined {
  const named = [...line.matchAll(/\{\$(\w+)\}/g)].map(([, name]) => name ?? '');
  return named.every((name) => name in figures) ? fill(line, figures) : undefined;
}

/** The edition of an id as a configuration tightens it. Throws a usage Problem for what is no edition. */
export const editionAsked = (id: string, config: Config): Edition => tightened(editionOf(id), config.parameters);
